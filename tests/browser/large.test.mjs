// A site of a thousand pages as search and its readers meet it: made by the program that benches use.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { BIN, PHONE, askSearch, launch, onTabs } from "./lib.mjs";
import { filesOf } from "../tools/output.mjs";

/** Uncompressed, of all scripts that a first question loads: 100 KiB. */
const BUDGET = 102_400;
/** Of one page, print documents excepted. */
const PAGE = 100_000;
/** Words of every page, of titles, of texts; names, codes and years. */
const QUESTIONS = ["の", "1", "市", "取組", "評価", "目標", "学校", "子ども", "満足度", "協定の締結", "都市農地の保全", "予算の範囲", "教育委員会", "多摩区", "2-4-1", "2024", "令和8年度", "R6"];

let folder, site, browser;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "mieruka-large-"));
  const root = join(folder, "root");
  execFileSync(join(dirname(BIN), "examples", "corpus"), ["--pages", "1000", "--out", root]);
  const settings = readFileSync(join(root, "site.toml"), "utf8");
  const switches = /^(search|data) = (true|false)$/gm;
  writeFileSync(join(root, "site.toml"), settings.replace(switches, (_, name) => `${name} = ${name === "search"}`));
  site = join(folder, "site");
  execFileSync(BIN, ["build", "--root", root, "--out", site]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("no page of a large site is long", () => {
  const pages = filesOf(site).filter((path) => path.endsWith(".html"));
  assert.ok(pages.length > 2000, `${pages.length} pages`);
  const long = pages.map((path) => [path, statSync(join(site, path)).size]).filter(([, size]) => size > PAGE);
  assert.deepEqual(long, []);
});

test("a first question loads little, and its hits are those that all of the index gives", async () => {
  const start = `${pathToFileURL(site).href}/`;
  const outcomes = await onTabs(browser, { viewport: PHONE }, QUESTIONS, async (page, q) => {
    const asked = await askSearch(page, start, site, q);
    const status = await page.textContent("[data-status]");
    const said = Number(/\d+/.exec(status)[0]);
    const least = status.includes("以上");
    const all = await page.evaluate((q) => globalThis.mierukaSearch.pages(q), q);
    return { ...asked, said, least, all };
  });
  console.log(`scripts: ${Math.max(...outcomes.map(({ bytes }) => bytes))} bytes at most`);
  for (const { q, bytes, found, bare, said, least, all } of outcomes) {
    assert.equal(found.length, Math.min(10, all.length), q);
    assert.deepEqual(found, all.slice(0, 10), `${q}: other hits once all is loaded`);
    assert.equal(bare, 0, `${q}: hits without context`);
    assert.ok(least ? said <= all.length : said === all.length, `${q}: ${said} of ${all.length}`);
    assert.ok(bytes <= BUDGET, `${q}: ${bytes} bytes`);
  }
  assert.ok(outcomes.some(({ least }) => least) && outcomes.some(({ least }) => !least));
});
