// Every page on the narrowest screen, and two pages of every kind in every light: no rule of axe is broken,
// nothing scrolls sideways, nothing is said in the console, nothing is asked of anyone outside.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { DESKTOP, NARROW, SITE, fileUrl, launch, onTabs, pages, watch } from "./lib.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** WCAG 2.2 AA, what axe calls best practice, and the experimental rules for tables. */
const RULES = {
  // What axe would fetch for rules that are not asked for; the pages' own policy forbids it, rightly.
  preload: false,
  resultTypes: ["violations"],
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  rules: { "td-has-header": { enabled: true }, "table-fake-caption": { enabled: true }, "p-as-heading": { enabled: true } },
};
const LIGHTS = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", forcedColors: "active" },
];

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** What is wrong with a page as it stands in the tab. */
async function faultsOf(page, path) {
  const faults = watch(page, [pathToFileURL(SITE).href]);
  await page.goto(fileUrl(path));
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (width[0] > width[1]) faults.push(`scrolls sideways: ${width[0]} px on a screen of ${width[1]} px`);
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
  for (const { id, nodes } of violations) {
    for (const node of nodes.slice(0, 3)) faults.push(`${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`);
  }
  page.removeAllListeners();
  return faults.map((fault) => `${path}: ${fault}`);
}

/** All faults of the pages, in the light and on the screen of `options`. */
async function over(options, paths) {
  return (await onTabs(browser, options, paths, faultsOf)).flat();
}

function none(faults) {
  assert.deepEqual(faults.slice(0, 40), [], `${faults.length} faults`);
}

/** Two pages of every kind: the first and the longest, which are the plainest and the fullest. */
function twoOfEachKind() {
  const kinds = new Map();
  for (const path of pages()) {
    const text = readFileSync(`${SITE}/${path}`, "utf8");
    const kind = /<body[^>]* data-kind="([^"]*)"/.exec(text)?.[1] ?? "none";
    const all = kinds.get(kind) ?? kinds.set(kind, []).get(kind);
    all.push([text.length, path]);
  }
  return [...kinds.values()].flatMap((all) => {
    const longest = all.reduce((a, b) => (b[0] > a[0] ? b : a));
    return [...new Set([all[0][1], longest[1]])];
  });
}

test("every page on a screen of 320 px", async () => {
  const all = pages();
  assert.ok(all.length > 0, "no page at all");
  none(await over({ viewport: NARROW, colorScheme: "light" }, all));
});

for (const viewport of [NARROW, DESKTOP]) {
  for (const light of LIGHTS) {
    const name = `${light.colorScheme}${light.forcedColors ? ", forced colours" : ""}`;
    test(`two pages of every kind at ${viewport.width} px, ${name}`, async () => {
      none(await over({ viewport, ...light }, twoOfEachKind()));
    });
  }
}
