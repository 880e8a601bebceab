import { checkRule } from "../rule-cases";

checkRule("search-key-kind", [
  {
    shows: "a reserved attribute with `@`",
    monitor: { type: "log alert", query: 'logs("@service:web error").index("*").rollup("count").last("5m") > 1' },
    finds: [["warning", "query", "`service` is a reserved attribute"]],
    fixed: 'logs("service:web error").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "an attribute without `@`",
    monitor: {
      type: "log alert",
      query: 'logs("http.status_code:[500 TO 599]").index("*").rollup("count").last("5m") > 1',
    },
    finds: [["warning", "query", "`http.status_code` is an attribute"]],
    fixed: 'logs("@http.status_code:[500 TO 599]").index("*").rollup("count").last("5m") > 1',
  },
  {
    shows: "as it should be",
    monitor: {
      type: "log alert",
      query: 'logs("service:web @http.status_code:500 kube_namespace:x").index("*").rollup("count").last("5m") > 1',
    },
  },
  { shows: "another source", monitor: { type: "rum alert", query: 'rum("@service:web").last("5m") > 1' } },
]);
