import { checkRule } from "../rule-cases";

checkRule("rate-without-division", [
  {
    shows: "a sum where the title says percent",
    monitor: {
      query: "sum(last_15m):sum:a.failed{*}.as_count() + (sum:a.ok{*}.as_count() + sum:a.failed{*}.as_count()) > 15",
      name: "Failure rate (>15%)",
    },
    finds: [["error", "query", "is added to a sum that holds it already; the text speaks of a rate"]],
  },
  {
    shows: "the same where nobody says so",
    monitor: {
      query: "sum(last_15m):sum:a.failed{*}.as_count() + (sum:a.ok{*}.as_count() + sum:a.failed{*}.as_count()) > 15",
      name: "Failures",
    },
    finds: [["warning", "query", "is added to a sum that holds it already"]],
  },
  {
    shows: "a division",
    monitor: {
      query: "sum(last_15m):sum:a.failed{*}.as_count() / (sum:a.ok{*}.as_count() + sum:a.failed{*}.as_count()) > 0.15",
      name: "Failure rate",
    },
  },
  {
    shows: "two different terms",
    monitor: { query: "sum(last_15m):sum:a.failed{*}.as_count() + sum:a.ok{*}.as_count() > 15", name: "rate" },
  },
]);
