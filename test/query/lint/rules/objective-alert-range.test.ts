import { checkRule } from "../rule-cases";

checkRule("objective-alert-range", [
  {
    shows: "a budget above 100",
    monitor: { type: "slo alert", query: 'error_budget("abc").over("7d") > 120' },
    finds: [["error", "query", "`120` is no part of an error budget"]],
  },
  {
    shows: "a period that does not exist",
    monitor: { type: "slo alert", query: 'error_budget("abc").over("14d") > 75' },
    finds: [["error", "query", "no period of `14d`"]],
  },
  {
    shows: "a lower limit",
    monitor: { type: "slo alert", query: 'error_budget("abc").over("7d") < 75' },
    finds: [["error", "query", "`<` cannot stand"]],
  },
  {
    shows: "a short window as long as the long one",
    monitor: { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("1h").short_window("1h") > 2' },
    finds: [["error", "query", "not shorter than the long one"]],
  },
  {
    shows: "a long window of days",
    monitor: { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("3d").short_window("5m") > 2' },
    finds: [["error", "query", "between 1 and 48 hours"]],
  },
  {
    shows: "a rate of an objective nobody knows",
    monitor: { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4' },
    notChecked: true,
  },
  {
    shows: "a rate that the target rules out",
    monitor: { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4' },
    finds: [["error", "query", "nothing burns faster than 10"]],
    target: 90,
  },
  {
    shows: "a rate that can be reached",
    monitor: { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4' },
    target: 99.9,
  },
  { shows: "a budget", monitor: { type: "slo alert", query: 'error_budget("abc").over("7d") > 75' } },
]);
