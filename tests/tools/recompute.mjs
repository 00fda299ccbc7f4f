// tests/recompute OUT: the open data keeps its contract, and what it says was computed comes out again.
//
// Reads only OUT/data: the CSV files, the tables and site.json. To add a rule, add a function to
// FORM_RULES (form.mjs) or FIGURE_RULES (figures.mjs).

import { existsSync } from "node:fs";
import { join } from "node:path";
import { readData } from "./data.mjs";
import { FIGURE_RULES, notRecomputed } from "./figures.mjs";
import { FORM_RULES } from "./form.mjs";
import { Faults, outputFolder } from "./output.mjs";

export function main(args) {
  const root = outputFolder(args, "usage: tests/recompute OUT");
  const { faults, files, rows, skipped } = recompute(root);
  for (const [rule, count] of skipped) console.log(`not computed again: ${count} checks by rule "${rule}"`);
  faults.print(`${rows} rows in ${files} files, ${faults.list.length} wrong`);
}

/** Applies every rule to the data below `root`. */
export function recompute(root) {
  const faults = new Faults();
  if (!existsSync(join(root, "data"))) {
    faults.add("data", 1, "the folder is missing");
    return { faults, files: 0, rows: 0, skipped: [] };
  }
  const data = readData(root, faults);
  for (const rule of [...FORM_RULES, ...FIGURE_RULES]) rule(data, faults);
  const files = [...data.files.values(), ...data.tables.values()];
  const rows = files.reduce((total, file) => total + file.rows.length, 0);
  return { faults, files: files.length, rows, skipped: notRecomputed(data) };
}
