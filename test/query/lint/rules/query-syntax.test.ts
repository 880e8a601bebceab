import { checkRule } from "../rule-cases";

const variables = (query: string, source = "metrics") => ({ variables: [{ name: "a", data_source: source, query }] });
const formula = { type: "query alert", query: 'formula("a").last("5m") > 1' };

checkRule("query-syntax", [
  {
    shows: "a scope that is never closed",
    monitor: { ...formula, options: variables("avg:a.b{env:prod") },
    finds: [["error", "options.variables.0.query", "never closed"]],
  },
  {
    shows: "a function that does not exist",
    monitor: { ...formula, options: variables("clmap_max(avg:a.b{*}, 5)") },
    finds: [["error", "options.variables.0.query", "`clmap_max`"]],
  },
  { shows: "a query that can be read", monitor: { ...formula, options: variables("avg:a.b{*} by {host}") } },
  { shows: "another language", monitor: { ...formula, options: variables("SELECT 1", "reference_table") } },
]);
