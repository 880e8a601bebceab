import { checkRule } from "../rule-cases";

checkRule("cloud-metric-delay", [
  {
    shows: "no delay",
    monitor: { query: "avg(last_5m):avg:aws.elb.latency{*} > 1" },
    finds: [["warning", "query", "the evaluation delay is 0 seconds"]],
  },
  {
    shows: "too short a delay",
    monitor: { query: "avg(last_5m):avg:aws.elb.latency{*} > 1", options: { evaluation_delay: 300 } },
    finds: [["warning", "options.evaluation_delay", "300 seconds"]],
  },
  {
    shows: "fifteen minutes",
    monitor: { query: "avg(last_5m):avg:aws.elb.latency{*} > 1", options: { evaluation_delay: 900 } },
  },
  { shows: "a long window", monitor: { query: "avg(last_1d):avg:aws.elb.latency{*} > 1" } },
  { shows: "a metric that the Agent sends", monitor: { query: "avg(last_5m):avg:azure.iot_edge.edge_hub.x{*} > 1" } },
  {
    shows: "a metric that the Lambda extension sends",
    monitor: { query: "sum(last_5m):sum:aws.lambda.enhanced.errors{*}.as_count() > 1" },
  },
  {
    shows: "a delay that a placeholder gives",
    monitor: { query: "avg(last_5m):avg:aws.elb.latency{*} > 1", options: { evaluation_delay: "${var.delay}" } },
    notChecked: true,
  },
]);
