// What every checker shares: the files of a built site, its parsed pages, and the list of faults.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";

/** Paths of all files below `root`, relative, with `/`, sorted. Spelled as on disk. */
export function filesOf(root) {
  const found = [];
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  walk("");
  return found.sort();
}

/** The folder named on the command line; ends the program when it is none. */
export function outputFolder(args, usage) {
  const [root] = args;
  if (root && statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root;
  console.error(root ? `${root} is no folder` : usage);
  process.exit(2);
}

/** Faults of one run, printed as `file:line: problem`. */
export class Faults {
  list = [];

  add(file, line, problem) {
    this.list.push({ file, line: line ?? 1, problem });
  }

  /** Prints all faults by file and line, then `closing`; sets the exit code. */
  print(closing) {
    const byPlace = (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);
    for (const { file, line, problem } of [...this.list].sort(byPlace)) console.log(`${file}:${line}: ${problem}`);
    console.log(closing);
    if (this.list.length > 0) process.exitCode = 1;
  }
}

/** The parsed tree of an HTML or SVG file. */
export function parseMarkup(root, path) {
  return parse(readFileSync(join(root, path), "utf8"), { sourceCodeLocationInfo: true });
}

/** Every element below `node`, in document order, those in templates included. */
export function* elementsOf(node) {
  for (const child of [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])]) {
    if (child.tagName) yield child;
    yield* elementsOf(child);
  }
}

/** An attribute's value, or `undefined`. */
export function attr(element, name) {
  return element.attrs.find((a) => a.name === name && !a.prefix)?.value;
}

/** The line of an element, or of one of its attributes. */
export function lineOf(element, attribute) {
  const place = element.sourceCodeLocation;
  return place?.attrs?.[attribute]?.startLine ?? place?.startLine;
}

/** Text as a screen reader gets it: alternatives of pictures count, hidden parts do not. */
export function textOf(node) {
  if (node.nodeName === "#text") return node.value;
  if (node.attrs) {
    if (attr(node, "aria-hidden") === "true" || attr(node, "hidden") !== undefined) return "";
    if (["script", "style", "template", "rp"].includes(node.tagName)) return "";
    const named = attr(node, "aria-label") ?? attr(node, "alt");
    if (named !== undefined) return named;
  }
  return (node.childNodes ?? []).map(textOf).join("");
}
