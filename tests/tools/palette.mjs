// A picture of a page with at most 256 colours: a third of the size, and nobody sees it.
//
// Only what Chromium writes is read: 8 bits a channel, RGB or RGBA, not interlaced.

import { deflateSync, inflateSync, crc32 } from "node:zlib";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Bits of each channel by which colours are counted. */
const BITS = 5;

/** The same picture with a palette. */
export function shrink(png) {
  const { width, height, channels, pixels } = decode(png);
  const { palette, index } = choose(pixels, channels);
  const rows = Buffer.alloc(height * (width + 1));
  const known = new Map();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
      if (!known.has(colour)) known.set(colour, index(colour));
      rows[y * (width + 1) + 1 + x] = known.get(colour);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const plte = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("PLTE", plte), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function decode(png) {
  const parts = [];
  let header;
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const kind = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + size);
    if (kind === "IHDR") header = body;
    if (kind === "IDAT") parts.push(body);
    at += 12 + size;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9]];
  if (!channels || header[8] !== 8 || header[12] !== 0) throw new Error("not a picture that Chromium writes");
  return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels) };
}

/** Undoes what PNG does to each row so that it packs well. */
function unfilter(rows, stride, height, step) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? out[y * stride + x - step] : 0;
      const up = y > 0 ? out[(y - 1) * stride + x] : 0;
      const corner = x >= step && y > 0 ? out[(y - 1) * stride + x - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + x] = rows[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The most frequent colours, and for any colour the nearest of them. */
function choose(pixels, channels) {
  const counts = new Map();
  const shift = 8 - BITS;
  for (let at = 0; at < pixels.length; at += channels) {
    const key = ((pixels[at] >> shift) << 10) | ((pixels[at + 1] >> shift) << 5) | (pixels[at + 2] >> shift);
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    const entry = counts.get(key) ?? counts.set(key, { n: 0, colours: new Map() }).get(key);
    entry.n += 1;
    entry.colours.set(colour, (entry.colours.get(colour) ?? 0) + 1);
  }
  const most = [...counts.values()].sort((a, b) => b.n - a.n).slice(0, 256);
  const palette = most.map((entry) => [...entry.colours].sort((a, b) => b[1] - a[1])[0][0]);
  const index = (colour) => {
    let best = 0;
    let least = Infinity;
    palette.forEach((c, n) => {
      const d = ((c >> 16) - (colour >> 16)) ** 2 + (((c >> 8) & 255) - ((colour >> 8) & 255)) ** 2 + ((c & 255) - (colour & 255)) ** 2;
      if (d < least) [best, least] = [n, d];
    });
    return best;
  };
  return { palette, index };
}

function chunk(kind, body) {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(kind, 4, "latin1");
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])), 0);
  return Buffer.concat([head, body, tail]);
}
