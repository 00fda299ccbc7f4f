// The open data of a built site, read for checking: rows that know their file and line, exact decimals, periods.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parse } from "csv-parse/sync";
import { filesOf } from "./output.mjs";
import { IDS } from "./contract.mjs";

/** All CSV files of `root/data` and `root/data/tables`; faults of their form go to `faults`. */
export function readData(root, faults) {
  const data = { root, files: new Map(), tables: new Map(), rows: (name) => data.files.get(name === "cells" ? "statistics" : name)?.rows ?? [] };
  for (const path of filesOf(join(root, "data")).filter((each) => each.endsWith(".csv"))) {
    const folder = posix.dirname(path);
    const name = posix.basename(path, ".csv");
    if (folder === ".") data.files.set(name, readCsv(root, `data/${path}`, faults));
    else if (folder === "tables") data.tables.set(name, readCsv(root, `data/${path}`, faults));
  }
  return data;
}

/** One file: `{ path, columns, rows }`; each row is an object of texts with its place in `at`. */
function readCsv(root, path, faults) {
  const bytes = readFileSync(join(root, path));
  const text = decode(bytes, path, faults);
  let records = [];
  try {
    records = parse(text, { relax_column_count: true, skip_empty_lines: false, info: true });
  } catch (error) {
    faults.add(path, error.lines ?? 1, `no well-formed CSV: ${error.message}`);
  }
  const [header, ...body] = records.map(({ record, info }, i) => ({ record, line: i === 0 ? 1 : records[i - 1].info.lines + 1, end: info.lines }));
  const columns = header?.record ?? [];
  if (columns.length === 0 || columns.some((name) => !/^[a-z][a-z0-9_]*$/.test(name))) faults.add(path, 1, "the first row is no header");
  if (new Set(columns).size < columns.length) faults.add(path, 1, "two columns of one name");
  const rows = body.map(({ record, line }) => {
    if (record.length !== columns.length) faults.add(path, line, `${record.length} cells under ${columns.length} columns`);
    const row = Object.fromEntries(columns.map((name, i) => [name, record[i] ?? ""]));
    return Object.defineProperty(row, "at", { value: [path, line] });
  });
  return { path, columns, rows };
}

function decode(bytes, path, faults) {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) faults.add(path, 1, "begins with a byte order mark");
  if (bytes.includes(13)) faults.add(path, 1, "has carriage returns; lines end in LF");
  if (bytes.length === 0 || bytes[bytes.length - 1] !== 10) faults.add(path, 1, "does not end in a line feed");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    faults.add(path, 1, "is no UTF-8");
    return bytes.toString("utf8");
  }
}

/** The values of a cell that holds several. */
export function listOf(cell) {
  return cell === "" ? [] : cell.split(";").map((each) => each.trim());
}

/** `rows` by what `keyOf` says of each, in their own order. */
export function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
}

/** The row of `file` with this id, by a map made once. */
export function find(data, file, id) {
  data.byId ??= new Map();
  if (!data.byId.has(file)) data.byId.set(file, new Map(data.rows(file).map((row) => [row[IDS[file]], row])));
  return data.byId.get(file).get(id);
}

/** A decimal as `{ units, places }`, exact; `null` where the text is none. */
export function decimal(text) {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  const [whole, part = ""] = text.split(".");
  return { units: BigInt(whole + part), places: part.length };
}

/** The exact sum of decimals. */
export function sum(decimals) {
  const places = Math.max(0, ...decimals.map((each) => each.places));
  const units = decimals.reduce((total, each) => total + scaled(each, places), 0n);
  return { units, places };
}

/** Whether two decimals are the same number, whatever zeros they end in. */
export function equal(a, b) {
  const places = Math.max(a.places, b.places);
  return scaled(a, places) === scaled(b, places);
}

/** Negative, zero or positive, as `a` is below, equal to or above `b`. */
export function compare(a, b) {
  const places = Math.max(a.places, b.places);
  const [x, y] = [scaled(a, places), scaled(b, places)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether two texts are the same number, or the same text where one of them is none. */
export function same(a, b) {
  const [x, y] = [decimal(a), decimal(b)];
  return x && y ? equal(x, y) : a === b;
}

/** `factor * a / b`, rounded half away from zero to `places` decimals; `null` for a division by zero. */
export function quotient(a, b, factor, places) {
  if (b.units === 0n) return null;
  const above = a.units * BigInt(factor) * 10n ** BigInt(places + b.places) * 2n;
  const below = b.units * 10n ** BigInt(a.places);
  const negative = above < 0n !== below < 0n;
  const twice = abs(above) / abs(below);
  const units = (twice + 1n) / 2n;
  return { units: negative ? -units : units, places };
}

/** A decimal as text. */
export function show({ units, places }) {
  const digits = abs(units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${units < 0n ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(-places)}` : ""}`;
}

function scaled({ units, places }, wanted) {
  return units * 10n ** BigInt(wanted - places);
}

function abs(n) {
  return n < 0n ? -n : n;
}

/** First and last day of a period as `[start, end]`, empty where it is open; `null` where the text is none. */
export function spanOf(period) {
  if (!period.includes("..")) return daysOf(period);
  const [from, to] = period.split("..");
  const start = from === "" ? ["", ""] : daysOf(from);
  const end = to === "" ? ["", ""] : daysOf(to);
  return start && end && period !== ".." ? [start[0], end[1]] : null;
}

function daysOf(text) {
  const [, year, half] = /^FY(\d{4})(?:-H([12]))?$/.exec(text) ?? [];
  if (year) {
    const next = String(Number(year) + 1).padStart(4, "0");
    return [half === "2" ? `${year}-10-01` : `${year}-04-01`, half === "1" ? `${year}-09-30` : `${next}-03-31`];
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? [text, text] : null;
  const [, y, m] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  if (!y || Number(m) < 1 || Number(m) > 12) return null;
  const last = new Date(Date.UTC(Number(y), Number(m), 0)).getUTCDate();
  return [`${text}-01`, `${text}-${last}`];
}

function isDay(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
