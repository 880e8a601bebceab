import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { QUERY_CODES } from "../../../query/lexer/index";
import { DETECTION_RULES } from "../../../query/lint/detection-rules";
import {
  type DetectionInput,
  type LintFinding,
  lint,
  lintDetections,
  type MonitorInput,
  pageOf,
} from "../../../query/lint/index";
import { OBJECTIVE_RULES } from "../../../query/lint/objective-rules";
import { OPTION_RULES } from "../../../query/lint/option-rules";
import { QUERY_RULES } from "../../../query/lint/query-rules";
import { corpusMonitors, hasCorpus, recordedExchanges } from "../text/corpus";

const ROOT = join(__dirname, "../../..");
const RULES = [...OPTION_RULES, ...QUERY_RULES, ...OBJECTIVE_RULES, ...DETECTION_RULES];

describe("every rule about queries and options", () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s has its page, its test and its file", (id, rule) => {
    const page = readFileSync(join(ROOT, "docs/rules", `${id}.md`), "utf8");
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    expect(page.replace(/\s+/g, " ")).toContain(rule.summary);
    expect(page).toContain(`Severity: ${rule.severity} · Confidence: ${rule.confidence} · Catalogue: ${rule.ref}`);
    expect(page).toContain("## Evidence");
    expect(existsSync(join(ROOT, "query/lint/rules", `${id}.ts`))).toBe(true);
    expect(existsSync(join(ROOT, "test/query/lint/rules", `${id}.test.ts`))).toBe(true);
  });

  it("has each code of the parsers on the page about syntax, with its severity", () => {
    const page = readFileSync(join(ROOT, "docs/rules/query-syntax.md"), "utf8");
    const shown = [...page.matchAll(/^\| `(query-[a-z-]+)` \| (\w+) \|/gm)].map(([, code, severity]) => [
      code,
      severity,
    ]);
    expect(Object.fromEntries(shown)).toEqual(QUERY_CODES);
  });
});

describe("the page of a finding", () => {
  it.each([
    ["threshold-mismatch", "threshold-mismatch"],
    ["query-unclosed", "query-syntax"],
    ["search-unclosed-quote", "search-syntax"],
    ["template-unclosed-block", "template-syntax"],
    ["nonsense", undefined],
  ])("for %s is %s", (code, page) => expect(pageOf(code)).toBe(page));
});

/** Mistakes in published monitors, and the rule that names the cause. */
const KNOWN: Record<string, string[]> = {
  "unreachable-threshold": [
    "klaviyo__high_percentage_of_email_failures",
    "klaviyo__high_percentage_of_email_marked_as_spam",
    "klaviyo__high_percentage_of_sms_failures",
    "rabbitmq__message_unack_prometheus",
  ],
  "misspelt-tag-key": ["kubeflow__kubeflow"],
  "contradictory-scope": ["karpenter__pod_state"],
  "average-of-counts": [
    "calico__ipset_error",
    "coredns__coredns_request_duration_high",
    "istio__failed_sidecar_injection",
    "milvus__request_latency",
    "snowflake__snowflake_failed_logins",
  ],
  "anomaly-algorithm": ["openai__api_token_usage", "teradata__high_disk_space", "teradata__low_ready_threads"],
  "event-recovery-threshold": ["snmp__traps_linkDown"],
  "omitted-aggregator": ["rabbitmq__consumers_at_zero", "rabbitmq__message_ready", "boundary__active_connections"],
  "short-window": ["scylla__instance_down", "vault__vault_S3_time_high"],
};

/** How many of the recommended monitors a rule reports. */
const COUNTS: Record<string, number> = {
  "recovery-beyond-warning": 13,
  "no-scope-no-group": 72,
  "threshold-mismatch": 0,
  "warning-order": 0,
  "recovery-order": 0,
  "anomaly-windows": 0,
  "upper-case-tag": 0,
};

function reportedBy({ diagnostic }: LintFinding): string {
  return `${diagnostic.code} ${diagnostic.file?.replace(/\.json$/, "")}`;
}

describe.skipIf(!hasCorpus)("the recommended monitors", () => {
  const { findings } = lint(corpusMonitors() as unknown as MonitorInput[], { rules: RULES });
  const reported = new Set(findings.map(reportedBy));

  it.each(Object.entries(KNOWN).flatMap(([rule, files]) => files.map((file) => [rule, file])))(
    "%s is reported in %s",
    (rule, file) => {
      expect(reported).toContain(`${rule} ${file}`);
    },
  );

  it.each(Object.entries(COUNTS))("%s is reported in %i of them", (rule, count) => {
    expect([...reported].filter((line) => line.startsWith(`${rule} `))).toHaveLength(count);
  });

  it("have no other errors than thresholds that cannot be reached", () => {
    const errors = findings.filter(({ diagnostic }) => diagnostic.severity === "error");
    expect(new Set(errors.map(({ diagnostic }) => diagnostic.code))).toEqual(new Set(["unreachable-threshold"]));
  });
});

describe.skipIf(!hasCorpus)("detection rules that the vendor accepted", () => {
  it("have no finding", () => {
    const accepted = recordedExchanges().filter(
      ({ method, path, status, request }) =>
        path.includes("/security_monitoring/rules") && method !== "GET" && status < 300 && request !== null,
    );
    expect(accepted.length).toBeGreaterThan(100);
    expect(lintDetections(accepted.map(({ request }) => request as DetectionInput))).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)("monitors that the vendor accepted", () => {
  it("have no error", () => {
    const seen = new Map<string, MonitorInput>();
    for (const { path, status, request } of recordedExchanges()) {
      const monitor = request as MonitorInput | null;
      if (!path.startsWith("/api/v1/monitor") || status >= 300 || !monitor?.type || monitor.query === undefined)
        continue;
      seen.set(JSON.stringify(monitor), monitor);
    }
    expect(seen.size).toBeGreaterThan(150);
    const { findings } = lint([...seen.values()]);
    const errors = findings.filter(({ diagnostic }) => diagnostic.severity === "error");
    expect(errors.map(({ diagnostic }) => diagnostic)).toEqual([]);
  });
});
