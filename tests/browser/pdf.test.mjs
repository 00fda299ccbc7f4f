// On paper: a plan in one document, its overview on two sheets, and an item's page on one.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { SITE, fileUrl, fold, launch, pages } from "./lib.mjs";

/** A4 in CSS pixels, less the margins of the theme (9 mm and 13 mm). */
const SHEET = { width: Math.round(((210 - 26) / 25.4) * 96), height: Math.round(((297 - 18) / 25.4) * 96) };
/** The margin at either side, in points. */
const MARGIN = (13 / 25.4) * 72;
/** Brackets at the ends of lines are set half as wide as their box. */
const SLACK = 8;

let browser;
let scratch;
before(async () => {
  browser = await launch();
  scratch = mkdtempSync(join(tmpdir(), "mieruka-pdf-"));
});
after(async () => {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
});

const rows = (name) => parse(readFileSync(join(SITE, "data", `${name}.csv`), "utf8"), { columns: true, bom: true });

/** The sheets of a page's PDF, each as text. */
async function sheets(path, check = async () => {}) {
  const page = await browser.newPage({ viewport: SHEET });
  try {
    await page.emulateMedia({ media: "print" });
    await page.goto(fileUrl(path));
    await check(page);
    const file = join(scratch, "page.pdf");
    await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
    assert.deepEqual(beyond(file).slice(0, 10), [], `${path}: beyond the margins`);
    const text = execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
    const all = text.split("\f");
    return all.slice(0, -1);
  } finally {
    await page.close();
  }
}

/** Cells and terms that are narrower than what they hold. */
function clipped(page) {
  return page.evaluate(() => {
    const narrow = (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline";
    const cut = [...document.querySelectorAll("td, th, dt, dd, summary, caption")].filter(narrow);
    return cut.map((e) => `${e.closest("[id]")?.id ?? ""} ${e.tagName} ${e.textContent.trim().slice(0, 30)}`);
  });
}

/** Words of a PDF that stand beyond the margins of their sheet. */
function beyond(file) {
  const text = execFileSync("pdftotext", ["-bbox", "-enc", "UTF-8", file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const faults = [];
  let width = 0;
  for (const line of text.split("\n")) {
    width = Number(/<page width="([\d.]+)"/.exec(line)?.[1] ?? width);
    const word = /xMin="([-\d.]+)" .*xMax="([-\d.]+)".*>(.*)<\/word>/.exec(line);
    if (word && (Number(word[1]) < MARGIN - SLACK || Number(word[2]) > width - MARGIN + SLACK)) faults.push(word[3]);
  }
  return faults;
}

const documents = () => pages().filter((path) => path.startsWith("print/"));

/** Ids that stand twice, links into the document that arrive nowhere, and the titles of its parts. */
function structure(page) {
  return page.evaluate(() => {
    const seen = new Set();
    const twice = [];
    for (const { id } of document.querySelectorAll("[id]")) {
      if (seen.has(id)) twice.push(id);
      seen.add(id);
    }
    const places = [...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.getAttribute("href").slice(1)));
    const titles = [...document.querySelectorAll(".m-part-top > h2 > a")].map((h) => h.textContent);
    return { twice, lost: places.filter((id) => !seen.has(id)), titles };
  });
}

test("every document holds each item's code, clips nothing, and begins its parts on sheets of their own", async () => {
  const items = rows("items");
  assert.ok(documents().length > 0, "no document for print");
  for (const path of documents()) {
    const framework = path.slice("print/".length, -".html".length);
    const own = items.filter((item) => item.framework_id === framework);
    assert.ok(own.length > 0, `no items of ${framework}`);
    let inside;
    const all = await sheets(path, async (page) => {
      assert.deepEqual((await clipped(page)).slice(0, 10), [], `${path}: does not fit`);
      inside = await structure(page);
    });
    assert.deepEqual(inside.twice, [], `${path}: ids that stand twice`);
    assert.deepEqual(inside.lost, [], `${path}: links that arrive nowhere`);
    const squeezed = all.map((sheet) => sheet.replace(/\s+/g, ""));
    const plain = squeezed.join("");
    const missing = own.filter((item) => !plain.includes((item.code || item.title).replace(/\s+/g, "")));
    assert.deepEqual(missing.map((item) => item.item_id), [], `${path}: items that are not on paper`);
    for (const title of inside.titles.map((t) => t.replace(/\s+/g, ""))) {
      assert.ok(squeezed.some((sheet) => sheet.slice(0, title.length + 40).includes(title)), `${path}: no sheet begins with ${title}`);
    }
    assert.ok(all.length > inside.titles.length + 1, `${path}: ${all.length} sheets for ${inside.titles.length} parts`);
  }
});

test("an item's page is one sheet, with its address and its day, its folds open", async () => {
  const path = "plan/wip2/4-1.html";
  const [first, ...rest] = await sheets(path, async (page) => {
    assert.deepEqual(await clipped(page), []);
    const shut = await page.evaluate(() => [...document.querySelectorAll("details")].filter((d) => {
      const inner = [...d.children].find((c) => c.tagName !== "SUMMARY");
      return inner && inner.getBoundingClientRect().height === 0 && getComputedStyle(d).display !== "none";
    }).length);
    assert.equal(shut, 0, "folds that stay shut");
  });
  assert.deepEqual(rest, [], `${rest.length + 1} sheets`);
  const text = fold(first);
  assert.ok(text.replace(/\s/g, "").includes(path), "no address");
  assert.match(text.replace(/\s/g, ""), /2026年11月21日/, "no day");
});

test("the overview of a plan is two sheets, with every item above the last level and nothing clipped", async () => {
  const overviews = pages().filter((path) => /^plan\/[^/]+\/index\.html$/.test(path));
  assert.ok(overviews.length > 0, "the site has no plan");
  for (const path of overviews) {
    let named = [];
    const paper = await sheets(path, async (page) => {
      assert.deepEqual(await clipped(page), [], `${path}: clipped`);
      named = await page.evaluate(() => [...document.querySelectorAll(".m-tree a")].map((link) => link.textContent));
    });
    assert.ok(paper.length <= 2, `${path}: ${paper.length} sheets`);
    const bare = (text) => text.normalize("NFKC").replace(/\s/g, "");
    const text = bare(paper.join(""));
    // Lines of two columns are mixed in the text, so it is the beginning of each name that is looked for.
    const lost = named.filter((name) => !text.includes(bare(name).slice(0, 6)));
    assert.deepEqual(lost, [], `${path}: not on paper`);
  }
});
