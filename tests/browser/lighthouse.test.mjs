// Lighthouse on five kinds of page, from a server as a city's own would be.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import lighthouse from "lighthouse";
import { launchIn, pages, served } from "./lib.mjs";

/** The least that is good enough, of one. Speed depends on the machine that runs the tests, so it is not asked for. */
const LEAST = { accessibility: 1, "best-practices": 0.95, seo: 0.95 };
const KINDS = {
  home: /^index\.html$/,
  framework: /^plan\/[^/]+\/index\.html$/,
  item: /^plan\/[^/]+\/\d+-\d+\.html$/,
  area: /^area\/[^/]+\/(?!index\.html$)/,
  indicator: /^indicator\/(?!index\.html$)/,
};
const OPTIONS = { logLevel: "error", onlyCategories: Object.keys(LEAST), disableFullPageScreenshot: true };

let server, profile, context, port;
before(async () => {
  server = await served();
  profile = mkdtempSync(join(tmpdir(), "mieruka-lighthouse-"));
  context = await launchIn(profile, ["--remote-debugging-port=0"]);
  // Chromium takes a free port and writes it into its profile.
  port = Number(readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
});
after(async () => {
  await context?.close();
  await server?.close();
  rmSync(profile, { recursive: true, force: true });
});

for (const [kind, pattern] of Object.entries(KINDS)) {
  test(`Lighthouse: ${kind}`, async () => {
    const path = pages().find((path) => pattern.test(path));
    assert.ok(path, `the site has no page of this kind: ${kind}`);
    const { lhr } = await lighthouse(server.url + path, { ...OPTIONS, port });
    assert.equal(lhr.runtimeError, undefined, lhr.runtimeError?.message);
    for (const [name, least] of Object.entries(LEAST)) {
      const { score, auditRefs } = lhr.categories[name];
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && ![1, null].includes(lhr.audits[id].score));
      assert.ok(score >= least, `${path}: ${name} ${score}: ${lost.map(({ id }) => `${id} (${lhr.audits[id].title})`).join(", ")}`);
    }
  });
}
