// tests/html OUT: the Nu HTML checker and the house rules for tables and sizes, over every page.
//
// vnu runs with --errors-only; files other than HTML are left to tests/links.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Faults, filesOf, outputFolder } from "./output.mjs";
import { checkSize } from "./sizes.mjs";
import { checkTables } from "./tables.mjs";

const VNU = join(dirname(fileURLToPath(import.meta.url)), "../../node_modules/vnu-jar/build/dist/vnu.jar");

export function main(args) {
  const root = outputFolder(args, "usage: tests/html OUT");
  const faults = new Faults();
  const pages = filesOf(root).filter((path) => path.endsWith(".html"));
  if (pages.length === 0) faults.add(".", 1, "no page at all");
  else checkMarkup(root, faults);
  for (const page of pages) {
    for (const [line, problem] of [...checkSize(root, page), ...checkTables(root, page)]) faults.add(page, line, problem);
  }
  faults.print(`${pages.length} pages, ${faults.list.length} faults`);
}

/** Runs vnu once over the folder; each line it prints is a fault. */
function checkMarkup(root, faults) {
  if (!existsSync(VNU)) return faults.add(".", 1, "vnu is not installed; run npm ci");
  const options = ["-Xss8m", "-jar", VNU, "--errors-only", "--format", "gnu", "--skip-non-html", resolve(root)];
  const run = spawnSync("java", options, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error) return faults.add(".", 1, `java could not be started: ${run.error.message}`);
  const lines = `${run.stdout}${run.stderr}`.split("\n").filter((line) => line.trim() !== "");
  for (const line of lines) {
    const [, file, number, problem] = /^"?(?:file:)?([^"]*?)"?:(\d+)\.[\d.-]+: (.*)$/.exec(line) ?? [];
    if (file) faults.add(relative(resolve(root), decodeURIComponent(file)), Number(number), `vnu: ${problem}`);
    else faults.add(".", 1, `vnu: ${line}`);
  }
  if (run.status !== 0 && lines.length === 0) faults.add(".", 1, `vnu ended with ${run.status ?? run.signal}`);
}
