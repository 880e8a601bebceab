import { checkRule } from "../rule-cases";

const RATIO = "sum(last_5m):sum:trace.a.errors{env:prod}.as_count() / sum:trace.b.hits{env:prod}.as_count()";

checkRule("threshold-unit", [
  {
    shows: "milliseconds of the text compared with seconds",
    monitor: { query: "avg(last_5m):avg:network.http.response_time{*} > 500", message: "response time above 500ms" },
    finds: [["error", "query", "`> 500` is 500 seconds, the text says `500ms`"]],
  },
  {
    shows: "seconds of the text compared with milliseconds",
    monitor: { query: "avg(last_5m):avg:redis.info.latency_ms{*} > 0.1", name: "Redis slower than 0.1s" },
    finds: [["error", "query", "`> 0.1` is 0.1 milliseconds, the text says `0.1s`"]],
  },
  {
    shows: "gigabytes of the text compared with bytes",
    monitor: { query: "avg(last_5m):avg:system.mem.used{*} > 32", message: "memory above 32 GB" },
    finds: [["error", "query", "`> 32` is 32 bytes, the text says `32 GB`"]],
  },
  {
    shows: "percents of the text compared with a fraction",
    monitor: { query: `${RATIO} > 5`, message: "error rate above 5%" },
    finds: [["error", "query", "`> 5` is 500 %, the text says `5%`"]],
  },
  {
    shows: "a small percentage compared with a fraction",
    monitor: { query: `${RATIO} > 0.05`, message: "error rate above 0.05%" },
    finds: [["error", "query", "`> 0.05` is 5 %, the text says `0.05%`"]],
  },
  {
    shows: "percents compared with counts divided by counts, whatever is counted",
    monitor: {
      query: "sum(last_5m):sum:acme.failed{*}.as_count() / sum:acme.sent{*}.as_count() > 5",
      message: "failure rate above 5%",
    },
    finds: [["warning", "query", "`> 5` compares a count divided by a count: 500 %, the text says `5%`"]],
  },
  {
    shows: "the same in percent",
    monitor: {
      query: "sum(last_5m):100 * sum:acme.failed{*}.as_count() / sum:acme.sent{*}.as_count() > 5",
      message: "failure rate above 5%",
    },
    notChecked: true,
  },
  {
    shows: "a list that may be wrong about the unit",
    monitor: { query: "avg(last_5m):avg:acme.wait{*} > 20", message: "waits above 20ms" },
    table: "acme.wait\tgauge\tsecond",
    finds: [["warning", "query", "`> 20` is 20 seconds, the text says `20ms`"]],
  },
  {
    shows: "a list that is likelier to be wrong than the text",
    monitor: { query: "avg(last_5m):avg:acme.wait{*} > 2000", message: "waits above 2000ms" },
    table: "acme.wait\tgauge\tsecond",
    notChecked: true,
  },
  {
    shows: "the query's own unit, also in other words",
    monitor: { query: "avg(last_5m):avg:network.http.response_time{*} > 0.5", message: "above 0.5s, i.e. above 500ms" },
  },
  {
    shows: "a number that is another thing",
    monitor: {
      query: "avg(last_5m):avg:system.cpu.user{*} > 90",
      message: "CPU above {{threshold}} for more than 90 s",
    },
  },
  {
    shows: "what can never be reached, which another rule tells",
    monitor: { query: `${RATIO.replace("trace.b", "trace.a")} > 5`, message: "error rate above 5%" },
  },
  {
    shows: "unlike units divided, which another rule tells",
    monitor: {
      query: "avg(last_5m):avg:kubernetes.cpu.usage.total{*} / avg:kubernetes.cpu.limits{*} > 80",
      message: "above 80% of the limit",
    },
  },
  {
    shows: "a unit nobody knows",
    monitor: { query: "avg(last_5m):avg:acme.x{*} > 90", message: "above 90%" },
    notChecked: true,
  },
]);
