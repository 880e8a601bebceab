import { checkRule } from "../rule-cases";

checkRule("search-wildcard-in-quotes", [
  {
    shows: "an asterisk in a phrase",
    monitor: { type: "log alert", query: 'logs("@path:\\"/api/*\\"").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "is a literal asterisk"]],
    fixed: 'logs("@path:/api/*").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "an asterisk between blanks has no simple fix",
    monitor: { type: "log alert", query: 'logs("\\"timeout * seconds\\"").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "is a literal asterisk"]],
  },
  {
    shows: "a wildcard",
    monitor: { type: "log alert", query: 'logs("@path:/api/* \\"a b\\"").index("*").rollup("count").last("5m") > 1' },
  },
]);
