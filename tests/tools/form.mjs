// Rules about the form of the open data: columns, keys, references, words, numbers, periods, site.json.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHOICES, COLUMNS, GROUPS, IDS, KEYS, NUMBERS, REFERENCES, TABLE_COLUMNS } from "./contract.mjs";
import { decimal, listOf, spanOf } from "./data.mjs";

/** Every rule takes the data and the list of faults. */
export const FORM_RULES = [columns, keys, references, grades, levels, choices, numbers, periods, readings, mentions, wholeSite];

function columns(data, faults) {
  const wanted = Object.entries(COLUMNS).map(([name, list]) => [`data/${name}.csv`, data.files.get(name), list]);
  const tables = [...data.tables.values()].map((file) => [file.path, file, TABLE_COLUMNS]);
  for (const [path, file, list] of [...wanted, ...tables]) {
    if (!file) {
      faults.add(path, 1, "the file is missing");
      continue;
    }
    const names = list.split(" ");
    const at = names.findIndex((name, i) => file.columns[i] !== name);
    if (at >= 0) faults.add(path, 1, `column ${at + 1} is "${file.columns[at] ?? ""}", the contract says "${names[at]}"`);
  }
}

function keys(data, faults) {
  for (const [name, list] of Object.entries(KEYS)) unique(data.rows(name), list.split(" "), faults);
  for (const file of data.tables.values()) unique(file.rows, ["row_id", "column_id", "cell"], faults);
}

function unique(rows, names, faults) {
  const seen = new Map();
  for (const row of rows) {
    const key = names.map((name) => row[name]).join(" / ");
    if (row[names[0]] === "" && names.length === 1) faults.add(...row.at, `${names[0]} is empty`);
    else if (seen.has(key)) faults.add(...row.at, `${names.join(" + ")} "${key}" is already on line ${seen.get(key)}`);
    else seen.set(key, row.at[1]);
  }
}

function references(data, faults) {
  const sets = new Map();
  const idsOf = (target) => {
    if (!sets.has(target)) {
      const files = GROUPS[target] ?? [target];
      sets.set(target, new Set(files.flatMap((name) => data.rows(name).map((row) => row[IDS[name]]))));
    }
    return sets.get(target);
  };
  for (const [place, rule] of Object.entries(REFERENCES)) {
    const [name, column] = place.split(".");
    const target = rule.replace("!", "");
    for (const row of data.rows(name)) {
      const cell = row[column] ?? "";
      if (cell === "" && rule.endsWith("!")) faults.add(...row.at, `${column} is empty`);
      for (const id of column === "page" ? [cell].filter(Boolean) : listOf(cell)) {
        if (!idsOf(target).has(id)) faults.add(...row.at, `${column} "${id}" is in none of ${(GROUPS[target] ?? [target]).join(", ")}`);
      }
    }
  }
  discrepancySources(data, faults, idsOf("documents"), idsOf("frameworks"));
}

/** A side of a discrepancy is a document, a rule (`computed`) or a span (`framework:<id>`). */
function discrepancySources(data, faults, documents, frameworks) {
  const sides = [["discrepancies", "source_a"], ["discrepancies", "source_b"], ["discrepancy_places", "source_id"]];
  for (const [name, column] of sides) {
    for (const row of data.rows(name)) {
      const id = row[column] ?? "";
      const known = id.startsWith("framework:") ? frameworks.has(id.slice(10)) : id === "computed" || documents.has(id);
      if (!known) faults.add(...row.at, `${column} "${id}" is no document, no "computed" and no framework`);
    }
  }
}

function grades(data, faults) {
  const labels = new Map(data.rows("scales").map((row) => [`${row.scale_id} ${row.grade}`, row.label]));
  for (const row of data.rows("evaluations")) {
    if (row.grade === "" && ["lost", "damaged"].includes(row.reading)) continue;
    const label = labels.get(`${row.scale_id} ${row.grade}`);
    if (label === undefined) faults.add(...row.at, `scale ${row.scale_id} has no grade "${row.grade}"`);
    else if (label !== row.grade_label) faults.add(...row.at, `grade_label "${row.grade_label}", the scale says "${label}"`);
  }
}

function levels(data, faults) {
  const known = new Set(data.rows("levels").map((row) => `${row.framework_id} ${row.level}`));
  for (const row of data.rows("items")) {
    if (!known.has(`${row.framework_id} ${row.level}`)) faults.add(...row.at, `framework ${row.framework_id} has no level "${row.level}"`);
  }
}

function choices(data, faults) {
  for (const [place, list] of Object.entries(CHOICES)) {
    const [name, column] = place.split(".");
    const words = list.split(" ").map((word) => (word === "?" ? "" : word));
    for (const row of data.rows(name)) {
      if (!words.includes(row[column])) faults.add(...row.at, `${column} "${row[column]}" is none of ${words.filter(Boolean).join(", ")}`);
    }
  }
}

function numbers(data, faults) {
  for (const file of [...data.files.values(), ...data.tables.values()]) {
    for (const column of NUMBERS.filter((name) => file.columns.includes(name))) {
      for (const row of file.rows) {
        if (row[column] !== "" && !decimal(row[column])) faults.add(...row.at, `${column} "${row[column]}" is no plain number`);
      }
    }
  }
}

function periods(data, faults) {
  for (const file of data.files.values()) {
    if (!file.columns.includes("period")) continue;
    for (const row of file.rows) {
      const span = row.period === "" ? ["", ""] : spanOf(row.period);
      if (!span) faults.add(...row.at, `period "${row.period}" is none of the contract's forms`);
      else checkDays(row, span, faults);
    }
  }
}

function checkDays(row, [start, end], faults) {
  if (start && end && start > end) faults.add(...row.at, `period ${row.period} ends before it begins`);
  for (const [column, day] of [["period_start", start], ["period_end", end]]) {
    if (column in row && row[column] !== day) faults.add(...row.at, `${column} "${row[column]}", ${row.period || "no period"} gives "${day}"`);
  }
}

/** Figures that were read have a value; lost rows have none. */
function readings(data, faults) {
  for (const name of ["measurements", "statistics"]) {
    for (const row of data.rows(name)) {
      if (row.reading === "lost" && row.value !== "") faults.add(...row.at, "a lost figure has a value");
      if (["ok", "inferred"].includes(row.reading) && row.value === "") faults.add(...row.at, `reading is ${row.reading}, but value is empty`);
    }
  }
}

function mentions(data, faults) {
  for (const row of data.rows("mentions")) {
    const set = ["topic_id", "organization_id", "area_id"].filter((column) => row[column]);
    if (set.length !== 1) faults.add(...row.at, `${set.length} of topic_id, organization_id, area_id are set; exactly one must be`);
  }
}

/** `site.json` holds what the files hold: one array per file, texts as texts, empty cells as null. */
function wholeSite(data, faults) {
  const path = "data/site.json";
  if (!existsSync(join(data.root, path))) return faults.add(path, 1, "the file is missing");
  let site;
  try {
    site = JSON.parse(readFileSync(join(data.root, path), "utf8"));
  } catch (error) {
    return faults.add(path, 1, `no JSON: ${error.message}`);
  }
  for (const [name, file] of data.files) compareRows(path, name, file.rows, site[name], faults);
  for (const name of Object.keys(site)) {
    const table = data.tables.get(name.replace(/^tables\//, ""));
    if (!data.files.has(name) && !table) faults.add(path, 1, `"${name}" has no CSV`);
    else if (!data.files.has(name)) compareRows(path, name, table.rows, site[name], faults);
  }
}

function compareRows(path, name, rows, array, faults) {
  if (!Array.isArray(array)) return faults.add(path, 1, `"${name}" is no array`);
  if (array.length !== rows.length) return faults.add(path, 1, `"${name}" has ${array.length} rows, its CSV has ${rows.length}`);
  const wanted = (row) => JSON.stringify(Object.entries(row).map(([key, text]) => [key, text === "" ? null : text]));
  const at = rows.findIndex((row, i) => wanted(row) !== JSON.stringify(Object.entries(array[i] ?? {})));
  if (at >= 0) faults.add(path, 1, `"${name}" row ${at + 1} differs from ${rows[at].at.join(":")}`);
}
