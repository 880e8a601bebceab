/** The mistakes that are known to be in published monitors, each with the rule that must name its cause. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lint, type MonitorInput } from "../../../query/lint/index";
import { createMetrics, readMetricTable } from "../../../query/units/index";
import { CORPUS, corpusMonitors, hasCorpus } from "../text/corpus";

interface Bug {
  bug: string;
  rule: string;
  monitors: string[];
}

const BUGS: Bug[] = [
  {
    bug: "a share in percent compared with 120",
    rule: "unreachable-threshold",
    monitors: ["rabbitmq__message_unack_prometheus"],
  },
  {
    bug: "a fraction compared with percents",
    rule: "unreachable-threshold",
    monitors: [
      "klaviyo__high_percentage_of_email_failures",
      "klaviyo__high_percentage_of_email_marked_as_spam",
      "klaviyo__high_percentage_of_sms_failures",
    ],
  },
  {
    bug: "a sum where a ratio is meant",
    rule: "rate-without-division",
    monitors: ["litellm__high_fallback_failures"],
  },
  { bug: "a misspelt tag key", rule: "misspelt-tag-key", monitors: ["kubeflow__kubeflow"] },
  {
    bug: "seconds multiplied by 100",
    rule: "odd-factor",
    monitors: ["mongo__low_oplog_window", "mongo__high_replication_lag"],
  },
  { bug: "the same condition twice", rule: "contradictory-scope", monitors: ["karpenter__pod_state"] },
  {
    bug: "the contents of two files swapped",
    rule: "file-mismatch",
    monitors: [
      "kubernetes_cluster_autoscaler__KCA_reporting_errors",
      "kubernetes_cluster_autoscaler__KCA_unused_nodes_forecast",
    ],
  },
  { bug: "a title about another thing", rule: "title-mismatch", monitors: ["rabbitmq__disk_usage"] },
  {
    bug: "counts averaged over their sources",
    rule: "average-of-counts",
    monitors: [
      "calico__dataplane_failures",
      "calico__ipset_error",
      "calico__iptables_restore_errors",
      "calico__iptables_save_errors",
      "coredns__coredns_cache_hits_low",
      "coredns__coredns_request_duration_high",
      "istio__failed_sidecar_injection",
      "milvus__index_build_latency",
      "milvus__request_latency",
      "snowflake__snowflake_failed_logins",
    ],
  },
  {
    bug: "a variable of a group that the monitor does not have",
    rule: "unknown-group-variable",
    monitors: [
      "activemq__activemq_artemis_high_disk_store",
      "airflow__ongoing_duration",
      "anyscale__cpu_utilization",
      "anyscale__gpu_utilization",
      "appgate_sdp__monitor_Appliance_Function_Unhealthy",
      "arangodb__high_server_kernel_mode",
      "arangodb__high_server_user_mode",
      "cisco_aci__critical_health_score",
    ],
  },
  { bug: "a variable that is none", rule: "unknown-variable", monitors: ["hudi__commit_duration"] },
  {
    bug: "a warning threshold, and a text for alerts only",
    rule: "warning-not-routed",
    monitors: [
      "aws_neuron__execution_errors",
      "aws_neuron__execution_latency",
      "aws_neuron__neuron_runtime_vcpu",
      "dcgm__xid_errors",
      "kuma__api_server_error_rate",
      "kuma__xds_delivery_latency",
      "kuma__xds_generation_errors",
      "langchain__error_rate",
      "marklogic__marklogic_low_cache",
      "milvus__index_build_latency",
      "milvus__request_latency",
      "nvidia_triton__cpu_memory",
      "nvidia_triton__gpu_utilization",
      "snmp__device_down",
      "supabase__ram_usage",
      "teamcity__build_status",
      "torchserve__error_ratio",
      "velero__backup_failures",
    ],
  },
  {
    bug: "missing data notified without a text for it",
    rule: "no-data-unannounced",
    monitors: [
      "kafka__broker_produce_latency",
      "kuma__no_leader_detected",
      "snmp__bgp_peer_state_stuck",
      "snmp__high_cpu",
      "snmp__high_memory",
      "teradata__high_disk_space",
      "teradata__low_ready_threads",
      "tibco_ems__server_uptime",
      "velero__backup_failures",
      "velero__backup_staleness",
      "velero__restore_failures",
    ],
  },
  {
    bug: "a recovery beyond the warning",
    rule: "recovery-beyond-warning",
    monitors: [
      "anthropic_usage_and_costs__anthropic_token_usage_threshold",
      "apache__apache_low_idle_workers",
      "apache__high_keep_alive_and_cpu",
      "arangodb__high_server_kernel_mode",
      "arangodb__high_server_user_mode",
      "glusterfs__brick_status",
      "iboss__anomalous_increase_in_gateway_requests_per_second_detected",
      "kafka__kafka_high_producer_request_rate",
      "mux__anomaly_detected_in_page_load_time",
      "singlestore__read_failures",
      "singlestore__write_failures",
      "teradata__high_disk_space",
      "teradata__low_ready_threads",
    ],
  },
  {
    bug: "a count without as_count",
    rule: "count-without-as-count",
    monitors: [
      "airflow__heartbeat_failures",
      "azure_iot_edge__edgehub_retries",
      "azure_iot_edge__iothub_syncs",
      "cisco_sdwan__device_reboot",
      "godaddy__godaddy_certificate_denied",
      "godaddy__godaddy_certificate_expired",
      "godaddy__godaddy_certificate_in_an_error_state",
      "godaddy__godaddy_certificate_revoked",
      "godaddy__godaddy_days_remaining_for_expiration_of_certificate",
      "godaddy__godaddy_domain_dropped_from_request",
      "godaddy__godaddy_domain_fraud_detected",
      "godaddy__godaddy_domain_verification_failed",
      "keda__scaler_errors",
      "traffic_server__4xx",
      "traffic_server__5xx",
    ],
  },
  {
    // Where no list has the name space either, nothing can be said: cluster_autoscaler, appgate.
    bug: "a metric that the integration does not list",
    rule: "unknown-metric",
    monitors: [
      "anthropic_usage_and_costs__anthropic_cache_hit_ratio_anomaly",
      "anthropic_usage_and_costs__anthropic_token_usage_anomaly",
      "anthropic_usage_and_costs__anthropic_token_usage_threshold",
      "calico__dataplane_failures",
      "calico__ipset_error",
      "calico__iptables_restore_errors",
      "calico__iptables_save_errors",
      "coredns__coredns_request_duration_high",
      "falco__falco_rules_matches",
      "kuma__xds_delivery_latency",
      "openai__api_token_usage",
      "openai__request_limits",
      "openai__tokens_limits",
    ],
  },
];

describe.skipIf(!hasCorpus)("the known bugs of published monitors", () => {
  const { table } = readMetricTable(readFileSync(join(CORPUS, "metric-units.tsv"), "utf8"), "metric-units.tsv");
  const { lookup, neighbours } = createMetrics([table]);
  const { findings } = lint(corpusMonitors() as unknown as MonitorInput[], { metric: lookup, neighbours });
  const reported = new Set(findings.map(({ diagnostic: { code, file = "" } }) => `${code} ${file}`));

  it.each(BUGS.flatMap(({ bug, rule, monitors }) => monitors.map((monitor) => [bug, monitor, rule] as const)))(
    "%s: %s is named by %s",
    (_bug, monitor, rule) => expect(reported).toContain(`${rule} ${monitor}.json`),
  );
});
