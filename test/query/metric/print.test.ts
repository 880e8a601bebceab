import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Argument,
  type Expression,
  type Filter,
  type MetricMonitor,
  parseMetricMonitor,
  printMetricMonitor,
  type Series,
} from "../../../query/metric/index";
import type { SyntaxProblem } from "../../../query/text/index";
import { withoutSpans } from "../text/fuzz";

const span = { start: 0, end: 0 };
const word = (text: string) => ({ type: "word" as const, text, span });

const name = fc.constantFrom("system.cpu.user", "a", "trace.web.request.hits", "b_c.d1", "x.5xx");
const key = fc.constantFrom("env", "host", "kube_cluster-name", "host.name", "topic/part");
const value = fc.constantFrom("prod", "web-*", "*x*", "", "c:d", "${var.x}", "$v.value", '"two words"');
const number = fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom(0.05, 1e21, 1e-7));

const atom: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    type: fc.constant("tag" as const),
    key,
    value: fc.option(value, { nil: undefined }),
    span: fc.constant(span),
  }),
  fc.constant<Filter>({ type: "everything", span }),
  fc.constant<Filter>({ type: "template-variable", text: "$scope", span }),
  fc.constant<Filter>({ type: "opaque", text: "${var.filter}", span }),
  fc.record({
    type: fc.constant("in" as const),
    key,
    negated: fc.boolean(),
    values: fc.array(fc.constantFrom("a", "b-c").map(word), { minLength: 1, maxLength: 3 }),
    span: fc.constant(span),
  }),
);

/** In one of the two syntaxes: mixing them is a problem, and only trees without one are read back for sure. */
function filter(symbolic: boolean): fc.Arbitrary<Filter> {
  const plain = symbolic ? atom.filter(({ type }) => type !== "in") : atom;
  return fc.letrec<{ filter: Filter }>((tie) => {
    const operands = fc.array(tie("filter"), { minLength: 2, maxLength: 3 });
    const not = tie("filter").map(
      (operand): Filter => ({ type: "not", spelling: symbolic ? "!" : "NOT", operand, span }),
    );
    const and = operands.map(
      (list): Filter => ({ type: "and", spelling: symbolic ? "," : "AND", operands: list, span }),
    );
    const or = operands.map((list): Filter => ({ type: "or", operands: list, span }));
    return { filter: fc.oneof({ maxDepth: 4 }, plain, plain, not, and, symbolic ? and : or) };
  }).filter;
}

const series: fc.Arbitrary<Series> = fc.record({
  type: fc.constant("series" as const),
  aggregator: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom("avg", "sum", "p95", "p99.9").map(word),
    number.map((limit) => ({
      type: "count-of-values" as const,
      op: ">=" as const,
      value: { type: "number" as const, value: limit, span },
      span,
    })),
  ),
  metric: name.map(word),
  scope: fc
    .boolean()
    .chain(filter)
    .map((inner) => ({ type: "scope" as const, filter: inner, span })),
  by: fc.option(
    fc.array(key.map(word), { minLength: 1, maxLength: 3 }).map((tags) => ({ type: "tag-list" as const, tags, span })),
    { nil: undefined },
  ),
  modifiers: fc.array(
    fc
      .constantFrom<[string, Argument[]]>(
        ["as_count", []],
        ["rollup", [word("sum"), { type: "number", value: 60, span }]],
        ["fill", [word("zero")]],
      )
      .map(([modifier, list]) => ({ type: "modifier" as const, name: word(modifier), arguments: list, span })),
    { maxLength: 2 },
  ),
  span: fc.constant(span),
});

const expression = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 6 },
    series,
    number.map((limit): Expression => ({ type: "number", value: limit, span })),
    fc.constant<Expression>({ type: "opaque", text: "${var.query}", span }),
    fc.record({
      type: fc.constant("binary" as const),
      op: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
      left: tie("expression"),
      right: tie("expression"),
      span: fc.constant(span),
    }),
    fc.record({
      type: fc.constant("unary" as const),
      op: fc.constantFrom("+" as const, "-" as const),
      operand: tie("expression"),
      span: fc.constant(span),
    }),
    tie("expression").map(
      (inner): Expression => ({
        type: "call",
        name: word("clamp_max"),
        arguments: [inner, { type: "number", value: 100, span }],
        span,
      }),
    ),
    tie("expression").map(
      (inner): Expression => ({
        type: "call",
        name: word("anomalies"),
        arguments: [
          inner,
          { type: "string", value: "it's", span },
          { type: "number", value: 2, span },
          { type: "keyword", name: word("direction"), value: { type: "string", value: "above", span }, span },
          { type: "keyword", name: word("interval"), value: { type: "number", value: 60, span }, span },
        ],
        span,
      }),
    ),
    tie("expression")
      .filter(({ type }) => type !== "modified")
      .map(
        (operand): Expression => ({
          type: "modified",
          operand,
          modifiers: [{ type: "modifier", name: word("as_rate"), arguments: [], span }],
          span,
        }),
      ),
  ),
})).expression;

const monitor: fc.Arbitrary<MetricMonitor> = fc.record({
  type: fc.constant("metric-monitor" as const),
  head: fc.constantFrom<MetricMonitor["head"]>(
    {
      type: "aggregate",
      aggregator: word("avg"),
      window: { type: "window", kind: "last", amount: 5, unit: "m", span },
      span,
    },
    { type: "percentile", window: { type: "window", kind: "current", amount: 1, unit: "mo", span }, span },
    {
      type: "change",
      relative: true,
      aggregator: word("sum"),
      window: { type: "window", kind: "last", amount: 30, unit: "m", span },
      shift: { type: "window", kind: "ago", amount: 1, unit: "h", span },
      span,
    },
  ),
  expression,
  condition: fc
    .tuple(fc.constantFrom(">" as const, ">=" as const, "==" as const), number, fc.boolean())
    .map(([op, limit, minus]) => ({
      type: "condition" as const,
      comparator: { type: "comparator" as const, op, span },
      threshold: { type: "number" as const, value: minus && limit !== 0 ? -limit : limit, span },
      span,
    })),
  span: fc.constant(span),
});

describe("the printer of metric queries", () => {
  it("writes any tree so that it reads back the same, without a problem", () => {
    fc.assert(
      fc.property(monitor, (tree) => {
        const text = printMetricMonitor(tree);
        const problems: SyntaxProblem[] = [];
        const again = parseMetricMonitor(text, problems);
        expect(problems, text).toEqual([]);
        expect(withoutSpans(again), text).toEqual(withoutSpans(tree));
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 2000) },
    );
  });
});
