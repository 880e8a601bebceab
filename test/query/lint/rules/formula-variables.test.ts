import { checkRule } from "../rule-cases";

checkRule("formula-variables", [
  {
    shows: "a query that is not declared",
    monitor: {
      type: "log alert",
      query: 'formula("a / b").last("5m") > 1',
      options: { variables: [{ name: "a", data_source: "logs" }] },
    },
    finds: [["error", "query", "`b`, which `variables` does not declare"]],
  },
  {
    shows: "a query that is not used",
    monitor: {
      type: "log alert",
      query: 'formula("a").last("5m") > 1',
      options: {
        variables: [
          { name: "a", data_source: "logs" },
          { name: "b", data_source: "logs" },
        ],
      },
    },
    finds: [["warning", "options.variables.1", "`b` is not used"]],
  },
  {
    shows: "a name twice",
    monitor: {
      type: "log alert",
      query: 'formula("a").last("5m") > 1',
      options: {
        variables: [
          { name: "a", data_source: "logs" },
          { name: "a", data_source: "logs" },
        ],
      },
    },
    finds: [["warning", "options.variables.1.name", "two queries are named `a`"]],
  },
  {
    shows: "all declared and used",
    monitor: {
      type: "log alert",
      query: 'formula("default_zero(a) / b").last("5m") > 1',
      options: {
        variables: [
          { name: "a", data_source: "logs" },
          { name: "b", data_source: "logs" },
        ],
      },
    },
  },
  { shows: "no variables to compare with", monitor: { type: "log alert", query: 'formula("a").last("5m") > 1' } },
]);
