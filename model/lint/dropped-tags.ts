/**
 * What queries ask of metrics that do not have it: a tag that Datadog drops of a metric, or that a metric made from logs is not made
 * with, and percentiles that are not kept. Such a query finds no series. Reads the compiled queries, so that it does not matter in
 * which field of the catalog a tag was written. Variables of dashboards are not looked at: they are everything until somebody picks
 * a value.
 */

import type { Diagnostic } from "../../diagnostics/index";
import {
  type Expression,
  parse,
  parseMonitorQuery,
  type Query,
  type Series,
  seriesIn,
  walkFilter,
} from "../../query/index";
import { finding } from "../compile/draft";
import { isPercentile } from "../compile/series";
import { keptTags } from "../compile/telemetry";
import type { CustomMetricEntry, Entry, LogMetricEntry, ResolvedEnvironment } from "../resolved";
import type { Body, BodyValue, Spec } from "../spec";

/** A metric that does not have all tags there could be. */
interface Bounded {
  entry: Entry;
  /** The field that names its tags. */
  field: "tags" | "by";
  kept: ReadonlySet<string>;
  percentiles: boolean;
}

/** What asks for what is not there: for tags by name, or for percentiles. */
interface Asked {
  tags: Map<string, Set<string>>;
  percentiles: Set<string>;
}

const ASKING: readonly Spec["kind"][] = ["datadog/monitor", "datadog/slo", "datadog/dashboard"];

export function droppedTags(environments: readonly ResolvedEnvironment[], specs: readonly Spec[]): Diagnostic[] {
  const metrics = boundedIn(environments);
  if (metrics.size === 0) return [];
  const names = new Set(metrics.keys());
  const asked = new Map<string, Asked>();
  for (const kind of ASKING)
    for (const spec of specs)
      if (spec.kind === kind)
        for (const series of seriesOf(spec, names)) {
          const metric = metrics.get(series.metric.text);
          if (!metric) continue;
          const { tags, percentiles } = asked.get(series.metric.text) ?? { tags: new Map(), percentiles: new Set() };
          for (const tag of tagsOf(series)) {
            if (metric.kept.has(tag)) continue;
            const askers = tags.get(tag);
            // Dashboards repeat what monitors ask.
            if (!askers) tags.set(tag, new Set([spec.key]));
            else if (kind !== "datadog/dashboard") askers.add(spec.key);
          }
          if (
            needsPercentiles(series) &&
            !metric.percentiles &&
            (percentiles.size === 0 || kind !== "datadog/dashboard")
          )
            percentiles.add(spec.key);
          asked.set(series.metric.text, { tags, percentiles });
        }
  return [...metrics].flatMap(([name, metric]) => {
    const { tags = new Map<string, Set<string>>(), percentiles = new Set<string>() } = asked.get(name) ?? {};
    return [
      ...(tags.size > 0 ? [tagProblem(metric, tags)] : []),
      ...(percentiles.size > 0 ? [percentileProblem(metric, percentiles)] : []),
    ];
  });
}

/** Metrics of the catalog's own are the same in all environments, those made from logs are services'. */
function boundedIn(environments: readonly ResolvedEnvironment[]): ReadonlyMap<string, Bounded> {
  const own = (environments[0]?.metrics ?? []).flatMap((metric: CustomMetricEntry): [string, Bounded][] => {
    const kept = keptTags(metric);
    const percentiles = metric.percentiles || metric.type !== "distribution";
    return kept ? [[metric.key, { entry: metric, field: "tags", kept: new Set(kept), percentiles }]] : [];
  });
  const fromLogs = environments
    .flatMap(({ services }) => services.flatMap(({ logs }) => logs.metrics))
    .map((metric: LogMetricEntry): [string, Bounded] => {
      const kept = new Set(["env", "service", ...Object.keys(metric.by)]);
      return [
        metric.key,
        { entry: metric, field: "by", kept, percentiles: metric.percentiles || metric.of === undefined },
      ];
    });
  return new Map([...fromLogs, ...own]);
}

function tagsOf({ by, scope }: Series): string[] {
  const tags = by?.tags.map(({ text }) => text) ?? [];
  if (scope?.type === "scope")
    walkFilter(scope.filter, (node) => {
      if (node.type === "tag" || node.type === "in") tags.push(node.key);
    });
  return tags;
}

function needsPercentiles({ aggregator }: Series): boolean {
  return aggregator?.type === "count-of-values" || (aggregator?.type === "word" && isPercentile(aggregator.text));
}

function tagProblem({ entry, field, kept }: Bounded, asked: Asked["tags"]): Diagnostic {
  const tags = [...asked.keys()].sort();
  const all = [...[...kept].filter((tag) => tag !== "env" && tag !== "service"), ...tags];
  const [are, them] = tags.length === 1 ? ["is", "it"] : ["are", "them"];
  return finding(entry, {
    code: "metric-tag-dropped",
    severity: "error",
    message: `\`${entry.key}\` is asked for ${tags
      .map((tag) => `\`${tag}\` (by ${firstOf(asked.get(tag))})`)
      .join(", ")}, which ${are} not among its \`${field}\`: ${
      field === "tags" ? "Datadog drops all others" : "it is made from logs without"
    }, and nothing is found by them`,
    hint:
      field === "tags"
        ? `Write \`tags: [${all.join(", ")}]\`, or ask without ${them}.`
        : `Add to \`by\` what ${them} ${are} in the logs, e.g. \`${tags[0]}: "@${tags[0]}"\`, or ask without ${them}.`,
    subject: entry.key,
  });
}

function percentileProblem({ entry }: Bounded, askers: ReadonlySet<string>): Diagnostic {
  return finding(entry, {
    code: "metric-without-percentiles",
    severity: "error",
    message: `\`${entry.key}\` is asked for percentiles (by ${firstOf(askers)}), which Datadog does not keep of it`,
    hint: "Add `percentiles: true` to the metric, or ask for another value.",
    subject: entry.key,
  });
}

function firstOf(askers: ReadonlySet<string> | undefined): string {
  const [first = "", ...more] = askers ?? [];
  return `\`${first}\`${more.length > 0 ? ` and ${more.length} more` : ""}`;
}

/** Every series of one of the metrics. */
function seriesOf({ kind, body }: Spec, metrics: ReadonlySet<string>): Series[] {
  const names = (text: string): boolean => (text.match(/[A-Za-z][\w.]*/g) ?? []).some((word) => metrics.has(word));
  if (kind === "datadog/monitor") {
    const { type, query, ...rest } = body;
    const own = typeof query === "string" && typeof type === "string" && names(query);
    return [
      ...(own ? expressionsOf(parseMonitorQuery(type, query).query) : []),
      ...textsIn(rest)
        .filter(names)
        .flatMap((text) => expressionsOf(parse(text).query)),
    ].flatMap(seriesIn);
  }
  return textsIn(body)
    .filter(names)
    .flatMap((text) => expressionsOf(parse(text).query))
    .flatMap(seriesIn);
}

function expressionsOf(query: Query): Expression[] {
  if (query.type === "metric-monitor") return [query.expression];
  return query.type === "metric-expressions" ? query.expressions : [];
}

/** Under these stand queries: of formulas, of widgets old and new, of objectives. */
const QUERIES: ReadonlySet<string> = new Set(["query", "q", "numerator", "denominator"]);

function textsIn(value: BodyValue): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(value as Body).flatMap(([key, inner]) =>
    QUERIES.has(key) && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}
