// Where nothing holds the word as it is: its parts by script, then its pairs. Loaded by search.js when that happens.
window.mierukaSearch.reword = ({ Finds, find, fold, join, phrase, ranked, say, settled }) => async ({ word, chars }) => {
  const scripts = word.match(/[\p{sc=Han}々]+|[\p{sc=Katakana}ー]+|[\p{sc=Hiragana}]{2,}|[\p{L}\p{N}]+/gu) ?? [];
  const half = Math.ceil(word.length / 2);
  const parts = scripts.length > 1 ? scripts : half > 1 ? [word.slice(0, half), word.slice(half)] : [];
  const tried = [];
  if (parts.length > 1) {
    tried.push(say("parts", { words: parts.map((part) => say("quoted", { word: part })).join("") }));
    const found = await Promise.all(parts.map((part) => find(fold(part).chars)));
    await settled(found.map(({ finds }) => finds));
    const all = found.map(({ finds }) => finds).reduce((a, b) => a.and(b));
    if (all.pages.size > 0) return { tried, groups: [{ count: all.pages.size, pages: ranked(all) }] };
  }
  if (chars.length > 2) {
    tried.push(say("pairs"));
    const pairs = await Promise.all(chars.slice(1).map(async (c, i) => new Finds().add(await phrase([chars[i], c]), 2, 1, chars[i] + c).settle()));
    const pages = new Map();
    for (const { pages: own } of pairs) {
      for (const [page, one] of own) {
        const known = pages.get(page);
        pages.set(page, known ? { ...join(known, one), pairs: known.pairs + 1 } : { ...one, pairs: 1 });
      }
    }
    const near = ranked({ pages }).filter((one) => one.pairs >= pairs.length * 0.6).sort((a, b) => b.pairs - a.pairs);
    if (near.length > 0) return { tried, groups: [{ name: "near", count: near.length, pages: near }] };
  }
  return { tried, groups: [{ count: 0, pages: [] }] };
};
