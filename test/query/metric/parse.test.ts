import { describe, expect, it } from "vitest";
import {
  parseMetricExpressions,
  parseMetricMonitor,
  printMetricExpressions,
  printMetricMonitor,
} from "../../../query/metric/index";
import type { SyntaxProblem } from "../../../query/text/index";
import { withoutSpans } from "../text/fuzz";

/** What is written (a monitor's query), its canonical form where it differs, and the codes of its problems. */
const MONITORS: [string, (string | undefined)?, string[]?][] = [
  ["avg(last_5m):avg:system.cpu.user{*} > 90"],
  [
    "avg(last_5m) : avg : system.cpu.user {*} by { host , env }>90",
    "avg(last_5m):avg:system.cpu.user{*} by {host,env} > 90",
  ],
  ["avg(last_5m):\n  avg:system.cpu.user{*}\n  > 90\n", "avg(last_5m):avg:system.cpu.user{*} > 90"],
  ["max(current_1h):avg:airflow.dag.task.ongoing_duration{*} by {dag_id,task_id} > 3600"],
  ["avg(current_1mo):avg:system.load.5{*} > 0.5"],
  ["max(next_12h):forecast(avg:a.b{*}, 'linear', 1, model='reactive', interval='30m', history='1mo') >= 500"],
  ["change(avg(last_5m),last_1h):avg:a.b{*} > 25"],
  ["change( min( last_1m ) , 5m_ago ):avg:a.b{*} > 25", "change(min(last_1m),5m_ago):avg:a.b{*} > 25"],
  ["pct_change(sum(last_30m),last_5m):sum:a.b{*}.as_count() > 10"],
  ["percentile(last_5m):p95:trace.web.request{env:prod} > 2"],
  ["avg(last_5m):p99.9:trace.web.request{env:prod} > 2"],
  ["avg(last_5m):count(v: v>=0.5):trace.web.request{env:prod}.as_rate() > 2"],
  ["avg(last_5m):rabbitmq.queue.consumers{*} by {host,rabbitmq_queue} < 1"],
  ["min(last_5m):count:infiniband.port_state{port_state:down} by {port,device} >= 1"],
  [
    "avg(last_5m):100 * avg:a{*} / ( avg:a{*} + avg:b{*} ) > 90",
    "avg(last_5m):100 * avg:a{*} / (avg:a{*} + avg:b{*}) > 90",
  ],
  ["avg(last_5m):((avg:a{*} - avg:b{*})) > 90", "avg(last_5m):avg:a{*} - avg:b{*} > 90"],
  ["avg(last_5m):avg:a{*} - (avg:b{*} - avg:c{*}) > 90"],
  ["avg(last_5m):avg:a{*} - (avg:b{*} + 1) * 2 > 90"],
  ["avg(last_5m):anomalies(+ avg:a{*}, 'basic', 2) >= 1", "avg(last_5m):anomalies(+avg:a{*}, 'basic', 2) >= 1"],
  ["avg(last_5m):-avg:a{*} < -5"],
  ["avg(last_5m):-(avg:a{*} + 1) < - 5", "avg(last_5m):-(avg:a{*} + 1) < -5"],
  ["avg(last_5m):avg:a{*} > +5", "avg(last_5m):avg:a{*} > 5"],
  ["avg(last_5m):avg:a{*} > 1e3", "avg(last_5m):avg:a{*} > 1000"],
  ["avg(last_5m):avg:a{*} > -0", "avg(last_5m):avg:a{*} > 0"],
  ["avg(last_5m):avg:a{*} != 1"],
  ["avg(last_5m):avg:a{*} > threshold"],
  [
    "max(last_5m):sum(max:a.b{x:y} by {c,d}.rollup(max, 60), { d }) > 1",
    "max(last_5m):sum(max:a.b{x:y} by {c,d}.rollup(max, 60), {d}) > 1",
  ],
  ["avg(last_5m):(avg:a{*} / avg:b{*}).rollup(max, 60) > 1"],
  ["avg(last_5m):(avg:a{*}.as_rate()).fill(zero, 60) > 1"],
  ["sum(last_5m):sum:a{*}.as_count().fill(zero, 0).rollup(sum, 300) > 1"],
  ["avg(last_5m):avg:a{*}.rollup(avg, daily, 'UTC') > 1"],
  [
    "avg(last_5m):top(avg:a{*} by {x}, 10, \"mean\", 'desc') > 1",
    "avg(last_5m):top(avg:a{*} by {x}, 10, 'mean', 'desc') > 1",
  ],
  ["avg(last_5m):cutoff_min(avg:a{*}, -0.1) < 604800"],
  ["avg(last_5m):avg:org.eclipse.ServletContextHandler.5xx_responses{example,framework:chronos} > 5"],
  [
    "avg(last_5m):avg:a{path:/mnt/data, measure:percent ,func:*ctr*} > 90",
    "avg(last_5m):avg:a{path:/mnt/data,measure:percent,func:*ctr*} > 90",
  ],
  ["avg(last_5m):avg:a{!gateway:none,!stop_cause:*} > 5"],
  ["avg(last_5m):avg:a{phase:abort or phase:error} > 5", "avg(last_5m):avg:a{phase:abort OR phase:error} > 5"],
  ["avg(last_5m):avg:a{(code:4* OR code:5*) AND NOT env:dev} > 5"],
  ["avg(last_5m):avg:a{NOT (code:4* OR code:5*)} > 5"],
  [
    "avg(last_5m):avg:a{kind IN (pod, node) AND zone not in (x)} > 5",
    "avg(last_5m):avg:a{kind IN (pod,node) AND zone NOT IN (x)} > 5",
  ],
  ["avg(last_5m):avg:a{pod_name: web-*} > 5", "avg(last_5m):avg:a{pod_name:web-*} > 5"],
  ['avg(last_5m):avg:a{name:"two words",b:c} > 5'],
  ["avg(last_5m):avg:a{!provider:} by {topic-partition,host.name} > 5"],
  ["avg(last_5m):avg:a{c:d:e} > 5"],
  // Placeholders of other tools.
  ["${var.agg}(${var.window}):${var.query} > ${var.critical}"],
  ["avg(last_${var.minutes}m):avg:a{env:${var.env},${var.more}} by {${var.key}} > 5"],
  ["avg(last_5m):avg:a${module.filter.query} by {host}.as_count() > ${var.x * 2}"],
  ["avg(last_5m):default(avg:a${module.filter.query}.as_count(), 0) * ${var.k} > 5"],
  ["avg(last_5m):anomalies(avg:a{*}, '${var.algorithm}', ${var.bounds}, direction='${var.d}') >= 1"],
  ['avg(last_5m):avg:a{%{ if var.x != "}" }env:a,%{ endif }b:c} > 5'],
  ["${local.query} > 5"],
  ["avg(last_5m):${local.rest}"],
  // Problems.
  ["avg(last_5m) avg:a{*} > 90", "avg(last_5m):avg:a{*} > 90", ["query-missing-colon"]],
  ["avg:a{*} > 90", "avg:a{*} > 90", ["query-missing-window"]],
  ["avg(5m):avg:a{*} > 90", "avg():avg:a{*} > 90", ["query-bad-window"]],
  ["avg(last_0m):avg:a{*} > 90", "avg():avg:a{*} > 90", ["query-bad-window"]],
  ["avg(last 5m):avg:a{*} > 90", "avg():avg:a{*} > 90", ["query-bad-window"]],
  ["mean(last_5m):avg:a{*} > 90", undefined, ["query-unknown-aggregator"]],
  ["avg(last_5m):mean:a{*} > 90", undefined, ["query-unknown-aggregator"]],
  ["avg(last_5m):p95th:a{*} > 90", undefined, ["query-unknown-aggregator"]],
  ["change(avg(last_5m)):avg:a{*} > 5", "change(avg(last_5m),):avg:a{*} > 5", ["query-missing-comma"]],
  ["avg(last_5m):avg:a > 90", undefined, ["query-missing-scope"]],
  ["avg(last_5m):abs(avg:a) > 90", undefined, ["query-missing-scope"]],
  ["avg(last_5m):avg:a{} > 90", "avg(last_5m):avg:a{*} > 90", ["query-empty-scope"]],
  ["avg(last_5m):avg:a{x:y by {h} > 9", "avg(last_5m):avg:a{x:y} by {h} > 9", ["query-unclosed"]],
  ["avg(last_5m):avg:a{x:y > 9", "avg(last_5m):avg:a{x:y} > 9", ["query-unclosed"]],
  ["avg(last_5m):avg:a{x:y.as_count() > 9", "avg(last_5m):avg:a{x:y}.as_count() > 9", ["query-unclosed"]],
  ["avg(last_5m):avg:a{x:y,} > 9", "avg(last_5m):avg:a{x:y} > 9", ["query-bad-scope"]],
  ["avg(last_5m):avg:a{x:y z:w} > 9", "avg(last_5m):avg:a{x:y,z:w} > 9", ["query-bad-scope"]],
  ["avg(last_5m):avg:a{x:y AND !z:w} > 9", undefined, ["query-mixed-scope"]],
  ["avg(last_5m):avg:a{x:y, NOT z:w} > 9", "avg(last_5m):avg:a{x:y,NOT z:w} > 9", ["query-mixed-scope"]],
  ["avg(last_5m):avg:a{x:y And z:w} > 9", "avg(last_5m):avg:a{x:y AND z:w} > 9", ["query-keyword-case"]],
  ["avg(last_5m):(avg:a{*} / avg:b{*} > 9", "avg(last_5m):avg:a{*} / avg:b{*} > 9", ["query-unclosed"]],
  ["avg(last_5m):avg:a{*} / > 9", "avg(last_5m):avg:a{*} /  > 9", ["query-missing-operand"]],
  ["avg(last_5m):avg:a{*} avg:b{*} > 9", "avg(last_5m):avg:a{*} > 9", ["query-missing-operator"]],
  ["avg(last_5m):avg:a{*}} > 9", "avg(last_5m):avg:a{*} > 9", ["query-unexpected-text"]],
  ["avg(last_5m):avg:a{*} by host,env > 9", "avg(last_5m):avg:a{*} by {host,env} > 9", ["query-group-braces"]],
  [
    "avg(last_5m):avg:a{*}.as_rate() by {host} > 9",
    "avg(last_5m):avg:a{*} by {host}.as_rate() > 9",
    ["query-modifier-order"],
  ],
  ["avg(last_5m):avg:a{*}.as_coutn() > 9", undefined, ["query-misspelt-function"]],
  ["avg(last_5m):avg:a{*}.as_count > 9", "avg(last_5m):avg:a{*}.as_count() > 9", ["query-arguments"]],
  ["avg(last_5m):avg:a{*}.rollup(mean, 60) > 9", undefined, ["query-arguments"]],
  ["avg(last_5m):avg:a{*}.rollup(avg, 5m) > 9", "avg(last_5m):avg:a{*}.rollup(avg, 5) > 9", ["query-bad-number"]],
  ["avg(last_5m):clmap_max(avg:a{*}, 1) > 9", undefined, ["query-misspelt-function"]],
  ["avg(last_5m):zorg(avg:a{*}, 1) > 9", undefined, ["query-unknown-function"]],
  ["avg(last_5m):clamp_max(avg:a{*}) > 9", undefined, ["query-arguments"]],
  ["avg(last_5m):clamp_max(avg:a{*}, 'x') > 9", undefined, ["query-arguments"]],
  ["avg(last_5m):anomalies(avg:a{*}, basic, 2) >= 1", undefined, ["query-missing-quotes"]],
  [
    "avg(last_5m):anomalies(avg:a{*} 'basic', 2) >= 1",
    "avg(last_5m):anomalies(avg:a{*}, 'basic', 2) >= 1",
    ["query-missing-comma"],
  ],
  ["avg(last_5m):anomalies(avg:a{*}, 'basic', 2, directoin='above') >= 1", undefined, ["query-unknown-keyword"]],
  ["avg(last_5m):avg:a{*}", undefined, ["query-missing-comparison"]],
  ["avg(last_5m):avg:a{*} >", "avg(last_5m):avg:a{*} > ", ["query-missing-threshold"]],
  ["avg(last_5m):avg:a{*} => 5", "avg(last_5m):avg:a{*} >= 5", ["query-bad-comparator"]],
  ["avg(last_5m):avg:a{*} = 5", "avg(last_5m):avg:a{*} == 5", ["query-bad-comparator"]],
  ["avg(last_5m):avg:a{*} ≥ 5", "avg(last_5m):avg:a{*} >= 5", ["query-bad-comparator"]],
  ["avg(last_5m):avg:a{*} > 5k", "avg(last_5m):avg:a{*} > 5", ["query-bad-number"]],
  ["avg(last_5m):avg:a{*} > 5%", "avg(last_5m):avg:a{*} > 5", ["query-unexpected-text"]],
  ["avg(last_5m):avg:a{*} > 1,000", "avg(last_5m):avg:a{*} > 1", ["query-unexpected-text"]],
  ["avg(last_5m):avg:a{*} > .5", "avg(last_5m):avg:a{*} > 0.5", ["query-leading-zero"]],
  ["avg(last_5m):5xx.count{*} > 5", undefined, ["query-metric-name"]],
  ["avg(last_5m):avg:größe{*} > 5", undefined, ["query-metric-name"]],
  [
    "avg(5m) avg:a{x:y AND !z} by host => 5%",
    "avg():avg:a{x:y AND !z} by {host} >= 5",
    [
      "query-bad-window",
      "query-missing-colon",
      "query-mixed-scope",
      "query-group-braces",
      "query-bad-comparator",
      "query-unexpected-text",
    ],
  ],
];

describe("the parser of metric monitors", () => {
  it.each(MONITORS)("reads %s", (text, canonical = text, codes = []) => {
    const problems: SyntaxProblem[] = [];
    const tree = parseMetricMonitor(text, problems);
    expect(printMetricMonitor(tree)).toBe(canonical);
    expect(problems.sort((a, b) => a.span.start - b.span.start).map((problem) => problem.code)).toEqual(codes);
    if (problems.length === 0) expect(withoutSpans(parseMetricMonitor(canonical))).toEqual(withoutSpans(tree));
  });

  it("gives every node the place of its text", () => {
    const text = "avg(last_5m):(sum:a.b{env:prod} by {host}.as_count() / 2) * 100 > 5";
    const tree = parseMetricMonitor(text);
    const shown = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    expect(shown(tree.span)).toBe(text);
    expect(tree.head && shown(tree.head.span)).toBe("avg(last_5m)");
    expect(shown(tree.condition.span)).toBe("> 5");
    const product = tree.expression;
    if (product.type !== "binary" || product.left.type !== "binary") throw new Error("not a product of a quotient");
    const series = product.left.left;
    if (series.type !== "series" || series.scope?.type !== "scope") throw new Error("not a series");
    expect(shown(series.span)).toBe("sum:a.b{env:prod} by {host}.as_count()");
    expect(shown(series.metric.span)).toBe("a.b");
    expect(shown(series.scope.span)).toBe("{env:prod}");
    expect(shown(series.scope.filter.span)).toBe("env:prod");
    expect(series.by && shown(series.by.span)).toBe("{host}");
    expect(series.modifiers.map((modifier) => shown(modifier.span))).toEqual([".as_count()"]);
  });

  it("binds `*` and `/` first and everything from left to right", () => {
    const tree = parseMetricMonitor("avg(last_5m):1 - 2 - 3 / 4 * 5 > 0").expression;
    const number = (value: number) => ({ type: "number", value });
    const binary = (op: string, left: unknown, right: unknown) => ({ type: "binary", op, left, right });
    expect(withoutSpans(tree)).toEqual(
      binary("-", binary("-", number(1), number(2)), binary("*", binary("/", number(3), number(4)), number(5))),
    );
  });

  it("says once that a query nests too deep, and stops", () => {
    const problems: SyntaxProblem[] = [];
    parseMetricMonitor(`avg(last_5m):${"(".repeat(500)}avg:a{*}${")".repeat(500)} > 1`, problems);
    expect(problems.filter((problem) => problem.code === "query-too-deep")).toHaveLength(1);
  });

  it("says once that a query has too many operators", () => {
    const problems: SyntaxProblem[] = [];
    parseMetricMonitor(`avg(last_5m):avg:a{*}${" + 1".repeat(2000)} > 1`, problems);
    expect(problems.map((problem) => problem.code)).toEqual(["query-too-long", "query-missing-comparison"]);
  });

  it("stops after fifty problems", () => {
    const problems: SyntaxProblem[] = [];
    parseMetricMonitor(`avg(last_5m):${"avg:a{} + ".repeat(300)}1 > 1`, problems);
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)?.code).toBe("query-too-many-problems");
  });
});

const DASHBOARDS: [string, (string | undefined)?, string[]?][] = [
  ["avg:system.load.1{$scope,$host}"],
  ["sum:a{*}/sum:b{*}", "sum:a{*} / sum:b{*}"],
  ["avg:a{*} by {q}, avg:b{*}", "avg:a{*} by {q}, avg:b{*}"],
  ["100*(sum:a{$scope}/timeshift(sum:a{$scope}, -300))", "100 * (sum:a{$scope} / timeshift(sum:a{$scope}, -300))"],
  ["avg:a{job:$user.value,!x:*}.fill(null)"],
  ["avg:a{b:c or d:e,$env}", "avg:a{b:c OR d:e,$env}", ["query-mixed-scope"]],
  ["histogram:a{*}"],
  ["avg:a{*} > 5", "avg:a{*}", ["query-unexpected-text"]],
];

describe("a wrong comparator", () => {
  it.each([
    ["=>", ">="],
    ["≤", "<="],
    ["<>", "!="],
    // `== 90` would be accepted and never be true of an average.
    ["=", undefined],
    ["===", undefined],
  ])("%s is mended only where the result can be what was meant", (written, text) => {
    const problems: SyntaxProblem[] = [];
    parseMetricMonitor(`avg(last_5m):avg:a{*} ${written} 90`, problems);
    expect(problems.map(({ code, fix }) => [code, fix?.text])).toEqual([["query-bad-comparator", text]]);
  });
});

describe("the parser of dashboard queries", () => {
  it.each(DASHBOARDS)("reads %s", (text, canonical = text, codes = []) => {
    const problems: SyntaxProblem[] = [];
    const tree = parseMetricExpressions(text, problems);
    expect(printMetricExpressions(tree)).toBe(canonical);
    expect(problems.map((problem) => problem.code)).toEqual(codes);
  });

  it("only warns of mixed scopes, which dashboards draw all the same", () => {
    const problems: SyntaxProblem[] = [];
    parseMetricExpressions("avg:a{b:c or d:e,$env}", problems);
    expect(problems.map((problem) => problem.severity)).toEqual(["warning"]);
  });
});
