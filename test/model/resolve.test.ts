import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CheckedCatalog,
  checkFiles,
  explain,
  explanationText,
  type ResolvedEnvironment,
  type SignalEntry,
} from "../../model/index";
import { loadFiles } from "../../model/load/load-catalog";
import { resolveAll } from "../../model/resolve/environment";
import { ORGANISATION } from "./compile/compile-yaml";
import { baseTexts, bytesOf } from "./files";

function resolved(change: (text: string) => string = (text) => text): Map<string, ResolvedEnvironment> {
  const texts = baseTexts();
  texts.set("shop.yaml", change(String(texts.get("shop.yaml"))));
  const checked = checkFiles(bytesOf(texts));
  expect(checked.diagnostics).toEqual([]);
  return new Map(checked.resolved.map((environment) => [environment.name, environment]));
}

function signal(environments: Map<string, ResolvedEnvironment>, env: string, key: string): SignalEntry {
  const found = environments.get(env)?.services[0]?.monitors.find((one) => one.key === key);
  if (!found) throw new Error(`no ${key} in ${env}`);
  return found;
}

const STAGING = "latency: { above: { high: 5s } }";

describe("a value comes from the highest layer that says it", () => {
  it("from the pack, where nobody else does", () => {
    expect(signal(resolved(), "prod", "latency").lines.map(({ value }) => value)).toEqual([2, 1]);
  });

  it("from the environment, for this value alone", () => {
    expect(signal(resolved(), "staging", "latency").lines.map(({ value }) => value)).toEqual([5, 1]);
  });

  it("from the service, in every environment but where that says otherwise", () => {
    const environments = resolved((text) =>
      text.replace("      errors:", "      latency: { above: { high: 3s, medium: 2s }, over: 5min }\n      errors:"),
    );
    expect(signal(environments, "prod", "latency").lines.map(({ value }) => value)).toEqual([3, 2]);
    expect(signal(environments, "staging", "latency").lines.map(({ value }) => value)).toEqual([5, 2]);
    expect(signal(environments, "staging", "latency")).toMatchObject({ over: { seconds: 300 } });
  });

  it("from the schema's default, where nobody says it", () => {
    expect(signal(resolved(), "prod", "latency")).toMatchObject({
      noData: "show",
      requireFullWindow: false,
      enabled: true,
    });
  });

  it("and the parameters of a pack are filled in", () => {
    const environments = resolved((text) =>
      text.replace("packs: [web]", "packs: [{ use: web, with: { operation: grpc.server } }]"),
    );
    expect(signal(environments, "prod", "latency")).toMatchObject({ metric: "trace.grpc.server" });
  });

  it("and one pack can be used twice under two names", () => {
    const environments = resolved((text) =>
      text.replace("packs: [web]", "packs: [web, { use: web, as: rpc, with: { operation: grpc.server } }]"),
    );
    expect(signal(environments, "prod", "latency")).toMatchObject({ metric: "trace.http.request" });
    expect(signal(environments, "prod", "rpc-latency")).toMatchObject({
      metric: "trace.grpc.server",
      name: "shop-checkout-rpc-latency",
    });
  });
});

describe("every value knows where it comes from", () => {
  const environments = resolved();
  const origin = (env: string, path: string) => environments.get(env)?.services[0]?.origins.at(path);

  it.each([
    [
      "prod",
      "monitors.latency.above.high",
      { layer: "pack", pack: "web", file: "catalog/standards.yaml", line: 21, written: "2s" },
    ],
    [
      "staging",
      "monitors.latency.above.high",
      { layer: "environment", file: "catalog/shop.yaml", line: 31, written: "5s" },
    ],
    ["staging", "monitors.latency.above.medium", { layer: "pack", file: "catalog/standards.yaml", line: 21 }],
    ["prod", "monitors.errors.above.high", { layer: "service", file: "catalog/shop.yaml", line: 13 }],
    ["prod", "monitors.errors.over", { layer: "default", file: "catalog/shop.yaml", line: 9 }],
  ])("%s %s", (env, path, expected) => {
    expect(origin(env, path)).toMatchObject(expected);
  });

  it("and what it replaced", () => {
    expect(environments.get("staging")?.services[0]?.origins.under("monitors.latency.above.high")).toMatchObject([
      { layer: "pack", written: "2s" },
    ]);
  });

  it("which explain shows, line by line", () => {
    const staging = environments.get("staging");
    if (!staging) throw new Error("no staging");
    const found = explain(staging, "monitor", "shop-checkout-latency");
    expect("explanation" in found && explanationText(found.explanation)).toMatchInlineSnapshot(`
      "monitor shop-checkout-latency in staging: Latency

        service team        shop                      system  catalog/shop.yaml:2
        service tier        3                         default
        service escalation  main                      organisation  catalog/organisation.yaml:3
        service scope       service:checkout          default
        type                metric                    pack web  catalog/standards.yaml:18
        enabled             true                      default
        metric              trace.http.request        pack web  catalog/standards.yaml:19
        unit                second                    default
        aggregate           p95                       pack web  catalog/standards.yaml:20
        across              avg                       default
        allServices         false                     default
        above.high          5s (critical: 5 seconds)  environment  catalog/shop.yaml:31
                            instead of 2s, pack web  catalog/standards.yaml:21
        above.medium        1s (warning: 1 second)    pack web  catalog/standards.yaml:21
        over                10min                     pack web  catalog/standards.yaml:22
        requireFullWindow   false                     default
        noData              show                      default
        title               Latency                   default
      "
    `);
  });

  it("and a name that is not there gets the nearest", () => {
    const prod = environments.get("prod");
    if (!prod) throw new Error("no prod");
    expect(explain(prod, "monitor", "shop-checkout-latncy")).toEqual({
      problem: "there is no monitor `shop-checkout-latncy` in prod",
      hint: "Did you mean `shop-checkout-latency`?",
    });
  });
});

it("explain says whose a unit is, and knows things by service", () => {
  const { catalog } = loadFiles([
    {
      file: "catalog.yaml",
      bytes: Buffer.from(`${ORGANISATION}
metrics:
  labels.printed: { type: count, unit: item, description: Labels. }
services:
  labels:
    system: shop
    monitors:
      waiting: { type: metric, metric: labels.printed, above: { high: 1000 } }
      printed: { type: heartbeat, metric: labels.printed, severity: high }
`),
    },
  ]);
  const prod = resolveAll(catalog).environments.find(({ name }) => name === "prod")!;
  const found = explain(prod, "monitor", "labels/waiting");
  const text = "explanation" in found ? explanationText(found.explanation) : "";
  expect(text).toMatch(/metric +labels\.printed .*\n +unit +item +metrics {2}catalog\.yaml:\d+\n/);
  expect(text).toContain("(critical: 1,000 items)");
  const hint = (name: string) => (explain(prod, "monitor", name) as { hint: string }).hint;
  expect(hint("labels/waitng")).toBe("Did you mean `labels/waiting`?");
  expect(hint("labels")).toBe("There are `labels/printed`, `labels/waiting`.");
});

describe("what is off in an environment", () => {
  it("is not in it, and widgets that draw it are left out", () => {
    const environments = resolved((text) =>
      text
        .replace(STAGING, "errors: { enabled: false }\n          slow-and-failing: { enabled: false }")
        .replace(
          "    environments:",
          "    dashboards:\n      main:\n        title: Main\n        groups: [{ title: All, widgets: [{ type: signal, signal: errors }, { type: signal, signal: latency }] }]\n    environments:",
        ),
    );
    const widgets = (env: string) => environments.get(env)?.services[0]?.dashboards[0]?.groups[0]?.widgets.length;
    expect(environments.get("staging")?.services[0]?.monitors.map(({ key }) => key)).toEqual(["latency"]);
    expect([widgets("prod"), widgets("staging")]).toEqual([2, 1]);
  });

  it("may be a whole service", () => {
    const environments = resolved((text) => text.replace(`monitors:\n          ${STAGING}`, "enabled: false"));
    expect(environments.get("staging")?.services).toEqual([]);
    expect(environments.get("prod")?.services).toHaveLength(1);
  });
});

it("the owner of an account sees every environment of it, the others none", () => {
  const environments = resolved();
  expect(environments.get("prod")?.tenants.map(({ name }) => name)).toEqual(["prod", "staging"]);
  expect(environments.get("staging")?.tenants).toEqual([]);
});

it("ten a minute over five minutes is a count of fifty", () => {
  const environments = resolved((text) =>
    text.replace(
      "      errors:",
      "      many: { type: count, metric: trace.http.request.errors, over: 5min, above: { high: 10/min } }\n      errors:",
    ),
  );
  expect(signal(environments, "prod", "many").lines).toMatchObject([{ value: 50, text: "10/min", status: "critical" }]);
});

it("the order of the files changes nothing", () => {
  const files = bytesOf(baseTexts());
  const outcome = ({ specs, diagnostics }: CheckedCatalog): string => JSON.stringify({ specs, diagnostics });
  const expected = outcome(checkFiles(files));
  fc.assert(
    fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      expect(outcome(checkFiles(shuffled))).toBe(expected);
    }),
    { numRuns: 6 },
  );
});
