// Rules that compute again what the open data says was computed: checks, shares, totals, derived figures.

import { compare, decimal, equal, find, listOf, quotient, same, show, sum } from "./data.mjs";
import { problemsOfFormula } from "./formulas.mjs";
import { pivots } from "./pivots.mjs";
import { targetChecks } from "./targets.mjs";

/** Every rule takes the data and the list of faults. */
export const FIGURE_RULES = [checks, targetChecks, shares, pivots, derived];

/** How each `rule` of checks.csv is computed. A rule without an entry is counted, not checked. */
const CHECK_RULES = {
  sum: checkSum, total: checkTotal, running: checkTotal, share: checkShare, whole: checkWhole,
  part: checkLimit, percent: checkLimit, fall: checkLimit, jump: checkLimit,
  formula: checkFormula, target: () => [], // targetChecks
};

/** The rules of checks.csv that nothing here computes, with how many rows each has. */
export function notRecomputed(data) {
  const counts = new Map();
  for (const { rule } of data.rows("checks")) {
    if (!CHECK_RULES[rule]) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts];
}

function checks(data, faults) {
  for (const row of data.rows("checks")) {
    const problems = [...(CHECK_RULES[row.rule]?.(row, data) ?? []), ...problemsOfFound(row, data)];
    for (const problem of problems) faults.add(...row.at, `check ${row.check_id}: ${problem}`);
    if (row.holds === "false" && row.discrepancy_id === "") faults.add(...row.at, `check ${row.check_id}: does not hold, and no discrepancy declares it`);
  }
}

/** The printed figure with this id: of a series, or a cell of a statistic. */
const figureOf = (data, id) => find(data, "measurements", id) ?? find(data, "cells", id);

/** `found` is what the figure that the check is named after says. */
function problemsOfFound(row, data) {
  if (["target", "whole"].includes(row.rule)) return [];
  const named = row.check_id.slice(row.rule.length + 1);
  const m = figureOf(data, named) ?? figureOf(data, named.replace(/\.\d+$/, ""));
  if (!m) return [`no figure "${named}"`];
  return same(m.value, row.found) ? [] : [`found "${row.found}", the figure says "${m.value}"`];
}

/** `expected` is what the formula gives, a share with the decimals that `found` is printed with. */
function checkFormula(row, data) {
  const asFigure = { ...row, value: row.expected };
  const problems = problemsOfFormula(asFigure, data, { anyPeriod: false, fields: ["value", "inputs", "left_out"], decimals: decimal(row.found)?.places ?? 0 });
  if (row.holds !== "" && row.holds !== String(same(row.expected, row.found))) problems.push(`found ${row.found} against ${row.expected}, yet holds is ${row.holds}`);
  return problems;
}

/** `expected` is the sum of the inputs, and `holds` says whether `found` is the same number. */
function checkSum(row, data) {
  const inputs = listOf(row.inputs).map((id) => figureOf(data, id) ?? id);
  const problems = inputs.flatMap(problemsOfInput);
  if (inputs.length === 0) problems.push("a sum without inputs");
  if (problems.length > 0) return problems;
  const total = sum(inputs.map((input) => decimal(input.value)));
  const expected = decimal(row.expected);
  if (!expected || !equal(expected, total)) problems.push(`the inputs add up to ${show(total)}, expected says "${row.expected}"`);
  const found = decimal(row.found);
  if (row.holds === "") return problems;
  if (!found) problems.push(`found "${row.found}" is no number, so holds must be empty`);
  else if (row.holds !== String(equal(found, total))) problems.push(`found ${row.found} against ${show(total)}, yet holds is ${row.holds}`);
  return [...problems, ...problemsOfSeries(inputs, data)];
}

/** `expected` is the sum of the inputs, which are one period's parts or a running total's figures so far. */
function checkTotal(row, data) {
  const inputs = listOf(row.inputs).map((id) => figureOf(data, id) ?? id);
  const problems = inputs.flatMap(problemsOfInput);
  if (inputs.length === 0) problems.push("a total without parts");
  if (problems.length > 0) return problems;
  const values = inputs.map((input) => decimal(input.value));
  const units = new Set(inputs.map((input) => input.unit).filter(Boolean));
  if (units.size > 1) problems.push("the parts have different units");
  const rounded = units.has("%") && inputs.every((input) => input.cell_id);
  return [...problems, ...problemsOfExpected(row, sum(values), rounded ? [...values, decimal(row.found)] : [])];
}

/** `found` is the sum of the inputs, the shares of all parts of a whole; only rounding may keep it from 100. */
function checkWhole(row, data) {
  const inputs = listOf(row.inputs).map((id) => figureOf(data, id) ?? id);
  const problems = inputs.flatMap(problemsOfInput);
  if (inputs.some((input) => input.unit !== "%")) problems.push("the parts of a whole are percentages");
  if (problems.length > 0) return problems;
  const values = inputs.map((input) => decimal(input.value));
  const [found, total] = [decimal(row.found), sum(values)];
  if (!same(row.expected, "100")) problems.push(`expected "${row.expected}", all parts are 100`);
  if (!found || !equal(found, total)) problems.push(`the inputs add up to ${show(total)}, found says "${row.found}"`);
  const within = withinRounding(total, decimal("100"), values);
  if (row.left_out !== "" && row.holds === "true" && !same(row.found, "100")) problems.push("parts are left out, yet holds is true");
  if (row.holds !== "" && row.holds !== String(within)) problems.push(`the parts make ${show(total)}, yet holds is ${row.holds}`);
  return problems;
}

/** Whether two numbers are the same, as far as the rounding of `values` to half a last digit lets them. */
function withinRounding(a, b, values) {
  const places = Math.max(a.places, b.places, 0, ...values.map((value) => value.places)) + 1;
  const units = ({ units, places: own }) => units * 10n ** BigInt(places - own);
  const apart = units(a) - units(b);
  const slack = values.reduce((all, value) => all + 5n * 10n ** BigInt(places - 1 - value.places), 0n);
  return (apart < 0n ? -apart : apart) <= slack;
}

/** `expected` is the first input in percent of the second, with the decimals that `found` is printed with. */
function checkShare(row, data) {
  const inputs = listOf(row.inputs).map((id) => figureOf(data, id) ?? id);
  const problems = inputs.flatMap(problemsOfInput);
  if (inputs.length !== 2) problems.push("a share needs a part and a whole");
  if (problems.length > 0) return problems;
  const [part, whole] = inputs.map((input) => decimal(input.value));
  const share = quotient(part, whole, 100, decimal(row.found)?.places ?? 0);
  return share ? problemsOfExpected(row, share) : ["a share of nothing: the whole is zero"];
}

/** `found` keeps the limit `expected` on the side that the sign in `formula` says; the limit is a figure, a bound or 100. */
function checkLimit(row, data) {
  const [, said, sign, limit] = /^(\S+) (<=|>=) (\S+)$/.exec(row.formula) ?? [];
  if (!sign) return [`no limit in "${row.formula}"`];
  const [found, expected] = [row.found, row.expected].map(decimal);
  if (!found || !expected) return ["a limit needs found and expected"];
  const problems = same(limit, row.expected) ? [] : [`expected "${row.expected}", the formula says ${limit}`];
  if (row.rule !== "jump" && !same(said, row.found)) problems.push(`found "${row.found}", the formula says ${said}`);
  const input = figureOf(data, row.inputs);
  const source = { part: input?.value, fall: input?.value, percent: "100" }[row.rule];
  if (row.rule !== "jump" && !same(source ?? "", row.expected)) problems.push(`expected "${row.expected}", the limit is "${source ?? ""}"`);
  const within = sign === "<=" ? compare(found, expected) <= 0 : compare(found, expected) >= 0;
  if (row.holds !== "" && row.holds !== String(within)) problems.push(`${row.formula}, yet holds is ${row.holds}`);
  return problems;
}

function problemsOfExpected(row, computed, rounded = []) {
  const problems = [];
  const [expected, found] = [row.expected, row.found].map(decimal);
  if (!expected || !equal(expected, computed)) problems.push(`computed ${show(computed)}, expected says "${row.expected}"`);
  if (row.holds !== "" && row.holds !== String(withinRounding(found, computed, rounded))) problems.push(`found ${row.found} against ${show(computed)}, yet holds is ${row.holds}`);
  return problems;
}

function problemsOfInput(input) {
  if (typeof input === "string") return [`input "${input}" is no printed figure`];
  const id = input.measurement_id ?? input.cell_id;
  if (["damaged", "lost"].includes(input.reading)) return [`input ${id} is ${input.reading} and stays out of sums`];
  return decimal(input.value) ? [] : [`input ${id} has no value`];
}

/** Figures over several periods add up only where each counts what happened in its own. */
function problemsOfSeries(inputs, data) {
  const problems = [];
  if (new Set(inputs.map((input) => input.unit)).size > 1) problems.push("the inputs have different units");
  const periods = new Set(inputs.map((input) => input.period));
  if (periods.size < 2) return problems;
  const ranges = [...periods].filter((period) => period.includes(".."));
  if (ranges.length > 0 && ranges.length < periods.size) problems.push("the inputs mix ranges with single periods");
  for (const id of new Set(inputs.map((input) => input.indicator_id))) {
    const nature = find(data, "indicators", id)?.nature ?? "";
    if (nature !== "flow") problems.push(`indicator ${id} is ${nature || "of unknown nature"}; its periods do not add up`);
  }
  return problems;
}

/** `value` is `numerator / denominator` with the decimals it is printed with. */
function shares(data, faults) {
  for (const { rows } of data.tables.values()) {
    for (const row of rows.filter((each) => each.cell === "share")) {
      const problem = problemOfShare(row);
      if (problem) faults.add(...row.at, problem);
    }
  }
}

function problemOfShare(row) {
  const [above, below, value] = [row.numerator, row.denominator, row.value].map(decimal);
  if (!above || !below || !value) return "a share needs value, numerator and denominator";
  const factor = ["%", "％"].includes(row.unit) ? 100 : 1;
  const share = quotient(above, below, factor, value.places);
  if (!share) return "a share of nothing: the denominator is zero";
  return equal(share, value) ? undefined : `${row.numerator} / ${row.denominator} is ${show(share)}${row.unit}, the cell says ${row.value}`;
}

/** One figure is the same on every page, and is what its formula gives. */
function derived(data, faults) {
  const first = new Map();
  for (const row of data.rows("derived")) {
    if (row.figure_id === "") faults.add(...row.at, "figure_id is empty");
    const { page, ...figure } = row;
    const text = JSON.stringify(figure);
    const known = first.get(row.figure_id);
    if (known && known.text !== text) faults.add(...row.at, `figure ${row.figure_id} differs from the same figure on line ${known.line}`);
    if (!known) first.set(row.figure_id, { text, line: row.at[1] });
    for (const problem of problemsOfFormula(row, data)) faults.add(...row.at, problem);
  }
}
