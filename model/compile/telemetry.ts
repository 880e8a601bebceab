/**
 * What Datadog keeps of spans and sessions, and what it knows of metrics: retention filters per environment and application, the
 * tags of a metric that can be queried, its type and unit.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { CustomMetricEntry, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { metricUnit } from "../units";
import { body, type Draft, type Family, finding } from "./draft";

export const telemetry: Family = (env) => ({
  drafts: [
    ...spans(env),
    ...env.services.flatMap((service) => sessions(env, service)),
    ...(env.owner ? env.metrics.flatMap((metric) => [...tagsOfMetric(metric), ...meaning(metric)]) : []),
  ],
  diagnostics: [
    ...env.services.flatMap(withoutApplication),
    ...(env.owner ? env.metrics.flatMap((metric) => metricProblems(env, metric)) : []),
  ],
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

/** Every query of ours asks for these. */
const ALWAYS = ["env", "service"];

const slug = (metric: string): string => metric.replace(/[^a-z0-9]+/gi, "-").toLowerCase();

function tagsOfMetric(metric: CustomMetricEntry): Draft[] {
  if (metric.tags === undefined && !metric.percentiles) return [];
  return [
    {
      kind: "datadog/metric-tags",
      key: slug(metric.key),
      source: metric.source,
      component: "Telemetry/metrics",
      body: body({
        metricName: metric.key,
        metricType: metric.type,
        tags: [...new Set([...ALWAYS, ...(metric.tags ?? [])])].sort(),
        includePercentiles: metric.type === "distribution" ? metric.percentiles : undefined,
      }),
      words: { includePercentiles: { path: "percentiles" } },
    },
  ];
}

/** A unit that counts nothing in particular is none to Datadog. */
const NO_UNITS = new Set(["none", "count"]);

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
        unit: NO_UNITS.has(unit) || !metricUnit(unit) ? undefined : unit,
        perUnit,
        description: metric.description,
      }),
    },
  ];
}

function metricProblems(env: ResolvedEnvironment, metric: CustomMetricEntry): Diagnostic[] {
  const say = (code: "conflicting-keys" | "metric-tag-dropped", message: string, hint: string): Diagnostic =>
    finding(metric, { code, severity: "error", message, hint, subject: metric.key });
  const settings = (["tags", "percentiles", "metadata"] as const).filter(
    (name) => metric[name] !== undefined && metric[name] !== false,
  );
  const [first] = settings;
  if (first === undefined) return [];
  if (metric.key.endsWith("*"))
    return [
      say("conflicting-keys", `\`${first}\` is of one metric, and \`${metric.key}\` are many`, "Name each metric."),
    ];
  const wrong =
    metric.percentiles && metric.type !== "distribution"
      ? [
          say(
            "conflicting-keys",
            `\`percentiles\` are of distributions, and \`${metric.key}\` is a ${metric.type}`,
            "Leave it out, or send the metric as a distribution.",
          ),
        ]
      : [];
  if (metric.tags === undefined) return wrong;
  const kept = new Set([...ALWAYS, ...metric.tags]);
  const dropped = new Map<string, string>();
  for (const service of env.tenants.flatMap(({ services }) => services))
    for (const signal of service.monitors)
      for (const tag of tagsAsked(signal, metric.key)) if (!kept.has(tag)) dropped.set(tag, signal.name);
  return [
    ...wrong,
    ...[...dropped].map(([tag, name]) =>
      say(
        "metric-tag-dropped",
        `\`${name}\` asks \`${metric.key}\` for the tag \`${tag}\`, which is not among its \`tags\`: there would be no such series`,
        `Add \`${tag}\` to the metric's \`tags\`.`,
      ),
    ),
  ];
}

/** The tags by which a signal groups or filters a metric, as far as it names the metric at all. */
function tagsAsked(signal: object, metric: string): string[] {
  const fields = Object.entries(signal);
  if (!fields.some(([, value]) => typeof value === "string" && names(value, metric))) return [];
  const values = Object.fromEntries(fields) as { by?: unknown; where?: unknown };
  const by = Array.isArray(values.by) ? values.by.filter((tag): tag is string => typeof tag === "string") : [];
  const where = typeof values.where === "string" ? [...values.where.matchAll(/([A-Za-z@][\w.@/-]*)\s*:/g)] : [];
  return [...by, ...where.flatMap(([, tag]) => tag ?? [])];
}

function names(text: string, metric: string): boolean {
  const at = text.indexOf(metric);
  return at >= 0 && !/[\w.]/.test(text[at + metric.length] ?? "") && !/[\w.]/.test(text[at - 1] ?? "");
}
