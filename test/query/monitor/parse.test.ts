import { describe, expect, it } from "vitest";
import { parse, parseMonitorQuery, print } from "../../../query/monitor/index";
import { withoutSpans } from "../text/fuzz";

/** Monitor type, what is written, its canonical form where it differs, and the codes of its problems. */
const TABLE: [string, string, (string | undefined)?, string[]?][] = [
  ["log alert", 'logs("service:web status:error").index("*").rollup("count").by("host").last("5m") > 5'],
  [
    "log alert",
    'logs("a").index("main","web").rollup("cardinality", "@usr.id").by("a","b").last("1h") >= 5',
    'logs("a").index("main","web").rollup("cardinality", "@usr.id").by("a,b").last("1h") >= 5',
  ],
  ["log alert", 'logs("@name:\\"Refunded Order\\"").index("*").rollup("count").last("1h") > 30'],
  ["log alert", 'logs("").last("5m").rollup("count") > 5', 'logs("").rollup("count").last("5m") > 5'],
  ["log alert", 'logs("env:${var.env["x"]}").index("*").rollup("count").last("${var.window}") > ${var.critical}'],
  ["rum alert", 'rum("@type:error").last("5m") > 5'],
  ["event-v2 alert", 'events("source:nagios").rollup("count").by("host").last("10m") > 0'],
  [
    "error-tracking alert",
    'error-tracking("service:web").source("all").new().rollup("count").by("issue.id").last("1d") > 0',
  ],
  ["network-path alert", 'network-path("*").index("netpath-path").rollup("avg", "@e2e.latency").last("5m") > 5'],
  ["llm-observability alert", 'llm-observability("@x:y").rollup("count").last("1h") > 5'],
  ["log alert", 'formula("(query / query1) * 100").last("1d") > 10', 'formula("query / query1 * 100").last("1d") > 10'],
  ["query alert", 'formula("query1").rollup("sum").last("5m") > 124'],
  ["rum alert", 'formula("a - b").last("5m") > 124'],
  [
    "log alert",
    'formula("anomalies(query1, \\"basic\\", 2)").last("5m") >= 1',
    'formula("anomalies(query1, \'basic\', 2)").last("5m") >= 1',
  ],
  ["cost alert", 'formula("query1").last("30d").anomaly(direction="both", threshold=2) > 6'],
  ["cost alert", 'formula("q").current("1mo").forecast() > 6'],
  ["cost alert", 'formula("q").last("7d").change("relative", 10) > 6'],
  ["data-jobs alert", 'formula("failed_runs(run_query)").by(job_name,workspace_name).last(10d) > 0'],
  ["service check", '"ntp.in_sync".over("*").last(2).count_by_status()'],
  ["service check", '"custom.check".by("environment:foo").last(2).count_by_status()'],
  ["service check", '"x".over("env:prod","role:db").exclude("host:a").by("host").last(6).pct_by_status()'],
  ["service check", '"x".over${module.tags}.by("host").last(${var.n}).count_by_status()'],
  ["process alert", "processes('nginx').over('env:prod').by('host').rollup('count').last('10m') < 1"],
  ["slo alert", 'error_budget("abc").over("7d") > 75'],
  ["slo alert", 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4'],
  ["slo alert", 'burn_rate("${datadog_slo.x.id}").over("30d").long_window("1h").short_window("5m") > 14.4'],
  ["composite", "12345 && !67890"],
  ["composite", "(1 && 2) || 3"],
  ["composite", "1 && 2 || 3", "(1 && 2) || 3"],
  ["composite", "!(1||(2))", "!(1 || 2)"],
  ["composite", "49714524"],
  ["composite", "${a.id} && %{b}"],
  ["synthetics alert", "no_query"],
  ["query alert", "${var.query}"],
  [
    "event alert",
    "events('priority:all').rollup('count').last('5m') > 5",
    'events("priority:all").rollup("count").last("5m") > 5',
  ],
  // Problems.
  ["query alert", "  ", undefined, ["query-empty"]],
  ["log alert", "status:error", "()", ["query-missing-part"]],
  ["log alert", 'log("a").rollup("count").last("5m") > 5', undefined, ["query-unknown-source"]],
  [
    "log alert",
    'logs(\'a\').index("*").rollup("count").last("5m") > 5',
    'logs("a").index("*").rollup("count").last("5m") > 5',
    ["query-single-quotes"],
  ],
  ["log alert", 'logs("a").rolup("count").last("5m") > 5', 'logs("a").last("5m") > 5', ["query-unknown-method"]],
  [
    "log alert",
    'logs("a").rollup("count").rollup("count").last("5m") > 5',
    'logs("a").rollup("count").last("5m") > 5',
    ["query-repeated-part"],
  ],
  ["log alert", 'logs("a").rollup("p95", "@x").last("5m") > 5', undefined, ["query-arguments"]],
  [
    "log alert",
    'logs("a").rollup(count).last(5m) > 5',
    'logs("a").rollup("count").last("5m") > 5',
    ["query-missing-quotes"],
  ],
  ["log alert", 'logs("a").rollup("count") > 5', undefined, ["query-missing-part"]],
  ["log alert", 'logs("a").rollup("count").last("last_5m") > 5', 'logs("a").rollup("count") > 5', ["query-bad-window"]],
  ["log alert", 'logs("a).rollup("count").last("5m") > 5', "logs()", ["query-unclosed"]],
  ["rum alert", 'rum("a").index("*").rollup("count").last("5m") > 5'],
  ["error-tracking alert", 'error-tracking-rum("service:foo").rollup("count").by("@issue.id").last("1h") >= 1'],
  ["error-tracking alert", 'error-tracking-traces("*").impact().rollup("count").by("@issue.id").last("1h") >= 1'],
  ["event-v2 alert", 'events("a").rollup("cardinality", "@evt.id").current("1h") > 2345'],
  ["event-v2 alert", 'events("a").last("5m").current("1h") > 5', 'events("a").last("5m") > 5', ["query-repeated-part"]],
  ["rum alert", 'rum("a").new().last("5m") > 5', undefined, ["query-unknown-method"]],
  ["service check", '"gateway.up"${module.filter-tags.checks}.by("host").last(6).count_by_status()'],
  ["log alert", 'logs("a")${var.index}.rollup("count").last("5m") > 5'],
  [
    "error-tracking alert",
    'error-tracking("a").new().impact().last("5m") > 5',
    'error-tracking("a").new().last("5m") > 5',
    ["query-repeated-part"],
  ],
  [
    "log alert",
    'formula("query1 / ").last("5m") > 5',
    'formula("query1 / ").last("5m") > 5',
    ["query-missing-operand"],
  ],
  ["log alert", 'formula("query1 > 5").last("5m") > 5', 'formula("query1").last("5m") > 5', ["query-unexpected-text"]],
  ["log alert", 'formula("defualt_zero(query1)").last("5m") > 5', undefined, ["query-misspelt-function"]],
  ["service check", '"x".over("*").last(3)', undefined, ["query-missing-part"]],
  [
    "service check",
    '"x".over("*").last(3).count_by_status() > 3',
    '"x".over("*").last(3).count_by_status()',
    ["query-unexpected-text"],
  ],
  [
    "service check",
    '"x".over("*").last("3").count_by_status()',
    '"x".over("*").count_by_status()',
    ["query-arguments"],
  ],
  [
    "service check",
    'http.can_connect.over("env:prod").by("host").last(3).count_by_status()',
    '"http.can_connect".over("env:prod").by("host").last(3).count_by_status()',
    ["query-missing-quotes"],
  ],
  [
    "query alert",
    "avg(last_4h):anomalies(avg:a{*}, ‘basic’, 2) >= 1",
    "avg(last_4h):anomalies(avg:a{*}, 'basic', 2) >= 1",
    ["query-curly-quotes"],
  ],
  [
    "log alert",
    "logs(“status:error”).index(“*”).rollup(“count”).last(“5m”) > 5",
    'logs("status:error").index("*").rollup("count").last("5m") > 5',
    ["query-curly-quotes"],
  ],
  ["log alert", 'logs("said “no” to it’s").index("*").rollup("count").last("5m") > 5'],
  ["query alert", 'rate(http_requests_total{status="500"}[5m]) > 5', undefined, ["query-not-recognised"]],
  ["query alert", "sum(rate(http_requests_total[5m])) by (job) > 5", undefined, ["query-not-recognised"]],
  [
    "query alert",
    "avg(last_5m):avg:a{x:y / avg:b{x:y} > 9",
    "avg(last_5m):avg:a{x:y} / avg:b{x:y} > 9",
    ["query-unclosed"],
  ],
  ["composite", "1 & 2", "1 && 2", ["query-bad-comparator"]],
  ["composite", "1 and 2", "1 && 2", ["query-bad-comparator"]],
  ["composite", "1 &&", "1 && ", ["query-missing-operand"]],
  ["composite", "a && b", undefined, ["query-bad-value", "query-bad-value"]],
  ["composite", "(1 && 2", "1 && 2", ["query-unclosed"]],
  ["composite", "1 2", "1", ["query-unexpected-text"]],
  ["slo alert", 'error_budget("abc") > 75', undefined, ["query-missing-part"]],
  ["log alert", "avg(last_5m):avg:a{*} > 5", undefined, ["query-type-mismatch"]],
  ["query alert", 'logs("a").last("5m") > 5', undefined, ["query-type-mismatch"]],
  ["log alert", 'rum("a").last("5m") > 5', undefined, ["query-type-mismatch"]],
  ["logs alert", 'logs("a").last("5m") > 5', undefined, ["query-unknown-type"]],
];

describe("the parser of monitor queries", () => {
  it.each(TABLE)("reads a %s: %s", (type, text, canonical = text, codes = []) => {
    const { query, problems } = parseMonitorQuery(type, text);
    expect(print(query)).toBe(canonical);
    expect(problems.map((problem) => problem.code)).toEqual(codes);
    if (problems.length > 0) return;
    expect(withoutSpans(parseMonitorQuery(type, canonical).query)).toEqual(withoutSpans(query));
    expect(withoutSpans(parse(text).query)).toEqual(withoutSpans(query));
  });

  it("moves the problems of a search to where it stands in the query, escapes counted", () => {
    const text = 'logs("@a:\\"b\\" (c").rollup("count").last("5m") > 5';
    const { problems } = parseMonitorQuery("log alert", text);
    expect(problems.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
      ["search-unclosed-parenthesis", "("],
    ]);
  });

  it("moves the places of a formula with escaped quotes to where they stand", () => {
    const text = 'formula("anomalies(query1, \\"basic\\", 2) + query2").last("5m") >= 1';
    const { query } = parseMonitorQuery("log alert", text);
    if (query.type !== "formula-monitor" || query.expression?.type !== "binary") throw new Error("not a sum");
    const { left, right } = query.expression;
    expect(text.slice(left.span.start, left.span.end)).toBe('anomalies(query1, \\"basic\\", 2)');
    expect(text.slice(right.span.start, right.span.end)).toBe("query2");
  });
});

const GUESSES: [string, string, string[]?][] = [
  ["avg:system.load.1{*}", "metric-expressions"],
  ["avg:system.load.1{*} > 5", "metric-monitor", ["query-missing-window"]],
  ["sum(max:a{*} by {b,c}, {b})", "metric-expressions"],
  ["123 && 456", "composite"],
  ["no_query", "unread"],
  ["${var.query}", "unread"],
  ["$scope", "unread", ["query-not-recognised"]],
  ["source:web @duration:>5", "unread", ["query-not-recognised"]],
  ["", "unread", ["query-empty"]],
];

describe("the parser of any query", () => {
  it.each(GUESSES)("takes %s for a %s", (text, type, codes = []) => {
    const { query, problems } = parse(text);
    expect(query.type).toBe(type);
    expect(problems.map((problem) => problem.code)).toEqual(codes);
  });
});
