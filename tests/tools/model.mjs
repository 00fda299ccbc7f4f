// What the rows of the open data mean together: series of figures, items and what they belong to, grades, bodies.

import { compare, decimal, find, groupBy, listOf, spanOf } from "./data.mjs";

const cache = new WeakMap();

/** `make()`, once for each site and name. */
function once(data, name, make) {
  if (!cache.has(data)) cache.set(data, new Map());
  const known = cache.get(data);
  if (!known.has(name)) known.set(name, make());
  return known.get(name);
}

/** The rows of `file` that have `value` in `column`. */
export function rowsWith(data, file, column, value) {
  return once(data, `${file}.${column}`, () => groupBy(data.rows(file), (row) => row[column])).get(value) ?? [];
}

/** Whether a row may enter sums, charts and "latest". */
export const counts = (row) => row.reading === "ok" || row.reading === "inferred";

/** Negative, zero or positive by first and then last day; open ends reach beyond everything. */
export function byPeriod(a, b) {
  const [x, y] = [a, b].map((row) => `${row.period_start || "0000"} ${row.period_end || "9999"}`);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether every day of `inner` is a day of `outer`, both as periods; no period is in none. */
export function contains(outer, inner) {
  return whole(outer, inner, ([a, b], [x, y]) => (a || "0000") <= (x || "0000") && (y || "9999") <= (b || "9999"));
}

/** Whether two periods share a day. */
export function overlaps(one, other) {
  return whole(one, other, ([a, b], [x, y]) => (a || "0000") <= (y || "9999") && (x || "0000") <= (b || "9999"));
}

function whole(one, other, test) {
  const spans = [one, other].map((period) => (period === "" ? null : spanOf(period)));
  return spans.every(Boolean) && test(...spans);
}

/** The fiscal year that a row's period is, however it was written; `undefined` if it is none. */
export function singleYear(row) {
  const year = /^(\d{4})-04-01$/.exec(row.period_start)?.[1];
  return year && row.period_end === `${Number(year) + 1}-03-31` ? Number(year) : undefined;
}

/** `2025-04` for a row of that month. */
export const monthOf = (row) => /^(\d{4}-\d{2})(?:\.\.\1)?$/.exec(row.period)?.[1];

const isRange = ({ period }) => period.includes("..") && new Set(period.split("..")).size > 1;

/** The series of a figure by keys: `indicator.breakdown.area.body`, as the tables name it. */
export function seriesOf(m) {
  const tail = [m.period || "undated", m.area_id, m.organization_id, Number(m.seq) > 1 ? m.seq : ""].filter(Boolean);
  const end = `.${tail.join(".")}`;
  if (!m.measurement_id.endsWith(end)) return m.measurement_id;
  const own = m.measurement_id.slice(0, -end.length);
  return [own, m.area_id, m.organization_id].filter(Boolean).join(".");
}

/** All figures of a series in the order of period and printing. */
export function points(data, series) {
  const all = once(data, "series", () => groupBy(data.rows("measurements"), seriesOf)).get(series) ?? [];
  return [...all].sort((a, b) => byPeriod(a, b) || Number(a.seq) - Number(b.seq));
}

/** Of `rows`, those that may enter sums: readable, one a period, no stated totals over several. */
export function usable(rows) {
  const seen = new Set();
  return rows.filter((m) => {
    if (!counts(m) || !decimal(m.value) || isRange(m) || seen.has(m.period)) return false;
    return seen.add(m.period);
  });
}

export { isRange };

/** The largest (`sign` 1) or smallest (-1) value of `rows`. */
export function extreme(rows, sign) {
  const all = rows.map((row) => decimal(row.value)).filter(Boolean);
  return all.reduce((best, each) => (compare(each, best) * sign > 0 ? each : best), all[0]);
}

/** An item with everything above it, itself first. */
export function upward(data, file, id) {
  const path = [];
  for (let row = find(data, file, id); row && !path.includes(row); row = find(data, file, row.parent_id)) path.push(row);
  return path;
}

/** The items of a framework, of one level or of all. */
export function itemsOf(data, framework, level) {
  const all = rowsWith(data, "items", "framework_id", framework);
  return level === undefined ? all : all.filter((item) => item.level === level);
}

export const levelOf = (data, framework, level) => data.rows("levels").find((row) => row.framework_id === framework && row.level === level);

/** The grades of an item, the newest first. */
export function evaluationsOf(data, item) {
  return [...rowsWith(data, "evaluations", "subject_id", item.item_id)].sort((a, b) => byPeriod(b, a));
}

/** The grade that a page shows first: the newest on the level's own scale, or else the newest of all. */
export function evaluationOf(data, item) {
  const all = evaluationsOf(data, item);
  const scale = levelOf(data, item.framework_id, item.level)?.scale_id;
  return all.find((each) => each.scale_id === scale) ?? all[0];
}

/** The bodies of an item: those with `role`, or without one all that have a part in it or are named. */
export function bodiesOf(data, item, role) {
  const involved = rowsWith(data, "involvements", "subject_id", item.item_id).filter((row) => !role || row.role === role);
  const named = role ? [] : rowsWith(data, "mentions", "subject_id", item.item_id);
  return [...new Set([...involved, ...named].map((row) => row.organization_id).filter(Boolean))];
}

/** The themes of an item: its own, or else those of what it belongs to. */
export function themesOf(data, item) {
  return listOf(upward(data, "items", item.item_id).find((each) => each.themes !== "")?.themes ?? "");
}
