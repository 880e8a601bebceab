/** What a finding advises must be what was meant, where it is to be written. */

import { expect, it } from "vitest";
import { loadFiles } from "../../model/load/load-catalog";
import { resolveAll } from "../../model/resolve/environment";
import { compileService, ORGANISATION } from "./compile/compile-yaml";

const PACK = `
packs:
  web:
    description: A web server.
    monitors:
      busy: { type: metric, metric: web.x, unit: count, above: { high: 500, medium: 300 } }
`;
const objective = (rest: string) =>
  `    objectives:\n      it: { type: ratio, good: web.a, total: web.b, target: 99%, ${rest} }`;
const widget = (rest: string) =>
  `    dashboards:\n      it: { title: A, groups: [{ title: B, widgets: [{ ${rest} }] }] }`;

it.each([
  [objective("requests: 0/min"), "`0/min` is no traffic", "Write what comes in the quiet hours, e.g. `50/min`"],
  [
    objective("budgets: { all: { severity: high, used: 0% } }"),
    "`0%` is no part of a budget",
    "Write more than `0%` and at most `100%`",
  ],
  [widget('type: note, text: "x", width: 13'), "`13` is not one of", "Did you mean `12`?"],
  [
    "    packs: [web]\n    monitors:\n      busy: { noData: ignore }",
    "`ignore` is not one of `alert`, `show`, `ok`, `keep` or `zero`",
    "Write `alert`, `show`, `ok`, `keep` or `zero`.",
  ],
  [widget("type: graph"), "`graph` is nothing that could stand here", "Write `signal`, `objective`, "],
  ["    dashboards: off", "`dashboards` holds what you write yourself", "write `dashboard: false`"],
  ["    dashboards: false", "`dashboards` holds what you write yourself", "write `dashboard: false`"],
  ["    packs: [web, web]", "the pack `web` is used already", "Take it out; to watch a second thing alike"],
])("%s", (fields, message, hint) => {
  const { diagnostics } = compileService(fields, PACK);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]!.message).toContain(message);
  expect(diagnostics[0]!.hint).toContain(hint);
});

it("points at the share of a budget itself", () => {
  const fields = objective("budgets: { all: { severity: high, used: 0% } }");
  const [found] = compileService(fields).diagnostics;
  expect(found!.column).toBe(fields.split("\n")[1]!.indexOf("0%") + 1);
});

it("tells a service that takes all lines away how to be rid of the alert, at its own line", () => {
  const fields = "    packs: [web]\n    monitors:\n      busy: { above: { high: none, medium: none } }";
  const { diagnostics } = compileService(fields, PACK);
  expect(diagnostics.map(({ code, file, column }) => [code, file, column])).toEqual([
    ["empty-list", "catalog.yaml", "      busy: { ".length + 1],
  ]);
  expect(diagnostics[0]!.hint).toContain("`enabled: false`");
});

it("says nothing of a service that only lacks what a broken file holds", () => {
  const standards = /severities:[\s\S]*?(?=retentionClasses:)/.exec(ORGANISATION)![0];
  const files = {
    "organisation.yaml": ORGANISATION.replace(standards, ""),
    "standards.yaml": `${standards}  - x: [\n`,
    "web.yaml": `services:
  web:
    system: shop
    objectives:
      good: { type: ratio, good: web.good, total: web.all, target: 99.9%, alerts: standard }
`,
  };
  const { catalog, diagnostics } = loadFiles(
    Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) })),
  );
  expect(diagnostics.map(({ file }) => file)).toContain("standards.yaml");
  const all = [...diagnostics, ...resolveAll(catalog).diagnostics];
  expect(all.filter(({ file }) => file !== "standards.yaml")).toEqual([]);
});

it.each([
  ["*:error", "Search the message, `error`"],
  ["status:error -(*:timeout)", "Search the message, `timeout`"],
  ['service:a *:"out of memory"', 'Search the message, `"out of memory"`, or an attribute'],
])("refuses a stream's filter that no index can have: %s", (filter, hint) => {
  const stream = (text: string) => `    logs: { streams: { all: { class: short, filter: '${text}' } } }`;
  const found = compileService(stream(filter)).diagnostics;
  expect(found.map(({ code, path }) => [code, path])).toEqual([["bad-filter", "services.web.logs.streams.all.filter"]]);
  expect(found[0]!.hint).toContain(hint);
  expect(compileService(stream('status:error "*:a" *')).diagnostics).toEqual([]);
});

it("says which of the usual alerts is left out", () => {
  const objective = "type: ratio, good: web.good, total: web.all, target: 90%, alerts: standard";
  const said = (more: string) =>
    compileService(`    objectives:\n      it: { ${objective}${more} }`).diagnostics.map(
      ({ code, severity, path, message }) => [code, severity, path, message],
    );
  expect(said("")).toEqual([
    [
      "left-out",
      "info",
      "services.web.objectives.it.alerts",
      "of the usual alerts `fast` is left out: with a target of `90%` nothing burns faster than 10, and it needs 14.4",
    ],
  ]);
  expect(said(", burnRates: { fast: { enabled: false } }")).toEqual([]);
});

it.each([
  ['"@network.client.ip"', '["@network.client.ip"]'],
  ['"@a, host"', '["@a", host]'],
  ["host", "[host]"],
])("writes a list that YAML can read, and blames nobody who names the rule: by: %s", (by, list) => {
  const { diagnostics } = compileService(`    security:
      scans: { title: Scans, summary: Scans., query: "@a:b", by: ${by}, above: { high: 1 } }
    suppressions:
      known: { reason: Known., rules: [scans], events: "@usr.id:scanner", until: 2027-01-01 }
    dashboards:
      it: { title: A, groups: [{ title: B, widgets: [{ type: rule, rule: scans }] }] }`);
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([["wrong-type", `Write a list: \`${list}\`.`]]);
});

it.each([
  ["    monitors:\n      a: { type: metric, metric: web.latency, above: 1s }", "Write a map such as `{ high: 1s }`."],
  [
    "    monitors:\n      a: { type: heartbeat, metric: web.latency, over: 1h, severity: high }",
    "Did you mean `silentFor`?",
  ],
  ["    monitors:\n      a: { type: metric, metric: web.cost, unit: USD, above: { high: 5USD } }", "Write `dollar`."],
  [
    "    monitors:\n      a: { type: metric, metric: web.cost, unit: ms, above: { high: 5ms } }",
    "Write `millisecond`.",
  ],
])("knows what is written elsewhere: %s", (fields, hint) => {
  expect(compileService(fields).diagnostics.map((one) => one.hint)).toEqual([hint]);
});

it("knows a city with a letter that is missing", () => {
  const { diagnostics } = compileService("", undefined, ORGANISATION.replace("Europe/London", "Europe/Londn"));
  expect(diagnostics[0]!.hint).toBe("Did you mean `Europe/London`?");
});

it.each([
  ["bucket: acme-long", "bucket: Example_Logs", "bad-name", "have lower-case letters, digits, points and hyphens"],
  ["bucket: acme-long", 'bucket: "a"', "bad-name", "at least three in all"],
  ['"123456789012"', '"12345"', "bad-name", 'Write its twelve digits in quotes: `"123456789012"`'],
  ['"123456789012"', "012345678901", "wrong-type", '`"012345678901"`'],
])("refuses an archive that could not be made, with one finding: %s as %s", (from, to, code, hint) => {
  const { diagnostics } = compileService("", undefined, ORGANISATION.replace(from, to));
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  expect(diagnostics[0]!.hint).toContain(hint);
});
