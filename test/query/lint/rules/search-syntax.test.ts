import { checkRule } from "../rule-cases";

checkRule("search-syntax", [
  {
    shows: "a variable's search that does not parse",
    monitor: {
      type: "log alert",
      query: 'formula("a").last("5m") > 1',
      options: {
        variables: [
          { name: "a", data_source: "logs", compute: { aggregation: "count" }, search: { query: "(status:error" } },
        ],
      },
    },
    finds: [["error", "options.variables.0.search.query", "`(` is never closed"]],
  },
  {
    shows: "one that does",
    monitor: {
      type: "log alert",
      query: 'formula("a").last("5m") > 1',
      options: {
        variables: [
          { name: "a", data_source: "logs", compute: { aggregation: "count" }, search: { query: "(status:error)" } },
        ],
      },
    },
  },
]);
