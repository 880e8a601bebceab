import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CheckedCatalog, checkCatalog, checkFiles } from "../../model/index";
import { baseTexts, bytesOf } from "./files";

/** The base catalog with a second file, its findings as `code file:line:column`. */
function check(more: string): CheckedCatalog {
  return checkFiles(bytesOf(new Map([...baseTexts(), ["more.yaml", more]])));
}

function places({ diagnostics }: CheckedCatalog): string[] {
  const own = diagnostics.filter(({ file }) => file === "catalog/more.yaml");
  return own.map(({ code, file, line, column, endColumn }) => `${code} ${file}:${line}:${column}-${endColumn}`);
}

const service = (lines: string) => `services:
  raw:
    system: shop
${lines.replace(/^/gm, "    ")}
`;

describe("a finding stands at the part of the catalog that caused it", () => {
  it.each([
    {
      name: "inside a raw query, though words are filled in before it",
      more: service(`monitors:
  a: { type: query, unit: percent, query: "avg(last_5m):avg:system.cpu.user{\${scope}} + abs(", above: { high: 90% } }`),
      found: ["query-arguments catalog/more.yaml:5:47-98", "query-unclosed catalog/more.yaml:5:96-97"],
    },
    {
      name: "at the unit that is not the one of the query's arithmetic",
      more: service(`monitors:
  a: { type: query, unit: second, query: "avg(last_5m):avg:trace.http.request{\${scope}} * 1000", above: { high: 2s } }`),
      found: ["wrong-unit catalog/more.yaml:5:31-37"],
    },
    {
      name: "inside a search",
      more: service(`monitors:
  a: { type: logs, query: "status:error and (b OR c)", above: { high: 5 } }`),
      found: ["search-lower-case-operator catalog/more.yaml:5:45-48"],
    },
    {
      name: "at the threshold",
      more: service(`monitors:
  a:
    type: query
    unit: fraction
    query: "sum(last_5m):sum:a{\${scope}}.as_count() / (sum:a{\${scope}}.as_count() + sum:b{\${scope}}.as_count())"
    above: { high: 190% }`),
      found: ["unguarded-division catalog/more.yaml:8:16-117", "unreachable-threshold catalog/more.yaml:9:24-28"],
    },
    {
      name: "at the detection rule whose condition names no search",
      more: service(`security:
  a:
    title: Logins
    summary: Many logins
    queries:
      failed: { query: "status:error" }
    cases:
      - { status: info, when: "faild > 3" }`),
      found: ["detection-query-name catalog/more.yaml:11:35-46"],
    },
    {
      name: "at the window",
      more: service(`monitors:
  a: { type: metric, metric: system.load.1, over: 30d, above: { high: 5 } }
  b: { type: logs, query: status:error, over: 2d, above: { high: 5 } }`),
      found: ["slow-evaluation catalog/more.yaml:5:55-58", "slow-evaluation catalog/more.yaml:6:51-53"],
    },
    {
      name: "and nowhere of CPU shown in cores",
      more: service(`monitors:
  a: { type: metric, metric: kubernetes.cpu.usage.total, above: { high: 2.5core } }
  b: { type: metric, metric: shop.cpu, unit: millicore, above: { high: 500millicore } }
  c: { type: metric, metric: system.cpu.user, above: { high: 0.9% } }`),
      found: [],
    },
    {
      name: "at the length of a detection rule",
      more: service(`security:
  a: { title: Logins, summary: Many., query: "status:error", above: { info: 3 }, over: 2h, keepAlive: 1h }`),
      found: ["detection-durations catalog/more.yaml:5:107-109"],
    },
    {
      name: "at the metric of a signal without a query",
      more: service(`monitors:
  a:
    type: ratio
    numerator: trace.http.request.errors
    denominator: trace.http.request.hits
    above: { high: 5% }`),
      found: ["unguarded-division catalog/more.yaml:8:22-45"],
    },
    {
      name: "in what is suppressed, told and hidden",
      more: service(`suppressions:
  known: { reason: R., until: 2999-01-01, ruleSearch: "source:x", signals: "(@a:b" }
signalNotifications:
  more: { severities: [high], where: "@a:b OR" }
logs:
  scanner: { mails: { standard: email, filter: "(@c:d" } }`),
      found: [
        "search-unclosed-parenthesis catalog/more.yaml:5:81-82",
        "search-missing-operand catalog/more.yaml:7:50-50",
        "search-unclosed-parenthesis catalog/more.yaml:9:53-54",
      ],
    },
    {
      name: "in a detection rule",
      more: service(`security:
  a:
    title: Guessing
    summary: Somebody guesses passwords.
    query: "@evt:(login AND"
    by: ["@ip"]
    above: { high: 10 }
    over: 5min`),
      found: [
        "search-unclosed-parenthesis catalog/more.yaml:8:22-23",
        "search-missing-operand catalog/more.yaml:8:29-32",
      ],
    },
    {
      name: "in a dashboard",
      more: service(`dashboards:
  a:
    title: A
    description: Numbers.
    groups:
      - title: Now
        widgets:
          - { type: value, title: T, queries: { q: { query: "avg:system.cpu.user{\${scope}" } } }`),
      found: ["query-unclosed catalog/more.yaml:11:85-86"],
    },
  ])("$name", ({ more, found }) => {
    expect(places(check(more))).toEqual(found);
  });
});

describe("waivers", () => {
  const silent = (waivers: string) =>
    service(`monitors:
  silent:
    type: logs
    query: status:ok
    over: 1d
    below: { high: 1 }
    noData: zero
    waivers: ${waivers}`);

  it("accept a finding until their day, in every environment", () => {
    const waived = check(silent("[{ rule: slow-evaluation, reason: Fine., until: 2999-01-01 }]"));
    expect(places(waived)).toEqual([]);
    expect(waived.specs.length).toBeGreaterThan(0);
  });

  it("accept nothing of another rule", () => {
    const found = check(silent("[{ rule: short-window, reason: Fine., until: 2999-01-01 }]"));
    expect(places(found).map((place) => place.split(" ")[0])).toEqual(["slow-evaluation", "waiver-unused"]);
    expect(found.specs).toEqual([]);
  });

  it("hold on their last day and not after it", () => {
    const dir = mkdtempSync(join(tmpdir(), "watchbill-waivers-"));
    try {
      for (const [name, text] of baseTexts()) writeFileSync(join(dir, name), text);
      writeFileSync(join(dir, "more.yaml"), silent("[{ rule: slow-evaluation, reason: Fine., until: 2026-12-31 }]"));
      const on = (today: string) =>
        checkCatalog(dir, { cwd: dir, today })
          .diagnostics.filter(({ file }) => file === "more.yaml")
          .map(({ code }) => code);
      expect(on("2026-12-31")).toEqual([]);
      expect(on("2027-01-01")).toEqual(["slow-evaluation", "waiver-expired"]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("of a pack are one waiver, used when any of its services needs it", () => {
    const pack = (min: string) => `packs:
  quiet:
    description: Quiet.
    monitors:
      quiet:
        type: ratio
        numerator: trace.http.request.errors
        denominator: trace.http.request.hits
        above: { high: 5% }
        waivers: [{ rule: unguarded-division, reason: Fine., until: 2999-01-01 }]
services:
  one: { system: shop, packs: [quiet], monitors: { quiet: { minimum: 1/min } } }
  two: { system: shop, packs: [quiet]${min} }
`;
    expect(places(check(pack("")))).toEqual([]);
    expect(places(check(pack(", monitors: { quiet: { minimum: 1/min } }")))).toEqual([
      "waiver-unused catalog/more.yaml:10:27-45",
    ]);
  });

  it("accept that a query is one for all environments", () => {
    const raw = (waivers: string) =>
      service(`monitors:
  bill: { type: query, unit: percent, query: "avg(last_5m):avg:acme.used{*} by {account}", above: { high: 90% }${waivers} }`);
    expect(places(check(raw(""))).map((place) => place.split(" ")[0])).toEqual(["query-everywhere"]);
    // A filter of one's own is enough, where it names the environment.
    expect(places(check(raw("").replace("{*}", "{service:other,env:${env}}")))).toEqual([]);
    const waiver = ", waivers: [{ rule: query-everywhere, reason: One bill., until: 2999-01-01 }]";
    expect(places(check(raw(waiver)))).toEqual([]);
  });

  it("accept nothing that a parser says", () => {
    const broken = service(`monitors:
  a:
    type: logs
    query: "status:(error"
    above: { high: 5 }
    waivers: [{ rule: search-unclosed-parenthesis, reason: Fine., until: 2999-01-01 }]`);
    expect(places(check(broken)).map((place) => place.split(" ")[0])).toEqual([
      "search-unclosed-parenthesis",
      "unknown-rule",
    ]);
  });

  it("need a rule, a reason and a day", () => {
    const found = check(silent("[{ rule: slow-evaluation, until: tomorrow }]"));
    expect(places(found).map((place) => place.split(" ")[0])).toEqual(["missing-key", "bad-date"]);
  });
});

it("says how many checks could not be made, and makes them when the metric is known", () => {
  const more = service(`monitors:
  a: { type: query, unit: percent, query: "avg(last_5m):avg:acme.fill{\${scope}}", above: { high: 90% } }`);
  const before = check(more);
  const after = check(`${more}metrics:\n  acme.fill: { unit: percent, type: gauge }\n`);
  expect(places(before)).toEqual([]);
  expect(before.notChecked).toBeGreaterThan(after.notChecked);
  expect(after.notChecked).toBeGreaterThanOrEqual(0);
});

it("reads the account's own metrics from metrics.tsv beside the catalog", () => {
  const dir = mkdtempSync(join(tmpdir(), "watchbill-metrics-"));
  try {
    for (const [name, text] of baseTexts()) writeFileSync(join(dir, name), text);
    writeFileSync(
      join(dir, "more.yaml"),
      service(`monitors:
  a: { type: query, unit: count, query: "sum(last_5m):sum:acme.load{\${scope}}.as_count()", above: { high: 90 } }`),
    );
    const codes = () =>
      checkCatalog(dir, { cwd: dir })
        .diagnostics.filter(({ file }) => file !== "shop.yaml")
        .map(({ code, file }) => `${code} ${file}`);
    expect(codes()).toEqual([]);
    writeFileSync(join(dir, "metrics.tsv"), "metric\ttype\tunit\nacme.load\tgauge\tpercent\n");
    expect(codes()).toContain("as-count-on-gauge more.yaml");
    writeFileSync(join(dir, "metrics.tsv"), "no table at all");
    expect(codes()).toEqual(["bad-metrics-file metrics.tsv"]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

it("finds each mistake once, however many environments and services show it", () => {
  const found = check(`packs:
  broken:
    description: Broken.
    monitors:
      a: { type: logs, query: "status:(error", above: { high: 5 } }
services:
  one: { system: shop, packs: [broken] }
  two: { system: shop, packs: [broken] }
`);
  expect(places(found)).toEqual(["search-unclosed-parenthesis catalog/more.yaml:5:39-40"]);
});

it("reads the queries of objectives over slices of time", () => {
  const more = service(`objectives:
  fast:
    type: time-slice
    metric: trace.http.request
    aggregate: p95
    below: 2s
    where: "resource_name:(a OR b"
    target: 99%`);
  expect(check(more).diagnostics.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
  const right = check(more.replace('"resource_name:(a OR b"', '"resource_name:a"'));
  expect(places(right)).toEqual([]);
  expect(right.specs.some(({ kind, body }) => kind === "datadog/slo" && body.sliSpecification !== undefined)).toBe(
    true,
  );
});

it.each([
  ["{ type: anomaly, counted: true, metric: acme.fill, atLeast: { high: 50% } }", "Write `counted: false`."],
  ["{ type: count, metric: acme.fill, above: { high: 5 } }", "Use `type: metric`, which looks at values."],
])("says in the catalog's words how not to count a gauge: %s", (signal, hint) => {
  const { diagnostics } = check(
    `${service(`monitors:\n  a: ${signal}`)}metrics:\n  acme.fill: { unit: event, type: gauge }\n`,
  );
  expect(diagnostics.filter(({ code }) => code === "as-count-on-gauge").map((one) => one.hint)).toEqual([hint]);
});

it("sees a letter that is missing in one of the catalog's own metrics", () => {
  const hints = (metric: string) =>
    check(
      `${service(`monitors:\n  a: { type: metric, metric: ${metric}, unit: event, above: { high: 5 } }`)}metrics:\n  acme.labels.waiting: { unit: event, type: gauge }\n`,
    )
      .diagnostics.filter(({ code }) => code === "unknown-metric")
      .map((one) => one.hint);
  expect(hints("acme.labels.waitng")).toEqual(["Did you mean `acme.labels.waiting`?"]);
  expect(hints("acme.labels.waiting")).toEqual([]);
  expect(hints("acme.labels.printed")).toEqual([]);
});

it("tells a mistake of a rule's search at the rule alone, not at what shows it", () => {
  const found = check(
    service(`security:
  scans: { title: Scans, summary: Scans., query: "@a:b (x", above: { high: 1 } }
dashboards:
  it: { title: A, groups: [{ title: B, widgets: [{ type: rule, rule: scans }] }] }`),
  );
  expect(places(found)).toEqual([expect.stringMatching(/^search-unclosed-parenthesis catalog\/more\.yaml:5:/)]);
});
