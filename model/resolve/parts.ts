/** Resolves what is not a signal and no objective: tests, dashboards, logs and Sentry projects. */

import type { z } from "zod";
import type { Diagnostic } from "../../diagnostics/index";
import { findings } from "../load/issues";
import { type Node, nodeAt, place, plain } from "../load/tree";
import type { DashboardEntry, Entry, SentryAlertEntry, SentryProjectEntry, SyntheticEntry } from "../resolved";
import { Dashboard, SentryProject, SyntheticTest } from "../schema/index";
import { type MetricUnit, metricUnit } from "../units";
import { type Context, complain, type Part, wholeMinutes } from "./context";
import { type Lines, order, readLines } from "./lines";
import { titleOf } from "./words";

const known = new WeakMap<Node, WeakMap<z.ZodType, z.ZodSafeParseResult<unknown>>>();

/** Reads a part with its schema; undefined, with findings, when it does not fit. A tree is read once for all environments. */
export function readPart<T>(schema: z.ZodType<T>, part: Part, diagnostics: Diagnostic[]): T | undefined {
  const results = known.get(part.node) ?? new WeakMap<z.ZodType, z.ZodSafeParseResult<unknown>>();
  known.set(part.node, results);
  const read = (results.get(schema) as z.ZodSafeParseResult<T> | undefined) ?? schema.safeParse(plain(part.node));
  results.set(schema, read);
  if (read.success) return read.data;
  diagnostics.push(...findings(read.error.issues, { schema, root: part.node, key: part.place, path: [...part.path] }));
  return undefined;
}

function entry(part: Part): Entry {
  return { key: part.key, source: place(part.place) };
}

export function named(part: Part, context: Context): Entry & { name: string } {
  return { ...entry(part), name: `${context.prefix}-${part.key}` };
}

export function resolveSynthetic(
  part: Part,
  context: Context,
  runbook: string | undefined,
): SyntheticEntry | undefined {
  const body = readPart(SyntheticTest, part, context.diagnostics);
  if (!body?.enabled) return undefined;
  if (body.failingLocations > body.locations.length)
    complain(context, part, ["failingLocations"], {
      code: "out-of-range",
      message: `it must fail from ${body.failingLocations} places but runs from ${body.locations.length}`,
      hint: "Use at most as many as there are `locations`.",
    });
  if (body.type === "tls") wholeMinutes(context, part, { validFor: body.validFor }, [], "days");
  const title = body.title ?? (body.type === "tls" ? certificateTitle(body.validFor.seconds) : titleOf(part.key));
  return {
    ...body,
    ...named(part, context),
    title,
    ...(runbook !== undefined && body.runbook === undefined && { runbook }),
  };
}

/** Says the number that is tested, which a tier, a service and an environment can each change. */
function certificateTitle(seconds: number): string {
  const days = seconds / 86_400;
  return `Certificate is valid for ${days} more ${days === 1 ? "day" : "days"}`;
}

export function resolveDashboard(part: Part, context: Context): DashboardEntry | undefined {
  const body = readPart(Dashboard, part, context.diagnostics);
  return body?.enabled ? { ...body, ...named(part, context) } : undefined;
}

export function resolveSentry(part: Part, context: Context): SentryProjectEntry | undefined {
  const body = readPart(SentryProject, part, context.diagnostics);
  if (!body?.enabled) return undefined;
  const facts = named(part, context);
  wholeMinutes(context, part, { resolveAfter: body.resolveAfter }, [], "hours");
  const alerts = Object.entries(body.alerts).flatMap(([key, alert]): SentryAlertEntry[] => {
    const inner = inside(part, "alerts", key);
    if (!alert.enabled) return [];
    if (alert.type === "issue") {
      wholeMinutes(context, inner, { every: alert.every });
      const { text, seconds } = alert.every;
      if (seconds % 60 === 0 && (seconds < 300 || seconds > 2_592_000))
        complain(context, inner, ["every"], {
          code: "out-of-range",
          message: `\`${text}\` is not between five minutes and thirty days`,
          hint: "Sentry repeats a notification after `5min` to `30d`.",
        });
    }
    const lines =
      alert.type === "issue" ? issueLines(alert.severity, inner, context) : metricLines(alert, inner, context);
    const title = alert.title ?? titleOf(key);
    if (alert.type === "issue") nameLength(`[${context.env}] ${title}`, inner, context);
    return lines ? [{ ...alert, ...entry(inner), name: `${facts.name}-${key}`, title, ...lines }] : [];
  });
  return { ...body, ...facts, title: body.title ?? titleOf(`${context.service}-${part.key}`), alerts: sorted(alerts) };
}

/** What Sentry takes of an issue alert's name, which is its title behind the environment's name. */
const ALERT_NAME = 64;

function nameLength(name: string, part: Part, context: Context): void {
  if (name.length <= ALERT_NAME) return;
  complain(context, part, ["title"], {
    code: "out-of-range",
    message: `\`${name}\` has ${name.length} characters, and Sentry takes ${ALERT_NAME}`,
    hint: "Give the alert a shorter `title`.",
  });
}

function issueLines(severity: string, part: Part, context: Context): Pick<Lines, "lines"> | undefined {
  const lines = order([{ severity, text: "", path: ["severity"] }], part, context, ["severity"]);
  return lines && { lines };
}

const SENTRY_UNITS = { events: "count", users: "count", "failure-rate": "percent", apdex: "none" } as const;

type MetricAlert = Extract<z.output<typeof SentryProject>["alerts"][string], { type: "metric" }>;

function metricLines(alert: MetricAlert, part: Part, context: Context): Lines | undefined {
  const unit = unitNamed(
    Object.hasOwn(SENTRY_UNITS, alert.measure)
      ? SENTRY_UNITS[alert.measure as keyof typeof SENTRY_UNITS]
      : "millisecond",
  );
  return readLines(
    { above: alert.above, below: alert.below },
    { unit, window: MINUTES[alert.over] * 60 },
    part,
    context,
  );
}

const MINUTES = {
  "1min": 1,
  "5min": 5,
  "10min": 10,
  "15min": 15,
  "30min": 30,
  "1h": 60,
  "2h": 120,
  "4h": 240,
  "1d": 1440,
} as const;

/** A part of a part: `alerts.js-errors` of a project. */
export function inside(part: Part, section: string, key: string): Part {
  const map = nodeAt(part.node, [section]);
  const found = map?.type === "map" ? map.entries.get(key) : undefined;
  return { key, place: found?.key ?? part.place, node: found?.value ?? part.node, path: [...part.path, section, key] };
}

export function sorted<T extends { key: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

export function unitNamed(name: string): MetricUnit {
  const unit = metricUnit(name);
  if (!unit) throw new Error(`no unit ${name}`);
  return unit;
}
