// Search in the browser, without a server and from disk. The index stands in search/: see
// src/render/search/. Its files are loaded by adding <script> elements, each of which calls
// mierukaSearch(name, value). Folding is that of src/view/search/fold.rs, with its tables.
(() => {
"use strict";
const out = document.querySelector("[data-results]");
const say = (name, holes = {}) =>
  Object.entries(holes).reduce((text, [key, value]) => text.replace(`{${key}}`, value), out.dataset[name] ?? "");
const FIRST = 10, MORE = 20, ZONES = 8;
// So many files of who shares texts are loaded even if the first hits do not depend on them: then the count is exact.
const FEW = 24;
const [CODE, TITLE, ALIAS, WORD, HEADING, LEAD, BODY, REST] = [0, 1, 2, 3, 4, 5, 6, 7];
const WEIGHT = [10, 40, 34, 30, 14, 12, 6, 1];
// Where a line of context is taken from, the best first: the lead, the text, a heading, the rest.
const TELLING = [9, 9, 9, 9, 2, 0, 1, 3];

// Files of the index.
const files = new Map(), waiting = new Map();
let version = "";
window.mierukaSearch = (name, value) => waiting.get(name)?.(value);
const load = (name) => {
  if (!files.has(name)) {
    files.set(name, new Promise((found, lost) => {
      waiting.set(name, found);
      const script = document.createElement("script");
      script.src = `search/${name}.js${version && `?v=${version}`}`;
      script.onerror = () => lost(new Error(name));
      document.head.append(script);
    }));
  }
  return files.get(name);
};

// Numbers: see src/render/search/code.rs.
const number = (text, at) => {
  for (let value = 0; ; ) {
    const code = text.charCodeAt(at++), digit = code - 35 - (code > 92);
    if (digit < 46) return [value * 46 + digit, at];
    value = value * 45 + digit - 46;
  }
};
const numbers = (text) => {
  const all = [];
  for (let at = 0, value; at < text.length; all.push(value)) [value, at] = number(text, at);
  return all;
};

// Folding.
let table, map;
const MARK = /[\u0300-\u036f\u3099\u309a\uff9e\uff9f]/;
const DROPPED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
const SPACE = /[\0-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029]/;
const isHan = (c) => c >= "\u3400" && c <= "\u9fff";
const isWord = (c) => /^[0-9a-zA-Z]$/.test(c ?? "");
const isDigit = (c) => c >= "0" && c <= "9" && c.length === 1;

const fold = (text) => {
  const chars = [], at = [];
  let space = -1;
  const put = (c, i) => {
    if (space >= 0 && isWord(c) && isWord(chars.at(-1))) chars.push(" "), at.push(space);
    space = -1;
    if (isDigit(c) && chars.at(-1) === "," && isDigit(chars.at(-2) ?? "")) chars.pop(), at.pop();
    chars.push(c), at.push(i);
  };
  const push = (c, i) => {
    const last = chars.at(-1) ?? "\n";
    if (c === "\n") space = -1, put(c, i);
    else if (SPACE.test(c)) space = space < 0 ? i : space;
    else if (c === table.long) last === "\n" || (last >= "\u3041" && last <= "\u309f") || put("-", i);
    else if ((c >= "\u30a1" && c <= "\u30f6") || c === "\u30fd" || c === "\u30fe") kana(String.fromCharCode(c.charCodeAt(0) - 0x60), i);
    else if (c >= "\u3041" && c <= "\u3096") kana(c, i);
    else put(table.dashes.includes(c) ? "-" : table.waves.includes(c) ? "~" : c, i);
  };
  const kana = (c, i) => {
    const small = table.small.indexOf(c);
    put(small >= 0 && small % 2 === 0 ? table.small[small + 1] : c, i);
  };
  for (let i = 0; i < text.length; ) {
    const from = i;
    let c = String.fromCodePoint(text.codePointAt(i));
    i += c.length;
    if (DROPPED.test(c)) continue;
    const marked = MARK.test(text[i] ?? "");
    if (isHan(c)) push(c, from);
    else if (c <= "\u007f" && !marked) push(c.toLowerCase(), from);
    else if (c >= "\u3041" && c <= "\u30fe" && !marked) push(c, from);
    else {
      while (MARK.test(text[i] ?? "")) c += text[i++];
      for (const one of c.normalize("NFKC")) for (const low of one.toLowerCase()) push(low, from);
    }
  }
  return { chars, at };
};

// Years: of four digits, or by an era's name, its first character or its letter.
const years = (chars) => {
  const all = [];
  const stands = (word, at) => [...word].every((c, i) => chars[at + i] === c);
  const ending = (at) => table.endings.find((word) => stands(word, at))?.length ?? 0;
  const run = (at) => {
    let end = at;
    while (isDigit(chars[end] ?? "")) end += 1;
    return end - at;
  };
  const western = (at) => {
    const marked = stands("fy", at), from = marked ? at + 2 : at;
    if (isWord(chars[at - 1]) || run(from) !== 4) return null;
    const year = Number(chars.slice(from, from + 4).join("")), end = from + 4;
    if (year < 1868 || year > 2100) return null;
    if (!marked && !ending(end) && end < chars.length && !table.open.includes(chars[end])) return null;
    return { at, len: end + ending(end) - at, year };
  };
  const ofEra = (at) => {
    for (const [name, letter, first] of table.eras) {
      let from = at + 1, spelled = true;
      if (chars[at] === name[0] && name.endsWith(chars[at + 1] ?? "\n")) from += 1;
      else if (chars[at] === letter && !isWord(chars[at - 1])) spelled = false;
      else if (chars[at] !== name[0] || isHan(chars[at - 1] ?? "")) continue;
      const one = spelled && chars[from] === table.first, len = one ? 1 : run(from);
      const year = one ? 1 : Number(chars.slice(from, from + len).join("")), end = from + len;
      if (len < 1 || len > 2 || year === 0 || (!spelled && /^[a-z]$/.test(chars[end] ?? ""))) return null;
      return { at, len: end + ending(end) - at, year: first + year - 1 };
    }
    return null;
  };
  for (let at = 0; at < chars.length; ) {
    const year = western(at) ?? ofEra(at);
    if (year) all.push(year);
    at += year?.len ?? 1;
  }
  return all;
};

// Lists of places.
const shards = new Map();
const shardOf = (a, b) => {
  let hash = Math.imul(a.codePointAt(0), 0x9e3779b1) ^ Math.imul(b.codePointAt(0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % map.lists;
};
const list = async (a, b) => {
  const name = `l/${shardOf(a, b)}`, text = await load(name);
  if (!shards.has(name)) {
    shards.set(name, listsOf(text));
  }
  return places(shards.get(name).get(a + b) ?? "");
};
const listsOf = (text) => {
  const all = new Map();
  for (let at = 0; at < text.length; ) {
    const first = String.fromCodePoint(text.codePointAt(at));
    const key = first + String.fromCodePoint(text.codePointAt(at + first.length));
    const [len, from] = number(text, at + key.length);
    all.set(key, text.slice(from, from + len));
    at = from + len;
  }
  return all;
};
const places = (text) => {
  let place = 0;
  return numbers(text).map((distance) => (place += distance));
};

// The last position in a sorted row that is not above a value.
const below = (row, value) => {
  let low = 0, high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
const has = (row, value) => row[below(row, value)] === value;

// Every place where a phrase begins: its pairs stand at the right distance.
const phrase = async (chars) => {
  if (chars.length === 1) return list(chars[0], " ");
  let pairs = [...chars.keys()].slice(1).map((i) => i - 1).filter((i) => chars[i] !== " " && chars[i + 1] !== " ");
  if (!chars.includes(" ")) pairs = pairs.filter((i) => i % 2 === 0 || i === chars.length - 2);
  // A long phrase is as rare with a few of its pairs.
  if (pairs.length > 8) pairs = pairs.filter((_, i) => Math.floor((i * 8) / pairs.length) !== Math.floor(((i - 1) * 8) / pairs.length));
  const rows = await Promise.all(pairs.map(async (i) => ({ i, row: await list(chars[i], chars[i + 1]) })));
  rows.sort((a, b) => a.row.length - b.row.length);
  const [least, ...others] = rows;
  return (least?.row ?? []).map((place) => place - least.i).filter((start) => others.every(({ i, row }) => has(row, start + i)));
};

// Texts that many pages share stand behind those of the pages; files of their own say which pages hold them.
const spans = new Map();
const spanOf = (at) => below(map.shared, at);
const unknownSpans = (starts) => [...new Set(starts.map(spanOf))].filter((n) => !spans.has(n));
const sharedText = async (starts) => {
  await Promise.all(unknownSpans(starts).map(async (n) => spans.set(n, textsOf(await load(`p/${n}`), map.shared[n]))));
  return (at) => {
    const { starts, holders } = spans.get(spanOf(at));
    return holders[below(starts, at)];
  };
};
const textsOf = (text, from) => {
  const row = numbers(text), starts = [], holders = [];
  for (let i = 0, start = from; i < row.length; ) {
    const own = [];
    starts.push(start);
    start += row[i++];
    for (let more = 1; more; ) {
      const head = row[i++], zone = (head >> 1) % ZONES, count = head >> 5;
      more = head & 1;
      for (let end = i + count, page = 0; i < end; ) {
        page += row[i++];
        for (let last = page + (head & 16 ? row[i++] : 1); page < last; ) own.push([page++, zone]);
      }
    }
    holders.push(own);
  }
  return { starts, holders };
};

// What a word finds, page by page.
class Finds {
  pages = new Map();
  // Places in texts that pages share, as long as those pages are not looked up.
  later = [];
  add(starts, len, factor, mark) {
    const own = below(starts, map.bounds.at(-1) - 1) + 1;
    if (own < starts.length) this.later.push({ starts: starts.slice(own), factor, mark });
    for (const at of starts.slice(0, own)) {
      const zoneAt = below(map.bounds, at), zone = zoneAt % ZONES;
      const size = map.bounds[zoneAt + 1] - map.bounds[zoneAt] - 1;
      let score = WEIGHT[zone];
      if (zone === CODE && len === size) score = 120;
      if (zone === TITLE || zone === ALIAS || zone === WORD) score += 10 * (len / size) + (len === size ? 30 : 0);
      this.one(Math.floor(zoneAt / ZONES), zone, at, score * factor, mark).count += 1;
    }
    return this;
  }
  // Looks up all pages.
  async settle() {
    const later = this.later;
    this.later = [];
    for (const { starts, factor, mark } of later) {
      const shared = await sharedText(starts);
      for (const at of starts) for (const [page, zone] of shared(at)) this.one(page, zone, at, WEIGHT[zone] * factor, mark);
    }
    return this;
  }
  // Whether the first hits are the same whichever pages share the texts, and those would take many files.
  isTold() {
    if (unknownSpans(this.later.flatMap(({ starts }) => starts)).length <= FEW) return false;
    const most = Math.max(...this.later.map(({ factor }) => WEIGHT[HEADING] * factor));
    const rows = ranked(this), tenth = rows[FIRST - 1]?.score ?? 0;
    const mayRise = ({ page, score }, i) => {
      const own = this.pages.get(page).score;
      return own < most && (i < FIRST || score - own + most >= tenth);
    };
    return most + Math.max(...map.weights) < tenth && !rows.some(mayRise);
  }
  // What a place counts for; how often a word stands in texts of its own is counted by the caller.
  one(page, zone, at, score, mark) {
    let known = this.pages.get(page);
    if (!known) this.pages.set(page, (known = { score: 0, zone, count: 0, at: -1, marks: [] }));
    known.aliased ||= zone === ALIAS;
    if (score > known.score) Object.assign(known, { score, zone });
    if (zone >= HEADING && (known.at < 0 || TELLING[zone] < TELLING[known.atZone])) Object.assign(known, { at, atZone: zone });
    if (!known.marks.includes(mark)) known.marks.push(mark);
    return known;
  }
  // Pages that two words find.
  and(other) {
    const both = new Finds();
    for (const [page, a] of this.pages) {
      const b = other.pages.get(page);
      if (b) both.pages.set(page, join(a, b));
    }
    return both;
  }
  or(other) {
    for (const [page, b] of other.pages) {
      const a = this.pages.get(page);
      this.pages.set(page, a ? { ...join(a, b), score: Math.max(a.score, b.score) } : b);
    }
    this.later.push(...other.later);
    return this;
  }
}
const join = (a, b) => ({
  score: a.score + b.score,
  zone: Math.min(a.zone, b.zone),
  count: a.count + b.count,
  ...(b.at >= 0 && (a.at < 0 || TELLING[b.atZone] < TELLING[a.atZone]) ? { at: b.at, atZone: b.atZone } : { at: a.at, atZone: a.atZone }),
  marks: [...new Set([...a.marks, ...b.marks])],
  aliased: a.aliased || b.aliased,
});

const settled = (all) => Promise.all(all.map((finds) => finds.settle()));

// A word: as it is written, and where it names a year, that year in any reckoning.
const find = async (chars, factor = 1) => {
  const mark = chars.join("");
  const named = years(chars);
  // Wherever a year stands as such, its list has the place.
  const yearly = named.length === 1 && named[0].len === chars.length && /\D/.test(mark);
  const starts = yearly ? [] : await phrase(chars);
  const finds = new Finds().add(starts, chars.length, factor, mark);
  if (named.length > 0) {
    let rest = [], from = 0;
    for (const { at, len } of named) rest.push(chars.slice(from, at)), (from = at + len);
    rest.push(chars.slice(from));
    rest = rest.filter((part) => part.length > 1 || /[^\u3041-\u309f~\-/、,.・]/.test(part[0] ?? "-"));
    const parts = [
      ...named.map(async ({ year }) => new Finds().add(await list(" ", String.fromCodePoint(year)), 0, 0.9, year)),
      ...rest.map(async (part) => new Finds().add(await phrase(part), part.length, 0.9, part.join(""))),
    ];
    const found = await Promise.all(parts);
    if (found.length > 1) await settled(found);
    finds.or(found.reduce((a, b) => a.and(b)));
  }
  return { finds, starts, len: chars.length };
};

// A question: words parted by spaces, without marks at their ends.
const parse = (text) =>
  text.normalize("NFKC").split(/\s+/).map((word) => ({ word, chars: [...fold(word).chars] }))
    .map(({ word, chars }) => {
      while (chars.length > 1 && /[,.、。・]/.test(chars.at(-1))) chars.pop();
      while (chars.length > 1 && /[,.、。・]/.test(chars[0])) chars.shift();
      return { word, chars };
    })
    .filter(({ chars }) => chars.length > 0).slice(0, 8);

const ranked = (finds) =>
  [...finds.pages].map(([page, find]) => ({
    page, ...find, score: find.score + Math.min(4, Math.log2(Math.max(1, find.count))) + map.weights[page],
  })).sort((a, b) => b.score - a.score || a.page - b.page);

// What a question finds: groups of pages in the order of rank, and what was searched besides.
const ask = async (words) => {
  const found = await Promise.all(words.map(({ chars }) => find(chars)));
  const variants = [];
  for (const [i, { word, chars }] of words.entries()) {
    for (const other of related(word, chars)) {
      const folded = fold(other).chars;
      variants.push(other);
      found[i].finds.or((await find(folded, 0.7)).finds);
    }
    for (const { year } of years(chars)) variants.push(...spellings(year));
  }
  for (const [i, one] of found.entries()) {
    const canonical = await names(words[i].chars, one.finds);
    for (const name of canonical) {
      variants.push(name);
      one.finds.or((await find(fold(name).chars, 0.8)).finds);
    }
  }
  if (words.length === 1) {
    const [{ finds }] = found;
    if (!finds.isTold()) await finds.settle();
    const all = ranked(finds);
    if (all.length > 0) return { variants, groups: [{ count: all.length, pages: all, finds }] };
    return { variants, ...(await reword(words[0])) };
  }
  await settled(found.map(({ finds }) => finds));
  // All words: one that is only touched upon weighs more than one that is the very title.
  const all = found.map(({ finds }) => finds).reduce((a, b) => a.and(b));
  const adjacent = (await new Finds().add(inRow(found), 0, 1, "").settle()).pages;
  for (const [page, one] of all.pages) {
    const scores = found.map(({ finds }) => Math.min(50, finds.pages.get(page).score));
    one.score = scores.reduce((a, b) => a + b) + 2 * Math.min(...scores) + (adjacent.has(page) ? 15 : 0);
  }
  const some = new Map();
  for (const { finds } of found) {
    for (const [page, one] of finds.pages) {
      if (all.pages.has(page)) continue;
      const known = some.get(page);
      some.set(page, known ? { ...join(known, one), words: known.words + 1 } : { ...one, words: 1 });
    }
  }
  const any = ranked({ pages: some }).sort((a, b) => b.words - a.words);
  const names_ = words.length === 2 ? ["both", "either"] : ["all", "any"];
  return { variants, groups: [{ name: names_[0], count: all.pages.size, pages: ranked(all) }, { name: names_[1], count: any.length, pages: any }] };
};

// The same groups with every page in them.
const whole = (groups) => Promise.all(groups.map(async (group) => {
  if (isWhole(group)) return group;
  const pages = ranked(await group.finds.settle());
  return { ...group, count: pages.length, pages };
}));
const isWhole = ({ finds }) => !finds || finds.later.length === 0;

// Where the words stand in a row.
const inRow = ([first, ...others]) =>
  first.starts.filter((start) => {
    let at = start + first.len;
    return others.every(({ starts, len }) => {
      const here = has(starts, at) ? at : has(starts, at + 1) ? at + 1 : -1;
      at = here + len;
      return here >= 0;
    });
  });

// Declared words of one group.
const related = (word, chars) => {
  const own = chars.join("");
  const folded = (text) => fold(text).chars.join("");
  return map.related.filter((group) => group.some((one) => folded(one) === own))
    .flatMap((group) => group.filter((one) => folded(one) !== own));
};

const spellings = (year) => {
  const era = table.eras.filter(([, , first]) => first <= year).at(-1);
  const number_ = era && (year === era[2] ? table.first : year - era[2] + 1);
  return [`${year}${table.endings[0]}`, ...(era ? [`${era[0]}${number_}${table.endings[0]}`] : [])];
};

// The names of what has a word as another spelling: such pages come before those that hold it.
const names = async (chars, finds) => {
  const own = chars.join("");
  const aliased = ranked({ pages: new Map([...finds.pages].filter(([, one]) => one.aliased)) }).slice(0, 3);
  const named = await Promise.all(aliased.map(async ({ page }) => {
    const [, , , title, , , aliases] = await shownOf(page);
    if (!aliases.some((alias) => fold(alias).chars.join("") === own)) return [];
    finds.pages.get(page).score += 30;
    // Where the name holds the word, it finds nothing more.
    return fold(title).chars.join("").includes(own) ? [] : [title];
  }));
  return named.flat();
};

// Other wordings are loaded where nothing holds a word as it is: see reword.js.
const script = (name) => new Promise((found, lost) => {
  const made = document.createElement("script");
  Object.assign(made, { src: `assets/search/${name}.js`, onload: found, onerror: lost });
  document.head.append(made);
});
let reworded;
const reword = async (word) => {
  await (reworded ??= script("reword"));
  return window.mierukaSearch.reword({ Finds, find, fold, join, phrase, ranked, say, settled })(word);
};

// Texts.
const leafAt = (place) => load(`t/${Math.floor(place / map.leaf)}`);
const shownOf = async (page) => {
  const leaf = await leafAt(map.bounds[page * ZONES]);
  return leaf.find(([own]) => own === page)[3];
};

// A line of text around a place, with what to mark in it.
const contextOf = async ({ page, at, marks }) => {
  const place = at >= 0 ? at : [LEAD, BODY, HEADING, REST].map((zone) => page * ZONES + zone).filter((zone) => map.bounds[zone + 1] > map.bounds[zone]).map((zone) => map.bounds[zone])[0];
  if (place === undefined) return null;
  // Texts that pages share are those of one page more.
  const holder = place < map.bounds.at(-1) ? page : map.weights.length, start = map.bounds[holder * ZONES];
  const [, from, text] = (await leafAt(place)).find(([own]) => own === holder);
  const { chars, at: bytes } = fold(text);
  const spots = marked(chars, marks);
  const wanted = place - start - from;
  const spot = spots.toSorted((a, b) => Math.abs(a[0] - wanted) - Math.abs(b[0] - wanted))[0] ?? [wanted, wanted];
  let [low, high] = [Math.max(0, spot[0] - 28), Math.min(chars.length, spot[1] + 60)];
  const before = chars.lastIndexOf("\n", Math.max(0, spot[0] - 1)), after = chars.indexOf("\n", spot[1]);
  if (before >= low && spot[0] > 0) low = before + 1;
  if (after >= 0 && after < high) high = after;
  const cut = (a, b) => text.slice(bytes[a] ?? text.length, bytes[b] ?? text.length);
  const pieces = [low > before + 1 ? "…" : ""];
  let done = low;
  for (const [a, b] of spots.filter(([a, b]) => a >= low && b <= high)) {
    if (a < done) continue;
    pieces.push(cut(done, a), { mark: cut(a, b) });
    done = b;
  }
  pieces.push(cut(done, high), high < (after < 0 ? chars.length : after) ? "…" : "");
  return pieces;
};

// Where the words stand in a folded text.
const marked = (chars, marks) => {
  const spots = [], text = chars.join("");
  const plain = text.length === chars.length;
  for (const mark of marks) {
    if (typeof mark === "number") {
      for (const { at, len, year } of years(chars)) if (year === mark) spots.push([at, at + len]);
    } else if (plain) {
      for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) spots.push([at, at + mark.length]);
    }
  }
  return spots.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
};

// The page.
const box = document.querySelector("input[type=search]");
const status = document.querySelector("[data-status]");
const tried = document.querySelector("[data-tried]");
const doors = document.querySelector("[data-doors]");
const element = (name, className, ...inside) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside.filter((one) => one !== null && one !== ""));
  return made;
};
const withMarks = (pieces) => pieces.map((piece) => (piece?.mark ? element("mark", "", element("b", "", piece.mark)) : piece));
const titleOf = (text, marks) => {
  const { chars, at } = fold(text), pieces = [];
  let done = 0;
  for (const [a, b] of marked(chars, marks)) {
    if (a < done) continue;
    pieces.push(text.slice(at[done] ?? text.length, at[a]), { mark: text.slice(at[a], at[b] ?? text.length) });
    done = b;
  }
  return withMarks([...pieces, text.slice(at[done] ?? text.length)]);
};

const hit = async (one) => {
  const [[path, sort, code, title, context, badge, aliases, words], line] = await Promise.all([shownOf(one.page), contextOf(one)]);
  const link = element("a", "", ...(code ? [element("span", "m-hit-code", code), " "] : []), ...titleOf(title, one.marks));
  link.href = path;
  const head = element("p", "m-hit-head", element("span", "m-hit-sort", sort), " ", link);
  if (badge) {
    const [symbol, label, tone] = badge;
    const grade = element("span", "m-grade", symbol && !label.startsWith(symbol) ? element("b", "", symbol) : null, symbol ? " " : "", element("span", "m-grade-words", label));
    Object.assign(grade.dataset, { grade: symbol, tone });
    head.append(" ", grade);
  }
  const matching = (all) => all.filter((text) => one.marks.some((mark) => typeof mark === "string" && fold(text).chars.join("").includes(mark)));
  const why = [["alias", one.zone <= ALIAS || one.zone > WORD ? matching(aliases) : []], ["word", matching(words)]]
    .filter(([, all]) => all.length > 0)
    .map(([name, all]) => element("p", "m-hit-why", element("span", "m-label", say(name)), " ", ...titleOf(all.slice(0, 3).join(say("separator")), one.marks)));
  return element("li", "m-hit", head, context ? element("p", "m-hit-context", context) : null, ...why, line ? element("p", "m-hit-text", ...withMarks(line)) : null);
};

// Narrowing down is loaded when somebody does: see narrow.js.
const folder = document.querySelector("[data-facets]");
let narrow, chosen = [];
const loadNarrow = async () => {
  if (narrow) return;
  await script("narrow");
  narrow = window.mierukaSearch.narrow({ ...(await load("facets")), numbers, element, folder, chosen: () => chosen });
};
folder.addEventListener("change", ({ target }) => {
  chosen = target.checked ? [...chosen, target.value] : chosen.filter((id) => id !== target.value);
  go();
});
folder.addEventListener("toggle", async () => {
  if (!folder.open) return;
  await loadNarrow();
  latest = await whole(latest);
  narrow.offer(latest);
});

let asked = 0, latest = [];
const show = async (groups, limit, turn) => {
  let left = limit, before = 0;
  const made = [];
  for (const { name, count, pages } of groups) {
    const own = pages.slice(0, left);
    left -= own.length;
    if (own.length === 0) continue;
    const items = element("ol", "m-hits", ...(await Promise.all(own.map(hit))));
    if (before > 0) items.start = before + 1;
    if (name) made.push(element("h2", "m-hits-head", say(name, { n: count })));
    made.push(items);
    before += count;
  }
  if (turn !== asked) return;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  out.replaceChildren(...made);
  more.hidden = limit >= total;
  more.onclick = async () => {
    const seen = out.querySelectorAll("a").length;
    if (!groups.every(isWhole)) {
      latest = groups = await whole(groups);
      tell(groups);
    }
    await show(groups, limit + MORE, turn);
    out.querySelectorAll("a")[seen]?.focus();
  };
};
const more = element("button", "m-button m-more-hits", say("more"));
more.type = "button";
more.hidden = true;
out.after(more);

const run = async (text) => {
  const turn = ++asked;
  out.removeAttribute("data-ready");
  if (!map) {
    map = await load("map");
    table = map.fold;
    version = map.version;
    map.shared = places(map.shared);
    const sizes = numbers(map.pages);
    map.bounds = [0];
    map.weights = [];
    for (let at = 0; at < sizes.length; ) {
      const head = sizes[at++];
      map.weights.push(head % 8);
      for (let zone = 0; zone < ZONES; zone += 1) map.bounds.push(map.bounds.at(-1) + ((head >> (zone + 3)) & 1 ? sizes[at++] : 0));
    }
  }
  const words = parse(text);
  const { groups, variants = [], tried: ways = [] } = words.length > 0 ? await ask(words) : { groups: [] };
  if (turn !== asked) return;
  const own = words.map(({ chars }) => chars.join(""));
  const others = [...new Set(variants)].filter((name) => !own.includes(fold(name).chars.join("")));
  tried.replaceChildren(
    ...(others.length > 0 ? [element("p", "", say("variants", { words: others.map((word) => say("quoted", { word })).join("") }))] : []),
    ...ways.map((way) => element("p", "", way)),
  );
  const narrowing = chosen.length > 0 || (narrow && folder.open);
  latest = narrowing ? await whole(groups) : groups;
  if (chosen.length > 0) await loadNarrow();
  await answer(words, text, turn);
};

// Shows what was found as far as the chosen filters let it through, and says how much it is.
const answer = async (words, text, turn) => {
  const groups = chosen.length > 0 ? narrow.narrowed(latest) : latest;
  await show(groups, FIRST, turn);
  if (turn !== asked) return;
  folder.hidden = latest.every(({ count }) => count === 0);
  if (narrow && folder.open) narrow.offer(latest);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  doors.hidden = total > 0;
  if (words.length === 0) status.textContent = "";
  else if (total === 0) status.textContent = say("none", { q: text.trim() });
  else tell(groups);
  document.title = words.length === 0 ? title : `${text.trim()} - ${title}`;
  out.setAttribute("data-ready", "");
};

// How much was found, and whether there is more.
const tell = (groups) => {
  const counts = groups.filter(({ count }, i) => count > 0 || i === 0);
  const word = (group) => group.name ?? (isWhole(group) ? "count" : "least");
  status.textContent = counts.map((group) => say(word(group), { n: group.count })).join(say("separator"));
};

const title = document.title;
const start = () => {
  const asks = new URLSearchParams(location.search);
  box.value = asks.get("q") ?? "";
  chosen = asks.getAll("f");
  if (chosen.length > 0) folder.open = true;
  run(box.value).catch(() => {
    status.textContent = say("broken");
    doors.hidden = false;
    out.setAttribute("data-ready", "");
  });
};
const go = () => {
  const asks = new URLSearchParams({ q: box.value });
  for (const id of chosen) asks.append("f", id);
  history.pushState(null, "", `?${asks}`);
  start();
};
box.form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
window.addEventListener("popstate", start);
// For tests.
Object.assign(window.mierukaSearch, {
  fold, years,
  map: () => map,
  texts: textsOf,
  lists: (text) => [...listsOf(text)].map(([key, row]) => [...[...key], places(row)]),
  pages: async (q) => (await Promise.all((await whole((await ask(parse(q))).groups)).flatMap(({ pages }) => pages).map(({ page }) => shownOf(page)))).map(([path]) => path),
});
start();
})();
