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

const USED_TWICE = `
packs:
  sockets:
    description: Connections.
    parameters: { open: { description: The gauge of open connections. } }
    monitors:
      many: { type: metric, metric: "${"$"}{open}", unit: count, above: { high: 500 } }
      none: { type: heartbeat, metric: "${"$"}{open}", severity: high }
`;

it.each([
  `    with: { open: "5" }\n    packs: [sockets]`,
  '    packs: [{ use: sockets, with: { open: "a{b} by {c}" } }]',
])("what is wrong with a value is said where it is given, once: %s", (fields) => {
  const { diagnostics } = compileService(fields, USED_TWICE);
  expect(diagnostics).toHaveLength(1);
  const { code, file, column, message } = diagnostics[0]!;
  const text = fields.split("\n").find((one) => one.includes("open"))!;
  expect({ code, file, column }).toEqual({
    code: "bad-metric",
    file: "catalog.yaml",
    column: text.search(/open: /) + "open: ".length + 1,
  });
  expect(message).toContain("what `open` makes of `metric` in the pack `sockets` (more.yaml:7)");
});

it("each use of a pack is told of its own value", () => {
  const { diagnostics } = compileService(
    "    packs:\n      - { use: sockets, as: a, with: { open: web.open } }\n      - { use: sockets, as: b, with: { open: a b } }",
    USED_TWICE,
  );
  expect(diagnostics.map(({ path, column }) => [path, column])).toEqual([
    ["services.web.monitors.b-many.metric", "      - { use: sockets, as: b, with: { open: ".length + 1],
  ]);
});

it("a number where a text belongs is one finding", () => {
  const { diagnostics } = compileService("    packs: [{ use: sockets, with: { open: 5 } }]", USED_TWICE);
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([["wrong-type", "services.web.packs.0.with.open"]]);
});

it("a default that is wrong is the pack's own", () => {
  const wrong = USED_TWICE.replace("connections. }", 'connections., default: "a b" }');
  const { diagnostics } = compileService("    packs: [sockets]", wrong);
  expect(diagnostics.map(({ file }) => file)).toEqual(["more.yaml", "more.yaml"]);
});

it("a word that is no parameter is shown itself", () => {
  const { diagnostics } = compileService("    packs: [{ use: beat, with: { sillent: 25min } }]", PACK);
  expect(diagnostics.map(({ code, column }) => [code, column])).toEqual([
    ["unknown-parameter", "    packs: [{ use: beat, with: { ".length + 1],
  ]);
});
