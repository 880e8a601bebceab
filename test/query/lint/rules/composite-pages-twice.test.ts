import type { MonitorInput } from "../../../../query/lint/index";
import { checkRule } from "../rule-cases";

const member = (message: string): MonitorInput => ({
  id: 1,
  type: "query alert",
  query: "avg(last_5m):avg:acme.busy{*} > 1",
  message,
});
const composite = { type: "composite", query: "1 && 2", message: "{{#is_alert}}@pagerduty-Ops{{/is_alert}}" };

checkRule("composite-pages-twice", [
  {
    shows: "a pager that both call",
    monitor: composite,
    beside: [member("busy @pagerduty-Ops")],
    finds: [
      [
        "warning",
        "query",
        "`@pagerduty-Ops` is called by the composite and, without waiting for it, by its member `1`",
      ],
    ],
  },
  { shows: "a member that tells a channel", monitor: composite, beside: [member("busy @slack-ops")] },
  { shows: "a member that calls somebody else", monitor: composite, beside: [member("busy @pagerduty-Data")] },
  {
    shows: "a channel told twice",
    monitor: { ...composite, message: "@slack-ops" },
    beside: [member("busy @slack-ops")],
  },
  { shows: "members of another file", monitor: composite },
]);
