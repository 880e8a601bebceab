import { checkRule } from "../rule-cases";

checkRule("too-many-facets", [
  {
    shows: "five",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").by("a,b,c,d,e").last("5m") > 5' },
    finds: [["error", "query", "grouped by 5 facets, 4 are possible"]],
  },
  {
    shows: "four",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").by("a,b,c,d").last("5m") > 5' },
  },
]);
