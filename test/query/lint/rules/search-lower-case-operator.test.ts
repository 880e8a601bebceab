import { checkRule } from "../rule-cases";

checkRule("search-lower-case-operator", [
  {
    shows: "lower-case operators",
    monitor: {
      type: "log alert",
      query: 'logs("status:error or status:critical and @a:\\"x y\\" not b").index("*").rollup("count").last("5m") > 1',
    },
    finds: [
      ["warning", "query", "`or` is a word the message must contain, not the operator `OR`"],
      ["warning", "query", "`and`"],
      ["warning", "query", "`not`"],
    ],
    fixed: 'logs("status:error OR status:critical and @a:\\"x y\\" not b").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "the word itself, and operators",
    monitor: { type: "log alert", query: 'logs("(a OR b) and").index("*").rollup("count").last("5m") > 1' },
  },
  {
    shows: "a phrase",
    monitor: { type: "log alert", query: 'logs("a \\"this or that\\" b").index("*").rollup("count").last("5m") > 1' },
  },
]);
