/**
 * What is known of the units of metrics: Datadog's own families, as documented, and the catalog's `metrics`. A metric that
 * nothing here knows has no unit: the catalog must say it, nothing is guessed from its name.
 */

import { type MetricUnit, metricUnit } from "./units";

/** Metric names, as patterns over the whole name, and what they are measured in. The first that fits counts. */
const FAMILIES: readonly [pattern: RegExp, unit: string][] = [
  // Trace metrics: docs "tracing/metrics/metrics_namespace". `.errors` is a count, not a ratio.
  [/^trace\..+\.hits(\.by_http_status)?$/, "request"],
  [/^trace\..+\.errors(\.by_http_status)?$/, "error"],
  [/^trace\..+\.apdex$/, "none"],
  [/^trace\..+\.duration(\.by_http_status)?$/, "second"],
  [/^trace\.(?!.*\.(?:hits|errors|apdex|duration|by_)).+$/, "second"],
  // Agent core checks: docs "integrations/system".
  [/^system\.cpu\.(user|system|idle|iowait|stolen|guest|interrupt)$/, "percent"],
  [/^system\.mem\.(pct_usable)$/, "fraction"],
  [/^system\.swap\.pct_free$/, "fraction"],
  [/^system\.(mem|swap)\.\w+$/, "byte"],
  [/^system\.load\.(norm\.)?\d+$/, "none"],
  [/^system\.uptime$/, "second"],
  [/^system\.disk\.in_use$/, "fraction"],
  [/^system\.disk\.(used|free|total)$/, "byte"],
  [/^system\.fs\.inodes\.in_use$/, "fraction"],
  [/^system\.net\.bytes_(rcvd|sent)$/, "byte/second"],
  // integrations-core metadata.csv, BSD-3-Clause, Datadog, Inc.
  [/^kubernetes\.cpu\.usage\.total$/, "nanocore"],
  [/^kubernetes\.cpu\.(limits|requests)$/, "core"],
  [/^kubernetes\.memory\.usage_pct$/, "fraction"],
  [/^kubernetes\.memory\.(usage|limits|requests)$/, "byte"],
  [/^container\.cpu\.usage$/, "nanocore"],
  [/^docker\.cpu\.usage$/, "percent"],
  [/^postgresql\.percent_usage_connections$/, "fraction"],
  [/^postgresql\.(connections|max_connections)$/, "connection"],
  [/^postgresql\.replication_delay$/, "second"],
  [/^postgresql\.commits$/, "transaction/second"],
  [/^postgresql\.queries\.time$/, "nanosecond"],
  [/^redis\.info\.latency_ms$/, "millisecond"],
  [/^redis\.stats\.keyspace_(hits|misses)$/, "key/second"],
  [/^nginx\.net\.request_per_s$/, "request/second"],
  [/^mysql\.performance\.queries$/, "query/second"],
  [/^haproxy\.backend\.response\.time$/, "millisecond"],
  [/^haproxy\.backend\.session\.pct$/, "percent"],
  [/^elasticsearch\.search\.query\.time$/, "second"],
  [/^kafka\.consumer_lag$/, "offset"],
  [/^mongodb\.replset\.optime_lag$/, "second"],
  [/^network\.http\.response_time$/, "second"],
  [/^tls\.days_left$/, "day"],
];

/** A metric of the catalog's own `metrics`; its name may end in `*`. */
export interface KnownMetric {
  key: string;
  unit: string;
  type?: "count" | "gauge" | "rate" | "distribution";
}

/** What the catalog's section `metrics` says of a metric; the longest beginning wins where none has its whole name. */
export function metricDeclared(name: string, own: readonly KnownMetric[]): KnownMetric | undefined {
  return (
    own.find(({ key }) => key === name) ??
    own
      .filter(({ key }) => key.endsWith("*") && name.startsWith(key.slice(0, -1)))
      .toSorted((a, b) => b.key.length - a.key.length)[0]
  );
}

/** Whether what the field `counted` leaves open is a count: all but what the section `metrics` calls something else. */
export function isCounted(
  { metric, counted }: { metric: string; counted?: boolean | undefined },
  own: readonly KnownMetric[],
): boolean {
  if (counted !== undefined) return counted;
  const type = metricDeclared(metric, own)?.type;
  return type !== "gauge" && type !== "distribution";
}

/** The unit of a metric, from the catalog or the families; undefined when nothing knows it. */
export function unitOfMetric(name: string, own: readonly KnownMetric[]): MetricUnit | undefined {
  const declared = metricDeclared(name, own);
  if (declared) return metricUnit(declared.unit);
  const family = FAMILIES.find(([pattern]) => pattern.test(name));
  return family && metricUnit(family[1]);
}
