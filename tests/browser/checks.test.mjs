// What a reader must find on this repository's own site, page by page: the acceptance checks of its design.
// Pages are opened from disk; `P` is a phone of 360 x 740, `D` a desktop of 1280 x 900.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { attr, elementsOf, parseMarkup, textOf } from "../tools/output.mjs";
import { DESKTOP, PHONE, SITE, fileUrl, fold, launch, onTabs, pages } from "./lib.mjs";

const rows = (name) => parse(readFileSync(`${SITE}/data/${name}.csv`, "utf8"), { columns: true });
const source = (path) => readFileSync(`${SITE}/${path}`, "utf8");
const main = (path) => {
  const found = [...elementsOf(parseMarkup(SITE, path))].find((element) => element.tagName === "main");
  return fold(textOf(found));
};

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** Opens a page on a screen and gives what `look` sees there. */
async function on(viewport, path, look, options = {}) {
  const context = await browser.newContext({ viewport, ...options });
  try {
    const page = await context.newPage();
    await page.goto(fileUrl(path));
    return await look(page);
  } finally {
    await context.close();
  }
}

/** The text whose line boxes begin above `limit` pixels, hidden parts left out, in reading order. */
function textAbove(page, limit) {
  return page.evaluate((limit) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      const style = getComputedStyle(node.parentElement);
      if (box.height > 1 && box.top < limit && box.bottom <= limit + 4 && style.visibility !== "hidden" && style.clipPath === "none") text += ` ${node.data}`;
    }
    return text.replace(/\s+/g, " ");
  }, limit);
}
/** The same without any spaces: a sentence may be cut into links. */
const tight = (text) => text.replace(/\s/g, "");
const firstScreen = (viewport, path) => on(viewport, path, async (page) => tight(await textAbove(page, viewport.height)));

test("1 P the home page: a search box, and for each framework a sentence with a number and its as-of", async () => {
  await on(PHONE, "index.html", async (page) => {
    const box = await page.locator("input[type=search], form[role=search] input").first().boundingBox();
    assert.ok(box && box.y + box.height <= PHONE.height, "the search box is on the first screen");
    const seen = tight(await textAbove(page, PHONE.height));
    for (const { page: path, title } of rows("frameworks").filter((row) => row.kind !== "list")) {
      const card = page.locator(`main a[href="${path}"]`).first();
      const top = await card.evaluate((link) => link.getBoundingClientRect().top);
      assert.ok(top < PHONE.height, `${title} begins on the first screen, found at ${top}`);
      const sentence = await card.evaluate((link) => {
        const card = link.closest("article, li, section");
        return { text: card.innerText, bottom: Math.min(...[...card.querySelectorAll("p")].map((p) => p.getBoundingClientRect().bottom)) };
      });
      assert.match(sentence.text, /[0-9].*[。.]/s, `${title}: a sentence with a number`);
      assert.match(sentence.text, /時点|終了|[0-9]{4}/, `${title}: as of when`);
      assert.ok(sentence.bottom <= PHONE.height, `${title}: its sentence ends at ${sentence.bottom}`);
    }
    assert.ok(seen.length > 0);
  });
});

test("2 P the plan: 39, 36 and 3 in one sentence, the first missed initiative within two screens", async () => {
  await on(PHONE, "plan/wip2/index.html", async (page) => {
    const sentences = tight(await textAbove(page, PHONE.height)).split("。");
    assert.ok(sentences.some((s) => /39/.test(s) && /36/.test(s) && /[^0-9]3[^0-9]/.test(s)), sentences.join("\n"));
    const top = await page.locator('#missed ~ * a[href^="4-1.html"], #missed a[href^="4-1.html"], section:has(#missed) a[href^="4-1.html"]').first().evaluate((a) => a.getBoundingClientRect().top);
    assert.ok(top < 2 * PHONE.height, `found at ${top}`);
  });
});

test("3 D the plan: all 39 cells on the first screen, the three 4s told by their shape", async () => {
  await on(DESKTOP, "plan/wip2/index.html", async (page) => {
    const cells = await page.locator("a.m-cell").evaluateAll((all) => all.map((cell) => {
      const box = cell.getBoundingClientRect();
      // The shape is a layer behind the text.
      const style = getComputedStyle(cell, "::before");
      return { grade: cell.dataset.grade, href: cell.getAttribute("href"), bottom: box.bottom, shape: `${style.borderTopWidth} ${style.clipPath} ${style.borderTopStyle}` };
    }));
    const own = cells.filter((cell) => /^[1-5]$/.test(cell.grade) && /^\d+-\d+\.html$/.test(cell.href));
    assert.equal(own.length, 39);
    assert.ok(own.every((cell) => cell.bottom <= DESKTOP.height), `the last ends at ${Math.max(...own.map((c) => c.bottom))}`);
    const shapes = (grade) => new Set(own.filter((cell) => cell.grade === grade).map((cell) => cell.shape));
    assert.equal(own.filter((cell) => cell.grade === "4").length, 3);
    for (const shape of shapes("4")) assert.ok(!shapes("3").has(shape), `a 4 has the shape of a 3: ${shape}`);
  });
});

test("4 the missed: exactly 4-1, 13-2 and 14-2, one with a reason", async () => {
  await on(PHONE, "plan/wip2/index.html", async (page) => {
    const found = await page.evaluate(() => {
      const place = document.getElementById("missed");
      const section = place.closest("section") ?? place;
      const list = [...section.querySelectorAll("li, article, tr")].filter((row) => row.querySelector('a[href$=".html"]') && row.querySelector("[data-grade]"));
      return list.filter((row) => !list.some((other) => other !== row && other.contains(row))).map((row) => ({ href: row.querySelector('a[href$=".html"]').getAttribute("href"), text: row.innerText }));
    });
    assert.deepEqual(found.map((row) => row.href), ["4-1.html", "13-2.html", "14-2.html"]);
    const absent = found.map((row) => /理由は資料に書かれていません|資料に記載なし/.test(row.text));
    assert.deepEqual(absent, [false, true, true]);
    const missed = rows("evaluations").filter((row) => row.grade === "4" && row.subject_id.startsWith("wip2-"));
    assert.equal(missed.length, 3);
  });
});

test("5 the count of grades keeps its zeros", () => {
  for (const path of ["index.html", "plan/wip2/index.html"]) {
    const text = main(path);
    for (const grade of ["1 目標を大きく上回って達成", "2 目標を上回って達成", "5 目標を大きく下回った"]) {
      assert.match(text, new RegExp(`${grade}\\s*:?\\s*0`), `${path}: ${grade}`);
    }
  }
});

test("6 no grade without its words, on any page", () => {
  const bare = [];
  for (const path of pages()) {
    for (const element of elementsOf(parseMarkup(SITE, path))) {
      const grade = attr(element, "data-grade");
      if (grade !== undefined && fold(textOf(element)).length <= grade.length + 1) bare.push(`${path}: ${grade}`);
    }
  }
  assert.deepEqual(bare, []);
});

test("7 where grades of 1 to 5 stand, which is best stands too", () => {
  const silent = pages().filter((path) => /data-grade="[1-5]"/.test(source(path)) && !/1が最も良い/.test(source(path)));
  assert.deepEqual(silent, []);
});

test("8 P an initiative: finding, grade in words and target on the first screen", async () => {
  const seen = await firstScreen(PHONE, "plan/wip2/4-1.html");
  assert.match(seen, /補助は毎年1件から2件で.*5件程度.*届きませんでした|届かなかった/);
  assert.match(seen, /4目標を下回った/);
  assert.match(seen, /目標.*5件程度/);
});

test("9 an action tells why it is B with a 4 inside, before its first table", async () => {
  await on(PHONE, "plan/wip2/4.html", async (page) => {
    const { sentence, table } = await page.evaluate(() => {
      const words = [...document.querySelectorAll("main p")].find((p) => /下回/.test(p.innerText) && /B/.test(p.innerText));
      return { sentence: words?.getBoundingClientRect().top, table: document.querySelector("main table, main ol, main svg")?.getBoundingClientRect().top };
    });
    assert.ok(sentence !== undefined && sentence < (table ?? Infinity), `sentence at ${sentence}, first table or list at ${table}`);
  });
});

test("10 grades of the mid-term and the final evaluation share no table, picture or legend", () => {
  const mixed = [];
  for (const path of pages().filter((path) => path.startsWith("plan/wip2/"))) {
    for (const element of elementsOf(parseMarkup(SITE, path))) {
      if (!["table", "ul", "ol", "svg", "figure"].includes(element.tagName)) continue;
      const words = new Set();
      for (const inner of elementsOf(element)) {
        if (attr(inner, "data-grade") === "B") words.add(fold(textOf(inner)).replace(/^.*?B\s*/, ""));
      }
      if (words.size > 1) mixed.push(`${path}: ${[...words].join(" | ")}`);
    }
  }
  assert.deepEqual(mixed, []);
});

test("11 no arc in any picture", () => {
  assert.deepEqual(pages().filter((path) => /<path[^>]* d="[^"]*[Aa][0-9 ]/.test(source(path))), []);
});

test("13 a provisional figure says so in text, table and data", () => {
  const provisional = rows("measurements").filter((row) => row.qualifier.includes("見込"));
  for (const code of ["2-1", "2-2", "9-1", "9-3", "4-1", "11-2"]) {
    assert.match(main(`plan/wip2/${code}.html`), /見込/, code);
    assert.ok(provisional.some((row) => row.subject_id === `wip2-${code}`), `${code} in measurements.csv`);
  }
});

test("14 a month that cannot be read is said to be so, in the table and in the picture", () => {
  const text = source("indicator/app-users.html");
  assert.match(main("indicator/app-users.html"), /読取不可/);
  const picture = /<svg[\s\S]*?<\/svg>/.exec(text)?.[0];
  assert.ok(picture, "there is a picture");
  assert.match(picture, /読取不可/);
});

test("15 the monthly board: eight arrows, three unreadable, no colour, no legend", () => {
  const text = main("plan/r7-process/index.html");
  assert.match(text, /記号の意味は資料に書かれていません|記号の意味は資料に書かれていない/);
  const cells = [...elementsOf(parseMarkup(SITE, "plan/r7-process/index.html"))].filter((e) => /\bm-cell\b/.test(attr(e, "class") ?? ""));
  assert.equal(cells.filter((cell) => attr(cell, "data-grade") === "→").length, 8);
  assert.ok(cells.filter((cell) => attr(cell, "data-grade") === "→").every((cell) => attr(cell, "data-tone") === "none"));
  assert.equal(cells.filter((cell) => attr(cell, "data-tone") === "unread").length, 3);
});

test("16 no table cell is empty or only a sign", () => {
  const bare = [];
  for (const path of pages()) {
    for (const table of elementsOf(parseMarkup(SITE, path))) {
      if (table.tagName !== "tbody") continue;
      for (const cell of elementsOf(table)) {
        if (cell.tagName === "td" && /^[-―—–…▲△\s]*$/.test(textOf(cell))) bare.push(`${path}:${cell.sourceCodeLocation?.startLine}`);
      }
    }
  }
  assert.deepEqual(bare, []);
});

test("17 the viewpoint says differences in words and judges none", () => {
  const text = main("plan/vision/v3.html");
  for (const words of ["14減", "114増", "1増", "比べられ"]) assert.ok(text.includes(words), words);
  const judged = pages().filter((path) => path.startsWith("plan/vision/") && /改善|悪化/.test(main(path).replace(/「[^」]*」/g, "")));
  const ours = judged.filter((path) => /[0-9](?:件|人|回)?(?:の)?(?:改善|悪化)/.test(main(path)));
  assert.deepEqual(ours, []);
});

test("18 P a ward: name, counts of two years and the age of the material on the first screen", async () => {
  const seen = await firstScreen(PHONE, "area/kawasaki/miyamae.html");
  assert.match(seen, /宮前区/);
  assert.match(seen, /平成28.*4件/);
  assert.match(seen, /平成29.*9件/);
  assert.match(seen, /2018年8月/);
  const inferred = rows("activities").filter((row) => row.reading === "inferred" && row.page.startsWith("area/kawasaki/miyamae"));
  if (inferred.length > 0) assert.match(main("area/kawasaki/miyamae.html"), /編集者の分類/);
});

test("19 P D every page of an ended plan says so on its first screen", async () => {
  const ended = pages().filter((path) => /^plan\/wip2\//.test(path));
  for (const viewport of [PHONE, DESKTOP]) {
    const silent = await onTabs(browser, { viewport }, ended, async (page, path) => {
      await page.goto(fileUrl(path));
      return (await textAbove(page, viewport.height)).includes("終了") ? [] : [path];
    });
    assert.deepEqual(silent.flat(), []);
  }
});

test("20 every picture has its finding, a sentence with a number, its table and its file", () => {
  const faults = [];
  for (const path of pages()) {
    for (const svg of elementsOf(parseMarkup(SITE, path))) {
      if (svg.tagName !== "svg" || attr(svg, "role") !== "img") continue;
      const parts = [...elementsOf(svg)];
      const part = (name) => fold(textOf(parts.find((e) => e.tagName === name) ?? { childNodes: [] }));
      if (part("title") === "") faults.push(`${path}: no title`);
      if (!/[0-9]/.test(`${part("title")} ${part("desc")}`) || part("desc") === "") faults.push(`${path}: no description with a number`);
      let up = svg.parentNode;
      const holds = (node) => { const inner = [...elementsOf(node)]; return inner.some((e) => e.tagName === "table") && inner.some((e) => e.tagName === "a" && /\.csv$/.test(attr(e, "href") ?? "")); };
      while (up && up.tagName !== "main" && !holds(up)) up = up.parentNode;
      if (!up || up.tagName === "main") faults.push(`${path}: no table and file with it`);
    }
  }
  assert.deepEqual(faults, []);
});

test("21 the sum of the certified products opens by keyboard and holds in all three places", async () => {
  await on(PHONE, "indicator/kis-certified.html", async (page) => {
    assert.match(fold(await page.locator("main").innerText()), /79/);
    const fold79 = page.locator("details:has(> summary)").filter({ hasText: "16+13+23+20+7" }).first();
    assert.equal(await fold79.evaluate((d) => d.open), false);
    await fold79.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    assert.equal(await fold79.evaluate((d) => d.open), true);
    assert.match(fold(await fold79.innerText()), /16\+13\+23\+20\+7/);
  });
  const years = rows("measurements").filter((row) => row.indicator_id === "kis-certified" && row.breakdown === "認証" && /^FY20(17|18|19|20|21)$/.test(row.period));
  assert.equal(years.reduce((sum, row) => sum + Number(row.value), 0), 79);
  const derived = rows("derived").filter((row) => row.page === "indicator/kis-certified.html" || row.page === "plan/wip2/6-1.html");
  assert.ok(derived.some((row) => row.value === "79"));
});

test("24 D in forced colours no word has the colour of what it stands on", async () => {
  // One page of each folder: what they are made of is the same.
  const folders = new Map(pages().map((path) => [path.replace(/[^/]*$/, "").split("/").slice(0, 2).join("/"), path]));
  const faults = await onTabs(browser, { viewport: DESKTOP, forcedColors: "active" }, [...folders.values(), "index.html", "search.html"], async (page, path) => {
    await page.goto(fileUrl(path));
    const lost = await page.evaluate(() => {
      const ground = (e) => { for (; e; e = e.parentElement) { const { backgroundColor } = getComputedStyle(e); if (!/, 0\)$/.test(backgroundColor)) return backgroundColor; } return "rgb(255, 255, 255)"; };
      const speaks = (e) => e.checkVisibility() && [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
      return [...document.body.querySelectorAll("*:not(svg *)")].filter((e) => speaks(e) && getComputedStyle(e).color === ground(e)).map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 20)}`);
    });
    return lost.map((one) => `${path}: ${one}`);
  });
  assert.deepEqual(faults.flat(), []);
});
