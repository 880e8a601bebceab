import { checkRule } from "../rule-cases";

checkRule("rollup-measure", [
  {
    shows: "an average of nothing",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("avg").last("5m") > 5' },
    finds: [["error", "query", "`avg` of what?"]],
  },
  {
    shows: "a count of something",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count", "@x").last("5m") > 5' },
    finds: [["warning", "query", "`@x` has no effect"]],
  },
  {
    shows: "different values",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("cardinality", "@x").last("5m") > 5' },
  },
  { shows: "a count", monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").last("5m") > 5' } },
]);
