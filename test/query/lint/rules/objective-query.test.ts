import { checkObjectiveRule } from "../objective-cases";

const query = (numerator: string, denominator: string) => ({ query: { numerator, denominator } });

checkObjectiveRule("objective-query", [
  {
    shows: "good events among all events",
    objective: query("sum:a.hits{env:prod,!code:5xx}.as_count()", "sum:a.hits{env:prod}.as_count()"),
  },
  {
    shows: "an average",
    objective: query("avg:a.good{*}.as_count()", "sum:a.all{*}.as_count()"),
    finds: [["warning", "query.numerator", "no count of events"]],
  },
  {
    shows: "no as_count",
    objective: query("sum:a.good{*}.as_count()", "sum:a.all{*}"),
    finds: [["warning", "query.denominator", "without `.as_count()`"]],
  },
  {
    shows: "good events that are not among all events",
    objective: query("sum:a.hits{!code:5xx}.as_count()", "sum:a.hits{env:prod}.as_count()"),
    finds: [["warning", "query.numerator", "outside `env:prod`"]],
  },
  {
    shows: "a query that cannot be read",
    objective: query("sum:a.good{*.as_count()", "sum:a.all{*}.as_count()"),
    finds: [["error", "query.numerator", "never closed"]],
  },
  { shows: "a monitor's objective", objective: { type: "monitor", ...query("avg:a{*}", "avg:b{*}") } },
]);
