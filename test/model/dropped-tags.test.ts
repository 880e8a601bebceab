import { describe, expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { baseTexts, bytesOf } from "./files";

/** What is said of the tags of `web.lag` and `web.sent`, which keep `queue`, when the service has these fields. */
function said(fields: string, metrics = "", wanted = "metric-tag-dropped"): string[] {
  const more = `metrics:
  web.lag: { type: distribution, unit: second, tags: [queue] }
  web.sent: { type: count, unit: event, tags: [queue]${metrics} }
services:
  raw:
    system: shop
${fields.replace(/^/gm, "    ")}
`;
  const { diagnostics } = checkFiles(bytesOf(new Map([...baseTexts(), ["more.yaml", more]])));
  const wrong = diagnostics.filter(({ code, severity }) => severity === "error" && code !== wanted);
  expect(wrong).toEqual([]);
  return diagnostics.flatMap(({ code, file, line, message, hint }) =>
    code === wanted ? [`${file}:${line}: ${message}. ${hint}`] : [],
  );
}

const LAG = (asked: string, by: string) =>
  `catalog/more.yaml:2: \`web.lag\` is asked for \`${asked}\` (by \`${by}\`), which is not among its \`tags\`: Datadog drops all others, and nothing is found by them. Write \`tags: [queue, ${asked}]\`, or ask without it.`;
const SENT = (asked: string, by: string) => LAG(asked, by).replace("more.yaml:2", "more.yaml:3").replace("lag", "sent");

describe("a tag that its metric does not keep is found", () => {
  it.each([
    [
      "in the groups of a signal",
      "monitors: { a: { type: metric, metric: web.lag, over: 5min, by: [host], above: { high: 2s } } }",
      [LAG("host", "shop-raw-a")],
    ],
    [
      "in the filter of a signal, excluded too",
      'monitors: { a: { type: metric, metric: web.lag, over: 5min, where: "!region:eu", above: { high: 2s } } }',
      [LAG("region", "shop-raw-a")],
    ],
    [
      "in one side of a ratio",
      `monitors:
  a: { type: ratio, numerator: { metric: web.sent, where: "reason:late" }, denominator: web.sent, over: 5min, above: { high: 5% } }`,
      [SENT("reason", "shop-raw-a")],
    ],
    [
      "in Datadog's own language",
      `monitors:
  a: { type: query, unit: second, over: 5min, query: "avg(last_5m):avg:web.lag{\${scope},kind:a} by {queue,pod_name}", above: { high: 2s } }`,
      [
        "catalog/more.yaml:2: `web.lag` is asked for `kind` (by `shop-raw-a`), `pod_name` (by `shop-raw-a`), which are not among its `tags`: Datadog drops all others, and nothing is found by them. Write `tags: [queue, kind, pod_name]`, or ask without them.",
      ],
    ],
    [
      "in the good events of an objective",
      `objectives:
  a: { type: ratio, title: Sent, good: { metric: web.sent, where: "status:ok" }, total: web.sent, target: 99%, window: 30d }`,
      [SENT("status", "shop-raw-a")],
    ],
    [
      "in a dashboard",
      `dashboards:
  a:
    title: Lag
    groups:
      - { title: All, widgets: [{ type: timeseries, title: Lag, queries: { a: { query: "avg:web.lag{\${scope}} by {pod_name}" } }, unit: second }] }`,
      [LAG("pod_name", "shop-raw-a")],
    ],
    [
      "in the scope of the service",
      `datadog: { scope: "team:web" }
monitors: { a: { type: metric, metric: web.lag, over: 5min, above: { high: 2s } } }`,
      [LAG("team", "shop-raw-a")],
    ],
  ])("%s", (_, fields, messages) => {
    expect(said(fields)).toEqual(messages);
  });

  it("though the metric names none, when percentiles are kept of the named ones only", () => {
    const fields = "monitors: { a: { type: metric, metric: web.late, over: 5min, by: [host], above: { high: 2s } } }";
    const late = "\n  web.late: { type: distribution, unit: second, percentiles: true }";
    expect(said(fields, ` }${late.replace(/ }$/, "")}`)).toEqual([
      "catalog/more.yaml:4: `web.late` is asked for `host` (by `shop-raw-a`), which is not among its `tags`: Datadog drops all others, and nothing is found by them. Write `tags: [host]`, or ask without it.",
    ]);
  });
});

describe("a metric made from logs", () => {
  const logs = (more: string) =>
    `logs: { metrics: { web.slow: { filter: "@slow:true", by: { kind: "@kind" }${more} } } }`;

  it("has no other tags than it is made with", () => {
    expect(
      said(
        `${logs("")}\nmonitors: { a: { type: count, metric: web.slow, over: 5min, by: [kind, host], above: { high: 5 } } }`,
      ),
    ).toEqual([
      'catalog/more.yaml:7: `web.slow` is asked for `host` (by `shop-raw-a`), which is not among its `by`: it is made from logs without, and nothing is found by them. Add to `by` what it is in the logs, e.g. `host: "@host"`, or ask without it.',
    ]);
  });

  it("has percentiles where it says so", () => {
    const asks =
      "monitors: { a: { type: metric, metric: web.slow, unit: nanosecond, aggregate: p95, over: 5min, above: { high: 2s } } }";
    const of = ", of: '@duration', unit: nanosecond";
    expect(said(`${logs(of)}\n${asks}`, "", "metric-without-percentiles")).toEqual([
      "catalog/more.yaml:7: `web.slow` is asked for percentiles (by `shop-raw-a`), which Datadog does not keep of it. Add `percentiles: true` to the metric, or ask for another value.",
    ]);
    expect(said(`${logs(`${of}, percentiles: true`)}\n${asks}`, "", "metric-without-percentiles")).toEqual([]);
  });
});

it("percentiles of a distribution whose tags are named are kept where it says so", () => {
  const asks = "monitors: { a: { type: metric, metric: web.lag, aggregate: p95, over: 5min, above: { high: 2s } } }";
  expect(said(asks, "", "metric-without-percentiles")).toHaveLength(1);
  expect(said(asks.replace("p95", "max"), "", "metric-without-percentiles")).toEqual([]);
});

it("the tags that are kept, and those of other metrics, are no finding", () => {
  expect(
    said(`monitors:
  a: { type: metric, metric: web.lag, over: 5min, by: [queue], where: "env:x,service:y", above: { high: 2s } }
  b: { type: query, unit: second, over: 5min, query: "avg(last_5m):avg:web.lagging{\${scope}} by {host}", above: { high: 2s } }`),
  ).toEqual([]);
});
