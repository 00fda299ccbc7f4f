// Wherever the site lies it is the same: on disk, in a folder of a city's server, with scripts and without.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { NARROW, SITE, fileUrl, fold, launch, onTabs, pages, served, watch } from "./lib.mjs";

const LIMIT = 100_000;
const FOLDER = "/a/b/c/";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** The longest page of each kind, without print documents, which are many pages in one. */
function ofEachKind() {
  const kinds = new Map();
  for (const path of pages().filter((p) => !p.startsWith("print/"))) {
    const text = readFileSync(join(SITE, path), "utf8");
    const kind = /<body[^>]* data-kind="([^"]*)"/.exec(text)?.[1] ?? "none";
    if (text.length > (kinds.get(kind)?.[0] ?? 0)) kinds.set(kind, [text.length, path]);
  }
  return [...kinds.values()].map(([, path]) => path).sort();
}

/** What is read on a page, and what went wrong on the way. The page of search is its script's. */
async function read(page, url, inside) {
  const faults = watch(page, [inside]);
  // The icon is asked for last; leaving before it is there would look like a lost file.
  await page.goto(url, { waitUntil: "networkidle" });
  const text = fold(await page.evaluate(() => document.querySelector("main").innerText));
  page.removeAllListeners();
  return { text, faults };
}

test("the same from disk, in a folder of a server, and without scripts", async () => {
  const server = await served(FOLDER);
  try {
    const paths = ofEachKind();
    assert.ok(paths.length > 5, `only ${paths.length} kinds of pages`);
    const disk = await onTabs(browser, {}, paths, (page, path) => read(page, fileUrl(path), pathToFileURL(SITE).href));
    const folder = await onTabs(browser, {}, paths, (page, path) => read(page, server.url + path, server.url));
    const plain = await onTabs(browser, { javaScriptEnabled: false }, paths, async (page, path) => {
      await page.goto(fileUrl(path));
      return fold(await page.locator("main").innerText());
    });
    for (const [at, path] of paths.entries()) {
      assert.deepEqual(disk[at].faults, [], `${path} from disk`);
      assert.deepEqual(folder[at].faults, [], `${path} in a folder`);
      assert.equal(folder[at].text, disk[at].text, `${path} in a folder`);
      if (path !== "search.html") assert.equal(plain[at], disk[at].text, `${path} without scripts`);
    }
  } finally {
    await server.close();
  }
});

test("the page for unknown addresses loads nothing, whatever the address", async () => {
  const body = readFileSync(join(SITE, "404.html"), "utf8");
  const page = await browser.newPage();
  try {
    const asked = [];
    await page.route("**/*", (route) => {
      asked.push(route.request().url());
      return route.request().isNavigationRequest() ? route.fulfill({ status: 404, contentType: "text/html", body }) : route.abort();
    });
    for (const address of ["http://127.0.0.1:9/x", "http://127.0.0.1:9/a/b/c/d/x.html"]) {
      asked.length = 0;
      await page.goto(address);
      assert.ok(fold(await page.locator("main").innerText()).length > 0);
      assert.deepEqual(asked.filter((url) => url !== address && !url.endsWith("/favicon.ico")), []);
    }
  } finally {
    await page.close();
  }
});

test("every page names its icon, and the icon is there", () => {
  for (const path of pages().filter((p) => p !== "404.html")) {
    const href = /<link rel="icon" href="([^"]+)"/.exec(readFileSync(join(SITE, path), "utf8"))?.[1];
    assert.ok(href && statSync(join(SITE, path, "..", href), { throwIfNoEntry: false })?.isFile(), `${path}: no icon`);
  }
});

test("no page is larger than a hundred thousand bytes", () => {
  const sizes = pages().filter((p) => !p.startsWith("print/")).map((p) => [p, statSync(join(SITE, p)).size]);
  assert.deepEqual(sizes.filter(([, size]) => size > LIMIT), []);
});

test("at 320 px the trail takes two lines at most and every target is 24 px high and wide", async () => {
  const paths = ofEachKind().filter((path) => path !== "404.html");
  const faults = await onTabs(browser, { viewport: NARROW }, paths, async (page, path) => {
    await page.goto(fileUrl(path));
    return page.evaluate((path) => {
      const faults = [];
      const trail = document.querySelector(".m-crumbs ol");
      const lines = trail ? new Set([...trail.children].map((e) => Math.round(e.getBoundingClientRect().top / 8))).size : 0;
      if (trail && trail.getBoundingClientRect().height > 72) faults.push(`${path}: the trail is ${trail.getBoundingClientRect().height} px high, in ${lines} rows`);
      // A link in a sentence is as high as its line; WCAG 2.2 leaves those out, as it does targets with room around them.
      for (const target of document.querySelectorAll("summary, button, input, select, nav a, .m-cell")) {
        const box = target.getBoundingClientRect();
        const hidden = box.width === 0 || target.closest(".m-hidden, [hidden]") || target.matches(".m-skip");
        if (!hidden && !target.closest("details:not([open]) > :not(summary)") && (box.width < 23.5 || box.height < 23.5)) {
          const own = target.closest("label")?.getBoundingClientRect();
          if (!own || own.height < 23.5) faults.push(`${path}: ${Math.round(box.width)} x ${Math.round(box.height)} px: ${target.textContent.trim().slice(0, 30)}`);
        }
      }
      return faults.slice(0, 5);
    }, path);
  });
  assert.deepEqual(faults.flat(), []);
});
