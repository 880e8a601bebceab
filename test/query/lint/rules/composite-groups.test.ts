import type { MonitorInput } from "../../../../query/lint/index";
import { checkRule } from "../rule-cases";

const by = (id: number, keys: string): MonitorInput => ({
  id,
  type: "query alert",
  query: `avg(last_5m):avg:acme.busy{*}${keys} > 1`,
});

checkRule("composite-groups", [
  {
    shows: "members that share no key",
    monitor: { type: "composite", query: "1 && 2" },
    beside: [by(1, " by {host}"), by(2, " by {queue}")],
    finds: [["warning", "query", "`1` is split by `host`, `2` by `queue`: they share no group"]],
  },
  {
    shows: "members that share one",
    monitor: { type: "composite", query: "1 && 2" },
    beside: [by(1, " by {host,device}"), by(2, " by {host}")],
  },
  {
    shows: "one member that is not split",
    monitor: { type: "composite", query: "1 && 2" },
    beside: [by(1, " by {host}"), by(2, "")],
  },
  {
    shows: "either of them",
    monitor: { type: "composite", query: "1 || 2" },
    beside: [by(1, " by {host}"), by(2, " by {queue}")],
  },
  { shows: "members of another file", monitor: { type: "composite", query: "1 && 2" } },
]);
