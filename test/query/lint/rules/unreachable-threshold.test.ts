import { checkRule } from "../rule-cases";

checkRule("unreachable-threshold", [
  {
    shows: "a share in percent above 100",
    monitor: { query: "avg(last_5m):100 * sum:a{*} / (sum:a{*} + sum:b{*}) > 120" },
    finds: [["error", "query", "never above `100`"]],
  },
  {
    shows: "a share compared with a percentage",
    monitor: { type: "log alert", query: 'formula("query / (query + query1)").last("1h") > 10' },
    finds: [["error", "query", "never above `1`"]],
  },
  {
    shows: "exactly the bound, which `>` never passes",
    monitor: { query: "avg(last_5m):sum:a{*} / (sum:b{*} + sum:a{*}) > 1" },
    finds: [["error", "query", "`> 1` never alerts"]],
  },
  {
    shows: "exactly the bound, which `>=` reaches",
    monitor: { query: "avg(last_5m):sum:a{*} / (sum:b{*} + sum:a{*}) >= 1" },
  },
  {
    shows: "a clamped value",
    monitor: { query: "avg(last_5m):clamp_max(avg:a{*}, 100) > 100" },
    finds: [["error", "query", "never above `100`"]],
  },
  {
    shows: "one minus another part",
    monitor: { type: "log alert", query: 'formula("((query - query1) / query) * 100").last("30m") > 100' },
    finds: [["error", "query", "never above `100`"]],
  },
  {
    shows: "a share of anomalous points, which another rule looks at",
    monitor: { query: "avg(last_4h):anomalies(avg:system.cpu.user{*}, 'basic', 2) >= 75" },
  },
  { shows: "what may be negative", monitor: { query: "avg(last_5m):100 - avg:acme.temperature{*} > 110" } },
  {
    shows: "what is left of a whole",
    monitor: { query: "avg(last_5m):100 - 100 * avg:acme.free{*} / avg:acme.all{*} > 110" },
    finds: [["error", "query", "never above `100`"]],
  },
  { shows: "a ratio that can exceed one", monitor: { query: "avg(last_5m):sum:a{*} / sum:b{*} > 10" } },
  {
    shows: "a part that occurs once in the whole but twice above",
    monitor: { query: "avg(last_5m):(sum:a{*} + sum:a{*}) / (sum:a{*} + sum:b{*}) > 1.5" },
  },
  {
    shows: "errors per hit of the same requests",
    monitor: {
      query:
        "sum(last_5m):sum:trace.web.request.errors{env:prod}.as_count() / sum:trace.web.request.hits{env:prod}.as_count() > 5",
    },
    finds: [["error", "query", "never above `1`"]],
  },
  {
    shows: "errors in percent of the hits",
    monitor: {
      query: "sum(last_5m):sum:trace.a.errors{env:b}.as_count() / sum:trace.a.hits{env:b}.as_count() * 100 > 5",
    },
  },
  {
    shows: "errors per hit of other requests, or other errors",
    monitor: { query: "sum(last_5m):sum:trace.a.errors{env:b}.as_count() / sum:trace.a.hits{env:c}.as_count() > 5" },
  },
  { shows: "a share in the middle", monitor: { query: "avg(last_5m):100 * sum:a{*} / (sum:a{*} + sum:b{*}) > 90" } },
  { shows: "shares summed over the window", monitor: { query: "sum(last_5m):sum:a{*} / (sum:a{*} + sum:b{*}) > 3" } },
  {
    shows: "counts divided after summing",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() / (sum:a{*}.as_count() + sum:b{*}.as_count()) > 3" },
    finds: [["error", "query", "never above `1`"]],
  },
  {
    shows: "a placeholder in between",
    monitor: { query: "avg(last_5m):${var.x} * sum:a{*} / (sum:a{*} + sum:b{*}) > 3" },
    notChecked: true,
  },
]);
