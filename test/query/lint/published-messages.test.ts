import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { lint, type MonitorInput } from "../../../query/lint/index";
import { MESSAGE_RULES } from "../../../query/lint/message-rules";
import { UNIT_RULES } from "../../../query/lint/unit-rules";
import { createMetrics, readMetricTable } from "../../../query/units/index";
import { CORPUS, corpusMonitors, hasCorpus, recordedExchanges } from "../text/corpus";

const RULES = [...MESSAGE_RULES, ...UNIT_RULES];
const TSV = join(CORPUS, "metric-units.tsv");

/** Mistakes in published monitors, and the rule that names the cause. */
const KNOWN: Record<string, string[]> = {
  "rate-without-division": ["litellm__high_fallback_failures"],
  "odd-factor": ["mongo__low_oplog_window", "mongo__high_replication_lag"],
  "file-mismatch": [
    "kubernetes_cluster_autoscaler__KCA_reporting_errors",
    "kubernetes_cluster_autoscaler__KCA_unused_nodes_forecast",
  ],
  "title-mismatch": ["rabbitmq__disk_usage", "appgate_sdp__monitor_High_Disk_Utilization_on_appliance"],
  "unknown-group-variable": [
    "activemq__activemq_artemis_high_disk_store",
    "airflow__ongoing_duration",
    "anyscale__cpu_utilization",
    "anyscale__gpu_utilization",
    "appgate_sdp__monitor_Appliance_Function_Unhealthy",
    "arangodb__high_server_kernel_mode",
    "arangodb__high_server_user_mode",
    "cisco_aci__critical_health_score",
    "ray__cpu_utilization",
    "ray__gpu_utilization",
  ],
  "unknown-variable": ["hudi__commit_duration", "hubspot_content_hub__page_bounce_rate", "azure_iot_edge__disk_usage"],
  "count-without-as-count": [
    "airflow__heartbeat_failures",
    "cisco_sdwan__device_reboot",
    "godaddy__godaddy_certificate_denied",
    "keda__scaler_errors",
    "traffic_server__4xx",
  ],
  "unknown-metric": ["calico__ipset_error", "falco__falco_rules_matches", "openai__tokens_limits"],
  "sum-of-ratio": ["squid__cpu_usage_exceeded"],
  "message-unit": ["weblogic__stuck_threads", "litellm__high_fallback_failures"],
};

/** How many of the recommended monitors a rule reports, where the catalogue of mistakes gives a number for them. */
const COUNTS: Record<string, number> = {
  "warning-not-routed": 18,
  "no-data-unannounced": 11,
  "renotify-without-interval": 3,
  "unknown-group-variable": 23,
  "count-without-as-count": 15,
};

describe.skipIf(!hasCorpus || !existsSync(TSV))("the recommended monitors", () => {
  const { lookup, neighbours } = createMetrics([readMetricTable(readFileSync(TSV, "utf8"), "metric-units.tsv").table]);
  const monitors = corpusMonitors();
  const { findings } = lint(monitors as unknown as MonitorInput[], { rules: RULES, metric: lookup, neighbours });
  const reported = new Set(
    findings.map(({ diagnostic }) => `${diagnostic.code} ${diagnostic.file?.replace(/\.json$/, "")}`),
  );

  it.each(Object.entries(KNOWN).flatMap(([rule, files]) => files.map((file) => [rule, file])))(
    "%s is reported in %s",
    (rule, file) => {
      expect(reported).toContain(`${rule} ${file}`);
    },
  );

  it.each(Object.entries(COUNTS))("%s is reported in %i of them", (rule, count) => {
    expect([...reported].filter((line) => line.startsWith(`${rule} `))).toHaveLength(count);
  });

  it("have no other errors than these", () => {
    const errors = findings
      .filter(({ diagnostic }) => diagnostic.severity === "error")
      .map(({ diagnostic }) => diagnostic.code);
    expect([...new Set(errors)].sort()).toEqual(["rate-without-division", "unknown-group-variable"]);
  });
});

describe.skipIf(!hasCorpus)("monitors that the vendor accepted", () => {
  it("have no error in message, search or unit", () => {
    const seen = new Map<string, MonitorInput>();
    for (const { method, path, status, request } of recordedExchanges()) {
      const monitor = request as MonitorInput | null;
      if (!path.includes("/monitor") || (method !== "POST" && method !== "PUT") || status >= 300) continue;
      if (typeof monitor?.query === "string" && typeof monitor.type === "string")
        seen.set(JSON.stringify(monitor), monitor);
    }
    expect(seen.size).toBeGreaterThan(150);
    const { findings } = lint([...seen.values()], { rules: RULES });
    expect(
      findings.filter(({ diagnostic }) => diagnostic.severity === "error").map(({ diagnostic }) => diagnostic),
    ).toEqual([]);
  });
});

interface Quote {
  id: string;
  type: string;
  query?: string;
  says?: string;
}

describe("the customers' own monitors", () => {
  const file = join(__dirname, "../../fixtures/customer-documents/truststream.yaml");
  const { quotes } = parseYaml(readFileSync(file, "utf8")) as { quotes: Quote[] };

  it.each([
    ["error-ratio-is-a-rate", "error-count-as-ratio", "error"],
    ["latency-in-milliseconds", "latency-in-seconds", "error"],
    ["every-error-is-a-database-error", "title-mismatch", "warning"],
  ])("%s is reported by %s", (id, rule, severity) => {
    const quote = quotes.find((one) => one.id === id)!;
    const { findings } = lint([{ type: quote.type, query: quote.query!, message: quote.says! }]);
    expect(findings.map(({ diagnostic }) => `${diagnostic.code} ${diagnostic.severity}`)).toContain(
      `${rule} ${severity}`,
    );
  });
});
