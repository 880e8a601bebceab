/** Explains one thing of the catalog in one environment: each value, the layer it comes from, and the file and line. */

import { shorten, wrap } from "../diagnostics/index";
import { explainQuery, type NotifiedState, parseTemplate, routes } from "../query/index";
import { compositeMeaning, dashboardMeaning, dashboardPath, ruleMeaning, toldByRule } from "./explain-made";
import { monitorInput } from "./lint/index";
import { nearest, plural } from "./quantity";
import type {
  DashboardEntry,
  Entry,
  Layer,
  ObjectiveEntry,
  Origin,
  ResolvedEnvironment,
  ServiceEntry,
  SignalEntry,
} from "./resolved";
import type { Spec } from "./spec";
import { metricUnit } from "./units";

/** What can be explained, and the part of a service it is. */
export const EXPLAINABLE = {
  monitor: "monitors",
  objective: "objectives",
  rule: "security",
  test: "synthetics",
  dashboard: "dashboards",
} as const;

export type ExplainableKind = keyof typeof EXPLAINABLE;

export interface ExplainedValue {
  /** e.g. `above.high`; of the service for the first rows, e.g. `team`. */
  path: string;
  /** As the catalog writes it: `5%`. */
  value: string;
  /** What it became, where that is another number: `0.05 fraction, critical`. */
  becomes?: string;
  /** `metrics`: the catalog's section of that name, or what Watchbill knows, where there is no file. */
  layer: Layer | "metrics";
  pack?: string;
  /** The tier the pack says it for. */
  tier?: string;
  /** Absent for defaults. */
  file?: string;
  line?: number;
  /** What it replaced, nearest first. */
  instead: { value: string; layer: Layer; pack?: string; tier?: string; file: string; line: number }[];
}

export interface Explanation {
  version: 1;
  kind: ExplainableKind;
  name: string;
  env: string;
  title: string;
  service: string;
  /** The query the vendor gets, for monitors. */
  query?: string;
  /** What it means, in two or three sentences; not for what is made of objectives. */
  meaning?: string;
  /** Who is told of a monitor's states, or of a detection rule's signals: handles by state, or by status. */
  tells?: Readonly<Record<string, readonly string[]>>;
  values: ExplainedValue[];
}

type PartOf<K extends ExplainableKind> = ServiceEntry[(typeof EXPLAINABLE)[K]][number];

/** A thing by name (`truststream-api-latency`), by `<service>/<key>`, or by key where only one service has it. */
export function find<K extends ExplainableKind>(
  env: ResolvedEnvironment,
  kind: K,
  name: string,
  word: string = kind,
): { service: ServiceEntry; entry: PartOf<K> } | { problem: string; hint: string } {
  const part = EXPLAINABLE[kind];
  const all = env.services.flatMap((service) =>
    (service[part] as readonly PartOf<K>[]).map((entry) => ({ service, entry })),
  );
  const fits = all.filter(({ service, entry }) => entry.name === name || `${service.key}/${entry.key}` === name);
  const found = fits.length > 0 ? fits : all.filter(({ entry }) => entry.key === name);
  const [first, second] = found;
  if (!first) {
    const names = all.map(({ entry }) => entry.name);
    const key = nearest(
      name,
      all.map(({ entry }) => entry.key),
    );
    // As it was typed: `<service>/<key>`, or the name of a service, whose own are then shown.
    const typed = all.map(({ service, entry }) => `${service.key}/${entry.key}`);
    const ofService = typed.filter((one) => one.startsWith(`${name.split("/")[0] ?? ""}/`));
    const near = name.includes("/")
      ? nearest(name, typed)
      : (nearest(name, names) ?? names.find((one) => key !== undefined && one.endsWith(`-${key}`)));
    return {
      problem: `there is no ${word} \`${name}\` in ${env.name}`,
      hint:
        near !== undefined && (name.includes("/") || ofService.length === 0)
          ? `Did you mean \`${near}\`?`
          : listed(ofService.length > 0 ? ofService : names),
    };
  }
  if (second)
    return {
      problem: `several services have a ${word} \`${name}\``,
      hint: `Write which: ${found.map(({ entry }) => `\`${entry.name}\``).join(", ")}.`,
    };
  return first;
}

/** Explains a thing by name (`truststream-api-latency`), by `<service>/<key>`, or by key where only one service has it. */
export function explain(
  env: ResolvedEnvironment,
  kind: ExplainableKind,
  name: string,
  specs: readonly Spec[] = [],
): { explanation: Explanation } | { problem: string; hint: string } {
  const found = find(env, kind, name);
  if ("problem" in found) return found;
  const { service, entry } = found;
  const part = EXPLAINABLE[kind];
  const made = kind === "rule" ? "datadog/security-rule" : "datadog/monitor";
  const spec = specs.find((one) => one.kind === made && one.key === entry.name && one.env === env.name);
  const rows = unitBesideMetric(values(service, part, entry), env);
  return {
    explanation: {
      version: 1,
      kind,
      name: entry.name,
      env: env.name,
      title: entry.title,
      service: service.key,
      ...(spec && kind === "monitor" && { ...queryOf(spec), ...meaningOf(spec, entry), tells: toldBy(spec) }),
      ...(spec && kind === "rule" && { meaning: ruleMeaning(spec), tells: toldByRule(spec) }),
      ...(kind === "dashboard" && { meaning: dashboardMeaning(entry as DashboardEntry) }),
      values: [...serviceValues(env, service), ...(kind === "dashboard" ? drawn(entry as DashboardEntry, rows) : rows)],
    },
  };
}

/** A place that would go beyond it stands on a line of its own. */
const WIDTH = 100;

/** The explanation as text for people, in columns. */
export function explanationText(explanation: Explanation): string {
  const rows = explanation.values.map((row) => [
    row.path,
    row.becomes === undefined ? shorten(row.value, 48) : `${row.value} (${row.becomes})`,
    row.file === undefined ? row.layer : `${layerName(row)}  ${row.file}:${row.line ?? 0}`,
  ]);
  const longest = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const first = Math.min(48, longest(0));
  const widths = [first, Math.min(longest(1), Math.max(12, WIDTH - first - longest(2) - 6))];
  const lines = explanation.values.flatMap((value, index) => {
    const [path = "", text = "", from = ""] = rows[index] ?? [];
    const head = `  ${path.padEnd(widths[0] ?? 0)}  ${text.padEnd(widths[1] ?? 0)}`;
    const blank = " ".repeat((widths[0] ?? 0) + 4);
    const whole = `${head}  ${from}`.trimEnd();
    return [
      ...(whole.length <= WIDTH ? [whole] : [head.trimEnd(), `${blank}${from}`]),
      ...value.instead.map(
        (before) => `${blank}instead of ${before.value}, ${layerName(before)}  ${before.file}:${before.line}`,
      ),
    ];
  });
  const { kind, name, env, title, query, meaning, tells } = explanation;
  return [
    `${kind} ${name} in ${env}: ${title}`,
    ...(query === undefined ? [] : ["", ...wrap(query, "  ")]),
    ...(meaning === undefined ? [] : ["", ...wrap(meaning, "  ")]),
    ...(tells === undefined ? [] : ["", ...toldText(tells)]),
    "",
    ...lines,
    "",
  ].join("\n");
}

function layerName({ layer, pack, tier }: { layer: ExplainedValue["layer"]; pack?: string; tier?: string }): string {
  return `${layer}${pack === undefined ? "" : ` ${pack}`}${tier === undefined ? "" : `, tier ${tier}`}`;
}

function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, 10)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length === 0
    ? "There are none."
    : `There ${names.length === 1 ? "is" : "are"} ${shown}${names.length > 10 ? " and others" : ""}.`;
}

const SERVICE_VALUES = ["team", "tier", "escalation", "scope"] as const;

function serviceValues(env: ResolvedEnvironment, service: ServiceEntry): ExplainedValue[] {
  return SERVICE_VALUES.flatMap((name) => {
    const value = service[name];
    if (value === undefined) return [];
    const found = row(service, name === "scope" ? "datadog.scope" : name, `service ${name}`, String(value));
    return [found.layer === "default" ? inherited(env, service, name, found) : found];
  });
}

/** A service's team is its system's, its escalation the organisation's, unless it names one. */
function inherited(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  name: string,
  found: ExplainedValue,
): ExplainedValue {
  const system = name === "team" ? env.systems.find(({ key }) => key === service.system) : undefined;
  if (system) return { ...found, layer: "system", ...system.source };
  if (name !== "escalation") return found;
  const { file, line } = env.defaultEscalationAt ?? {};
  return { ...found, layer: "organisation", ...(file !== undefined && line !== undefined && { file, line }) };
}

/** Facts the resolver adds; they are shown through the values they come from. */
const FACTS = new Set([
  "key",
  "source",
  "name",
  "lines",
  "comparator",
  "measured",
  "parts",
  "minimumCount",
  "limits",
  "limit",
  "monitorNames",
  "leftOut",
  "perSecond",
  "made",
]);

function values(service: ServiceEntry, part: string, entry: Entry): ExplainedValue[] {
  return Object.entries(entry)
    .filter(([name]) => !FACTS.has(name))
    .flatMap(([name, value]) => flat(name, value))
    .map(([path, text]) => {
      const becomes = becomesOf(entry, path);
      const own = row(service, `${part}.${entry.key}.${path}`, path, text);
      const found = path === "runbook" && own.layer === "default" ? row(service, "runbook", path, text) : own;
      return { ...found, ...(becomes !== undefined && { becomes }) };
    })
    .filter(({ path, layer }, _, rows) => {
      const [, alert, form] = BURN_RATE.exec(path) ?? [];
      if (form === undefined || layer !== "default") return true;
      const other = rows.find((one) => one.path === `burnRates.${alert}.${form === "rate" ? "spends" : "rate"}`);
      return form === "rate" && other?.layer === "default";
    });
}

/** A unit that the signal does not say itself is the metric's: it stands beside it, with the place it comes from. */
function unitBesideMetric(rows: readonly ExplainedValue[], env: ResolvedEnvironment): ExplainedValue[] {
  const unit = rows.find(({ path, layer }) => path === "unit" && layer === "default");
  const metric = rows.find(({ path }) => path === "metric");
  if (!unit || !metric) return [...rows];
  const own = env.metrics.find(({ key }) => key === metric.value);
  const { file, line } = own?.source ?? {};
  const told: ExplainedValue =
    own && file !== undefined && line !== undefined ? { ...unit, layer: "metrics", file, line } : unit;
  return rows.flatMap((row) => (row === unit ? [] : row === metric ? [metric, told] : [row]));
}

/** What is written of a dashboard, by the titles of groups and widgets: its many defaults are said in docs/catalog.md. */
function drawn(dashboard: DashboardEntry, rows: readonly ExplainedValue[]): ExplainedValue[] {
  return rows
    .filter(({ layer, path }) => layer !== "default" || !path.startsWith("groups."))
    .map((one) => ({ ...one, path: dashboardPath(dashboard, one.path) }));
}

/** Of the two forms of a burn rate the one that was written is shown, and what the other became. */
const BURN_RATE = /^burnRates\.([^.]+)\.(rate|spends)$/;

function row(service: ServiceEntry, at: string, path: string, value: string): ExplainedValue {
  const origin = service.origins.at(at);
  return {
    path,
    value: origin.layer === "default" ? value : (origin.written ?? value),
    layer: origin.layer,
    ...(origin.pack !== undefined && { pack: origin.pack }),
    ...(origin.tier !== undefined && { tier: origin.tier }),
    ...(origin.layer !== "default" && { file: origin.file, line: origin.line }),
    instead: service.origins.under(at).map(before),
  };
}

function before({ layer, pack, tier, file, line, written }: Origin): ExplainedValue["instead"][number] {
  return {
    value: written ?? "(a list or map)",
    layer,
    ...(pack !== undefined && { pack }),
    ...(tier !== undefined && { tier }),
    file,
    line,
  };
}

/** A value as rows of path and text; empty lists and maps and what is absent make none. */
function flat(path: string, value: unknown): [path: string, text: string][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    return value.every((item) => typeof item !== "object")
      ? [[path, `[${value.join(", ")}]`]]
      : value.flatMap((item, index) => flat(`${path}.${index}`, item));
  }
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  if ("text" in value && typeof value.text === "string" && ("seconds" in value || "amount" in value))
    return [[path, value.text]];
  return Object.entries(value).flatMap(([name, inner]) => flat(`${path}.${name}`, inner));
}

/** What a threshold became: the number in the metric's unit, and Datadog's word for the line. */
function becomesOf(entry: Entry, path: string): string | undefined {
  const signal = entry as Partial<SignalEntry>;
  const severity = /^(?:above|atLeast|below|atMost|failures)\.(.+)$/.exec(path)?.[1];
  const line = signal.lines?.find((one) => one.severity === severity);
  if (line)
    return line.value === undefined
      ? line.status
      : `${line.status}: ${grouped(line.value)}${unitSuffix(signal.unit, line.value)}`;
  const [, name = "", form] = BURN_RATE.exec(path) ?? [];
  const alert = (entry as Partial<ObjectiveEntry>).burnRates?.[name];
  if (alert) return form === "rate" ? `${alert.spends}% of the budget` : `a rate of ${alert.rate}`;
  if (path === "minimum" && signal.minimumCount !== undefined) return `${signal.minimumCount} in the window`;
  return path === "severity" ? signal.lines?.[0]?.status : undefined;
}

/** `1,000`, as the sentence above writes it. */
function grouped(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(value);
}

function unitSuffix(unit: string | undefined, value: number): string {
  if (unit === undefined || unit === "none" || unit === "count") return "";
  const known = metricUnit(unit);
  return ` ${known && value !== 1 && !unit.includes("/") ? plural(known) : unit}`;
}

const STATES = { alert: "alert", warning: "warning", noData: "no data", recovery: "recovery" } as const;

export function toldBy({ body: { message } }: Spec): Partial<Record<NotifiedState, string[]>> {
  const told = routes(parseTemplate(typeof message === "string" ? message : "").tree);
  return Object.fromEntries(
    (Object.keys(STATES) as (keyof typeof STATES)[])
      .map((state) => [state, [...new Set(told[state].map(({ handle }) => handle))]] as const)
      .filter(([, handles]) => handles.length > 0),
  );
}

function toldText(tells: Explanation["tells"]): string[] {
  if (!tells) return [];
  const names: Readonly<Record<string, string>> = STATES;
  const order = [...new Set([...Object.keys(STATES), ...Object.keys(tells)])];
  const lines = order.flatMap((state) => {
    const handles = tells[state] ?? [];
    return handles.length > 0 ? wrap(`${names[state] ?? state}: ${handles.join(" ")}`, "    ") : [];
  });
  return lines.length === 0 ? ["  Nobody is told."] : ["  Told of:", ...lines];
}

function meaningOf(spec: Spec, entry: Entry): { meaning?: string } {
  const { query, options } = monitorInput(spec, new Map());
  const unit = "measured" in entry ? (entry as SignalEntry).measured?.name : undefined;
  const { type } = spec.body;
  if (type === "composite") {
    const { meaning } = compositeMeaning(spec.body.query) ?? {};
    return meaning === undefined ? {} : { meaning };
  }
  if (query !== spec.body.query) return {};
  return {
    meaning: explainQuery(query, {
      type: String(type),
      ...(options && { options }),
      ...(unit !== undefined && { unit }),
    }),
  };
}

/** The query as the vendor gets it, with names in place of ids that only the vendor knows. */
function queryOf({ body: { query, type } }: Spec): { query?: string } {
  if (typeof query === "string") return { query };
  if (type === "composite") {
    const found = compositeMeaning(query);
    return found ? { query: found.query } : {};
  }
  if (typeof query !== "object" || query === null || !("$text" in query) || !Array.isArray(query.$text)) return {};
  const parts = query.$text.map((part) =>
    typeof part === "object" && part !== null && "$ref" in part ? String(part.$ref) : String(part),
  );
  return { query: parts.join("") };
}
