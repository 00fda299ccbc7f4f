// Seven people with a question each, on a phone, from disk, with no network; with scripts and without.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { parse } from "csv-parse/sync";
import { PHONE, SITE, fileUrl, fold, launch, watch } from "./lib.mjs";
import { pathToFileURL } from "node:url";

const rows = (name) => parse(readFileSync(`${SITE}/data/${name}.csv`, "utf8"), { columns: true });
const tight = (text) => text.replace(/\s/g, "");

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A phone without a network, on a page; what goes wrong there fails the journey. */
async function phone(path, javaScriptEnabled, walk) {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled, offline: true });
  try {
    const page = await context.newPage();
    const faults = watch(page, [pathToFileURL(SITE).href]);
    await page.goto(fileUrl(path));
    await walk(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

/** The text that begins on the first screen. */
function firstScreen(page) {
  return page.evaluate((limit) => {
    const all = [...document.querySelectorAll("h1, h2, h3, p, li, dt, dd, th, td, span, a")];
    const seen = all.filter((e) => e.childElementCount === 0 || e.matches("p, li, dd, h1, h2, h3"));
    return seen.filter((e) => { const box = e.getBoundingClientRect(); return box.height > 1 && box.top < limit; }).map((e) => e.innerText).join(" ");
  }, PHONE.height);
}

/** The addresses that a search finds, best first. */
async function search(page, query) {
  await page.goto(fileUrl(`search.html?q=${encodeURIComponent(query)}`));
  await page.locator("[data-results][data-ready]").waitFor({ state: "attached" });
  return page.locator("[data-results] a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
}

for (const scripts of [true, false]) {
  describe(scripts ? "with scripts" : "without scripts", () => {
    test("J1 a resident: is there a subsidy for care robots, and what became of it", async () => {
      await phone("plan/wip2/10-2.html", scripts, async (page) => {
        const seen = tight(await firstScreen(page));
        assert.match(seen, /終了/);
        assert.match(seen, /ほぼ目標どおり/);
        const link = page.locator("main a").filter({ hasText: /9-①/ }).first();
        const about = await link.evaluate((a) => a.closest("li, p, dd").innerText);
        assert.match(tight(about), /補助.*9-①|9-①.*補助/);
        await link.click();
        assert.match(page.url(), /plan\/wip2\/9-1\.html/);
        assert.match(tight(await firstScreen(page)), /48件（見込）/);
        if (!scripts) return;
        const found = await search(page, "介護ロボット 補助");
        const top = found.slice(0, 3).map((href) => href.replace(/[?#].*$/, ""));
        assert.ok(top.includes("plan/wip2/9-1.html") && top.includes("plan/wip2/10-2.html"), top.join(" "));
      });
    });

    test("J2 a councillor: which of the 39 fell short, and why", async () => {
      await phone("index.html", scripts, async (page) => {
        await page.locator('main a[href="plan/wip2/index.html#missed"]').first().click();
        assert.match(page.url(), /plan\/wip2\/index\.html#missed$/);
        const section = page.locator("section:has(#missed), section#missed").first();
        const links = await section.locator('a[href$=".html"]').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")).filter((href) => /^\d+-\d+\.html$/.test(href)))]);
        assert.deepEqual(links, ["4-1.html", "13-2.html", "14-2.html"]);
        const text = await section.innerText();
        assert.equal(text.match(/理由は資料に書かれていません|資料に記載なし/g)?.length, 2);
        assert.match(text, /申請が少なかった/);
        assert.equal(links.length, rows("evaluations").filter((row) => row.grade === "4" && row.subject_id.startsWith("wip2-")).length);
      });
    });

    test("J3 a resident of a ward: what is done here", async () => {
      await phone("area/kawasaki/miyamae.html", scripts, async (page) => {
        const seen = tight(await firstScreen(page));
        assert.match(seen, /宮前区/);
        assert.match(seen, /2018年8月/);
        assert.match(seen, /4件/);
        assert.match(seen, /9件/);
        const cards = await page.locator('main [id^="a-"]').evaluateAll((all) => all.map((card) => ({ id: card.id, text: card.innerText })));
        const own = rows("activities").filter((row) => row.area_id === "kawasaki-miyamae");
        for (const row of own) {
          const card = cards.find((c) => c.id === `a-${row.activity_id}`);
          assert.ok(card, `${row.activity_id} has a card`);
          assert.match(card.text, /資料|出典/, `${row.activity_id} names its source`);
        }
        const others = rows("activities").filter((row) => /^kawasaki-(?!miyamae$)/.test(row.area_id)).map((row) => `a-${row.activity_id}`);
        assert.deepEqual(cards.filter((card) => others.includes(card.id)).map((card) => card.id), []);
      });
    });

    test("J4 a journalist: add the 79 products up again, and cite them", async () => {
      await phone("indicator/kis-certified.html", scripts, async (page) => {
        const proof = page.locator("details").filter({ hasText: "16+13+23+20+7" }).first();
        await proof.locator("summary").first().focus();
        await page.keyboard.press("Enter");
        assert.equal(await proof.evaluate((d) => d.open), true);
        const csv = await page.locator('main a[href$="data/measurements.csv"]').first().getAttribute("href");
        assert.ok(csv);
        const text = fold(await page.locator("main").evaluate((main) => main.textContent));
        assert.match(text, /「[^」]*KIS[^」]*」.*indicator\/kis-certified\.html.*20\d\d年/);
      });
      const years = rows("measurements").filter((row) => row.indicator_id === "kis-certified" && row.breakdown === "認証" && /^FY20(1[7-9]|2[01])$/.test(row.period));
      assert.equal(years.reduce((sum, row) => sum + Number(row.value), 0), 79);
    });

    test("J5 by screen reader: FY2016 beside FY2017", async () => {
      await phone("plan/vision/v3.html", scripts, async (page) => {
        const tables = await page.locator("main table").evaluateAll((all) => all.map((table) => ({
          caption: table.caption?.innerText ?? "",
          heads: [...table.querySelectorAll('thead th[scope="col"]')].map((th) => th.innerText),
          rows: [...table.querySelectorAll("tbody tr")].map((tr) => ({ head: tr.querySelector('th[scope="row"]')?.innerText ?? "", cells: [...tr.querySelectorAll("td")].map((td) => td.innerText.trim()) })),
        })));
        const table = tables.find((t) => t.heads.some((h) => /平成28|H28/.test(h)) && t.heads.some((h) => /差/.test(h)));
        assert.ok(table, "a table with both years and the difference");
        assert.notEqual(table.caption, "");
        for (const row of table.rows) {
          assert.notEqual(row.head, "");
          assert.equal(row.cells.length, table.heads.length);
          for (const cell of row.cells) assert.doesNotMatch(cell, /^[-―—–…▲△]?$/, row.head);
        }
        const kis = table.rows.find((row) => /KIS/.test(row.head));
        assert.deepEqual(kis.cells.map((cell) => /^\S+/.exec(cell)[0]).slice(0, 2).map((cell) => cell.replace(/製品.*/, "")), ["30", "16"]);
        assert.match(kis.cells.join(" "), /14減/);
      });
    });

    test("J6 a company: which support is there for a product, and whom to ask", async () => {
      await phone("index.html", scripts, async (page) => {
        await page.locator('main a[href="q/development-support.html"]').first().click();
        const links = await page.locator('main a[href*="plan/wip2/"]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
        for (const code of ["4-1", "4-2", "4-3", "3-1", "3-2", "2-3", "6-1", "9-1"]) {
          assert.ok(links.some((href) => href.includes(`/${code}.html`)), code);
        }
        assert.match(await page.locator("main").innerText(), /経済労働局/);
        if (!scripts) return;
        const found = await search(page, "福祉製品 開発");
        assert.ok(found.slice(0, 3).some((href) => href.startsWith("plan/wip2/4-1.html")), found.slice(0, 3).join(" "));
      });
    });

    test("J7 staff: every place where a department's name stands", async () => {
      const page = rows("organizations").find((row) => row.name === "こども未来局");
      assert.ok(page, "the department exists");
      if (scripts) {
        await phone("search.html", true, async (tab) => {
          const found = await search(tab, "子ども未来局");
          assert.equal(found[0]?.replace(/[?#].*$/, ""), page.page);
          assert.match(await tab.locator("[data-results]").innerText(), /子ども未来局/);
        });
      }
      const below = new Set([page.organization_id]);
      for (let grown = true; grown;) {
        grown = false;
        for (const row of rows("organizations")) {
          if (below.has(row.parent_id) && !below.has(row.organization_id)) grown = below.add(row.organization_id) && true;
        }
      }
      const printed = rows("involvements").filter((row) => below.has(row.organization_id));
      assert.ok(printed.length > 0);
      await phone(page.page, scripts, async (tab) => {
        const text = tight(await tab.locator("main").evaluate((main) => main.textContent));
        for (const row of printed) assert.ok(text.includes(tight(row.printed)), row.printed);
      });
    });
  });
}
