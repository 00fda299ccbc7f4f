// Formulas such as `sum(x.y, FY2017..FY2021)` and `count(plan/level, grade=3)`, evaluated from the open data alone.
//
// The data does not say of which period the text around a figure speaks, so a formula has several
// readings: one for each period that the text may have. A published figure must be one of them.

import { decimal, equal, find, listOf, quotient, same, show, spanOf, sum } from "./data.mjs";
import { bodiesOf, contains, counts, evaluationOf, evaluationsOf, extreme, isRange, itemsOf, points, rowsWith, singleYear, upward, usable } from "./model.mjs";

const FUNCTIONS = {
  value: valueOf, sum: sumOf, difference: differenceOf, target: targetOf,
  first: chosen, latest: chosen, max: chosen, min: chosen, "max-year": chosen, "min-year": chosen,
  count: counted, share: counted, grade: graded,
};
const FIELDS = ["value", "unit", "qualifier", "numerator", "denominator", "left_out", "inputs"];
const LISTS = ["left_out", "inputs"];

/** What is wrong with a row that has a formula; `fields` are those to compare. */
export function problemsOfFormula(row, data, { anyPeriod = true, fields = FIELDS, decimals = decimal(row.value)?.places ?? 0 } = {}) {
  const call = parse(row.formula);
  if (!call) return [`"${row.formula}" is no formula that is known here`];
  const readings = FUNCTIONS[call.name](call, data, { periods: anyPeriod ? periodsOf(row, call, data) : [null], decimals });
  if (readings.length === 0) return [`${row.formula} cannot be computed from the data`];
  const wrong = readings.map((reading) => fields.filter((field) => !agrees(field, row[field], reading[field] ?? "")).map((field) => `${row.formula} gives ${field} "${reading[field] ?? ""}", the row says "${row[field]}"`));
  return wrong.reduce((best, each) => (each.length < best.length ? each : best));
}

function agrees(field, said, computed) {
  if (!LISTS.includes(field)) return same(said, computed);
  return listOf(said).sort().join(";") === listOf(computed).sort().join(";");
}

function parse(formula) {
  const [, name, inner] = /^([a-z-]+)\((.*)\)$/.exec(formula) ?? [];
  if (!FUNCTIONS[name]) return null;
  const [first, ...rest] = inner.split(", ");
  return { name, first, rest };
}

/** The periods that a text may speak of: those of the plans that its page and its series belong to, and of what is said there; `null` for none. */
function periodsOf(row, call, data) {
  const page = find(data, "pages", row.page)?.subject_id;
  const series = find(data, "indicators", call.first.split(".")[0])?.subject_id ?? call.first.split("/")[0];
  const periods = [page, series].filter(Boolean).flatMap((subject) => {
    const own = ["activities", "meetings"].map((file) => find(data, file, subject)).filter(Boolean).map((each) => each.period ?? each.date);
    const framework = find(data, "items", subject)?.framework_id ?? subject;
    const graded = itemsOf(data, framework).flatMap((item) => rowsWith(data, "evaluations", "subject_id", item.item_id));
    const ofPlan = ["frameworks", "levels", "stages"].flatMap((file) => rowsWith(data, file, "framework_id", framework));
    return [...own, ...[...ofPlan, ...graded].map((each) => each.period)];
  });
  return [null, ...new Set(periods.filter((period) => period && spanOf(period)))];
}

/** For each period of the text, the figures of the series inside the named period, or no later than the text. */
function windows(call, data, periods) {
  const all = points(data, call.first);
  if (call.rest.length > 0) return [all.filter((m) => contains(call.rest[0], m.period))];
  return endsOf(periods).map((end) => all.filter((m) => !end || !m.period_end || m.period_end <= end));
}

/** The last days of the periods that a text may have; empty for none. */
const endsOf = (periods) => [...new Set(periods.map((period) => (period ? spanOf(period)[1] : "")))];

/**
 * The years that a sum is of, one list of `[first, last]` for each window: of the named period, or of the plan, as far
 * as the text goes. A text without a period goes as far as the site's day, which the data does not say.
 */
function edges(call, data, periods) {
  const whole = (day, i) => day?.endsWith(i === 0 ? "-04-01" : "-03-31");
  const yearsOf = (period) => spanOf(period).map((day, i) => (whole(day, i) ? Number(day.slice(0, 4)) - i : undefined));
  if (call.rest.length > 0) return [[yearsOf(call.rest[0])]];
  const plan = planOf(data, find(data, "indicators", points(data, call.first)[0]?.indicator_id)?.subject_id);
  if (!plan) return endsOf(periods).map(() => [[undefined, undefined]]);
  const [first, last] = yearsOf(plan);
  const bounded = (year) => [first, year];
  return endsOf(periods).map((end) => {
    if (last === undefined) return [bounded(undefined)];
    const until = (day) => Math.min(last, Number(day.slice(0, 4)) - (day.slice(5) < "03-31" ? 2 : 1));
    if (end) return [bounded(until(end) < (first ?? last) ? undefined : until(end))];
    return [undefined, ...Array.from({ length: last - (first ?? last) + 1 }, (_, i) => last - i)].map(bounded);
  });
}

/** The years of the level of an item, or of a plan. */
function planOf(data, subject) {
  const item = find(data, "items", subject);
  const level = item && data.rows("levels").find((row) => row.framework_id === item.framework_id && row.level === item.level);
  return (level ?? find(data, "frameworks", subject))?.period || undefined;
}

function valueOf(call, data) {
  const found = points(data, call.first).find((m) => m.period === (call.rest[0] ?? "") && counts(m) && m.value !== "");
  return found ? [{ ...figure(found), inputs: found.measurement_id }] : [];
}

function sumOf(call, data, { periods }) {
  const known = edges(call, data, periods);
  return windows(call, data, periods).flatMap((rows, at) => {
    const parts = usable(rows);
    const nature = find(data, "indicators", parts[0]?.indicator_id)?.nature;
    if (parts.length === 0 || nature !== "flow" || new Set(parts.map((m) => m.unit)).size > 1) return [];
    const value = show(sum(parts.map((m) => decimal(m.value))));
    const reading = { value, unit: parts[0].unit, qualifier: inherited(parts), numerator: value, inputs: idsOf(parts) };
    return known[at].map((years) => ({ ...reading, left_out: leftOut(rows, parts, years) }));
  });
}

/** Rows of the series that did not go in, and years in between and at the known edges that are not printed. */
function leftOut(rows, parts, [first, last]) {
  const others = rows.filter((m) => !isRange(m) && !parts.includes(m));
  const out = others.map((m) => m.measurement_id);
  const years = parts.map(singleYear).filter(Boolean);
  const [from, until] = [Math.min(...years), Math.max(...years)];
  for (let year = Math.min(from, first ?? from); years.length > 0 && year <= Math.max(until, last ?? until); year += 1) {
    if (!years.includes(year) && !others.some((m) => m.period === `FY${year}`)) out.push(`FY${year}`);
  }
  return out.join(";");
}

function differenceOf(call, data) {
  const all = usable(points(data, call.first));
  const [earlier, later] = call.rest.map((period) => all.find((m) => m.period === period));
  if (!earlier || !later) return [];
  const [a, b] = [earlier, later].map((m) => decimal(m.value));
  const value = show(sum([b, { units: -a.units, places: a.places }]));
  return [{ value, unit: later.unit, qualifier: inherited([earlier, later]), inputs: idsOf([later, earlier]) }];
}

/** First, latest, largest, smallest, and the years of the extremes. */
function chosen(call, data, { periods }) {
  return windows(call, data, periods).map(usable).filter((all) => all.length > 0).map((all) => {
    const inputs = idsOf(all);
    if (call.name === "first") return { ...figure(all[0]), inputs };
    if (call.name === "latest") return { ...figure(all.at(-1)), inputs };
    const best = extreme(all, call.name.startsWith("max") ? 1 : -1);
    const tied = all.filter((m) => equal(decimal(m.value), best));
    if (call.name.endsWith("-year")) return { value: tied.map((m) => singleYear(m) ?? m.period).join(";"), inputs };
    // Of figures with one value, the one that is hedged least.
    const plain = tied.reduce((a, b) => (listOf(b.qualifier).length < listOf(a.qualifier).length ? b : a));
    return { ...figure(plain), inputs };
  });
}

function targetOf(call, data) {
  const series = points(data, call.first)[0];
  const indicator = series?.indicator_id ?? call.first.split(".")[0];
  const targets = rowsWith(data, "targets", "indicator_id", indicator).filter((t) => decimal(t.value));
  // Without a figure of the breakdown its printed name is unknown: any target of the indicator may be meant.
  const found = targets.filter((t) => t.breakdown === "" || !series || t.breakdown === series.breakdown);
  if (series && found.length !== 1) return [];
  return found.map((t) => ({ ...figure(t), inputs: t.target_id }));
}

function counted(call, data, { periods, decimals }) {
  const [framework, level] = call.first.split("/");
  const all = itemsOf(data, framework, level);
  const filters = call.rest.map((text) => /^([a-z]+)=(.*)$/.exec(text)).filter(Boolean).map(([, name, wanted]) => ({ name, wanted }));
  if (filters.length < call.rest.length || !data.rows("levels").some((row) => row.framework_id === framework && row.level === level)) return [];
  const graded = filters.some(({ name }) => name === "grade");
  return (graded ? periods : [null]).map((period) => {
    const keeps = (skipped) => all.filter((item) => filters.every((filter) => filter.name === skipped || FILTERS[filter.name]?.(data, item, filter.wanted, period)));
    const [part, base] = [keeps(), keeps("grade")];
    const inputs = part.map((item) => item.item_id).join(";");
    if (call.name === "count") return { value: String(part.length), unit: "", inputs };
    const [numerator, denominator] = [part, base].map((items) => String(items.length));
    const share = quotient(decimal(numerator), decimal(denominator), 100, decimals);
    return { value: share ? show(share) : "", unit: "%", numerator, denominator, inputs };
  });
}

/** The evaluation of an item: of the text's own period, or else the newest. A grade is no number, so its row has no value. */
function graded(call, data, { periods }) {
  const item = find(data, "items", call.first);
  if (!item || call.rest.length > 0) return [];
  return periods.map((period) => gradeAt(data, item, period)).filter((each) => each?.grade).map((each) => ({ inputs: each.evaluation_id }));
}

/** The conditions of `count` and `share`; names are keys, which may leave out the plan or the city. */
const FILTERS = {
  grade: (data, item, wanted, period) => gradeAt(data, item, period)?.grade === wanted,
  parent: (data, item, wanted) => upward(data, "items", item.item_id).slice(1).some((above) => means(above.item_id, wanted)),
  organization: (data, item, wanted) => bodiesOf(data, item).some((id) => upward(data, "organizations", id).some((body) => means(body.organization_id, wanted))),
  topic: (data, item, wanted) => rowsWith(data, "mentions", "subject_id", item.item_id).some((row) => row.topic_id !== "" && means(row.topic_id, wanted)),
  area: (data, item, wanted) => rowsWith(data, "mentions", "subject_id", item.item_id).some((row) => row.area_id !== "" && means(row.area_id, wanted)),
  theme: (_data, item, wanted) => listOf(item.themes).includes(wanted.split("/").at(-1)) || listOf(item.themes).includes(wanted.replace("/", "-")),
};

/** The grade of the text's own period where there is one on the scale of the newest, or else the newest. */
function gradeAt(data, item, period) {
  const newest = evaluationOf(data, item);
  return evaluationsOf(data, item).find((each) => each.period === period && each.scale_id === newest.scale_id) ?? newest;
}

function means(id, wanted) {
  const key = wanted.replace("/", "-");
  return id === key || id.endsWith(`-${key}`);
}

function figure({ value, unit, qualifier }) {
  return { value, unit, qualifier };
}

function inherited(rows) {
  return [...new Set(rows.flatMap((m) => listOf(m.qualifier)))].join(";");
}

function idsOf(rows) {
  return rows.map((m) => m.measurement_id).join(";");
}
