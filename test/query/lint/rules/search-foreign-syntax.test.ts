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
  {
    shows: "an equals sign",
    monitor: { type: "log alert", query: 'logs("level=error").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "`=` in `level=error` is text here"]],
    hint: "Write `level:error`.",
  },
  {
    shows: "one between blanks",
    monitor: {
      type: "log alert",
      query: 'logs("service = web AND status:error").index("*").rollup("count").last("5m") > 1',
    },
    finds: [["warning", "query", "`=` in `=` is text here"]],
  },
  {
    shows: "one that is meant",
    monitor: {
      type: "log alert",
      query: 'logs("level\\=error \\"a=b\\" @url:*?a=b").index("*").rollup("count").last("5m") > 1',
    },
  },
]);
