import { checkObjectiveRule } from "../objective-cases";

interface Slice {
  query?: string;
  formula?: string;
  more?: Record<string, unknown>;
}

const slice = ({ query = "avg:trace.a.request{env:prod}", formula = "q1", more = {} }: Slice) => ({
  type: "time_slice",
  sli_specification: {
    time_slice: {
      comparator: "<",
      threshold: 2,
      query: { formulas: [{ formula }], queries: [{ name: "q1", data_source: "metrics", query }] },
      ...more,
    },
  },
});
const ROOT = "sli_specification.time_slice";

checkObjectiveRule("objective-time-slice", [
  { shows: "good slices of time", objective: slice({ more: { query_interval_seconds: 60 } }) },
  {
    shows: "a query without an aggregator, and arithmetic",
    objective: slice({ query: "trace.a.b{*}", formula: "(q1 * 100)" }),
  },
  {
    shows: "a scope that is never closed",
    objective: slice({ query: "avg:trace.a.request{env:prod" }),
    finds: [["error", `${ROOT}.query.queries.0.query`, "never closed"]],
  },
  {
    shows: "a formula of another query",
    objective: slice({ formula: "q2 / 1000" }),
    finds: [["error", `${ROOT}.query.formulas.0.formula`, "the formula uses `q2`, which no query is named"]],
    hint: "Did you mean `q1`?",
  },
  {
    shows: "a formula that ends in an operator",
    objective: slice({ formula: "q1 /" }),
    finds: [["error", `${ROOT}.query.formulas.0.formula`, ""]],
  },
  {
    shows: "an interval and a comparator that do not exist",
    objective: slice({ more: { query_interval_seconds: 100, comparator: "==" } }),
    finds: [
      ["error", `${ROOT}.query_interval_seconds`, "slices of 100 seconds"],
      ["error", `${ROOT}.comparator`, "`==` does not compare"],
    ],
  },
  { shows: "another type", objective: { ...slice({ query: "avg:a{" }), type: "metric" } },
]);
