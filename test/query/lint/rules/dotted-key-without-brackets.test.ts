import { checkRule } from "../rule-cases";

checkRule("dotted-key-without-brackets", [
  {
    shows: "a dotted key read as a path",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {kube.pod} > 1", message: "pod {{kube.pod.name}}" },
    finds: [["error", "message", "the group is `kube.pod`"]],
    fixed: "pod {{[kube.pod].name}}",
  },
  {
    shows: "a dotted facet, in triple braces",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").by("@usr.id").last("5m") > 1',
      message: "{{{@usr.id.name}}}",
    },
    finds: [["error", "message", "the group is `@usr.id`"]],
    fixed: "{{{[@usr.id].name}}}",
  },
  {
    shows: "brackets",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {kube.pod} > 1", message: "{{[kube.pod].name}}" },
  },
  {
    shows: "a key without dots",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {host} > 1", message: "{{host.name}}" },
  },
]);
