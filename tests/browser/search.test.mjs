// Search as a reader finds it: the right page first, from disk and from a server in a folder; every page
// that holds a phrase; how much is loaded; what is said, and where the focus stays.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, NARROW, PHONE, SITE, askSearch, fileUrl, hits, launch, onTabs, pages, ready, served, watch } from "./lib.mjs";
import { filesOf } from "../tools/output.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const QUESTIONS = JSON.parse(readFileSync(here("search.json"), "utf8"));
const FOLDED = JSON.parse(readFileSync(here("fold.json"), "utf8"));
/** Uncompressed, of all scripts that a first question loads. */
const BUDGET = 100_000;

let browser, server;
before(async () => { browser = await launch(); server = await served("/a/b/c/"); });
after(async () => { await browser.close(); await server.close(); });

/** Asks a question; gives what `askSearch` does, and faults. */
async function ask(page, base, q) {
  const faults = watch(page, [base]);
  const asked = await askSearch(page, base, SITE, q);
  page.removeAllListeners();
  return { ...asked, faults };
}

const right = ({ first, within, all }, found) =>
  within ? all.every((path) => found.slice(0, within).includes(path)) : first.includes(found[0]);

for (const [name, base] of [["disk", () => fileUrl("")], ["a server", () => server.url]]) {
  test(`forty questions from ${name}: the right page first`, async () => {
    const root = base().replace(/\/?$/, "/");
    const outcomes = await onTabs(browser, { viewport: PHONE }, QUESTIONS, (page, { q }) => ask(page, root, q));
    assert.deepEqual(outcomes.flatMap(({ faults }) => faults), []);
    const wrong = outcomes.filter(({ found }, i) => !right(QUESTIONS[i], found));
    const text = wrong.map(({ q, found }) => `${q}: ${found.slice(0, 3).join(", ")}`).join("\n");
    assert.ok(QUESTIONS.length >= 40 && wrong.length <= 2, `${wrong.length} wrong:\n${text}`);
    const heavy = outcomes.filter(({ bytes }) => bytes > BUDGET).map(({ q, bytes }) => `${q}: ${bytes}`);
    assert.deepEqual(heavy, [], "more is loaded than allowed");
    console.log(`scripts: ${Math.max(...outcomes.map(({ bytes }) => bytes))} bytes at most, ${wrong.length} not first`);
    assert.deepEqual(outcomes.filter(({ bare, found }) => bare > 0 && found.length > 0).map(({ q, bare }) => `${q}: ${bare} hits without context`), []);
  });
}

/** The files of the index as values. */
function index() {
  const all = new Map();
  for (const path of filesOf(SITE).filter((path) => /^search\/.*\.js$/.test(path))) {
    const text = readFileSync(join(SITE, path), "utf8");
    const [, name, value] = /^mierukaSearch\(("[^"]*"),([^]*)\);\n$/.exec(text);
    all.set(JSON.parse(name), JSON.parse(value));
  }
  return all;
}

test("the browser folds as the program does", async () => {
  const page = await browser.newPage();
  await page.goto(fileUrl("search.html?q=a"));
  await ready(page);
  const outcomes = await page.evaluate((all) => all.map(([text]) => {
    const { chars } = globalThis.mierukaSearch.fold(text);
    return [text, chars.join(""), globalThis.mierukaSearch.years(chars).map(({ year }) => year)];
  }), FOLDED);
  assert.deepEqual(outcomes, FOLDED);
  await page.close();
});

test("every place of every list is where the browser finds it in the texts", async () => {
  const page = await browser.newPage();
  await page.goto(fileUrl("search.html?q=a"));
  await ready(page);
  const files = index();
  const { bounds, shared: begin } = await page.evaluate(() => globalThis.mierukaSearch.map());
  // The row of all texts as the browser folds them, piece by piece: where two overlap they agree.
  const row = [];
  const pieces = [...files].filter(([name]) => name.startsWith("t/")).flatMap(([, own]) => own);
  const folded = await page.evaluate((all) => all.map((text) => globalThis.mierukaSearch.fold(text).chars), pieces.map(([, , text]) => text));
  pieces.forEach(([own, from, text], i) => folded[i].forEach((c, at) => {
    const place = bounds[own * 8] + from + at;
    assert.ok(row[place] === undefined || row[place] === c, `place ${place}: ${row[place]} and ${c} in ${text.slice(0, 40)}`);
    row[place] = c;
  }));
  assert.ok(row.length > bounds.at(-1) && row.every((c) => c !== undefined) && Object.keys(row).length === row.length, "a place has no text");
  // Every list names only places where its pair stands, and all lists name each of them.
  const lists = [...files].filter(([name]) => name.startsWith("l/")).map(([, text]) => text);
  const listed = (await page.evaluate((all) => all.map((text) => globalThis.mierukaSearch.lists(text)), lists)).flat();
  let pairs = 0;
  for (const [first, second, places] of listed) {
    if (first === " ") continue;
    for (const place of places) {
      assert.equal(row[place], first, `${first}${second} at ${place}`);
      if (second !== " ") assert.equal(row[place + 1], second, `${first}${second} at ${place}`);
    }
    if (second !== " ") pairs += new Set(places).size;
  }
  const parts = (c) => c === undefined || c === "\n" || c === " ";
  assert.equal(pairs, row.filter((c, at) => !parts(c) && !parts(row[at + 1])).length);
  // Texts that pages share begin and end where the files say that tell of their pages.
  const shared = await page.evaluate((all) => all.map(([start, text]) => globalThis.mierukaSearch.texts(text, start)),
    [...files].filter(([name]) => name.startsWith("p/")).map(([name, text]) => [begin[Number(name.slice(2))], text]));
  for (const { starts, holders } of shared) {
    starts.forEach((start, i) => {
      assert.equal(row[start - 1], "\n", `a shared text begins at ${start}`);
      assert.ok(holders[i].length > 1 && holders[i].every(([page]) => page < (bounds.length - 1) / 8), `pages of the text at ${start}`);
    });
  }
  const begins = new Set(shared.flatMap(({ starts }) => starts));
  assert.equal(begins.size, row.slice(bounds.at(-1)).filter((c) => c === "\n").length);
  await page.close();
});

/** Numbers that look random and are the same on every run. */
function* dice(seed) {
  for (let state = seed; ; yield state / 2 ** 32) state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
}

test("every page that holds a phrase is found", async () => {
  const page = await browser.newPage();
  // What each page says, block by block, as the browser has it.
  const said = new Map();
  // A document for print says again what the pages say; a search leads to those.
  for (const path of pages().filter((path) => !/^(404|search)\.html$|^(list|print)\//.test(path))) {
    const html = readFileSync(join(SITE, path), "utf8");
    said.set(path, await page.evaluate((html) => {
      const main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
      for (const one of main.querySelectorAll("rt, rp, form, [data-search=none]")) one.remove();
      for (const one of main.querySelectorAll("p, div, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, caption, summary, br, ul, ol, dl, section, article, figure, figcaption, text, title, desc, tspan, g, svg")) one.prepend("\n"), one.append("\n");
      return main.textContent;
    }, html));
  }
  const paths = [...said.keys()], roll = dice(7);
  const phrases = new Set();
  while (phrases.size < 60) {
    const blocks = said.get(paths[Math.floor(roll.next().value * paths.length)]).split("\n").map((line) => line.trim()).filter((line) => line.length >= 3);
    const block = blocks[Math.floor(roll.next().value * blocks.length)] ?? "";
    const size = 2 + Math.floor(roll.next().value * 12), from = Math.floor(roll.next().value * Math.max(1, block.length - size));
    const phrase = block.slice(from, from + size);
    if (phrase.length >= 2 && !/[\s,.、。・ー-]/.test(phrase)) phrases.add(phrase);
  }
  const lost = await onTabs(browser, { viewport: DESKTOP }, [...phrases], async (tab, phrase) => {
    await tab.goto(fileUrl("search.html?") + new URLSearchParams({ q: phrase }));
    await ready(tab);
    const found = new Set(await tab.evaluate((q) => globalThis.mierukaSearch.pages(q), phrase));
    const holding = paths.filter((path) => said.get(path).includes(phrase));
    return holding.filter((path) => !found.has(path)).map((path) => `${phrase}: ${path}`);
  });
  assert.deepEqual(lost.flat(), []);
  await page.close();
});

test("hits come ten at a time, and all of them come", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "介護" }));
  await ready(page);
  const total = Number(/\d+/.exec(await page.textContent("[data-status]"))[0]);
  assert.equal((await hits(page)).length, 10);
  while (await page.isVisible(".m-more-hits")) {
    const before = (await hits(page)).length;
    await page.click(".m-more-hits");
    await page.waitForFunction((n) => document.querySelectorAll("[data-results] a").length > n, before);
  }
  const all = await hits(page);
  assert.equal(all.length, total);
  assert.equal(new Set(all).size, total);
  await page.close();
});

test("one box, one announcement, the focus stays, the address says it all", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  const faults = watch(page, [fileUrl("")]);
  await page.goto(fileUrl("search.html"));
  await ready(page);
  assert.equal(await page.locator("input[type=search]").count(), 1);
  assert.equal((await hits(page)).length, 0);
  await page.evaluate(() => {
    globalThis.said = [];
    const status = document.querySelector("[role=status]");
    new MutationObserver(() => globalThis.said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true });
  });
  await page.focus("input[type=search]");
  await page.keyboard.type("子ども未来局");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => globalThis.said.some((text) => text));
  await ready(page);
  const said = await page.evaluate(() => globalThis.said.filter((text) => text));
  assert.equal(said.length, 1, said.join(" | "));
  assert.match(said[0], /\d+件/);
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  assert.equal(new URL(page.url()).searchParams.get("q"), "子ども未来局");
  const [first] = await page.$$eval(".m-hit", (all) => all.map((hit) => hit.textContent));
  assert.match(first, /別の書かれ方 子ども未来局/);
  assert.match(await page.textContent("[data-tried]"), /「こども未来局」でも探しました/);
  assert.ok(await page.locator(".m-hit mark b").count() > 0);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector("[data-results] a"));
  assert.deepEqual(faults, []);
  await page.close();
});

test("a related word finds what is written with the other, and it is said", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  const pagesOf = (q) => page.evaluate((q) => globalThis.mierukaSearch.pages(q), q);
  await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "お年寄り" }));
  await ready(page);
  assert.match(await page.textContent("[data-tried]"), /「高齢者」でも探しました/);
  const found = await hits(page);
  assert.equal(found.length, 10);
  for (const path of found) assert.match(readFileSync(join(SITE, path), "utf8"), /高齢者|お年寄り/, path);
  // Whichever word of a group is asked for, the same pages are found.
  for (const group of [["子ども", "こども", "子供"], ["特養", "特別養護老人ホーム"]]) {
    const all = await Promise.all(group.map(pagesOf));
    for (const one of all) assert.deepEqual([...one].sort(), [...all[0]].sort(), group.join(" "));
    assert.ok(all[0].length > 1);
  }
  await page.close();
});

test("where nothing is found, other wordings are tried and lists are offered", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "鼬鼠龗" }));
  await ready(page);
  assert.equal((await hits(page)).length, 0);
  assert.match(await page.textContent("[data-status]"), /見つかりませんでした/);
  for (const part of ["area/kawasaki/miyamae.html", "plan/wip2/index.html", "org/index.html"]) {
    assert.ok(await page.isVisible(`[data-doors] a[href="${part}"]`), part);
  }
  await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "介護ロボット助成金制度" }));
  await ready(page);
  assert.ok((await hits(page)).length > 0);
  assert.match(await page.textContent("[data-tried]"), /探しました/);
  await page.close();
});

test("the box of every page leads to the page of search, from disk too", async () => {
  for (const [path, viewport] of [["index.html", PHONE], ["plan/wip2/4-1.html", DESKTOP], ["org/kawasaki/children-future-bureau.html", DESKTOP]]) {
    const page = await browser.newPage({ viewport });
    const faults = watch(page, [fileUrl("")]);
    await page.goto(fileUrl(path));
    await page.fill("header form[role=search] input[name=q]", "宮前区");
    await page.click("header form[role=search] button");
    await ready(page);
    assert.equal((await hits(page))[0], "area/kawasaki/miyamae.html");
    assert.deepEqual(faults, []);
    await page.close();
  }
});

test("without script the page of search says so and offers the lists", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  await page.goto(fileUrl("search.html?q=a"));
  assert.match(await page.textContent("main"), /スクリプトが動かない/);
  const links = await page.$$eval("[data-doors] a[href]", (all) => all.map((a) => a.getAttribute("href")));
  for (const part of ["list/wip2/grade-4.html", "list/year/2017.html", "list/wip2/index.html", "area/kawasaki/miyamae.html"]) {
    assert.ok(links.includes(part), `${part} is not offered`);
  }
  assert.ok(links.some((href) => href.startsWith("list/org/")) && links.some((href) => href.startsWith("list/area/")));
  await context.close();
});

test("filters narrow a search down, combine, and stand in the address", async () => {
  const page = await browser.newPage({ viewport: DESKTOP });
  const faults = watch(page, [fileUrl("")]);
  await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "製品" }));
  await ready(page);
  const count = async () => Number(/\d+/.exec(await page.textContent("[data-status]"))?.[0] ?? 0);
  const all = await count();
  await page.click("[data-facets] summary");
  const boxes = page.locator("[data-facets] input[type=checkbox]");
  await boxes.first().waitFor();
  const choose = async (value) => {
    const row = page.locator(`[data-facets] label:has(input[value="${value}"])`);
    const promised = Number(await row.locator(".m-number").textContent());
    const before = await page.textContent("[data-status]");
    await row.locator("input").check();
    await page.waitForFunction((text) => document.querySelector("[data-status]").textContent !== text, before);
    await ready(page);
    assert.equal(await count(), promised, value);
    return promised;
  };
  const plan = await choose("wip2/index");
  assert.ok(plan < all && plan > 0);
  const both = await choose("wip2/grade-4");
  assert.ok(both < plan && both > 0);
  assert.ok((await hits(page)).every((path) => /^plan\/wip2\/|^indicator\//.test(path)));
  const { searchParams } = new URL(page.url());
  assert.deepEqual(searchParams.getAll("f"), ["wip2/index", "wip2/grade-4"]);
  await page.reload();
  await ready(page);
  assert.equal(await count(), both);
  assert.deepEqual(faults, []);
  await page.close();
});

test("a page of a filter says what it lists and how much", async () => {
  const page = await browser.newPage({ viewport: PHONE });
  for (const path of ["list/wip2/grade-4.html", "list/year/2017.html", "list/wip2/index.html", "list/organizations.html"]) {
    await page.goto(fileUrl(path));
    assert.ok((await page.locator("main li a[href]").count()) > 0, path);
    if (!path.endsWith("organizations.html")) assert.match(await page.textContent(".m-filter-summary"), /\d+件/, path);
  }
  await page.goto(fileUrl("list/wip2/grade-4.html"));
  const codes = await page.$$eval("main .m-reference-head a", (all) => all.map((a) => a.textContent.split(" ")[0]));
  assert.deepEqual(codes, ["4-①", "13-②", "14-②"]);
  await page.close();
});

test("what is found breaks no rule of accessibility, in any light, and fits a narrow screen", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const options of [{ viewport: NARROW }, { viewport: DESKTOP, colorScheme: "dark" }, { viewport: NARROW, forcedColors: "active", colorScheme: "dark" }]) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(fileUrl("search.html?") + new URLSearchParams({ q: "介護ロボット 補助" }));
    await ready(page);
    const contrast = await page.$eval(".m-hit .m-hit-text mark b", (word) => {
      const channels = (color) => color.match(/[\d.]+/g).slice(0, 3).map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
      const light = (color) => channels(color).reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0.05);
      const [text, ground] = [light(getComputedStyle(word).color), light(getComputedStyle(word.parentElement).backgroundColor)];
      return Math.max(text, ground) / Math.min(text, ground);
    });
    assert.ok(contrast >= 4.5, `what is marked has a contrast of ${contrast}`);
    await page.click("[data-facets] summary");
    await page.locator("[data-facets] input").first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `scrolls sideways by ${wide} px`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { preload: false, resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}`), []);
    await context.close();
  }
});
