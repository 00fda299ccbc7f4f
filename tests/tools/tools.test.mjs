// The checkers find what they are there to find: a small sound site, and one change at a time.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { COLUMNS, TABLE_COLUMNS } from "./contract.mjs";
import { checkLinks } from "./links.mjs";
import { recompute } from "./recompute.mjs";
import { checkTables } from "./tables.mjs";

const TABLE = `<div role="region" tabindex="0" aria-labelledby="t1"><table><caption id="t1">count by year</caption>
<colgroup></colgroup><colgroup span="2"></colgroup><colgroup></colgroup>
<thead><tr><td rowspan="2"></td><th scope="colgroup" colspan="2">years</th><th scope="col" rowspan="2">note</th></tr>
<tr><th scope="col">2024</th><th scope="col">2025</th></tr></thead>
<tbody><tr><th scope="row">visits</th><td>1</td><td>2</td><td>none stated</td></tr></tbody></table></div>
<table><caption>facts</caption><tbody><tr><th scope="row">office</th><td>health</td></tr></tbody></table>`;

/** A site that every checker passes; data files as rows of `column=value` pairs. */
function soundSite() {
  const page = (body) => `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>t</title></head><body>${body}</body></html>\n`;
  const site = {
    "index.html": page(`<a href="s%75b/p.html#x">p</a><a href="https://example.org/">e</a><img src="a.svg" srcset="a.svg 1x, a.svg 2x" alt="a">\n${TABLE}`),
    "sub/p.html": page('<h1 id="x">x</h1><a href="../index.html?q=1">home</a>'),
    "404.html": page("<p>no such page</p>"),
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><rect id="r" fill="url(#r)"/></svg>\n',
    "a.css": "body { background: url('a.svg') } /* url(none.png) */\n",
  };
  const rows = {
    frameworks: ["framework_id=f,period=FY2017..FY2021,period_start=2017-04-01,period_end=2022-03-31"],
    levels: ["framework_id=f,level=action,may_evaluate=true,scale_id=s"],
    scales: ["scale_id=s,grade=A,label=good"],
    items: ["item_id=i,framework_id=f,level=action"],
    documents: ["document_id=d"],
    indicators: ["indicator_id=n,subject_id=i,nature=flow,unit=x"],
    evaluations: ["evaluation_id=e,subject_id=i,scale_id=s,grade=A,grade_label=good,reading=ok,source_id=d"],
    measurements: [2, 3].map((value, i) => `measurement_id=m${i},indicator_id=n,subject_id=i,period=FY201${7 + i},period_start=201${7 + i}-04-01,period_end=201${8 + i}-03-31,value=${value},unit=x,seq=1,reading=ok,source_id=d`),
    checks: ["check_id=c,rule=sum,subject_id=i,inputs=m0;m1,expected=5,found=5,holds=true"],
    pages: ["page=index.html,subject_id=i"],
    derived: ["figure_id=g,page=index.html,value=66.7,unit=%,numerator=2,denominator=3,inputs=m0;m1"],
  };
  const table = ["row_id=r,column_id=a,cell=value,value=2", "row_id=r,column_id=b,cell=value,value=1", "row_id=r,column_id=all,cell=total,value=3", "row_id=r,column_id=a,cell=share,value=66.7,unit=%,numerator=2,denominator=3"];
  const json = {};
  for (const [name, columns] of Object.entries(COLUMNS)) {
    const { text, objects } = csv(columns.split(" "), rows[name] ?? []);
    site[`data/${name}.csv`] = text;
    json[name] = objects;
  }
  site["data/tables/t.csv"] = csv(TABLE_COLUMNS.split(" "), table).text;
  site["data/site.json"] = JSON.stringify(json);
  return site;
}

function csv(columns, rows) {
  const cells = rows.map((row) => Object.fromEntries(row.split(",").map((pair) => pair.split(/=(.*)/s))));
  const lines = [columns, ...cells.map((row) => columns.map((name) => row[name] ?? ""))];
  const objects = cells.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
  return { text: `${lines.map((line) => line.join(",")).join("\n")}\n`, objects };
}

/** The faults of all checkers over a site written to a folder of its own. */
function faultsOf(site) {
  const root = mkdtempSync(join(tmpdir(), "site-"));
  try {
    for (const [path, text] of Object.entries(site)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const tables = checkTables(root, "index.html").map(([line, problem]) => ({ file: "index.html", line, problem }));
    const all = [...checkLinks(root).faults.list, ...tables, ...recompute(root).faults.list];
    return all.map(({ file, line, problem }) => `${file}:${line}: ${problem}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a sound site has no faults", () => {
  assert.deepEqual(faultsOf(soundSite()), []);
});

/** File, text in it, what stands there instead, and the fault that must be reported. */
const CHANGES = [
  ["index.html", "s%75b/p.html#x", "sub/p.html#y", 'has no id "y"'],
  ["index.html", "s%75b/p.html", "Sub/p.html", "is spelled sub/p.html"],
  ["index.html", "s%75b/p.html#x", "sub/", "leads to a folder"],
  ["index.html", "s%75b/p.html#x", "/sub/p.html", "starts at the root of the host"],
  ["index.html", "s%75b/p.html#x", "//host/p.html", "starts at the root of the host"],
  ["index.html", "s%75b/p.html#x", "../x/p.html", "leaves the site"],
  ["index.html", 'src="a.svg"', 'src="https://host/a.svg"', "loads something from another host"],
  ["index.html", "a.svg 2x", "b.svg 2x", "no file b.svg"],
  ["a.css", "url('a.svg')", "url(b.svg)", "no file b.svg"],
  ["a.svg", "url(#r)", "url(#q)", 'has no id "q"'],
  ["sub/p.html", "<h1 id", '<p id="x"></p><h1 id', "is already on line 2"],
  ["404.html", "<p>", '<p><a href="index.html">home</a>', "404.html is served at any depth"],
  ["404.html", "<p>", "<p><script>1</script>", "must load nothing"],
  ["index.html", "<caption>facts", "<caption>count by year", "is already that of the table"],
  ["index.html", "<caption>facts</caption>", "", "table without a caption"],
  ["index.html", ' tabindex="0"', "", 'without tabindex="0"'],
  ["index.html", 'aria-labelledby="t1"', "", "without a name"],
  ["index.html", '<div role="region" tabindex="0" aria-labelledby="t1">', "<div>", "without a scroll wrapper"],
  ["index.html", '<th scope="col">2024', "<th>2024", "th without scope"],
  ["index.html", '<th scope="col">2024', '<th scope="col">', "th is empty"],
  ["index.html", '<colgroup span="2">', '<colgroup span="3">', "colgroups span 5 columns"],
  ["index.html", '<th scope="row">visits</th>', "<td>visits</td>", "td without a row header"],
  ["index.html", '<th scope="col">2025</th>', "<td>2025</td>", "td without a row header"],
  ["index.html", '<th scope="row">office</th>', "<td>office</td>", "td without a row header"],
  ["index.html", "<td>1</td>", "<td>▲</td>", "td is only 「▲」"],
  ["index.html", "<td>1</td>", "<td> </td>", "td is empty"],
  ["index.html", "<td>1</td><td>2</td>", '<td colspan="2">2</td>', "merged data cell"],
  ["index.html", "<td>1</td>", "", "row 3 has 3 of 4 columns"],
  ["index.html", "none stated", "none<br>stated", "<br> in a cell"],
  ["data/items.csv", "item_id,", "\ufeffitem_id,", "begins with a byte order mark"],
  ["data/items.csv", "\n", "\r\n", "carriage returns"],
  ["data/items.csv", "i,f,action", "i,f", "8 cells under 9 columns"],
  ["data/items.csv", "code,title", "title,code", 'column 4 is "title"'],
  ["data/items.csv", "i,f,action", "i,g,action", 'framework_id "g" is in none of frameworks'],
  ["data/items.csv", "action,", "policy,", 'has no level "policy"'],
  ["data/measurements.csv", "m1,", "m0,", 'measurement_id "m0" is already on line 2'],
  ["data/measurements.csv", ",3,", ',"3,000",', "is no plain number"],
  ["data/measurements.csv", "FY2018", "H30", "is none of the contract's forms"],
  ["data/measurements.csv", "2018-03-31", "2018-12-31", 'FY2017 gives "2018-03-31"'],
  ["data/measurements.csv", "ok", "good", "is none of ok, inferred"],
  ["data/measurements.csv", ",3,", ",4,", "the inputs add up to 6"],
  ["data/measurements.csv", "ok", "damaged", "stays out of sums"],
  ["data/indicators.csv", "flow", "stock", "its periods do not add up"],
  ["data/evaluations.csv", ",A,good", ",E,good", 'scale s has no grade "E"'],
  ["data/evaluations.csv", ",A,good", ",A,bad", 'the scale says "good"'],
  ["data/checks.csv", "5,5,true", "5,6,true", "yet holds is true"],
  ["data/checks.csv", "5,5,true", "5,6,false", "no discrepancy declares it"],
  ["data/derived.csv", "66.7", "66.6", "2 / 3 is 66.7%"],
  ["data/tables/t.csv", "total,3", "total,4", "its 2 cells add up to 3"],
  ["data/tables/t.csv", "66.7", "67", undefined],
  ["data/tables/t.csv", "66.7", "66", "2 / 3 is 67%"],
  ["data/tables/t.csv", "66.7,%,2,3", "50.0,%,2,4", "is no total of this table"],
  ["data/site.json", '"label":"good"', '"label":"bad"', '"scales" row 1 differs'],
  ["data/site.json", '"derived":', '"figures":', '"figures" has no CSV'],
];

for (const [path, found, instead, fault] of CHANGES) {
  test(`${path}: ${JSON.stringify(found)} -> ${JSON.stringify(instead)}`, () => {
    const site = soundSite();
    assert.ok(site[path].includes(found), "the sound site no longer holds the text to change");
    site[path] = site[path].replace(found, instead);
    const faults = faultsOf(site);
    if (fault) assert.ok(faults.some((each) => each.includes(fault)), faults.join("\n"));
    else assert.deepEqual(faults.filter((each) => each.startsWith(path)), []);
  });
}

test("a missing data file is a fault", () => {
  const { "data/areas.csv": _, ...site } = soundSite();
  assert.ok(faultsOf(site).some((fault) => fault.startsWith("data/areas.csv:1: the file is missing")));
});
