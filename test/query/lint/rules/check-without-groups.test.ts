import { checkRule } from "../rule-cases";

checkRule("check-without-groups", [
  {
    shows: "no groups",
    monitor: { type: "service check", query: '"a".over("*").last(2).count_by_status()' },
    finds: [["warning", "query", "not grouped"]],
  },
  {
    shows: "grouped by everything",
    monitor: { type: "service check", query: '"a".over("*").by("*").last(2).count_by_status()' },
  },
  { shows: "a cluster alert", monitor: { type: "service check", query: '"a".over("*").last(2).pct_by_status()' } },
]);
