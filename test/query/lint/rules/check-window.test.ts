import { checkRule } from "../rule-cases";

checkRule("check-window", [
  {
    shows: "fewer results than a threshold needs",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(2).count_by_status()',
      options: { thresholds: { critical: 4, ok: 1 } },
    },
    finds: [["error", "query", "fewer results than a threshold needs (4)"]],
    fixed: '"a".over("*").by("*").last(5).count_by_status()',
  },
  {
    shows: "too many results",
    monitor: { type: "service check", query: '"a".over("*").by("*").last(101).count_by_status()' },
    finds: [["error", "query", "more than 100"]],
  },
  {
    shows: "percentages, which are no results",
    monitor: {
      type: "service check",
      query: '"a".over("*").last(2).pct_by_status()',
      options: { thresholds: { critical: 50 } },
    },
  },
  {
    shows: "as many as needed",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(4).count_by_status()',
      options: { thresholds: { critical: 4 } },
    },
  },
]);
