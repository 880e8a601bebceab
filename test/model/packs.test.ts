import { expect, it } from "vitest";
import { explain, explanationText } from "../../model/explain";
import { checkCatalogFacts } from "../../model/load/facts";
import { loadFiles } from "../../model/load/load-catalog";
import { resolveAll } from "../../model/resolve/environment";
import { compileService, ORGANISATION } from "./compile/compile-yaml";

const PACK = `
packs:
  api:
    description: An interface.
    parameters:
      errors: { description: The count of failures. }
      requests: { description: The count of requests., default: shop.requests }
    monitors:
      errors:
        type: count
        metric: \${errors}
        over: 5min
        above: { high: 50, medium: 20 }
        recovery: { high: 40 }
        tiers:
          1: { above: { critical: 10, high: 5 }, recovery: { critical: 4 }, over: 10min }
          2: { above: { high: 30 } }
          4: { enabled: false }
      silence: { type: heartbeat, metric: "\${requests}", severity: high }
    objectives:
      answers:
        type: ratio
        bad: \${errors}
        total: \${requests}
        target: 99%
        tiers: { 1: { target: 99.9% } }
    synthetics:
      there:
        type: http
        url: https://shop.example.com
        severity: high
        every: 15min
        tiers: { 1: { every: 1min } }
  beat:
    description: A pulse.
    monitors:
      beat: { type: heartbeat, metric: shop.beat, severity: high }
  must:
    description: Something that must be given.
    parameters: { metric: { description: What is watched. } }
    monitors: { gone: { type: heartbeat, metric: "\${metric}", severity: high } }
kinds:
  queue: { packs: [must] }
  service:
    packs: [{ use: api, with: { errors: shop.kind.errors } }]
  cache:
    packs: [beat]
metrics:
  shop.*: { unit: count, type: count }
`;

const errors = "datadog/monitor/shop-web-errors";

function query(fields: string, env = "prod", monitor = errors): unknown {
  const { body, diagnostics } = compileService(fields, PACK);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return body(monitor, env).query;
}

it.each([
  ["1", "last_10m", 10, 5],
  ["2", "last_5m", 30, 20],
  ["3", "last_5m", 50, 20],
])("a pack says per tier from when on it alerts: tier %s", (tier, window, critical, warning) => {
  const { body } = compileService(`    packs: [{ use: api, with: { errors: shop.errors } }]\n    tier: ${tier}`, PACK);
  expect(body(errors).query).toBe(
    `sum(${window}):sum:shop.errors{env:production,service:web}.as_count() > ${critical}`,
  );
  expect(body(errors).monitorThresholds).toMatchObject({ critical: `${critical}`, warning: `${warning}` });
});

it("a tier's part may turn a signal off", () => {
  const { specs } = compileService("    packs: [{ use: api, with: { errors: shop.errors } }]\n    tier: 4", PACK);
  expect(specs.some(({ key }) => key === "shop-web-errors")).toBe(false);
  expect(specs.some(({ key }) => key === "shop-web-silence")).toBe(true);
});

it("objectives and tests have tiers, too", () => {
  const { body } = compileService("    with: { errors: shop.errors }\n    tier: 1", PACK);
  expect(JSON.stringify(body("datadog/slo/shop-web-answers"))).toContain("99.9");
  expect(JSON.stringify(body("datadog/synthetics-test/shop-web-there"))).toContain('"tickEvery":60');
});

it("the service has the last word over its tier, and the environment over the service", () => {
  const fields = `    with: { errors: shop.errors }
    tier: 1
    monitors: { errors: { above: { critical: 12 } } }
    environments: { staging: { monitors: { errors: { above: { critical: 100 } } } } }`;
  expect(query(fields)).toContain("> 12");
  expect(query(fields, "staging")).toContain("> 100");
});

it("an environment may put a service into another tier", () => {
  const fields = "    with: { errors: shop.errors }\n    tier: 1\n    environments: { dev: { tier: 2 } }";
  expect(query(fields)).toContain("> 10");
  expect(query(fields, "dev")).toContain("> 30");
});

it.each([
  ["{ critical: 9, medium: 3 }", "9", "3"],
  ["{ medium: 3 }", "50", "3"],
  ["{ high: none, medium: 3 }", "3", undefined],
  ["{ high: 9, medium: none }", "9", undefined],
])(
  "two lines of a service replace those of its pack, one changes that one, `none` takes it away: %s",
  (above, critical, warning) => {
    const fields = `    with: { errors: shop.errors }\n    monitors: { errors: { above: ${above} } }`;
    const { body } = compileService(fields, PACK);
    const { critical: one, warning: other } = body(errors).monitorThresholds as Record<string, string>;
    expect([one, other]).toEqual([critical, warning]);
  },
);

it("a service that names no packs has those of its kind", () => {
  expect(query("    tier: 3")).toContain("sum:shop.kind.errors{");
  expect(query("    kind: cache", "prod", "datadog/monitor/shop-web-beat")).toContain("shop.beat");
});

it("packs of a service replace those of its kind", () => {
  const { specs } = compileService("    packs: [beat]", PACK);
  expect(specs.filter(({ kind, env }) => kind === "datadog/monitor" && env === "prod").map(({ key }) => key)).toEqual([
    "shop-web-beat",
  ]);
  const none = compileService("    packs: []", PACK);
  expect(none.specs.filter(({ kind }) => kind === "datadog/monitor")).toEqual([]);
});

it.each([
  ["over what its kind says", "    with: { errors: shop.mine }", "shop.mine"],
  [
    "under what its own use says",
    "    with: { errors: shop.mine }\n    packs: [{ use: api, with: { errors: shop.use } }]",
    "shop.use",
  ],
  ["for uses that say nothing", "    with: { errors: shop.mine }\n    packs: [api]", "shop.mine"],
])("`with` of a service fills the words of its packs, %s", (_, fields, metric) => {
  expect(query(fields)).toContain(`sum:${metric}{`);
});

it("an environment may fill in other words", () => {
  const fields = "    with: { errors: shop.mine }\n    environments: { staging: { with: { errors: shop.staging } } }";
  expect(query(fields)).toContain("sum:shop.mine{");
  expect(query(fields, "staging")).toContain("sum:shop.staging{");
});

it.each([
  ["    with: { erors: shop.mine, errors: shop.mine }", "unknown-parameter", "Did you mean `errors`?"],
  [
    "    packs: [must]",
    "missing-key",
    "Write `{use: must, with: {metric: …}}`, or `with: {metric: …}` in the service.",
  ],
  [
    "    kind: queue",
    "missing-key",
    "The pack comes with the kind of the service: write `with: {metric: …}` in the service.",
  ],
  [
    "    packs: []\n    monitors: { x: { type: count, metric: shop.x, above: { high: 1 }, tiers: { 1: { over: 10min } } } }",
    "conflicting-keys",
    "Write the values for this service itself; `tiers` belongs into packs.",
  ],
  [
    "    monitors: { errors: { tiers: { 1: { over: 10min } } } }",
    "conflicting-keys",
    "Write the values for this service itself; `tiers` belongs into packs.",
  ],
])("says what is wrong with %s", (fields, code, hint) => {
  const { diagnostics } = compileService(fields, PACK);
  expect(diagnostics.map((one) => [one.code, one.hint])).toEqual([[code, hint]]);
});

it.each([
  ["tiers: { 1: { above: { critical: 10, high: 5 } } }", undefined],
  ["tiers: { 5: { over: 10min } }", "there is no tier `5`"],
  ["tiers: { 1: { above: { hihg: 5 } } }", "there is no severity `hihg`"],
  ["tiers: { 1: { abov: { high: 5 } } }", "`abov` is no key here"],
  ["tiers: { 1: { over: 10 } }", "`10` is a length of time without a unit"],
])("reads tiers of a pack where they stand: %s", (tiers, message) => {
  const pack = `packs: { one: { description: One., monitors: { a: { type: count, metric: shop.a, above: { high: 9 }, ${tiers} } } } }`;
  const { diagnostics } = compileService("    packs: []", pack);
  expect(diagnostics.map((one) => one.message)).toEqual(
    message === undefined ? [] : [expect.stringContaining(message)],
  );
});

it("knows the kinds a service can be of", () => {
  const { diagnostics } = compileService("    packs: []", "kinds: { chache: { packs: [] } }");
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    ["a service cannot be of the kind `chache`", "Did you mean `cache`?"],
  ]);
});

it("explains which tier of which pack a value comes from, and what it was laid over", () => {
  const text = `${ORGANISATION}\nservices:\n  web:\n    system: shop\n    tier: 1\n    with: { errors: shop.errors }\n    monitors: { errors: { above: { critical: 12 } } }\n`;
  const files = { "catalog.yaml": text, "pack.yaml": PACK };
  const { catalog } = loadFiles(
    Object.entries(files).map(([file, content]) => ({ file, bytes: new TextEncoder().encode(content) })),
  );
  expect(checkCatalogFacts(catalog)).toEqual([]);
  const prod = resolveAll(catalog).environments.find(({ name }) => name === "prod");
  const found = prod && explain(prod, "monitor", "shop-web-errors");
  const shown = found && "explanation" in found ? explanationText(found.explanation) : "";
  expect(shown).toContain("instead of 10, pack api, tier 1  pack.yaml:16");
  expect(shown).toMatch(/above\.high +5 \(warning: 5\) +pack api, tier 1 {2}pack\.yaml:16/);
  expect(shown).toMatch(/over +10min +pack api, tier 1 {2}pack\.yaml:16/);
  expect(shown).toMatch(/instead of 5min, pack api {2}pack\.yaml:12/);
});
