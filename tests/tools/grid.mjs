// The grid of one HTML table: which cell stands where, and which headers a data cell reaches.
//
// Follows the table model of the HTML standard, as far as the house rules for tables allow tables to go.

import { attr, textOf } from "./output.mjs";

const SECTIONS = ["thead", "tbody", "tfoot"];

/** A table as rows of cells: `{ element, x, y, width, height, section, isHeader, scope, text }`. */
export function gridOf(table) {
  const sections = sectionsOf(table);
  const cells = [];
  const taken = new Set();
  let y = 0;
  for (const section of sections) {
    section.start = y;
    for (const row of section.rows) {
      placeRow(row, y, section, cells, taken);
      y += 1;
    }
    section.end = y;
  }
  for (const cell of cells) cell.height = Math.min(cell.height, cell.section.end - cell.y);
  const width = Math.max(0, ...cells.map((cell) => cell.x + cell.width));
  return { cells, width, height: y, groups: columnGroupsOf(table), taken };
}

function sectionsOf(table) {
  return children(table).flatMap((child) => {
    if (!SECTIONS.includes(child.tagName)) return [];
    return [{ name: child.tagName, rows: children(child).filter((row) => row.tagName === "tr") }];
  });
}

function placeRow(row, y, section, cells, taken) {
  let x = 0;
  for (const element of children(row)) {
    if (!["td", "th"].includes(element.tagName)) continue;
    while (taken.has(`${x},${y}`)) x += 1;
    const width = spanOf(element, "colspan");
    const height = spanOf(element, "rowspan");
    const cell = { element, x, y, width, height, section, isHeader: element.tagName === "th" };
    cell.scope = attr(element, "scope")?.toLowerCase();
    cell.text = visibleText(element);
    cells.push(cell);
    for (let down = 0; down < height; down += 1) {
      for (let right = 0; right < width; right += 1) taken.add(`${x + right},${y + down}`);
    }
  }
}

/** The columns of each `<colgroup>`, as `{ start, end }`; empty where the table has none. */
function columnGroupsOf(table) {
  let start = 0;
  return children(table).filter((child) => child.tagName === "colgroup").map((group) => {
    const cols = children(group).filter((child) => child.tagName === "col");
    const width = cols.length > 0 ? cols.reduce((sum, col) => sum + spanOf(col, "span"), 0) : spanOf(group, "span");
    start += width;
    return { start: start - width, end: start };
  });
}

/** Whether a row header stands for `cell`. */
export function hasRowHeader(cell, grid) {
  return headersOf(cell, grid, "row").length > 0;
}

/** Whether a column header stands for `cell`. */
export function hasColumnHeader(cell, grid) {
  return headersOf(cell, grid, "col").length > 0;
}

function headersOf(cell, grid, direction) {
  const named = attr(cell.element, "headers")?.split(/\s+/);
  return grid.cells.filter((header) => {
    if (!header.isHeader || header.text === "" || !header.scope?.startsWith(direction)) return false;
    if (named) return named.includes(attr(header.element, "id"));
    const sameRows = overlap(header.y, header.height, cell.y, cell.height);
    const sameColumns = overlap(header.x, header.width, cell.x, cell.width);
    switch (header.scope) {
      case "row":
        return sameRows && header.x < cell.x;
      case "rowgroup":
        return header.section === cell.section && header.y <= cell.y && header.x < cell.x;
      case "col":
        return sameColumns && header.y < cell.y;
      default:
        return sameColumns && header.y < cell.y && groupOf(header, grid) !== undefined;
    }
  });
}

/** The column group that a `scope="colgroup"` header covers exactly. */
export function groupOf(header, grid) {
  return grid.groups.find((group) => group.start === header.x && group.end === header.x + header.width);
}

/** Whether an empty `td` is the corner above the row headers: in the head, from the first column on. */
export function isCorner(cell, grid) {
  if (cell.isHeader || cell.section.name !== "thead" || cell.text !== "") return false;
  const left = grid.cells.filter((other) => other.y === cell.y && other.x < cell.x);
  const below = grid.cells.filter((other) => other.section.name === "tbody" && overlap(other.x, other.width, cell.x, cell.width));
  return left.every((other) => !other.isHeader && other.text === "") && below.every((other) => other.isHeader);
}

function overlap(start, length, otherStart, otherLength) {
  return start < otherStart + otherLength && otherStart < start + length;
}

function spanOf(element, name) {
  const span = Number.parseInt(attr(element, name) ?? "1", 10);
  return span > 0 ? span : 1;
}

function children(node) {
  return node.childNodes.filter((child) => child.tagName);
}

/** The text of a cell, with one space for any white space. */
export function visibleText(element) {
  return textOf(element).replace(/\s+/g, " ").trim();
}
