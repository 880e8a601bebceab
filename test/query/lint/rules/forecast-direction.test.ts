import { checkRule } from "../rule-cases";

checkRule("forecast-direction", [
  {
    shows: "max with a lower limit",
    monitor: { query: "max(next_1w):forecast(avg:a{*}, 'linear', 1) <= 5" },
    finds: [["warning", "query", "`max` with `<=`"]],
  },
  {
    shows: "min with an upper limit",
    monitor: { query: "min(next_1w):forecast(avg:a{*}, 'linear', 1) >= 5" },
    finds: [["warning", "query", "`min` with `>=`"]],
  },
  {
    shows: "a window that looks back",
    monitor: { query: "max(last_4h):forecast(avg:a{*}, 'linear', 1) >= 5" },
    finds: [["warning", "query", "looks back"]],
  },
  {
    shows: "a season in a linear forecast",
    monitor: { query: "max(next_1w):forecast(avg:a{*}, 'linear', 1, seasonality='daily') >= 5" },
    finds: [["warning", "query", "`seasonality` has no effect"]],
  },
  {
    shows: "a model in a seasonal forecast",
    monitor: { query: "max(next_1w):forecast(avg:a{*}, 'seasonal', 1, model='simple') >= 5" },
    finds: [["warning", "query", "`model` has no effect"]],
  },
  {
    shows: "a function that cannot be forecast",
    monitor: { query: "max(next_1w):forecast(integral(avg:a{*}), 'linear', 1) >= 5" },
    finds: [["warning", "query", "`integral` may not stand inside"]],
  },
  {
    shows: "a forecast that is right",
    monitor: { query: "max(next_1w):forecast(avg:a{*}, 'linear', 1, model='simple') >= 5" },
  },
]);
