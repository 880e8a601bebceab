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
    shows: "one between the values of an attribute",
    monitor: { type: "log alert", query: 'logs("@job:(mail or invoice)").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "`or`"]],
    fixed: 'logs("@job:(mail OR invoice)").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "a value that is such a word",
    monitor: { type: "log alert", query: 'logs("state:or @x:(or)").index("*").rollup("count").last("5m") > 1' },
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
