/**
 * What an event query can search, and the monitor type that goes with each source. [API: description of CreateMonitor and the
 * list of monitor types; its former edition for the old names]
 */

export interface EventSource {
  /** The word in front of the search, `logs`. */
  name: string;
  /** The monitor type of such a query. */
  monitorType: string;
  /** In a sentence: "12 logs", "12 spans". */
  noun: string;
  /** Methods besides index, rollup, by, last and current. */
  methods: readonly ("source" | "new" | "impact")[];
  /** A name of before, which is still accepted; another source is written now. */
  old?: true;
}

export const EVENT_SOURCES: readonly EventSource[] = [
  { name: "logs", monitorType: "log alert", noun: "logs", methods: [] },
  { name: "events", monitorType: "event-v2 alert", noun: "events", methods: [] },
  { name: "rum", monitorType: "rum alert", noun: "RUM events", methods: [] },
  { name: "trace-analytics", monitorType: "trace-analytics alert", noun: "spans", methods: [] },
  { name: "audits", monitorType: "audit alert", noun: "audit events", methods: [] },
  { name: "ci-pipelines", monitorType: "ci-pipelines alert", noun: "CI pipeline events", methods: [] },
  { name: "ci-tests", monitorType: "ci-tests alert", noun: "CI tests", methods: [] },
  {
    name: "error-tracking",
    monitorType: "error-tracking alert",
    noun: "error occurrences",
    methods: ["source", "new", "impact"],
  },
  ...(["rum", "traces", "logs"] as const).map(
    (from): EventSource => ({
      name: `error-tracking-${from}`,
      monitorType: "error-tracking alert",
      noun: "error occurrences",
      methods: ["new", "impact"],
      old: true,
    }),
  ),
  {
    name: "database-monitoring",
    monitorType: "database-monitoring alert",
    noun: "database samples",
    methods: [],
  },
  {
    name: "network-performance",
    monitorType: "network-performance alert",
    noun: "network flows",
    methods: [],
  },
  { name: "network-path", monitorType: "network-path alert", noun: "network path results", methods: [] },
  { name: "llm-observability", monitorType: "llm-observability alert", noun: "LLM spans", methods: [] },
];

const BY_NAME: ReadonlyMap<string, EventSource> = new Map(EVENT_SOURCES.map((source) => [source.name, source]));

export function eventSource(name: string): EventSource | undefined {
  return BY_NAME.get(name);
}

/** Methods of `.rollup("…")`. [API: count, avg, cardinality; COR: sum; DOC: the rest] */
export const EVENT_ROLLUPS: ReadonlySet<string> = new Set([
  "count",
  "cardinality",
  "avg",
  "sum",
  "min",
  "max",
  "median",
  "pc75",
  "pc90",
  "pc95",
  "pc98",
  "pc99",
]);
