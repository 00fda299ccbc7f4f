// Summary tables, computed again from the other files.
//
// A table's CSV does not say how it was declared. What its rows and columns are is told by their ids;
// what it counts is found by trying: every plan, every level, every role. The readings that fit the ids
// are computed whole, with totals and shares, and the table must be one of them, cell by cell.

import { decimal, find, groupBy, listOf, quotient, same, show, sum } from "./data.mjs";
import { bodiesOf, counts, evaluationOf, evaluationsOf, itemsOf, levelOf, monthOf, rowsWith, seriesOf, singleYear, themesOf, upward } from "./model.mjs";

const ROLES = [undefined, "lead", "responsible", "partner", "joint"];
const keyOf = (row) => [row.row_id, row.column_id, row.cell].join("\t");

/** Every table must be what one reading of it gives. */
export function pivots(data, faults) {
  for (const table of data.tables.values()) {
    if (table.rows.length === 0) continue;
    const { problems, reading } = closest(table, data);
    if (!reading) faults.add(table.path, 1, "nothing tells how this table is computed");
    else for (const [line, problem] of problems) faults.add(table.path, line, `${problem} (read as ${reading})`);
  }
}

/** The reading of the table with the fewest faults. */
function closest(table, data) {
  const said = new Map(table.rows.map((row) => [keyOf(row), row]));
  let best = { problems: null, reading: "" };
  for (const reading of readings(table, data)) {
    const limit = best.problems?.length ?? Infinity;
    const problems = compareCells(table, said, cellsOf(reading, table, data), limit);
    if (problems.length < limit) best = { problems, reading: describe(reading) };
    if (problems.length === 0) break;
  }
  return best;
}

function compareCells(table, said, computed, limit) {
  const problems = [];
  for (const [key, cell] of computed) {
    if (problems.length >= limit) return problems;
    const row = said.get(key);
    if (!row) problems.push([1, `the cell ${key.replaceAll("\t", " / ")} is missing`]);
    else for (const field of Object.keys(cell).filter((name) => !same(row[name], cell[name]))) problems.push([row.at[1], `${field} "${row[field]}", computed "${cell[field]}"`]);
  }
  for (const [key, row] of said) if (!computed.has(key)) problems.push([row.at[1], "nothing gives this cell"]);
  if (said.size < table.rows.length) problems.push([1, "one cell stands there twice"]);
  return problems;
}

const describe = ({ kind, framework, of, rows, columns }) => [kind, framework, of ?? "all levels", name(rows), name(columns)].filter(Boolean).join(", ");
const name = (dimension) => [dimension.is, dimension.argument].filter(Boolean).join(":");

// What a table may be.

function* readings(table, data) {
  const [rows, columns] = ["row_id", "column_id"].map((column) => dimensions(idsOf(table, column), data));
  const frameworks = data.rows("frameworks").map((row) => row.framework_id);
  for (const row of rows) {
    for (const column of columns) {
      const both = [row, column];
      const fixed = both.map((dimension) => dimension.framework).find(Boolean);
      if (both.some(({ is }) => is === "area") || fixed === undefined) yield* areaReadings(row, column, data);
      for (const framework of fixed ? [fixed] : frameworks) {
        for (const kind of kindsOf(both, table)) {
          for (const of of [undefined, ...levelsOf(data, framework)]) yield { kind, framework, of, rows: row, columns: column };
        }
      }
    }
  }
}

const levelsOf = (data, framework) => rowsWith(data, "levels", "framework_id", framework).map((row) => row.level);

function* areaReadings(rows, columns, data) {
  for (const { area_id } of data.rows("areas")) yield { kind: "activities", area: area_id, rows, columns };
}

function kindsOf(dimensions, table) {
  const is = (what) => dimensions.some((dimension) => dimension.is === what);
  if (is("area")) return [];
  // An indicator has no grade, so only items are counted by grades.
  const counted = is("grade") ? ["count"] : ["count", "indicators"];
  if (table.rows.some((row) => row.cell !== "value")) return counted;
  if (is("indicator")) return ["value"];
  return is("year") || is("month") ? ["report", "grade", "value"] : [...counted, "grade"];
}

/** The column that holds the last figure of a row minus its first. */
const DIFFERENCE = "difference";
const hasDifference = (table) => table.rows.some((row) => row.column_id === DIFFERENCE);

/** The ids of the rows or columns, without those of totals and differences. */
const idsOf = (table, column) => [...new Set(table.rows.map((row) => row[column]))].filter((id) => id !== "total" && id !== DIFFERENCE);

/** Everything that rows or columns with these ids may be. */
function dimensions(ids, data) {
  if (ids.every((id) => id === "all")) return [{ is: "all" }];
  const named = ids.filter((id) => id !== "none");
  const all = (test) => named.every(test);
  const found = [];
  const add = (is, more = {}) => found.push({ is, ...more });
  if (all((id) => /^FY\d{4}$/.test(id))) add("year");
  if (all((id) => /^\d{4}-\d{2}$/.test(id))) add("month");
  const items = ids.map((id) => find(data, "items", id));
  if (items.every((item) => item?.level === items[0]?.level && item?.framework_id === items[0]?.framework_id && item)) add("level", { argument: items[0].level, framework: items[0].framework_id });
  if (all((id) => find(data, "organizations", id))) for (const more of bodies(named, data)) add("organization", more);
  const areas = ids.map((id) => find(data, "areas", id));
  if (areas.every(Boolean)) {
    add("area");
    if (areas.every((area) => area.level && area.level === areas[0].level)) add("area", { argument: areas[0].level });
  }
  for (const [axis, rows] of groupBy(data.rows("categories"), (row) => row.axis_id)) if (ids.every((id) => rows.some((row) => row.category_id === id))) add("axis", { argument: axis });
  const series = new Set(data.rows("measurements").map(seriesOf));
  if (ids.every((id) => series.has(id))) add("indicator");
  for (const [scale, rows] of groupBy(data.rows("scales"), (row) => row.scale_id)) {
    if (all((id) => rows.some((row) => row.grade === id))) for (const scale_id of [undefined, scale]) add("grade", { argument: scale_id, scale });
  }
  return found;
}

/** Bodies with each role, and of one kind where all of them are of one. */
function bodies(ids, data) {
  const kinds = new Set(ids.map((id) => find(data, "organizations", id).kind));
  const ofKind = kinds.size === 1 ? ROLES.filter(Boolean).map((role) => ({ argument: `${role}:${[...kinds][0]}`, role, kind: [...kinds][0] })) : [];
  return [...ROLES.map((role) => ({ argument: role, role })), ...ofKind];
}

// What a table then holds.

/** All cells of a reading, by row, column and kind of cell. */
function cellsOf(reading, table, data) {
  const meetings = new Map();
  // A table of differences is declared for some years only: its own columns say which.
  const own = hasDifference(table) ? new Set(idsOf(table, "column_id")) : undefined;
  for (const fact of factsOf(reading, data)) {
    for (const row of membersOf(fact, reading.rows, data)) {
      for (const column of membersOf(fact, reading.columns, data)) {
        if (own && !own.has(column)) continue;
        const key = `${row}\t${column}`;
        if (!meetings.has(key)) meetings.set(key, { row, column, facts: [] });
        meetings.get(key).facts.push(fact);
      }
    }
  }
  const grid = { reading, table, data, meetings };
  const [rows, columns] = ["rows", "columns"].map((side) => idsThatBelong(grid, side));
  return withTotals(grid, rows, columns);
}

function withTotals(grid, rows, columns) {
  const cells = new Map();
  const { table, reading } = grid;
  const put = (row_id, column_id, cell, fields) => cells.set(keyOf({ row_id, column_id, cell }), { numerator: "", denominator: "", ...fields });
  const counting = ["count", "activities", "indicators"].includes(reading.kind);
  const has = (cell) => counting && table.rows.some((row) => row.cell === cell);
  const unit = table.rows[0].unit;
  const all = distinct(grid, () => true);
  const share = (row, column, part, whole) => {
    const value = quotient(decimal(String(part)), decimal(String(whole)), 100, 1);
    if (has("share") && value) put(row, column, "share", { value: show(value), unit: "%", numerator: String(part), denominator: String(whole) });
  };
  for (const row of rows) {
    const total = distinct(grid, (each) => each.row === row);
    for (const column of columns) {
      const facts = grid.meetings.get(`${row}\t${column}`)?.facts ?? [];
      put(row, column, "value", counting ? { value: String(facts.length), unit } : SHOWN[reading.kind](facts, grid.data, row, column));
      if (counting) share(row, column, facts.length, total);
    }
    if (has("total")) put(row, "total", "total", { value: String(total), unit });
    if (hasDifference(table)) put(row, DIFFERENCE, "value", differenceOf(grid, row, columns));
  }
  if (!has("total")) return cells;
  for (const column of columns) {
    const part = distinct(grid, (each) => each.column === column);
    put("total", column, "total", { value: String(part), unit });
    share("total", column, part, all);
  }
  put("total", "total", "total", { value: String(all), unit });
  return cells;
}

/** Last minus first, where both are readable and counted alike. */
function differenceOf(grid, row, columns) {
  const at = (column) => grid.meetings.get(`${row}\t${column}`)?.facts.map((fact) => fact.row).find((m) => counts(m) && m.value !== "");
  const [a, b] = [at(columns[0]), at(columns.at(-1))];
  const alike = a && b && a.unit === b.unit && a.basis === b.basis && !a.value_to && !b.value_to;
  return alike ? { value: show(sum([decimal(b.value), negated(decimal(a.value))])), unit: b.unit } : { value: "", unit: "" };
}

const negated = ({ units, places }) => ({ units: -units, places });

/** How many different facts: one that stands in two columns counts once. */
function distinct({ meetings }, wanted) {
  return new Set([...meetings.values()].filter(wanted).flatMap(({ facts }) => facts.map(({ row }) => row))).size;
}

const SHOWN = {
  grade: (facts) => ({ value: facts[0]?.row.grade ?? "", unit: "" }),
  value(facts) {
    const best = (facts.find(({ row }) => counts(row)) ?? facts[0])?.row;
    return { value: best?.value ?? "", unit: best?.unit ?? "" };
  },
  /** How many figures the item has in the month, where something was reported. */
  report(facts, data, item, month) {
    const figures = rowsWith(data, "measurements", "subject_id", item).filter((m) => monthOf(m) === month);
    return { value: facts.length === 0 ? "" : String(figures.length), unit: "" };
  },
};

/** What is counted or shown: `{ row, item }`. */
function factsOf({ kind, framework, of, area, rows, columns }, data) {
  if (kind === "activities") {
    const within = data.rows("activities").filter((row) => upward(data, "areas", row.area_id).some((each) => each.area_id === area));
    return within.map((row) => ({ row }));
  }
  const items = itemsOf(data, framework, of);
  if (kind === "indicators") {
    const known = new Set(items.map((item) => item.item_id));
    if (of === undefined) known.add(framework);
    return data.rows("indicators").filter((row) => known.has(row.subject_id)).map((row) => ({ row, item: find(data, "items", row.subject_id) }));
  }
  if (kind === "count") return items.map((item) => ({ row: item, item }));
  const scale = [rows, columns].find(({ is }) => is === "grade")?.argument;
  if (kind === "grade") return items.flatMap((item) => evaluationsOf(data, item).filter((row) => !scale || row.scale_id === scale).map((row) => ({ row, item })));
  if (kind === "report") return items.flatMap((item) => rowsWith(data, "reports", "subject_id", item.item_id).filter((row) => row.kind === "progress").map((row) => ({ row, item })));
  const known = new Set(items.map((item) => item.item_id));
  if (of === undefined) known.add(framework);
  return data.rows("measurements").filter((row) => known.has(row.subject_id)).map((row) => ({ row, item: find(data, "items", row.subject_id) }));
}

function membersOf({ row, item }, dimension, data) {
  const some = (id) => (id === undefined ? [] : [id]);
  const year = singleYear(row);
  switch (dimension.is) {
    case "all": return ["all"];
    case "level": return some(item && upward(data, "items", item.item_id).find((each) => each.level === dimension.argument)?.item_id);
    case "year": return some(year && `FY${year}`);
    case "month": return some(monthOf({ period: "", ...row }));
    case "indicator": return row.measurement_id ? [seriesOf(row)] : [];
    case "area": return row.activity_id ? some(areaMember(row.area_id, dimension, data)) : [];
    case "axis": return axisMembers(row.activity_id ? listOf(row.themes) : item ? themesOf(data, item) : [], dimension, data);
    case "grade": return item ? [gradeMember(item, dimension, data)] : [];
    default: return item ? bodyMembers(item, dimension, data) : [];
  }
}

/** The area itself, or the one of a kind in which it lies. */
const areaMember = (id, { argument }, data) => (argument ? upward(data, "areas", id).find((each) => each.level === argument)?.area_id : id);

const axisMembers = (themes, { argument }, data) => themes.filter((id) => rowsWith(data, "categories", "category_id", id).some((row) => row.axis_id === argument));

function gradeMember(item, { argument, scale }, data) {
  const found = argument ? evaluationsOf(data, item).find((each) => each.scale_id === argument) : evaluationOf(data, item);
  if (!found || found.grade === "") return "none";
  return found.scale_id === scale ? found.grade : `${found.scale_id}:${found.grade}`;
}

/** With a role, an item of which no such body can be read stands in a row of its own. */
function bodyMembers(item, { role, kind }, data) {
  const all = bodiesOf(data, item, role).filter((id) => !kind || find(data, "organizations", id)?.kind === kind);
  return all.length === 0 && role ? ["none"] : all;
}

/** The ids of the rows or columns: those that have facts, and those that belong there without any. */
function idsThatBelong({ reading, data, meetings }, side) {
  const dimension = reading[side];
  const found = [...new Set([...meetings.values()].map(side === "rows" ? ({ row }) => row : ({ column }) => column))];
  switch (dimension.is) {
    case "level": return itemsOf(data, reading.framework, dimension.argument).map((item) => item.item_id);
    case "axis": return rowsWith(data, "categories", "axis_id", dimension.argument).map((row) => row.category_id);
    case "grade": return allGrades(reading, dimension, found, data);
    case "month": return allMonths(find(data, "frameworks", reading.framework)) ?? found;
    case "area": return dimension.argument ? areasOfKind(reading.area, dimension.argument, data) : [...found.filter((id) => id === reading.area), ...rowsWith(data, "areas", "parent_id", reading.area).map((row) => row.area_id)];
    default: return found;
  }
}

const areasOfKind = (area, level, data) => data.rows("areas").filter((row) => row.level === level && upward(data, "areas", row.area_id).some((each) => each.area_id === area)).map((row) => row.area_id);

function allGrades({ framework, of }, { argument }, found, data) {
  const scale = argument ?? levelOf(data, framework, of)?.scale_id;
  if (!scale) return found;
  return [...rowsWith(data, "scales", "scale_id", scale).map((row) => row.grade), ...found.filter((id) => id === "none")];
}

function allMonths(framework) {
  const year = framework && singleYear(framework);
  return year ? Array.from({ length: 12 }, (_, i) => (i < 9 ? `${year}-${String(i + 4).padStart(2, "0")}` : `${year + 1}-0${i - 8}`)) : null;
}
