// House rules for tables that neither vnu nor axe checks. Each rule is one small function.
//
// A table of exactly two columns without any column header is read as a list of names and values
// (like `<dl>`): its cells need a row header only. Every other data cell needs one of each kind.

import { groupOf, gridOf, hasColumnHeader, hasRowHeader, isCorner, visibleText } from "./grid.mjs";
import { attr, elementsOf, lineOf, parseMarkup, textOf } from "./output.mjs";

const SCOPES = ["row", "col", "rowgroup", "colgroup"];
/** From this many columns on, a table may be wider than a phone and needs a scroll wrapper. */
const WIDE = 4;
/** Texts that say nothing: a cell with only these is as good as empty. */
const MUTE = /^[-‐‑–—―−ー－…‥・.*※▲△▼▽\s]*$/;

/** The faults of all tables of a page, as `[line, problem]`. */
export function checkTables(root, path) {
  const page = { elements: [...elementsOf(parseMarkup(root, path))], captions: new Map(), faults: [] };
  const report = (element, problem) => page.faults.push([lineOf(element), problem]);
  for (const table of page.elements.filter((element) => element.tagName === "table")) {
    const grid = gridOf(table);
    for (const rule of RULES) rule(table, grid, report, page);
  }
  doubleBreaks(page.elements, report);
  return page.faults;
}

const RULES = [caption, wrapper, nesting, columns, holes, scopes, rowGroups, emptiness, merging, headers, padding];

function caption(table, _grid, report, page) {
  const element = table.childNodes.find((child) => child.tagName === "caption");
  const text = element ? textOf(element).replace(/\s+/g, " ").trim() : "";
  if (text === "") return report(table, "table without a caption");
  const first = page.captions.get(text);
  if (first) return report(table, `caption 「${text}」 is already that of the table on line ${first}`);
  page.captions.set(text, lineOf(table));
}

/** A wrapper is a parent that calls itself one: by role, by tabindex or by a class with `scroll`. */
function wrapper(table, grid, report, page) {
  const parent = table.parentNode;
  const claims = parent.attrs && (attr(parent, "role") === "region" || attr(parent, "tabindex") !== undefined || /scroll/.test(attr(parent, "class") ?? ""));
  if (!claims) {
    if (grid.width >= WIDE) report(table, `table of ${grid.width} columns without a scroll wrapper (role="region" tabindex="0" aria-labelledby)`);
    return;
  }
  if (attr(parent, "role") !== "region") report(parent, 'scroll wrapper without role="region"');
  if (attr(parent, "tabindex") !== "0") report(parent, 'scroll wrapper without tabindex="0"');
  if (nameOf(parent, page) === "") report(parent, "scroll wrapper without a name (aria-labelledby or aria-label)");
}

function nameOf(element, page) {
  const ids = (attr(element, "aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const named = page.elements.filter((other) => ids.includes(attr(other, "id")));
  return ids.length > 0 ? named.map(textOf).join(" ").trim() : (attr(element, "aria-label") ?? "").trim();
}

function nesting(table, _grid, report) {
  for (let node = table.parentNode; node; node = node.parentNode) {
    if (node.tagName === "table") return report(table, "table within a table");
  }
  if (/^(presentation|none)$/.test(attr(table, "role") ?? "")) report(table, "table used for layout");
}

function columns(table, grid, report) {
  const sum = grid.groups.at(-1)?.end;
  if (sum !== undefined && sum !== grid.width) report(table, `colgroups span ${sum} columns, the table has ${grid.width}`);
}

function holes(table, grid, report) {
  if (grid.cells.length === 0) return report(table, "table without cells");
  for (let y = 0; y < grid.height; y += 1) {
    const filled = Array.from({ length: grid.width }, (_, x) => grid.taken.has(`${x},${y}`)).filter(Boolean).length;
    const place = grid.cells.find((cell) => cell.y === y)?.element ?? table;
    if (filled < grid.width) report(place, `row ${y + 1} has ${filled} of ${grid.width} columns`);
  }
}

function scopes(_table, grid, report) {
  for (const cell of grid.cells.filter((each) => each.isHeader)) {
    if (cell.scope === undefined) report(cell.element, `th without scope: 「${cell.text}」`);
    else if (!SCOPES.includes(cell.scope)) report(cell.element, `scope="${cell.scope}" is no scope`);
    else if (cell.scope === "colgroup" && !groupOf(cell, grid)) report(cell.element, `scope="colgroup" without a colgroup of its columns: 「${cell.text}」`);
  }
}

function rowGroups(_table, grid, report) {
  for (const cell of grid.cells.filter((each) => each.isHeader && each.scope === "rowgroup")) {
    const rest = cell.section.end - cell.y;
    if (cell.height !== rest) report(cell.element, `scope="rowgroup" spans ${cell.height} of the ${rest} rows left in its tbody: 「${cell.text}」`);
  }
}

function emptiness(_table, grid, report) {
  for (const cell of grid.cells) {
    if (!MUTE.test(cell.text) || isCorner(cell, grid)) continue;
    const what = cell.text === "" ? "empty" : `only 「${cell.text}」`;
    report(cell.element, `${cell.isHeader ? "th" : "td"} is ${what}; say it in words`);
  }
}

function merging(_table, grid, report) {
  for (const cell of grid.cells) {
    const merged = cell.width > 1 || cell.height > 1;
    if (merged && !cell.isHeader && !isCorner(cell, grid)) report(cell.element, `merged data cell: 「${cell.text}」`);
  }
}

function headers(_table, grid, report) {
  const isList = grid.width === 2 && !grid.cells.some((cell) => cell.isHeader && cell.scope?.startsWith("col"));
  for (const cell of grid.cells) {
    if (cell.isHeader || isCorner(cell, grid)) continue;
    if (!hasRowHeader(cell, grid)) report(cell.element, `td without a row header: 「${cell.text}」`);
    if (!isList && !hasColumnHeader(cell, grid)) report(cell.element, `td without a column header: 「${cell.text}」`);
  }
}

/** Line breaks and runs of wide spaces that only push text around. */
function padding(table, grid, report) {
  for (const { element } of grid.cells) {
    if ([...elementsOf(element)].some((inner) => inner.tagName === "br")) report(element, `<br> in a cell: 「${visibleText(element)}」`);
    if (/[\u00a0\u3000]{2}/.test(textOf(element))) report(element, `spaces used as layout: 「${visibleText(element)}」`);
  }
  const title = table.childNodes.find((child) => child.tagName === "caption");
  if (title && [...elementsOf(title)].some((inner) => inner.tagName === "br")) report(title, "<br> in a caption");
}

function doubleBreaks(elements, report) {
  for (const element of elements.filter((each) => each.tagName === "br")) {
    const siblings = element.parentNode.childNodes.filter((node) => node.nodeName !== "#text" || node.value.trim() !== "");
    if (siblings[siblings.indexOf(element) + 1]?.tagName === "br") report(element, "two <br> in a row, used as a gap");
  }
}
