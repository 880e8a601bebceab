import { checkRule } from "../rule-cases";

checkRule("absent-group", [
  {
    shows: "silence per host",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").by("host").last("5m") < 1' },
    finds: [["warning", "query", "a `host` that sends nothing is no longer a group"]],
  },
  {
    shows: "silence of all",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").last("5m") < 1' },
  },
  {
    shows: "too many per host",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").by("host").last("5m") > 1' },
  },
]);
