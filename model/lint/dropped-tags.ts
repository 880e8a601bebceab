/**
 * Tags that queries ask of a metric which keeps only some of its tags: Datadog drops the others, and a filter or a group by such a
 * tag finds no series. Reads the compiled queries, so that it does not matter in which field of the catalog a tag was written.
 * Variables of dashboards are not looked at: they are everything until somebody picks a value.
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
import { keptTags } from "../compile/telemetry";
import type { CustomMetricEntry } from "../resolved";
import type { Body, BodyValue, Spec } from "../spec";

/** What asks, by the tag. */
type Asked = Map<string, Set<string>>;

const ASKING: readonly Spec["kind"][] = ["datadog/monitor", "datadog/slo", "datadog/dashboard"];

export function droppedTags(metrics: readonly CustomMetricEntry[], specs: readonly Spec[]): Diagnostic[] {
  const bounded = new Map(
    metrics.flatMap((metric) => {
      const kept = keptTags(metric);
      return kept ? [[metric.key, { metric, kept: new Set(kept), dropped: new Map() as Asked }] as const] : [];
    }),
  );
  if (bounded.size === 0) return [];
  for (const kind of ASKING)
    for (const spec of specs)
      if (spec.kind === kind)
        for (const { metric, by, scope } of seriesOf(spec, new Set(bounded.keys()))) {
          const entry = bounded.get(metric.text);
          if (!entry) continue;
          const tags = by?.tags.map(({ text }) => text) ?? [];
          if (scope?.type === "scope")
            walkFilter(scope.filter, (node) => {
              if (node.type === "tag" || node.type === "in") tags.push(node.key);
            });
          for (const tag of tags) {
            if (entry.kept.has(tag)) continue;
            const askers = entry.dropped.get(tag);
            // Dashboards repeat what monitors ask.
            if (!askers) entry.dropped.set(tag, new Set([spec.key]));
            else if (kind !== "datadog/dashboard") askers.add(spec.key);
          }
        }
  return [...bounded.values()].flatMap(({ metric, dropped }) => (dropped.size > 0 ? [problem(metric, dropped)] : []));
}

function problem(metric: CustomMetricEntry, dropped: Asked): Diagnostic {
  const tags = [...dropped.keys()].sort();
  const askers = tags.map((tag) => {
    const [first = "", ...more] = dropped.get(tag) ?? [];
    return `\`${tag}\` (by \`${first}\`${more.length > 0 ? ` and ${more.length} more` : ""})`;
  });
  return finding(metric, {
    code: "metric-tag-dropped",
    severity: "error",
    message: `\`${metric.key}\` is asked for ${askers.join(", ")}, which ${
      tags.length === 1 ? "is" : "are"
    } not among its \`tags\`: Datadog drops all others, and nothing is found by them`,
    hint: `Write \`tags: [${[...new Set([...(metric.tags ?? []), ...tags])].join(", ")}]\`, or ask without ${
      tags.length === 1 ? "it" : "them"
    }.`,
    subject: metric.key,
  });
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
