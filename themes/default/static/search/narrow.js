// Narrowing a search down: the filters of search/facets.js as boxes with counts. Filters of one sort widen,
// sorts narrow; what is chosen stands in the address. Loaded by search.js when somebody narrows down.
window.mierukaSearch.narrow = ({ names, pages, numbers, element, folder, chosen }) => {
  // The numbers of the filters that each page is in.
  const inside = [];
  for (let at = 0, row = numbers(pages); at < row.length; ) {
    let last = 0;
    inside.push(row.slice(at + 1, at + 1 + row[at]).map((distance) => (last += distance)));
    at += 1 + row[at];
  }
  const groupsOf = () => {
    let from = 0;
    return names.map(([name, own]) => {
      const all = own.map(([id, label], i) => ({ id, label, at: from + i }));
      from += own.length;
      return { name, all, chosen: all.filter(({ id }) => chosen().includes(id)).map(({ at }) => at) };
    });
  };
  const fits = (page, groups) => groups.every(({ chosen }) => chosen.length === 0 || chosen.some((at) => inside[page].includes(at)));
  const narrowed = (groups) => {
    const own = groupsOf();
    return groups.map((group) => {
      const pages = group.pages.filter(({ page }) => fits(page, own));
      return { ...group, pages, count: pages.length };
    });
  };
  const offer = (groups) => {
    const all = groups.flatMap(({ pages }) => pages.map(({ page }) => page)), own = groupsOf();
    const made = own.map((facet) => {
      const counts = new Map(), others = own.filter((one) => one !== facet);
      for (const page of all) {
        if (fits(page, others)) for (const at of inside[page]) counts.set(at, (counts.get(at) ?? 0) + 1);
      }
      const shown = facet.all.filter(({ at }) => counts.has(at) || facet.chosen.includes(at))
        .sort((a, b) => (counts.get(b.at) ?? 0) - (counts.get(a.at) ?? 0) || a.at - b.at)
        .filter(({ at }, i) => i < 8 || facet.chosen.includes(at));
      if (shown.length === 0) return null;
      const boxes = shown.map(({ id, label, at }) => {
        const box = element("input", "");
        Object.assign(box, { type: "checkbox", checked: chosen().includes(id), value: id });
        return element("label", "m-facet", box, element("span", "", label), element("span", "m-number", String(counts.get(at) ?? 0)));
      });
      return element("fieldset", "", element("legend", "", facet.name), ...boxes);
    });
    const holder = folder.querySelector("[data-facet-list]"), focused = document.activeElement?.value;
    holder.replaceChildren(...made.filter(Boolean));
    if (focused) [...holder.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
  };
  return { narrowed, offer };
};
