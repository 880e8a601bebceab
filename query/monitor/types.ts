/**
 * The monitor types and the languages their queries may be written in. [API: enum MonitorType and the description of
 * CreateMonitor; formulas: A.2.6 of the notes, recorded traffic]
 */

export type Language =
  | "metric"
  | "metric-expressions"
  | "event"
  | "formula"
  | "service-check"
  | "process"
  | "slo"
  | "composite"
  | "synthetics";

export interface MonitorTypeFacts {
  /** First the usual one. */
  languages: readonly Language[];
  /** The word in front of the search, for event types. */
  source?: string;
}

const event = (source: string): MonitorTypeFacts => ({ languages: ["event", "formula"], source });
const metric: MonitorTypeFacts = { languages: ["metric", "formula"] };
const formula: MonitorTypeFacts = { languages: ["formula"] };

export const MONITOR_TYPES: Readonly<Record<string, MonitorTypeFacts>> = {
  composite: { languages: ["composite"] },
  "event alert": event("events"),
  "log alert": event("logs"),
  "metric alert": metric,
  "process alert": { languages: ["process"] },
  "query alert": metric,
  "rum alert": event("rum"),
  "service check": { languages: ["service-check"] },
  "synthetics alert": { languages: ["synthetics"] },
  "trace-analytics alert": event("trace-analytics"),
  "slo alert": { languages: ["slo"] },
  "event-v2 alert": event("events"),
  "audit alert": event("audits"),
  "ci-pipelines alert": event("ci-pipelines"),
  "ci-tests alert": event("ci-tests"),
  "error-tracking alert": event("error-tracking"),
  "database-monitoring alert": event("database-monitoring"),
  "network-performance alert": event("network-performance"),
  "cost alert": formula,
  "data-quality alert": formula,
  "network-path alert": event("network-path"),
  "data-jobs alert": formula,
  "llm-observability alert": event("llm-observability"),
};

export function monitorTypeFacts(type: string): MonitorTypeFacts | undefined {
  return Object.hasOwn(MONITOR_TYPES, type) ? MONITOR_TYPES[type] : undefined;
}

/** Types whose query is a search over events, or a formula over such. */
export function isEventType(type: string): boolean {
  return monitorTypeFacts(type)?.source !== undefined;
}

export function isMetricType(type: string): boolean {
  return type === "query alert" || type === "metric alert";
}
