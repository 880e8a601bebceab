import { expect, it } from "vitest";
import { compileService } from "./compile/compile-yaml";

const PACK = `
packs:
  beat:
    description: A pulse.
    parameters: { silent: { description: How long., default: 10min } }
    monitors:
      beat: { type: heartbeat, metric: shop.beat, silentFor: "\${silent}", severity: high }
`;
const monitor = "datadog/monitor/shop-web-beat";

it.each([
  ["beat", "last_10m"],
  ['{ use: beat, with: { silent: "25min" } }', "last_25m"],
])("a length of time in a pack may be a parameter: %s", (use, window) => {
  const { body, diagnostics } = compileService(`    packs: [${use}]`, PACK);
  expect(diagnostics).toEqual([]);
  expect(JSON.stringify(body(monitor).query)).toContain(window);
});

it("and what a service gives for it is checked like any other", () => {
  const { diagnostics } = compileService(`    packs: [{ use: beat, with: { silent: "90s" } }]`, PACK);
  expect(diagnostics.map(({ code }) => code)).toEqual(["not-whole-minutes"]);
});
