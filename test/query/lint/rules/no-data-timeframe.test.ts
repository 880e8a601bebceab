import { checkRule } from "../rule-cases";

checkRule("no-data-timeframe", [
  {
    shows: "less than two windows",
    monitor: { query: "avg(last_15m):avg:a{*} > 5", options: { notify_no_data: true, no_data_timeframe: 10 } },
    finds: [["warning", "options.no_data_timeframe", "less than two windows"]],
  },
  {
    shows: "a check once a minute",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(3).count_by_status()',
      options: { notify_no_data: true, no_data_timeframe: 1 },
    },
    finds: [["warning", "options.no_data_timeframe", "once a minute"]],
  },
  {
    shows: "longer than groups are kept",
    monitor: { options: { notify_no_data: true, no_data_timeframe: 3000 } },
    finds: [["warning", "options.no_data_timeframe", "forgotten after a day"]],
  },
  { shows: "two windows", monitor: { options: { notify_no_data: true, no_data_timeframe: 10 } } },
  {
    shows: "switched off",
    monitor: { query: "avg(last_15m):avg:a{*} > 5", options: { notify_no_data: false, no_data_timeframe: 1 } },
  },
]);
