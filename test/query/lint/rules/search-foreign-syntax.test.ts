import { checkRule } from "../rule-cases";

checkRule("search-foreign-syntax", [
  {
    shows: "an exclamation mark",
    monitor: { type: "log alert", query: 'logs("status:error !env:dev").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "`!` in `!env:dev` is text here"]],
  },
  {
    shows: "typographic quotes",
    monitor: { type: "log alert", query: 'logs("@a:“b” c").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "has typographic quotes"]],
  },
  {
    shows: "a minus",
    monitor: { type: "log alert", query: 'logs("status:error -env:dev").index("*").rollup("count").last("5m") > 1' },
  },
]);
