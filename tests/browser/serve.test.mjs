// The preview as an author sees it: a save changes the page and no other tab, styles change in place, faults come
// and go over the last good page, and a tab survives the preview's own end.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BIN, DESKTOP, launch } from "./lib.mjs";

const MODEL = fileURLToPath(new URL("../sites/plan", import.meta.url));
const LONG = "filler words of a long page, ".repeat(40);
const WAIT = { timeout: 30_000 };

let browser;
let site;
let preview;
let context;
let faults;

before(async () => { browser = await launch(); });
after(() => browser.close());

beforeEach(async () => {
  site = mkdtempSync(join(tmpdir(), "mieruka-preview-"));
  cpSync(MODEL, site, { recursive: true, filter: (path) => !path.endsWith("expected") });
  const settings = readFileSync(join(site, "site.toml"), "utf8");
  save("site.toml", settings.replace('language    = "ja"', 'language    = "ja"\ntheme = "own"'));
  save("themes/own/static/theme.css", ".m-body { color: rgb(1, 2, 3); }");
  save("content/pages/one.md", page("One", "first words"));
  save("content/pages/two.md", page("Two", "other words"));
  context = await browser.newContext({ viewport: DESKTOP });
  faults = [];
});

afterEach(async () => {
  await context.close();
  await preview?.end();
  preview = undefined;
  rmSync(site, { recursive: true, force: true });
  assert.deepEqual(faults, []);
});

function page(title, words) {
  const paragraphs = Array.from({ length: 60 }, () => LONG);
  return `+++\ntitle = "${title}"\n+++\n\n${words}\n\n${paragraphs.join("\n\n")}\n`;
}

function save(path, text) {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
}

/** Starts a preview of the site; gives its address and a way to end it. */
async function start(port = 0, lang = "ja") {
  const child = spawn(BIN, ["serve", "--root", site, "--port", String(port), "--lang", lang], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => child.on("exit", done));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise((ready, failed) => {
    lines.once("line", ready);
    ended.then((code) => failed(new Error(`the preview ended with ${code}`)));
  });
  ended.catch(() => {});
  preview = { url, port: Number(new URL(url).port), end: () => { child.kill("SIGINT"); return ended; } };
  return preview;
}

/** A tab that shows a page and listens; what must not happen in it is noted. */
async function tab(path, expected = []) {
  const shown = await context.newPage();
  const meant = (text) => expected.some((part) => text.includes(part));
  shown.on("console", (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (["error", "warning"].includes(message.type()) && !meant(text)) faults.push(`${path}: ${text}`);
  });
  shown.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
  await shown.goto(preview.url + path);
  await shown.evaluate(() => { globalThis.isTheSame = true; });
  await shown.locator("#mieruka-live .bar").waitFor(WAIT);
  return shown;
}

const isTheSame = (shown) => shown.evaluate(() => globalThis.isTheSame === true);
const bar = (shown) => shown.locator("#mieruka-live .bar");
const panel = (shown) => shown.locator("#mieruka-live .panel");
const words = (shown, text) => shown.locator("main", { hasText: text }).waitFor(WAIT);

test("a save changes the page where the reader is, and no other tab", async () => {
  await start();
  const one = await tab("one.html");
  const two = await tab("two.html");
  await one.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
  save("content/pages/one.md", page("One", "edited words"));
  await words(one, "edited words");
  assert.equal(await isTheSame(one), false);
  assert.equal(await one.evaluate(() => Math.round(scrollY)), 1500);
  assert.equal(await isTheSame(two), true);
  // The tab that stayed heard of it all the same, and changes with its own page.
  save("content/pages/two.md", page("Two", "changed later"));
  await words(two, "changed later");
  assert.match(await bar(two).innerText(), /\d\d:\d\d:\d\d 更新 ・ エラー0 ・ 注意0/);
});

test("a style changes in place", async () => {
  await start();
  const one = await tab("one.html");
  const colour = () => one.evaluate(() => getComputedStyle(document.body).color);
  assert.equal(await colour(), "rgb(1, 2, 3)");
  await one.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
  for (const [saved, seen] of [["rgb(4, 5, 6)", "rgb(4, 5, 6)"], ["rgb(7, 8, 9)", "rgb(7, 8, 9)"]]) {
    save("themes/own/static/theme.css", `.m-body { color: ${saved}; }`);
    await one.waitForFunction((wanted) => getComputedStyle(document.body).color === wanted, seen, WAIT);
  }
  assert.equal(await isTheSame(one), true);
  assert.equal(await one.evaluate(() => Math.round(scrollY)), 900);
  await one.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1, null, WAIT);
});

test("faults lie over the last good page until they are mended", async () => {
  await start();
  const one = await tab("one.html");
  const two = await tab("two.html");
  save("content/pages/one.md", '+++\ntitle = "One"\ntitel = "x"\n+++\n\nbad words\n');
  await panel(one).waitFor(WAIT);
  const text = await panel(one).innerText();
  assert.match(text, /unknown-key/);
  assert.match(text, /直し方/);
  const link = panel(one).locator("a").first();
  assert.equal(await link.innerText(), "content/pages/one.md:3:1");
  assert.equal(await link.getAttribute("href"), `vscode://file${join(site, "content/pages/one.md")}:3:1`);
  assert.equal(await panel(one).locator("mark").first().innerText(), "titel");
  assert.match(await bar(one).innerText(), /エラー1/);
  await panel(two).waitFor(WAIT);
  // The page below is the last good one, in every tab, and it was not loaded again.
  assert.equal(await isTheSame(one), true);
  assert.match(await one.locator("main").innerText(), /first words/);
  await one.keyboard.press("Escape");
  await panel(one).waitFor({ state: "detached", ...WAIT });
  save("content/pages/one.md", page("One", "mended words"));
  await words(one, "mended words");
  await panel(two).waitFor({ state: "detached", ...WAIT });
  assert.equal(await panel(one).count(), 0);
  assert.equal(await isTheSame(two), true);
});

test("a site with faults at the start comes up when they are mended", async () => {
  save("content/pages/one.md", '+++\ntitel = "One"\n+++\n');
  await start(0, "en");
  const one = await tab("one.html", ["status of 503"]);
  await panel(one).waitFor(WAIT);
  assert.match(await panel(one).innerText(), /unknown-key/);
  save("content/pages/one.md", page("One", "at last"));
  await words(one, "at last");
  assert.match(await bar(one).innerText(), /Made \d\d:\d\d:\d\d · Errors 0 · Warnings 0/);
});

test("an address without a page waits for it", async () => {
  await start();
  const three = await tab("three.html", ["status of 404"]);
  save("content/pages/three.md", page("Three", "here now"));
  await words(three, "here now");
});

test("a tab outlives the preview and catches up with the next one", async () => {
  const { port } = await start();
  const one = await tab("one.html", ["ERR_"]);
  const two = await tab("two.html", ["ERR_"]);
  await preview.end();
  await bar(one).filter({ hasText: "接続が切れています" }).waitFor(WAIT);
  save("content/pages/one.md", page("One", "written meanwhile"));
  await start(port);
  await words(one, "written meanwhile");
  await bar(two).filter({ hasNotText: "接続が切れています" }).waitFor(WAIT);
  assert.equal(await isTheSame(two), true);
});
