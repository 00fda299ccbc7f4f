// Targets by comparator against results and grade, computed again from targets.csv, measurements.csv and evaluations.csv.

import { compare, decimal, find, same, show, sum } from "./data.mjs";
import { byPeriod, contains, counts, isRange, overlaps, rowsWith, singleYear, usable } from "./model.mjs";

const MET = new Map([["above", true], ["met", true], ["below", false], ["far-below", false]]);
const EACH = { year: (m) => singleYear(m) !== undefined, half: (m) => /-H[12]/.test(m.period), month: (m) => /^\d{4}-\d{2}(\.\.|$)/.test(m.period) };

/** The checks of targets must be those that the targets, results and grades give. */
export function targetChecks(data, faults) {
  const made = new Map(data.rows("checks").filter((row) => row.rule === "target").map((row) => [row.check_id, row]));
  for (const target of data.rows("targets").filter((each) => each.comparator && decimal(each.value) && counts(each))) {
    for (const computed of checksOf(target, data)) {
      const row = made.get(computed.check_id);
      made.delete(computed.check_id);
      if (!row) faults.add(...target.at, `check ${computed.check_id} is not in checks.csv`);
      else for (const problem of differences(row, computed)) faults.add(...row.at, `check ${row.check_id}: ${problem}`);
    }
  }
  for (const row of made.values()) faults.add(...row.at, `check ${row.check_id}: no target gives this check`);
}

function differences(row, computed) {
  const wrong = Object.keys(computed).filter((field) => !same(row[field], computed[field]));
  return wrong.map((field) => `computed ${field} "${computed[field]}", the row says "${row[field]}"`);
}

function checksOf(target, data) {
  const results = resultsOf(target, data);
  const graded = gradesOf(target, data);
  return (graded.length > 0 ? graded : [null]).flatMap((grade) => {
    const inside = results.filter((each) => !grade || grade.period === "" || overlaps(grade.period, each.period));
    const met = grade ? MET.get(toneOf(grade, data)) : undefined;
    const decisive = decisiveOf(target, inside, met);
    if (!decisive) return [];
    const reached = inside.map((each) => reaches(target, each));
    const holds = met === undefined || reached.includes(null) ? "" : String(reached.includes(met));
    const inputs = [...inside.flatMap((each) => each.from), ...(grade ? [grade.evaluation_id] : [])].join(";");
    const formula = `${inside.map((each) => each.value).join(";")} ${target.comparator} ${target.value}`;
    const check_id = ["target", target.target_id, ...(grade ? [grade.evaluation_id] : [])].join(".");
    return [{ check_id, subject_id: target.subject_id, formula, inputs, expected: target.value, found: decisive.value, holds }];
  });
}

/** The grades of the target's subject, in its time, that say on which side of the target they are. */
function gradesOf(target, data) {
  const inTime = (e) => target.period === "" || e.period === "" || overlaps(target.period, e.period);
  return rowsWith(data, "evaluations", "subject_id", target.subject_id).filter((e) => counts(e) && inTime(e) && MET.has(toneOf(e, data)));
}

const toneOf = (e, data) => rowsWith(data, "scales", "scale_id", e.scale_id).find((row) => row.grade === e.grade && e.grade !== "")?.tone;

/** The best result for a grade that says "met", the worst for one that says "missed", else the last. */
function decisiveOf(target, results, met) {
  if (met === undefined) return results.at(-1);
  const largest = met !== (target.comparator === "<=");
  const order = (a, b) => compare(decimal(a.value), decimal(b.value));
  return results.reduce((best, each) => (!best || (largest ? order(each, best) >= 0 : order(each, best) < 0) ? each : best), undefined);
}

/** Whether a result reaches the target; `null` where it can only be compared. */
function reaches(target, { value, value_to }) {
  const to = decimal(target.value_to ?? "") ?? decimal(target.value);
  const one = (text) => {
    const [low, high] = [compare(decimal(text), decimal(target.value)), compare(decimal(text), to)];
    return { "=": low >= 0 && high <= 0, ">=": low >= 0, "<=": low <= 0, about: null }[target.comparator];
  };
  const ends = [one(value), one(value_to || value)];
  return ends[0] === ends[1] ? ends[0] : null;
}

/** The results to hold against a target: one a period it names, the figure of its own period, the sum of its years, or the last. */
function resultsOf(target, data) {
  const all = rowsWith(data, "measurements", "indicator_id", target.indicator_id).filter((m) => target.indicator_id && m.breakdown === target.breakdown && !m.area_id && !m.organization_id);
  const points = [...all].sort((a, b) => byPeriod(a, b) || Number(a.seq) - Number(b.seq));
  const inside = usable(points).filter((m) => target.period === "" || contains(target.period, m.period));
  if (target.each) return inside.filter(EACH[target.each]).map(single);
  const exact = points.find((m) => m.period === target.period && counts(m) && decimal(m.value));
  if (exact) return [single(exact)];
  if (find(data, "indicators", target.indicator_id)?.nature === "flow" && isRange(target)) return summed(target, inside);
  return inside.slice(-1).map(single);
}

const single = (m) => ({ from: [m.measurement_id], value: m.value, value_to: m.value_to, period: m.period });

/** The years of a promise for several of them together; only where every year is printed. */
function summed(target, figures) {
  const fiscal = (day) => Number(day.slice(0, 4)) - (day.slice(5) < "04-01" ? 1 : 0);
  if (!target.period_start || !target.period_end) return [];
  const [first, last] = [target.period_start, target.period_end].map(fiscal);
  const years = Array.from({ length: last - first + 1 }, (_, i) => figures.find((m) => singleYear(m) === first + i));
  if (!years.every((m) => m && m.value_to === "")) return [];
  return [{ from: years.map((m) => m.measurement_id), value: show(sum(years.map((m) => decimal(m.value)))), value_to: "", period: target.period }];
}
