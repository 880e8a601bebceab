import { checkRule } from "../rule-cases";

checkRule("float-equality", [
  {
    shows: "an average",
    monitor: { query: "avg(last_5m):avg:a{*} == 1" },
    finds: [["warning", "query", "`== 1` compares the `avg` of several points"]],
  },
  {
    shows: "a fraction",
    monitor: { query: "max(last_5m):max:a{*} != 0.5" },
    finds: [["warning", "query", "a fraction"]],
  },
  { shows: "the highest whole number", monitor: { query: "max(last_5m):max:a{*} != 1" } },
  { shows: "an average of zero, which all must be", monitor: { query: "avg(last_5m):avg:a{*} == 0" } },
]);
