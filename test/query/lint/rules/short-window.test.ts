import { checkRule } from "../rule-cases";

checkRule("short-window", [
  { shows: "a minute", monitor: { query: "avg(last_1m):avg:a{*} > 5" }, finds: [["warning", "query", "one minute"]] },
  { shows: "five minutes", monitor: {} },
]);
