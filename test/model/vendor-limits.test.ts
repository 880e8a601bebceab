/** What Datadog would refuse in the middle of a deployment is an error of the catalog before. */

import { expect, it } from "vitest";
import { compileService } from "./compile/compile-yaml";

const METRICS = `
metrics:
  web.waiting: { type: gauge, unit: request, description: Waiting. }
  web.time: { type: distribution, unit: second, percentiles: true, description: Time. }
  web.cache.*: { type: count, unit: request, description: Cache. }
`;
const said = (fields: string) =>
  compileService(fields, METRICS).diagnostics.map(({ code, path, hint }) => `${code} ${path} ${hint}`);
const signal = (text: string) => said(`    monitors:\n      it: ${text}`);
const at = "services.web.monitors.it";

it.each([
  ['{ type: logs, query: "x", over: 3d, above: { high: 1 } }', `out-of-range ${at}.over Write \`1min\` to \`2d\`.`],
  [
    '{ type: error-tracking, query: "x", over: 1min, above: { high: 1 } }',
    `out-of-range ${at}.over Write \`5min\` to \`2d\`.`,
  ],
  [
    "{ type: forecast, metric: web.waiting, within: 1h, above: { high: 5 } }",
    `out-of-range ${at}.within Write \`12h\` to \`92d\`.`,
  ],
  [
    "{ type: count, metric: web.cache.hits, over: 31d, above: { high: 5 } }",
    `out-of-range ${at}.over Write \`1min\` to \`730h\`.`,
  ],
  [
    "{ type: metric, metric: web.waiting, aggregate: p99, above: { high: 5 } }",
    `conflicting-keys ${at}.aggregate Write \`aggregate: avg\` or \`max\`, or send and declare a distribution.`,
  ],
  [
    "{ type: metric, metric: web.cache.hits, aggregate: p95, above: { high: 5 } }",
    `conflicting-keys ${at}.aggregate Write \`aggregate: avg\` or \`max\`, or send and declare a distribution.`,
  ],
])("refuses %s", (text, finding) => {
  expect(signal(text)).toEqual([finding]);
});

it("refuses percentiles of a gauge in objectives, too", () => {
  expect(
    said(
      "    objectives:\n      it: { type: time-slice, metric: web.waiting, aggregate: p99, below: 5, target: 99% }",
    )[0],
  ).toContain("conflicting-keys services.web.objectives.it.aggregate");
});

it.each([
  '{ type: logs, query: "x", over: 2d, above: { high: 1 } }',
  "{ type: forecast, metric: web.waiting, within: 12h, above: { high: 5 } }",
  "{ type: metric, metric: web.time, aggregate: p99, above: { high: 5s } }",
  "{ type: metric, metric: trace.http.request, aggregate: p99, above: { high: 5s } }",
])("takes %s", (text) => {
  expect(signal(text)).toEqual([]);
});
