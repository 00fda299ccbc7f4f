// Pages must stay small: what is long goes on on further pages. Documents for print are whole plans.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The largest page, in bytes, that a phone on a slow line should have to load. */
export const LARGEST = 100_000;

/** The fault of a page that is too large, if it is one: `[line, problem]`. */
export function checkSize(root, page) {
  const bytes = readFileSync(join(root, page));
  const printed = /<(?:body|html)\b[^>]*\bdata-kind="print"/.test(bytes.subarray(0, 8000).toString("utf8"));
  return printed || bytes.length <= LARGEST ? [] : [[1, `has ${bytes.length} bytes, at most ${LARGEST} are allowed`]];
}
