import { describe, expect, it } from "vitest";
import { compile } from "../../model/compile/index";
import { explainSlo, sloText } from "../../model/explain-slo";
import { loadFiles } from "../../model/load/load-catalog";
import { resolveAll } from "../../model/resolve/environment";
import { ORGANISATION } from "./compile/compile-yaml";

function explained(name: string) {
  const { catalog } = loadFiles([
    {
      file: "catalog.yaml",
      bytes: Buffer.from(`${ORGANISATION}
services:
  web:
    system: shop
    title: Web shop
    objectives:
      good: { type: ratio, good: web.good, total: web.all, target: 99.9%, requests: 50/min, alerts: standard, budgets: { most: { severity: high, used: 80% } } }
      loose: { type: ratio, good: web.good, total: web.all, target: 90%, alerts: standard }
      minutes: { type: time-slice, metric: trace.http.request, aggregate: p99, below: 300ms, slice: 1min, target: 99.9%, burnRates: { fast: { severity: critical } } }
      silent: { type: ratio, good: web.good, total: web.all, target: 99% }
      up: { type: time-slice, metric: web.ready, unit: fraction, above: 50%, missing: broken, target: 99% }
      quiet: { type: monitors, monitors: [gone], target: 99% }
    monitors:
      gone: { type: heartbeat, metric: web.all, severity: high }
`),
    },
  ]);
  const env = resolveAll(catalog!).environments.find((one) => one.name === "prod")!;
  const found = explainSlo(env, name, compile(env).specs);
  if ("problem" in found) throw new Error(found.problem);
  return found.explanation;
}

describe("an objective of 99.9 % of a month at 50 requests a minute", () => {
  const slo = explained("shop-web-good");

  it("has 43.2 minutes of outage and 2,160 of 2,160,000 requests to lose", () => {
    expect(slo.budget).toEqual({ share: 0.1, seconds: 2592, requests: { allowed: 2160, of: 2_160_000 } });
    expect(slo.greatestRate).toBe(1000);
  });

  it("finds a total outage within a minute, one failure in a hundred within hours", () => {
    expect(
      slo.alerts.map(({ name, rate, over, short, spends, found, endsAfter }) => ({
        name,
        rate,
        over,
        short,
        spends,
        found,
        endsAfter,
      })),
    ).toEqual([
      {
        name: "fast",
        rate: 14.4,
        over: "1h",
        short: "5min",
        spends: 2,
        found: {
          outage: { failing: 1, seconds: 51.84, spent: 2 },
          tenfold: { failing: 0.01, seconds: null, spent: null },
          threshold: { failing: 0.0144, seconds: 3600, spent: 2 },
        },
        endsAfter: 295.68,
      },
      {
        name: "steady",
        rate: 6,
        over: "6h",
        short: "30min",
        spends: 5,
        found: {
          outage: { failing: 1, seconds: 129.6, spent: 5 },
          tenfold: { failing: 0.01, seconds: 12_960, spent: 5 },
          threshold: { failing: 0.006, seconds: 21_600, spent: 5 },
        },
        endsAfter: 1789.2,
      },
      {
        name: "slow",
        rate: 3,
        over: "24h",
        short: "2h",
        spends: 10,
        found: {
          outage: { failing: 1, seconds: 259.2, spent: 10 },
          tenfold: { failing: 0.01, seconds: 25_920, spent: 10 },
          threshold: { failing: 0.003, seconds: 86_400, spent: 10 },
        },
        endsAfter: 7178.4,
      },
    ]);
  });

  it("says who is told, of the speed and of what is used up", () => {
    expect(slo.alerts.map(({ severity, tells }) => [severity, tells.alert])).toEqual([
      ["critical", ["@pagerduty-shop-web-prod", "@slack-ops", "@ops@example.com", "@webhook-hook"]],
      ["high", ["@pagerduty-shop-web-prod", "@slack-ops"]],
      ["medium", ["@slack-ops"]],
    ]);
    expect(slo.budgets).toMatchObject([
      {
        name: "most",
        severity: "high",
        used: 80,
        seconds: 2073.6,
        tells: { alert: expect.arrayContaining(["@slack-ops"]) },
      },
    ]);
  });

  it("is shown as a table", () => {
    const text = sloText(slo);
    expect(text).toContain("budget    0.1%: 43min 12s of total outage, 2,160 of 2,160,000 requests");
    expect(text).toMatch(/fast +14\.4 +1h, 5min +2% +52s, 2% +never +1h, 2% \(1\.44%\) +4min 56s/);
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });
});

it("names the usual alerts that a low target leaves out", () => {
  const slo = explained("loose");
  expect(slo.alerts.map(({ name }) => name)).toEqual(["steady", "slow"]);
  expect(slo.leftOut).toEqual([{ name: "fast", rate: 14.4 }]);
  expect(sloText(slo).replaceAll(/\s+/g, " ")).toContain(
    "fast is left out: with a target of 90% nothing burns faster than 10, and it needs 14.4.",
  );
  expect(sloText(slo).match(/100% fails/g)).toHaveLength(1);
});

it("counts slices whole, and says when a single one is enough", () => {
  const slo = explained("web/minutes");
  expect(slo.budget.slices).toEqual({ allowed: 43.2, of: 43_200 });
  expect(slo.alerts).toMatchObject([{ ofOne: 16.667, found: { outage: { seconds: 60, spent: 2.3148 } } }]);
  expect(sloText(slo)).toContain("A single bad slice is enough for fast.");
});

it("says that nothing follows the budget of an objective without alerts", () => {
  expect(sloText(explained("silent"))).toContain("write `alerts: standard`");
});

it.each([
  ["shop-web-good", "uncounted", "time without events counts for nothing"],
  ["shop-web-minutes", "kept", "a slice without data counts as kept: an outage that sends nothing costs nothing"],
  ["shop-web-up", "broken", "a slice without data counts as broken\n"],
  ["shop-web-quiet", "signals", "counts as lost or kept by each signal's `noData`"],
])("says what missing data counts as: %s", (name, missing, words) => {
  const slo = explained(name);
  expect(slo.missing).toBe(missing);
  expect(sloText(slo)).toContain(`  no data   ${words}`);
});

it("has one column for all that fails", () => {
  expect(sloText(explained("shop-web-loose")).match(/100% fails/g)).toHaveLength(1);
});
