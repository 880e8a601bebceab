/**
 * What Datadog keeps of spans and sessions, and what it knows of metrics: retention filters per environment and application, the
 * tags of a metric that can be queried, its type and unit.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { METRIC_UNITS } from "../../vendors/index";
import type { CustomMetricEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { body, type Draft, type Family, finding } from "./draft";

export const telemetry: Family = (env) => ({
  drafts: [
    ...spans(env),
    ...env.services.flatMap((service) => sessions(env, service)),
    ...(env.owner
      ? env.metrics.filter(hasArrived).flatMap((metric) => [...tagsOfMetric(metric), ...meaning(metric)])
      : []),
  ],
  diagnostics: [...env.services.flatMap(withoutApplication), ...(env.owner ? env.metrics.flatMap(metricProblems) : [])],
});

// Spans

/** Spans of errors are kept whole; of the others the share the environment states. The two searches share nothing. */
function spans(env: ResolvedEnvironment): Draft[] {
  const share = env.sampling.spans;
  if (share === undefined) return [];
  const filter = (name: string, title: string, query: string, rate: number): Draft => ({
    kind: "datadog/apm-retention-filter",
    key: `${env.name}-${name}`,
    source: env.source,
    component: `Telemetry/${env.name}`,
    body: {
      name: `[${env.name}] ${title}`,
      enabled: true,
      filterType: "spans-sampling-processor",
      filter: { query },
      rate: rate === 1 ? "1.0" : String(rate),
    },
    words: { rate: { path: "sampling.spans", unit: "fraction" } },
  });
  const rest = Number((share / 100).toFixed(6));
  return [
    filter("errors", "Spans with errors", `env:${env.tag} status:error`, 1),
    ...(rest > 0 ? [filter("others", "Spans without errors", `env:${env.tag} -status:error`, rest)] : []),
  ];
}

// Sessions

/** Sessions with errors and without share nothing, so that the order in which Datadog tries filters does not matter. */
function sessions(env: ResolvedEnvironment, service: ServiceEntry): Draft[] {
  const { rum } = service;
  if (!rum?.keep || rum.applicationId === undefined) return [];
  const { applicationId, keep } = rum;
  const parts = [
    ["errors", "Sessions with errors", "@session.error.count:>0", keep.errors],
    ["others", "Sessions without errors", "@session.error.count:0", keep.sessions],
  ] as const;
  return parts.flatMap(([name, title, query, share]): Draft[] => [
    {
      kind: "datadog/rum-retention-filter",
      key: `${service.name}-${name}`,
      source: service.origins.at("rum.keep"),
      component: `MonitoredService/${service.name}`,
      body: {
        applicationId,
        name: `[${env.name}] ${title}`,
        eventType: "session",
        sampleRate: share,
        query: `env:${env.tag} ${query}`,
        enabled: true,
      },
      words: { sampleRate: { path: `rum.keep.${name === "errors" ? "errors" : "sessions"}`, unit: "percent" } },
    },
  ]);
}

function withoutApplication(service: ServiceEntry): Diagnostic[] {
  if (!service.rum?.keep || service.rum.applicationId !== undefined) return [];
  return [
    finding(
      { key: service.key, source: service.origins.at("rum.keep") },
      {
        code: "missing-key",
        severity: "error",
        message: `\`keep\` needs the id of the application \`${service.rum.application}\``,
        hint: "Add `applicationId:`, which Datadog shows on the application's page: user monitoring, manage applications.",
        subject: service.name,
      },
    ),
  ];
}

// Metrics

/**
 * Datadog takes neither tags nor a meaning of a metric that nobody has sent yet: 400 "Cannot configure tags on a metric that does not
 * exist." and 404 "metric_name not found" (terraform-provider-datadog, issues 4016 and 918).
 */
function hasArrived({ arrived }: CustomMetricEntry): boolean {
  return arrived;
}

/** Names of metrics with something that Datadog is to be told once they arrive. */
export function waitingMetrics(env: ResolvedEnvironment): string[] {
  if (!env.owner) return [];
  return env.metrics.filter((metric) => !metric.arrived && (metric.metadata || keptTags(metric))).map(({ key }) => key);
}

/** Every query of ours asks for these. */
const ALWAYS = ["env", "service"];

const slug = (metric: string): string => metric.replace(/[^a-z0-9]+/gi, "-").toLowerCase();

/** The tags of a metric that can be queried, sorted; nothing when all can. Percentiles are kept of named tags only. */
export function keptTags({ tags, percentiles }: CustomMetricEntry): string[] | undefined {
  return tags === undefined && !percentiles ? undefined : [...new Set([...ALWAYS, ...(tags ?? [])])].sort();
}

function tagsOfMetric(metric: CustomMetricEntry): Draft[] {
  const tags = keptTags(metric);
  if (!tags) return [];
  return [
    {
      kind: "datadog/metric-tags",
      key: slug(metric.key),
      source: metric.source,
      component: "Telemetry/metrics",
      body: body({
        metricName: metric.key,
        metricType: metric.type,
        tags,
        includePercentiles: metric.type === "distribution" ? metric.percentiles : undefined,
      }),
      words: { includePercentiles: { path: "percentiles" } },
    },
  ];
}

/** Without a unit where Datadog has none of that name: `trade`, or `count`, which counts nothing in particular. */
function meaning(metric: CustomMetricEntry): Draft[] {
  if (!metric.metadata) return [];
  const [unit = "", perUnit] = metric.unit.split("/");
  return [
    {
      kind: "datadog/metric-metadata",
      key: slug(metric.key),
      source: metric.source,
      component: "Telemetry/metrics",
      body: body({
        metric: metric.key,
        type: metric.type,
        unit: METRIC_UNITS.has(unit) ? unit : undefined,
        perUnit: METRIC_UNITS.has(unit) ? perUnit : undefined,
        description: metric.description,
      }),
    },
  ];
}

function metricProblems(metric: CustomMetricEntry): Diagnostic[] {
  const say = (message: string, hint: string): Diagnostic[] => [
    finding(metric, { code: "conflicting-keys", severity: "error", message, hint, subject: metric.key }),
  ];
  const first = (["tags", "percentiles", "metadata"] as const).find(
    (name) => metric[name] !== undefined && metric[name] !== false,
  );
  if (first !== undefined && metric.key.endsWith("*"))
    return say(`\`${first}\` is of one metric, and \`${metric.key}\` are many`, "Name each metric.");
  if (metric.percentiles && metric.type !== "distribution")
    return say(
      `\`percentiles\` are of distributions, and \`${metric.key}\` is a ${metric.type}`,
      "Leave it out, or send the metric as a distribution.",
    );
  return [];
}
