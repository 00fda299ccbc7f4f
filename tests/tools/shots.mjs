// tests/shots OUT DIR PAGE...: pictures of pages as a phone and a desktop show them, from file://.
//
// --full takes the whole page instead of the first screen; --dark asks for dark colours; --forced
// for forced colours; --small makes files with 256 colours; --no-script switches scripts off. Pictures are DIR/<page>-360.png and DIR/<page>-1280.png.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import playwright from "playwright-core";
import { shrink } from "./palette.mjs";

const USAGE = "usage: tests/shots [--full] [--dark] [--forced] [--small] [--no-script] OUT DIR PAGE...";
const SIZES = [{ width: 360, height: 740 }, { width: 1280, height: 900 }];
/** Chromium asks hosts on the network for news unless it is told not to. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function main(args) {
  const flags = args.filter((arg) => arg.startsWith("--"));
  const [root, folder, ...pages] = args.filter((arg) => !arg.startsWith("--"));
  if (pages.length === 0 || flags.some((flag) => !USAGE.includes(`[${flag}]`))) {
    console.error(USAGE);
    process.exit(2);
  }
  mkdirSync(folder, { recursive: true });
  const browser = await playwright.chromium.launch({ executablePath: "/usr/bin/chromium", args: QUIET });
  try {
    for (const viewport of SIZES) await takeAll(browser, viewport, { root, folder, pages, flags });
  } finally {
    await browser.close();
  }
}

async function takeAll(browser, viewport, { root, folder, pages, flags }) {
  const colorScheme = flags.includes("--dark") ? "dark" : "light";
  const forcedColors = flags.includes("--forced") ? "active" : "none";
  const context = await browser.newContext({ viewport, colorScheme, forcedColors, javaScriptEnabled: !flags.includes("--no-script") });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && console.error(`console: ${message.text()}`));
  page.on("pageerror", (error) => console.error(`script: ${error.message}`));
  for (const name of pages) {
    const [path, fragment] = name.split("#");
    const file = resolve(root, path);
    if (!existsSync(file)) {
      console.error(`no page ${name} in ${root}`);
      process.exitCode = 1;
      continue;
    }
    const url = pathToFileURL(file);
    if (fragment) url.hash = fragment;
    await page.goto(url.href);
    const picture = join(folder, `${name.replace(/\.html/, "").replace(/[/#]/g, "-")}-${viewport.width}.png`);
    const bytes = await page.screenshot({ fullPage: flags.includes("--full") });
    writeFileSync(picture, flags.includes("--small") ? shrink(bytes) : bytes);
    console.log(picture);
  }
  await context.close();
}
