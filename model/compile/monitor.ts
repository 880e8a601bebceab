/** Signals become Datadog monitors: one signal, one monitor, with the lines of its severities as critical and warning. */

import type { Diagnostic } from "../../diagnostics/index";
import { inUnit } from "../in-unit";
import type { Line, ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import type { BodyValue } from "../spec";
import { body, type Draft, type Family, finding } from "./draft";
import { variablesOf } from "./formula";
import { groupText, happened, silence } from "./happened";
import { once, servicesTagged } from "./lookup";
import { type Branch, endings, messageOf } from "./message";
import { heartbeatLine, type MonitorQuery, queryOf } from "./query";
import { channelsMissing, handlesFor, nobodyTold, pagesAnyway, severityOf } from "./routing";
import { sampledCounts } from "./sampled";
import { tagsOf } from "./tags";
import { COMPARISONS, plain, timeInWords, windowText } from "./words";

export const monitors: Family = (env) => ({
  drafts: env.services.flatMap((service) => service.monitors.map((signal) => monitor(env, service, signal))),
  diagnostics: env.services.flatMap((service) => [
    ...service.monitors.flatMap((signal) =>
      signal.lines.flatMap(({ severity, source }) =>
        nobodyTold(env, service, { name: signal.name, source }, severity, signal.notify),
      ),
    ),
    ...service.monitors.flatMap((signal) => pagedAnyway(env, service, signal)),
    ...sampledCounts(env, service),
    ...channelsMissing(env, service),
    ...madeTwice(env, service),
  ]),
});

/** Signals that a service before this one has too, to the letter: both alert. */
function madeTwice(env: ResolvedEnvironment, service: ServiceEntry): Diagnostic[] {
  const tagged = servicesTagged(env, service.datadogService);
  const twins = tagged.slice(0, tagged.indexOf(service)).filter(({ scope }) => scope === service.scope);
  if (twins.length === 0) return [];
  return service.monitors.flatMap((signal) => {
    if (signal.type === "composite") return [];
    const text = JSON.stringify(wholeQuery(env, signal, queryOf(env, service, signal)));
    const twin = twins.find(({ monitors }) =>
      monitors.some(
        (one) =>
          one.key === signal.key &&
          one.type === signal.type &&
          JSON.stringify(wholeQuery(env, one, queryOf(env, service, one))) === text,
      ),
    );
    if (!twin) return [];
    return [
      finding(service, {
        code: "made-twice",
        severity: "warning",
        message: `\`${signal.key}\` of \`${service.key}\` is the same alert as \`${signal.key}\` of \`${twin.key}\`: both have the tag \`service:${service.datadogService}\`, and both tell of it`,
        hint: `Give one of them another \`datadog.service\`, or turn it off: \`${signal.key}: { enabled: false }\`.`,
        subject: `${service.name} ${signal.key}`,
      }),
    ];
  });
}

function pagedAnyway(env: ResolvedEnvironment, service: ServiceEntry, { key, lines, notify }: SignalEntry) {
  const origin = (index: number) => service.origins.at(`monitors.${key}.notify.${index}`);
  return lines.flatMap(({ severity }) => pagesAnyway(env, { key, origin }, severity, notify));
}

export function monitor(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalEntry): Draft {
  const query = queryOf(env, service, signal);
  const [worst] = signal.lines;
  const severity = worst && severityOf(env, worst.severity);
  return {
    kind: "datadog/monitor",
    key: signal.name,
    source: signal.source,
    component: `MonitoredService/${service.name}`,
    words: wordsOf(signal),
    body: body({
      name: `[${env.name}] ${service.title}: ${signal.title}`,
      type: query.type,
      query: wholeQuery(env, signal, query),
      message: messageOf({
        env,
        service,
        branches: branchesOf(env, service, signal),
        summary: signal.summary,
        more: signal.message,
        runbook: signal.runbook,
      }),
      tags: tagsOf(service, env, [`signal:${signal.key}`], signal.tags),
      ...(severity && { priority: String(severity.priority) }),
      ...thresholds(env, signal),
      ...formulaOf(env, service, signal),
      ...missingData(signal),
      ...timing(signal, query),
      ...remindersOf(env, signal),
    }),
  };
}

/** Query, comparator and number; with references, as text that is joined once the ids are known. */
function wholeQuery(env: ResolvedEnvironment, signal: SignalEntry, { parts, comparator }: MonitorQuery): BodyValue {
  const value = signal.type === "heartbeat" ? heartbeatLine(env, signal) : signal.lines[0]?.value;
  const end = comparator && value !== undefined ? [` ${comparator} ${plain(value)}`] : [];
  const all = [...parts, ...end];
  return all.every((part) => typeof part === "string") ? all.join("") : { $text: all };
}

function formulaOf(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalEntry): Record<string, BodyValue> {
  const variables = signal.type === "query" ? variablesOf(env, service, signal.queries) : undefined;
  return variables ? { variables } : {};
}

/** Texts, equal to the number in the query. */
function thresholds(env: ResolvedEnvironment, signal: SignalEntry): Record<string, BodyValue> {
  switch (signal.type) {
    case "composite":
      return {};
    case "heartbeat":
      return { monitorThresholds: { critical: String(heartbeatLine(env, signal)) } };
    case "check": {
      const counts = signal.lines.map(({ severity, status }) => [status, String(signal.failures[severity] ?? 1)]);
      // Not to know is like silence: it is told where silence is.
      const unknown = notifiesSilence(signal) ? { unknown: counts[0]?.[1] ?? "1" } : {};
      return { monitorThresholds: { ...Object.fromEntries(counts), ...unknown, ok: String(signal.recovers) } };
    }
    case "anomaly": {
      const window = `last_${windowText(signal.over.seconds)}`;
      return {
        monitorThresholds: { criticalRecovery: "0", ...numbers(signal.lines) },
        monitorThresholdWindows: { triggerWindow: window, recoveryWindow: window },
      };
    }
    default:
      return { monitorThresholds: numbers(signal.lines) };
  }
}

function numbers(lines: readonly Line[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap(({ status, value, recovery }) => [
      ...(value === undefined ? [] : [[status, plain(value)]]),
      ...(recovery === undefined ? [] : [[`${status}Recovery`, plain(recovery)]]),
    ]),
  );
}

/** Where the window of a query is not `over`. */
const WINDOWS: Partial<Record<SignalEntry["type"], string>> = { heartbeat: "silentFor", forecast: "within" };

/** Window and thresholds as the catalog names them, `over` and `above.high`, for whoever reads a difference. */
function wordsOf(signal: SignalEntry): NonNullable<Draft["words"]> {
  const window = WINDOWS[signal.type] ?? ("over" in signal ? "over" : undefined);
  return { ...(window !== undefined && { "query.window": { path: window } }), ...thresholdWords(signal) };
}

function thresholdWords({ comparator, lines, unit }: SignalEntry): NonNullable<Draft["words"]> {
  if (!comparator) return {};
  return Object.fromEntries(
    lines.flatMap(({ status, severity, recovery, text, value }) => {
      const ofUnit = unit === undefined ? {} : { unit };
      const other = unit !== undefined && value !== undefined && /[a-z]/i.test(text) && inUnit(value, unit) !== text;
      const line = [
        `monitorThresholds.${status}`,
        { path: `${COMPARISONS[comparator]}.${severity}`, ...ofUnit, ...(other && { written: text }) },
      ];
      const end = [`monitorThresholds.${status}Recovery`, { path: `recovery.${severity}`, ...ofUnit }];
      return recovery === undefined ? [line] : [line, end];
    }),
  );
}

const MISSING = {
  alert: "show_and_notify_no_data",
  show: "show_no_data",
  ok: "resolve",
  keep: "default",
  zero: "default",
} as const;

const SELDOM: ReadonlySet<string> = new Set(["cost alert", "data-quality alert", "data-jobs alert"]);

/** What silence means: the newer option where Datadog has it, the older one for service checks, nothing for composites. */
function missingData(signal: SignalEntry): Record<string, BodyValue> {
  switch (signal.type) {
    case "composite":
      return {};
    case "check":
      return signal.noData === "alert"
        ? { notifyNoData: true, noDataTimeframe: signal.silentFor.seconds / 60 }
        : { notifyNoData: false };
    case "heartbeat":
      return { onMissingData: MISSING.alert };
    case "query":
      // Costs come once a day, data and jobs when they run: what was shown stays until the next.
      if (SELDOM.has(signal.monitorType) && signal.noData === "show") return {};
      return { onMissingData: MISSING[signal.noData] };
    default:
      return { onMissingData: MISSING[signal.noData] };
  }
}

/** The plugin's own default for full windows is true, which skips evaluations of sparse data: it is always said. */
function timing(signal: SignalEntry, query: MonitorQuery): Record<string, BodyValue> {
  const timed = "over" in signal ? signal : undefined;
  const grouped = query.by.length > 0;
  const delay = "newGroupDelay" in signal ? signal.newGroupDelay?.seconds : undefined;
  return {
    requireFullWindow: timed?.requireFullWindow ?? false,
    ...(timed?.evaluationDelay && { evaluationDelay: timed.evaluationDelay.seconds }),
    ...(grouped && { newGroupDelay: Math.max(1, delay ?? 60) }),
  };
}

function remindersOf(env: ResolvedEnvironment, signal: SignalEntry): Record<string, BodyValue> {
  const [worst] = signal.lines;
  const severity = worst && severityOf(env, worst.severity);
  const every = signal.remindEvery ?? severity?.remindEvery;
  return reminders(env, every?.seconds, notifiesSilence(signal) ? ["no data"] : [], severity?.remindTimes);
}

/** An open alert is repeated only where somebody is told of it at all. */
export function reminders(
  env: ResolvedEnvironment,
  seconds: number | undefined,
  statuses: string[] = [],
  times?: number,
): Record<string, BodyValue> {
  if (env.notify === "none" || seconds === undefined) return {};
  return {
    renotifyInterval: seconds / 60,
    renotifyStatuses: ["alert", ...statuses],
    ...(times !== undefined && { renotifyOccurrences: times }),
  };
}

function notifiesSilence(signal: SignalEntry): boolean {
  return signal.type === "heartbeat" || ("noData" in signal && signal.noData === "alert");
}

function branchesOf(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalEntry): Branch[] {
  const told = signal.lines.map((line) => ({
    line,
    handles: handlesFor(env, service, severityOf(env, line.severity), signal.notify),
  }));
  const branches = told.map(({ line, handles }): Branch => {
    const state = line.status === "critical" ? "is_alert" : "is_warning";
    return { state, text: `${headline(env, signal, line)}\n${happened(env, signal, line)}`, handles };
  });
  const [worst] = told;
  const [only] = branches;
  if (only && warnsByItself(env, signal)) branches.push({ ...only, state: "is_warning" });
  if (worst && notifiesSilence(signal))
    branches.push({
      state: "is_no_data",
      text: `${headline(env, signal, worst.line)}\n${silence(signal)}`,
      handles: worst.handles,
    });
  if (worst && signal.type === "check" && notifiesSilence(signal))
    branches.push({
      state: "is_unknown",
      text: `${headline(env, signal, worst.line)}\nThe check cannot tell${groupText(signal.by)}. {{{check_message}}}`,
      handles: worst.handles,
    });
  const [critical, warning] = told.map(({ line }) => severityOf(env, line.severity)?.title ?? line.severity);
  const fallen = `${signal.title}: no longer ${critical ?? ""}, still ${warning ?? "a warning"}.`;
  return [...branches, ...endings(env, `${signal.title}: back to normal.`, branches, fallen)];
}

/** A combination of warnings is a warning, and means what it means as an alert: the composite has one severity. */
function warnsByItself(env: ResolvedEnvironment, signal: SignalEntry): boolean {
  if (signal.type !== "composite") return false;
  return signal.parts?.some(({ name }) => warning(env).has(name)) === true;
}

/** The names of monitors that warn. */
const warning = once(
  (env) =>
    new Set(
      env.services.flatMap(({ monitors }) => monitors.flatMap(({ name, lines }) => (lines.length > 1 ? [name] : []))),
    ),
);

function headline(env: ResolvedEnvironment, signal: SignalEntry, line: Line): string {
  const severity = severityOf(env, line.severity);
  const within = severity ? `, to be answered within ${timeInWords(severity.respondWithin.seconds)}` : "";
  return `**${signal.title}** (${severity?.title ?? line.severity}${within})`;
}
