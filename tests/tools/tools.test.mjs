// The checkers find what they are there to find: a small sound site, and one change at a time.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { COLUMNS, TABLE_COLUMNS } from "./contract.mjs";
import { checkLinks } from "./links.mjs";
import { recompute } from "./recompute.mjs";
import { LARGEST, checkSize } from "./sizes.mjs";
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
  const figure = (id, series, period, value, more = "") => {
    const [from, to] = [period.slice(2, 6), period.slice(-4)].map(Number);
    return `measurement_id=${id},indicator_id=${series},subject_id=i,period=${period},period_start=${from}-04-01,period_end=${to + 1}-03-31,value=${value},unit=x,seq=1,reading=ok,source_id=d${more}`;
  };
  const rows = {
    frameworks: ["framework_id=f,period=FY2017..FY2021,period_start=2017-04-01,period_end=2022-03-31"],
    levels: ["framework_id=f,level=goal,depth=1,may_evaluate=false", "framework_id=f,level=action,depth=2,may_evaluate=true,scale_id=s"],
    scales: ["scale_id=s,grade=A,label=good,tone=met", "scale_id=s,grade=B,label=bad,tone=below"],
    categories: ["axis_id=x,category_id=k"],
    items: ["item_id=f-p,framework_id=f,level=goal", "item_id=i,framework_id=f,level=action,parent_id=f-p,themes=k", "item_id=j,framework_id=f,level=action,parent_id=f-p,themes=k", "item_id=l,framework_id=f,level=action,parent_id=f-p"],
    organizations: ["organization_id=o,name=O,kind=bureau"],
    involvements: ["subject_id=i,role=lead,organization_id=o,others=false,reading=ok,source_id=d"],
    documents: ["document_id=d"],
    indicators: ["indicator_id=n,subject_id=i,nature=flow,unit=x", "indicator_id=tally,subject_id=f"],
    evaluations: ["e:i:A:good", "v:j:A:good", "w:l:B:bad"].map((each) => each.split(":")).map(([id, item, grade, label]) => `evaluation_id=${id},subject_id=${item},scale_id=s,grade=${grade},grade_label=${label},reading=ok,source_id=d`),
    measurements: [figure("n.FY2017", "n", "FY2017", 2), figure("n.FY2018", "n", "FY2018", 3, ",qualifier=about"), figure("n.FY2017..FY2018", "n", "FY2017..FY2018", 5), "measurement_id=tally.undated,indicator_id=tally,subject_id=f,value=2,seq=1,reading=ok,source_id=d"],
    targets: ["target_id=t,subject_id=i,indicator_id=n,period=FY2018,period_start=2018-04-01,period_end=2019-03-31,comparator=>=,value=3,unit=x,reading=ok,source_id=d"],
    checks: ["check_id=sum.n.FY2017..FY2018,rule=sum,subject_id=i,inputs=n.FY2017;n.FY2018,expected=5,found=5,holds=true", "check_id=formula.tally.undated,rule=formula,subject_id=f,formula=count(f/action; grade=A),inputs=i;j,expected=2,found=2,holds=true", "check_id=target.t.e,rule=target,subject_id=i,formula=3 >= 3,inputs=n.FY2018;e,expected=3,found=3,holds=true",
      "check_id=total.z.t.count,rule=total,subject_id=i,formula=2+4,inputs=z.a.count;z.b.count,expected=6,found=6,holds=true",
      "check_id=share.z.a.share,rule=share,subject_id=i,formula=2/6,inputs=z.a.count;z.t.count,expected=33.3,found=33.3,holds=true",
      "check_id=whole.z.a.share,rule=whole,subject_id=i,formula=33.3+66.7,inputs=z.a.share;z.b.share,expected=100,found=100.0,holds=true"],
    statistics: ["a:A:2:33.3", "b:B:4:66.7", "t:T:6:100.0"].flatMap((each) => {
      const [row, category, count, share] = each.split(":");
      const cell = (measure, value, unit) => `statistic_id=z,measure=${measure},category=${category},value=${value},unit=${unit},reading=ok,source_id=d,cell_id=z.${row}.${measure},measure_id=${measure},row_id=${row},subject_ids=i`;
      return [cell("count", count, "x"), cell("share", share, "%")];
    }),
    pages: ["page=index.html,subject_id=i"],
    derived: [
      "figure_id=a,value=5,unit=x,qualifier=about,formula=sum(n),numerator=5,inputs=n.FY2017;n.FY2018",
      "figure_id=b,value=1,unit=x,qualifier=about,formula=difference(n; FY2017; FY2018),inputs=n.FY2018;n.FY2017",
      "figure_id=c,value=66.7,unit=%,formula=share(f/action; grade=A),numerator=2,denominator=3,inputs=i;j",
      "figure_id=f,formula=grade(i),inputs=e",
      "figure_id=g,value=2018,formula=max-year(n),inputs=n.FY2017;n.FY2018",
      "figure_id=h,value=3,unit=x,formula=target(n),inputs=t",
      "figure_id=m,value=2,unit=x,formula=value(n; FY2017),inputs=n.FY2017",
      "figure_id=q,value=1,formula=count(f/action; parent=p; organization=o; theme=k),inputs=i",
      "figure_id=r,value=2,unit=x,formula=first(n),inputs=n.FY2017;n.FY2018",
    ].map((row) => `page=index.html,${row}`),
  };
  const tables = {
    t: ["f-p,A,value,2", "f-p,A,share,66.7,%,2,3", "f-p,B,value,1", "f-p,B,share,33.3,%,1,3", "f-p,total,total,3", "total,A,total,2", "total,A,share,66.7,%,2,3", "total,B,total,1", "total,B,share,33.3,%,1,3", "total,total,total,3"],
    years: ["n,FY2017,value,2,x", "n,FY2018,value,3,x"],
    leads: ["o,k,value,1", "none,k,value,1"],
  };
  const json = {};
  for (const [name, columns] of Object.entries(COLUMNS)) {
    const { text, objects } = csv(columns.split(" "), rows[name] ?? []);
    site[`data/${name}.csv`] = text;
    json[name] = objects;
  }
  for (const [name, cells] of Object.entries(tables)) site[`data/tables/${name}.csv`] = tableCsv(cells);
  site["data/site.json"] = JSON.stringify(json);
  return site;
}

/** Cells of a table, written as `row,column,cell,value,unit,numerator,denominator`. */
function tableCsv(cells) {
  const lines = cells.map((cell) => cell.split(",")).map(([row, column, ...rest]) => [row, row, column, column, ...rest, "", "", ""].slice(0, 9).join(","));
  return `${[TABLE_COLUMNS.replaceAll(" ", ","), ...lines].join("\n")}\n`;
}

/** Rows from `column=value` pairs; what stands as `; ` is `, ` in the file. */
function csv(columns, rows) {
  const pairsOf = (row) => row.split(",").map((pair) => pair.split(/=(.*)/s)).map(([name, value]) => [name, value.replaceAll("; ", ", ")]);
  const cells = rows.map((row) => Object.fromEntries(pairsOf(row)));
  const quoted = (text) => (text.includes(",") ? `"${text}"` : text);
  const lines = [columns, ...cells.map((row) => columns.map((name) => quoted(row[name] ?? "")))];
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
    const tables = [...checkSize(root, "index.html"), ...checkTables(root, "index.html")].map(([line, problem]) => ({ file: "index.html", line, problem }));
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
  ["index.html", "<caption>facts", `<!--${"x".repeat(LARGEST)}--><caption>facts`, `at most ${LARGEST} are allowed`],
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
  ["data/items.csv", "i,f,action,", "i,f,", "8 cells under 9 columns"],
  ["data/items.csv", "code,title", "title,code", 'column 4 is "title"'],
  ["data/items.csv", "i,f,action", "i,g,action", 'framework_id "g" is in none of frameworks'],
  ["data/items.csv", "f,action,", "f,policy,", 'has no level "policy"'],
  ["data/measurements.csv", "n.FY2018,", "n.FY2017,", 'measurement_id "n.FY2017" is already on line 2'],
  ["data/measurements.csv", ",3,", ',"3,000",', "is no plain number"],
  ["data/measurements.csv", ",FY2018,", ",H30,", "is none of the contract's forms"],
  ["data/measurements.csv", "2018-03-31", "2018-12-31", 'FY2017 gives "2018-03-31"'],
  ["data/measurements.csv", "ok", "good", "is none of ok, inferred"],
  ["data/measurements.csv", ",3,", ",4,", "the inputs add up to 6"],
  ["data/measurements.csv", ",3,", ",4,", 'sum(n) gives value "6", the row says "5"'],
  ["data/measurements.csv", ",3,", ",4,", 'value "3", computed "4" (read as value'],
  ["data/measurements.csv", ",3,", ",2,", 'max-year(n) gives value "2017;2018"'],
  ["data/measurements.csv", ",3,", ",2,", 'check target.t.e: computed formula "2 >= 3"'],
  ["data/measurements.csv", ",about,", ",,", 'sum(n) gives qualifier "", the row says "about"'],
  ["data/measurements.csv", "ok", "damaged", "stays out of sums"],
  ["data/measurements.csv", "ok", "damaged", 'sum(n) gives value "3"'],
  ["data/measurements.csv", ",,2,,,", ",,3,,,", 'check formula.tally.undated: found "2", the figure says "3"'],
  ["data/targets.csv", ",3,x", ",4,x", 'target(n) gives value "4"'],
  ["data/targets.csv", ",3,x", ",4,x", 'computed expected "4"'],
  ["data/targets.csv", "t,i,n", "t2,i,n", "no target gives this check"],
  ["data/indicators.csv", "flow", "stock", "its periods do not add up"],
  ["data/indicators.csv", "flow", "stock", "sum(n) cannot be computed"],
  ["data/evaluations.csv", ",A,good", ",E,good", 'scale s has no grade "E"'],
  ["data/evaluations.csv", ",A,good", ",A,bad", 'the scale says "good"'],
  ["data/evaluations.csv", ",A,good", ",B,bad", 'share(f/action, grade=A) gives value "33.3"'],
  ["data/evaluations.csv", ",A,good", ",B,bad", 'check formula.tally.undated: count(f/action, grade=A) gives value "1"'],
  ["data/evaluations.csv", ",A,good", ",B,bad", 'value "2", computed "1" (read as count, f, action, level:goal, grade)'],
  ["data/evaluations.csv", ",A,good", ",B,bad", 'check target.t.e: computed holds "false"'],
  ["data/involvements.csv", "i,lead", "l,lead", "data/tables/leads.csv"],
  ["data/checks.csv", "5,5,true", "5,6,true", "yet holds is true"],
  ["data/checks.csv", "5,5,true", "5,6,true", 'the figure says "5"'],
  ["data/checks.csv", "5,5,true", "5,6,false", "no discrepancy declares it"],
  ["data/checks.csv", "i;j", "i", 'gives inputs "i;j", the row says "i"'],
  ["data/checks.csv", "2,2,true", "3,2,true", 'gives value "2", the row says "3"'],
  ["data/statistics.csv", "T,,,,,,6,x", "T,,,,,,7,x", 'found "6", the figure says "7"'],
  ["data/statistics.csv", "A,,,,,,2,x", "A,,,,,,3,x", 'computed 7, expected says "6"'],
  ["data/statistics.csv", "A,,,,,,2,x", "A,,,,,,3,x", 'check share.z.a.share: computed 50.0, expected says "33.3"'],
  ["data/statistics.csv", "B,,,,,,66.7,%", "B,,,,,,66.0,%", 'the inputs add up to 99.3, found says "100.0"'],
  ["data/statistics.csv", "B,,,,,,66.7,%", "B,,,,,,66.0,%", "the parts make 99.3, yet holds is true"],
  ["data/statistics.csv", "B,,,,,,66.7,%", "B,,,,,,66.7,y", "the parts of a whole are percentages"],
  ["data/statistics.csv", "z.b.count", "z.a.count", 'cell_id "z.a.count" is already'],
  ["data/checks.csv", "z.a.share;z.b.share,,100,100.0,true", "z.a.share,rest,100,33.3,true", "parts are left out, yet holds is true"],
  ["data/checks.csv", "z.a.share;z.b.share,,100,100.0,true", "z.a.share,rest,100,33.3,", null],
  ["data/derived.csv", "66.7", "66.6", 'gives value "66.7"'],
  ["data/derived.csv", "2,3,", "2,4,", 'gives denominator "3"'],
  ["data/derived.csv", "i;j", "i", 'gives inputs "i;j"'],
  ["data/derived.csv", "n.FY2017;n.FY2018", "n.FY2017", "sum(n) gives inputs"],
  ["data/derived.csv", ",5,x,", ",5,y,", 'sum(n) gives unit "x"'],
  ["data/derived.csv", "sum(n),5,,,", "sum(n),5,,FY2019,", 'sum(n) gives left_out ""'],
  ["data/derived.csv", ",1,x", ",2,x", 'difference(n, FY2017, FY2018) gives value "1"'],
  ["data/derived.csv", "max-year(n)", "min-year(n)", 'min-year(n) gives value "2017"'],
  ["data/derived.csv", "grade(i)", "grade(j)", 'gives inputs "v"'],
  ["data/derived.csv", "grade(i)", "grade(p)", "cannot be computed"],
  ["data/derived.csv", "first(n)", "latest(n)", 'latest(n) gives value "3"'],
  ["data/derived.csv", "first(n)", "mean(n)", "is no formula that is known here"],
  ["data/derived.csv", "theme=k", "theme=z", 'gives value "0"'],
  ["data/derived.csv", "parent=p", "parent=z", 'gives value "0"'],
  ["data/derived.csv", "organization=o", "organization=z", 'gives value "0"'],
  ["data/tables/t.csv", "total,total,total,total,total,3", "total,total,total,total,total,4", 'value "4", computed "3"'],
  ["data/tables/t.csv", "A,A,value,2", "A,A,value,1", 'value "1", computed "2"'],
  ["data/tables/t.csv", "66.7", "67", 'value "67", computed "66.7"'],
  ["data/tables/t.csv", "66.7,%,2,3", "50.0,%,2,4", 'denominator "4", computed "3"'],
  ["data/tables/t.csv", "f-p,f-p,B,B,value,1,,,\n", "", "is missing"],
  ["data/tables/years.csv", "value,2,x", "value,2,y", 'unit "y", computed "x"'],
  ["data/tables/years.csv", "n,n,FY2018", "q,q,FY2018", "nothing tells how this table is computed"],
  ["data/tables/leads.csv", "none,none,k,k,value,1", "none,none,k,k,value,0", "data/tables/leads.csv:3: "],
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
