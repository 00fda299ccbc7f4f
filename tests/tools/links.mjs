// tests/links OUT: every reference of every HTML, CSS and SVG file leads to an existing file and id.
//
// Reads only OUT. Addresses that scripts put together are not seen. Addresses on other hosts are
// counted and not fetched; loading anything from one is a fault, linking to one is not.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { attr, elementsOf, Faults, filesOf, lineOf, outputFolder, parseMarkup } from "./output.mjs";

/** Attributes that hold one address. `data` is that of `<object>`. */
const ADDRESSES = ["href", "src", "poster", "action", "formaction", "data"];
/** Attributes that hold a list of pictures. */
const SETS = ["srcset", "imagesrcset"];
/** Attributes whose text is CSS. */
const STYLES = /^(style|fill|stroke|filter|mask|cursor|clip-path|marker(-\w+)?)$/;
/** `<link rel>` words that make a browser load the target. */
const LOADING = ["stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "manifest"];
/** Elements that the page for a wrong address must not have: it is served at any depth. */
const BANNED_IN_404 = ["script", "img", "picture", "iframe", "object", "embed", "video", "audio", "source", "base"];

export function main(args) {
  const root = outputFolder(args, "usage: tests/links OUT");
  const { faults, links, external, files } = checkLinks(root);
  if (files === 0) faults.add(".", 1, "no HTML, CSS or SVG file at all");
  console.log(`${external} links to other hosts, not fetched`);
  faults.print(`${links} links in ${files} files, ${faults.list.length} broken`);
}

/** Checks all references below `root`. */
export function checkLinks(root) {
  const site = { files: new Set(filesOf(root)), ids: new Map(), faults: new Faults() };
  const links = [];
  const readers = { ".html": readMarkup, ".svg": readMarkup, ".css": readStyles };
  let files = 0;
  for (const path of site.files) {
    const reader = readers[posix.extname(path)];
    if (!reader) continue;
    files += 1;
    links.push(...reader(root, path, site));
  }
  for (const link of links) {
    const problem = problemOf(link, site);
    if (problem) site.faults.add(link.file, link.line, `${link.where}="${link.url}": ${problem}`);
  }
  const external = links.filter((link) => isExternal(link.url)).length;
  return { faults: site.faults, links: links.length, external, files };
}

/** The references of a page or picture; notes its ids in `site`. */
function readMarkup(root, path, site) {
  const found = [];
  const ids = new Map();
  const isNotFound = posix.basename(path) === "404.html";
  for (const element of elementsOf(parseMarkup(root, path))) {
    noteId(element, path, ids, site.faults);
    if (isNotFound && BANNED_IN_404.includes(element.tagName)) {
      site.faults.add(path, lineOf(element), `<${element.tagName}>: 404.html is served at any depth and must load nothing`);
    }
    if (element.tagName === "base") site.faults.add(path, lineOf(element), "<base> moves every link of the page");
    found.push(...referencesOf(element, path));
  }
  site.ids.set(path, ids);
  return found;
}

function noteId(element, path, ids, faults) {
  const id = attr(element, "id");
  if (id === undefined) {
    const name = element.tagName === "a" ? attr(element, "name") : undefined;
    if (name && !ids.has(name)) ids.set(name, lineOf(element));
  } else if (ids.has(id)) {
    faults.add(path, lineOf(element, "id"), `id="${id}" is already on line ${ids.get(id)}`);
  } else {
    ids.set(id, lineOf(element));
  }
}

/** All references that one element makes. */
function referencesOf(element, file) {
  const found = [];
  const add = (url, where, line, loads) => found.push({ file, url, where, line, loads });
  for (const { name, prefix, value } of element.attrs) {
    const written = prefix ? `${prefix}:${name}` : name;
    const line = lineOf(element, written);
    if (ADDRESSES.includes(name) && !(name === "data" && element.tagName !== "object")) {
      add(value.trim(), written, line, loadsTarget(element, name));
    } else if (SETS.includes(name)) {
      for (const url of picturesOf(value)) add(url, name, line, true);
    } else if (STYLES.test(name)) {
      for (const { url } of addressesOfCss(value)) add(url, written, line, true);
    }
  }
  if (element.tagName === "meta" && /^refresh$/i.test(attr(element, "http-equiv") ?? "")) {
    const [, url] = /url\s*=\s*['"]?([^'"]*)/i.exec(attr(element, "content") ?? "") ?? [];
    if (url !== undefined) add(url.trim(), "content", lineOf(element), false);
  }
  if (element.tagName === "style") {
    const first = element.childNodes[0];
    const start = first?.sourceCodeLocation?.startLine ?? lineOf(element);
    for (const { url, line } of addressesOfCss(first?.value ?? "")) add(url, "url()", start + line - 1, true);
  }
  return found;
}

function loadsTarget(element, name) {
  if (name !== "href") return !["action", "formaction"].includes(name);
  if (element.tagName === "link") {
    const rel = (attr(element, "rel") ?? "").toLowerCase().split(/\s+/);
    return rel.some((word) => LOADING.includes(word));
  }
  return ["use", "image", "feimage"].includes(element.tagName.toLowerCase());
}

/** The addresses of a `srcset`: each ends at white space; commas at its end belong to the list. */
function picturesOf(list) {
  return [...list.matchAll(/[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)/g)].map((match) => match[1]);
}

function readStyles(root, path) {
  const text = readFileSync(join(root, path), "utf8");
  return addressesOfCss(text).map(({ url, line }) => ({ file: path, url, where: "url()", line, loads: true }));
}

/** Every `url()` and `@import` of a style sheet, outside comments. */
function addressesOfCss(text) {
  const plain = text.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
  const forms = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi;
  return [...plain.matchAll(forms)].map((match) => ({
    url: match.slice(1).find((group) => group !== undefined) ?? "",
    line: plain.slice(0, match.index).split("\n").length,
  }));
}

function isExternal(url) {
  return /^(https?|mailto|tel):/i.test(url);
}

/** What is wrong with a reference, or `undefined`. */
function problemOf(link, site) {
  const { file, url, loads } = link;
  if (url === "") return "an empty address";
  if (isExternal(url)) return loads ? "loads something from another host" : undefined;
  if (/^data:/i.test(url)) return loads ? undefined : "a link to a data: address";
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return "a scheme that no page of ours uses";
  if (/^[/\\]/.test(url)) return "starts at the root of the host; the site must work in any folder";
  if (/[\\\s]/.test(url)) return "a backslash or a space";
  const parts = partsOf(url);
  if (!parts) return "percent-encoding that is no UTF-8";
  if (posix.basename(file) === "404.html" && parts.path !== "") return "relative, but 404.html is served at any depth";
  return problemOfTarget(file, parts, site);
}

/** Path and fragment of an address, decoded; `null` where they cannot be. */
function partsOf(url) {
  const [, path, fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(url);
  try {
    return { path: decodeURIComponent(path), fragment: fragment === undefined ? undefined : decodeURIComponent(fragment) };
  } catch {
    return null;
  }
}

function problemOfTarget(file, { path, fragment }, site) {
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  if (target === ".." || target.startsWith("../")) return "leaves the site";
  if (!site.files.has(target)) return missing(target, site.files);
  if (posix.extname(target) === "") return "leads to a file without an extension; a page ends in .html";
  if (fragment === undefined) return undefined;
  if (fragment === "") return "an empty fragment names no place";
  const ids = site.ids.get(target);
  if (!ids) return target.endsWith(".pdf") ? undefined : `${target} has no ids to lead to`;
  return ids.has(fragment) ? undefined : `${target} has no id "${fragment}"`;
}

function missing(target, files) {
  const folder = target === "." ? "" : target.replace(/\/?$/, "/");
  if ([...files].some((path) => path.startsWith(folder))) return "leads to a folder; name its page, ending in .html";
  const alike = [...files].find((path) => path.toLowerCase() === target.toLowerCase());
  return alike ? `no file ${target}; the file is spelled ${alike}` : `no file ${target}`;
}
