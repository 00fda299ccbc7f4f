// What every browser test shares: the site, a quiet Chromium, and a server that stands in for a city's.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { cpus } from "node:os";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import playwright from "playwright-core";
import { filesOf } from "../tools/output.mjs";

/** The built site. */
export const SITE = resolve(process.env.MIERUKA_SITE ?? "public");
/** The program. */
export const BIN = resolve(process.env.MIERUKA_BIN ?? "target/release/mieruka");
/** The phone that every journey is made on, and the desktop of the papers. */
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };
/** The narrowest screen that nothing may scroll sideways on. */
export const NARROW = { width: 320, height: 640 };
/** How many tabs work at once. */
export const TABS = Math.max(1, Math.min(4, cpus().length));

/** Chromium asks hosts on the network for news unless it is told not to. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const CHROMIUM = process.env.MIERUKA_CHROMIUM ?? "/usr/bin/chromium";

/** A headless Chromium; close it in `after`. */
export function launch() {
  return playwright.chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** The same with its files in a folder of the caller's, and further arguments. */
export function launchIn(folder, more) {
  return playwright.chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args: [...QUIET, ...more] });
}

/** Paths of all pages of the site, sorted; the page for unknown addresses is one of them. */
export function pages() {
  return filesOf(SITE).filter((path) => path.endsWith(".html"));
}

/** The address of a page of the site on disk; `path` may have a query and a fragment. */
export function fileUrl(path) {
  const [, file, rest] = /^([^?#]*)(.*)$/.exec(path);
  return pathToFileURL(join(SITE, file)).href + rest;
}

/** Notes what must not happen on a page: errors in the console, in scripts, and requests that leave the site. */
export function watch(page, inside) {
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  // A request that is cut off because the page is left is not one without an answer.
  page.on("requestfailed", (request) => request.failure()?.errorText === "net::ERR_ABORTED" || faults.push(`no answer: ${request.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!inside.some((start) => url.startsWith(start)) && !url.startsWith("data:")) faults.push(`leaves the site: ${url}`);
  });
  return faults;
}

/** Waits until search has answered. */
export const ready = (page) => page.waitForSelector("[data-results][data-ready]", { state: "attached" });

/** The addresses of what search shows, in its order. */
export const hits = (page) => page.$$eval("[data-results] a[href]", (all) => all.map((a) => a.getAttribute("href")));

/** Asks the search of the site in `folder`, published at `base`: the addresses of the first hits, the uncompressed
 * size of all scripts that were loaded, and how many hits stand without context. */
export async function askSearch(page, base, folder, q) {
  const scripts = new Set();
  const note = (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".js")) scripts.add(decodeURI(pathname));
  };
  page.on("request", note);
  await page.goto(`${base}search.html?${new URLSearchParams({ q })}`);
  await ready(page);
  page.off("request", note);
  const root = decodeURI(new URL(base).pathname);
  const bytes = [...scripts].reduce((sum, path) => sum + statSync(join(folder, path.slice(root.length))).size, 0);
  const found = await hits(page);
  const bare = await page.$$eval(".m-hit", (all) => all.filter((hit) => !hit.querySelector(".m-hit-text")?.textContent.trim()).length);
  return { q, found, bytes, bare };
}

/** The element's text as read by people, white space folded. */
export function fold(text) {
  return text.replace(/\s+/g, " ").trim();
}

/** Runs `work` for every item, on so many tabs at once, and gives the outcomes in the order of the items. */
export async function onTabs(browser, options, items, work) {
  const outcomes = new Array(items.length);
  let next = 0;
  const tab = async () => {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      while (next < items.length) {
        const at = next++;
        outcomes[at] = await work(page, items[at]);
      }
    } finally {
      await context.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(TABS, items.length) }, tab));
  return outcomes;
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
  ".png": "image/png",
};

/**
 * A city's own server with the site in one of its folders, on loopback.
 * Gives `{ url, close }`; everything outside `prefix` is not there.
 */
export async function served(prefix = "/") {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const file = path.startsWith(prefix) ? normalize(join(SITE, path.slice(prefix.length) || "index.html")) : undefined;
    const target = file?.startsWith(SITE) && statSync(file, { throwIfNoEntry: false })?.isDirectory() ? join(file, "index.html") : file;
    if (!target?.startsWith(SITE) || !statSync(target, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(target)] ?? "application/octet-stream" });
    createReadStream(target).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${server.address().port}${prefix}`;
  return { url, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
