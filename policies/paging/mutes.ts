/**
 * What keeps pages from anybody for a while: Datadog's downtimes and PagerDuty's maintenance windows, with how long each does and what
 * it is of. How long is too long is not decided here.
 */

import type { Body, BodyValue } from "../../model/index";
import type { Resource, Stack } from "../stack";
import { isRef, itemsAt, numberAt, textAt, UNKNOWN, type Unknown, valueAt } from "../values";
import { type Alert, alertsOf } from "./alerts";
import { once } from "./message";
import { alertsByService } from "./page-path";

/** Hours of every week, days in one piece, or until somebody ends it. */
export type Length =
  | { type: "weekly"; hours: number }
  | { type: "once"; days: number; to: number }
  | { type: "endless" }
  | { type: "unknown" }
  /** Of a form that is not read here. */
  | { type: "unread"; words: string };

export interface Mute {
  resource: Resource;
  /** `downtime`, `maintenance window`. */
  title: string;
  property: string;
  length: Length;
  /** The alerts that it mutes. */
  alerts: readonly Alert[];
  /** Why more may be muted than is seen here. */
  open?: { type: "undecided" | "stated"; words: string };
}

const LEGACY = "datadog:index/downtime:Downtime";
const WINDOW = "pagerduty:index/maintenanceWindow:MaintenanceWindow";

/** Of the stack's own; whether what is muted pages is for who asks. */
export function mutesOf(stack: Stack): Mute[] {
  const monitors = once(() => monitorsByTag(stack));
  const today = stack.catalog && Date.parse(`${stack.catalog.today}T00:00:00Z`);
  return stack.resources.flatMap((resource): Mute[] => {
    const { kind, token, body } = resource;
    if (kind === "datadog/downtime-schedule")
      return [
        {
          resource,
          title: "downtime",
          ...scheduled(body, today),
          ...covered(stack, monitors(), resource, "monitorIdentifier.", [textAt(body, "scope")]),
        },
      ];
    if (token === LEGACY) {
      const scopes = itemsAt(body, "scopes");
      const read = scopes === UNKNOWN ? [UNKNOWN] : scopes.map((one) => (typeof one === "string" ? one : UNKNOWN));
      return [
        {
          resource,
          title: "downtime",
          ...legacy(body, today),
          ...covered(stack, monitors(), resource, "", read as Scope[]),
        },
      ];
    }
    if (token === WINDOW)
      return [
        {
          resource,
          title: "maintenance window",
          property: "endTime",
          length: between(momentAt(body, "startTime"), momentAt(body, "endTime"), today),
          ...ofServices(stack, body),
        },
      ];
    return [];
  });
}

type Scope = string | undefined | Unknown;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Moment = number | undefined | Unknown;

/** Without a start it begins when it is made: not before the day on which it is judged. */
function between(from: Moment, to: Moment, today: number | undefined): Length {
  if (from === UNKNOWN || to === UNKNOWN) return { type: "unknown" };
  if (to === undefined) return { type: "endless" };
  const begin = from ?? today;
  if (begin === undefined) return { type: "unread", words: "it begins when it is made" };
  return { type: "once", days: Math.max(0, to - begin) / DAY, to };
}

function momentAt(body: Body, path: string): Moment {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "number") return value > 0 ? value * 1000 : undefined;
  const moment = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

function scheduled(body: Body, today: number | undefined): { property: string; length: Length } {
  const recurring = valueAt(body, "recurringSchedule");
  const single = valueAt(body, "oneTimeSchedule");
  if (recurring === UNKNOWN || single === UNKNOWN)
    return { property: recurring === UNKNOWN ? "recurringSchedule" : "oneTimeSchedule", length: { type: "unknown" } };
  if (recurring === undefined || recurring === null) {
    const length = between(momentAt(body, "oneTimeSchedule.start"), momentAt(body, "oneTimeSchedule.end"), today);
    return { property: "oneTimeSchedule.end", length };
  }
  const property = "recurringSchedule.recurrences";
  const recurrences = itemsAt(body, property);
  if (recurrences === UNKNOWN || recurrences.includes(UNKNOWN)) return { property, length: { type: "unknown" } };
  const lengths = recurrences.map((_, index): Length => {
    const rule = textAt(body, `${property}.${index}.rrule`);
    const duration = textAt(body, `${property}.${index}.duration`);
    if (rule === UNKNOWN || duration === UNKNOWN) return { type: "unknown" };
    const [times, hours] = [timesAWeek(rule ?? ""), hoursOf(duration ?? "")];
    if (times === undefined || hours === undefined) return { type: "unread", words: `\`${rule} ${duration}\`` };
    return { type: "weekly", hours: times * hours };
  });
  return { property, length: summed(lengths) };
}

/** Of several recurrences: what is not known of one is not known of all. */
function summed(lengths: readonly Length[]): Length {
  const other = lengths.find(({ type }) => type !== "weekly");
  if (other) return other;
  const hours = lengths.reduce((sum, one) => sum + (one.type === "weekly" ? one.hours : 0), 0);
  return { type: "weekly", hours: Math.min(168, hours) };
}

function legacy(body: Body, today: number | undefined): { property: string; length: Length } {
  const from: Moment = momentAt(body, "start") ?? momentAt(body, "startDate");
  const to: Moment = momentAt(body, "end") ?? momentAt(body, "endDate");
  const once = between(from, to, today);
  const type = textAt(body, "recurrence.type");
  if (valueAt(body, "recurrence") === UNKNOWN || type === UNKNOWN)
    return { property: "recurrence", length: { type: "unknown" } };
  if (type === undefined || once.type !== "once") return { property: "end", length: once };
  const period = numberAt(body, "recurrence.period") ?? 1;
  const days = itemsAt(body, "recurrence.weekDays");
  const rule = textAt(body, "recurrence.rrule");
  if (period === UNKNOWN || days === UNKNOWN || rule === UNKNOWN)
    return { property: "recurrence", length: { type: "unknown" } };
  const frequency = { days: "DAILY", weeks: "WEEKLY", months: "MONTHLY", years: "YEARLY" }[type];
  const times = timesAWeek(
    rule ?? `FREQ=${frequency ?? ""};INTERVAL=${period}${days.length > 0 ? `;BYDAY=${days.join(",")}` : ""}`,
  );
  const length: Length =
    times === undefined
      ? { type: "unread", words: `\`${rule ?? type}\`` }
      : { type: "weekly", hours: Math.min(168, times * once.days * 24) };
  return { property: "recurrence", length };
}

const A_WEEK: Readonly<Record<string, number>> = {
  MINUTELY: 10_080,
  HOURLY: 168,
  DAILY: 7,
  WEEKLY: 1,
  MONTHLY: 12 / 52,
  YEARLY: 1 / 52,
};

/** How often a rule of RFC 5545 recurs in a week, on the average; an end of the recurrence does not count. */
function timesAWeek(rule: string): number | undefined {
  const parts = new Map(
    rule
      .toUpperCase()
      .replace(/^RRULE:/, "")
      .split(";")
      .map((part) => part.split("=", 2) as [string, string]),
  );
  const base = A_WEEK[parts.get("FREQ") ?? ""];
  const interval = Number(parts.get("INTERVAL") ?? 1);
  if (base === undefined || !(interval > 0) || parts.has("BYSETPOS") || parts.has("BYMONTH")) return undefined;
  const count = (name: string): number => parts.get(name)?.split(",").length ?? 1;
  const days = parts.get("FREQ") === "DAILY" ? Math.min(1, count("BYDAY") / 7) : count("BYDAY");
  const byDay = parts.has("BYDAY") ? days : 1;
  return (base / interval) * byDay * count("BYMONTHDAY") * count("BYHOUR") * count("BYMINUTE");
}

const HOURS: Readonly<Record<string, number>> = { s: 1 / 3600, m: 1 / 60, h: 1, d: 24, w: 168 };

function hoursOf(duration: string): number | undefined {
  const [, number, unit] = /^(\d+)\s*([smhdw])$/.exec(duration.trim()) ?? [];
  const hours = HOURS[unit ?? ""];
  return number === undefined || hours === undefined ? undefined : Number(number) * hours;
}

/** Alerts by each tag of theirs; all of them by `*`. */
function monitorsByTag(stack: Stack): ReadonlyMap<string, Alert[]> {
  const found = new Map<string, Alert[]>();
  for (const alert of alertsOf(stack)) {
    if (!alert.ends) continue;
    for (const tag of ["*", ...tagsOf(alert)]) {
      const same = found.get(tag);
      if (same) same.push(alert);
      else found.set(tag, [alert]);
    }
  }
  return found;
}

function tagsOf({ resource }: Alert): string[] {
  const tags = itemsAt(resource.body, "tags");
  return tags === UNKNOWN ? [] : tags.filter((tag) => typeof tag === "string");
}

type Covered = Pick<Mute, "alerts" | "open">;

function covered(
  stack: Stack,
  monitors: ReadonlyMap<string, Alert[]>,
  { body }: Resource,
  at: string,
  scopes: readonly Scope[],
): Covered {
  const id = valueAt(body, `${at}monitorId`);
  const tags = itemsAt(body, `${at}monitorTags`);
  const wanted = tags === UNKNOWN ? UNKNOWN : tags.filter((tag) => typeof tag === "string");
  if (id === UNKNOWN || wanted === UNKNOWN || (tags !== UNKNOWN && tags.includes(UNKNOWN)) || scopes.includes(UNKNOWN))
    return { alerts: [], open: { type: "undecided", words: "what it mutes is not known yet" } };
  const scope = scopes.filter((one) => typeof one === "string").join(" AND ");
  const of = scopeTags(scope);
  if (!of) return { alerts: [], open: { type: "stated", words: `what \`${scope}\` mutes was not worked out` } };
  if (typeof id === "number" && id > 0)
    return { alerts: [], open: { type: "stated", words: `monitor ${id}, which it mutes, is not managed here` } };
  // Groups of an alert are of its environment, and of what its monitor is tagged with.
  const all = [...wanted, ...of].filter((tag) => tag !== "*" && tag !== `env:${stack.environment.tag}`);
  const candidates = isRef(id as BodyValue)
    ? (monitors.get("*") ?? []).filter(({ resource: { kind, key } }) => isRefTo(id as BodyValue, `${kind}/${key}`))
    : rarest(monitors, all);
  const needed = new Set(all);
  const alerts = candidates.filter((alert) => {
    const own = new Set(tagsOf(alert));
    return [...needed].every((tag) => own.has(tag));
  });
  return { alerts };
}

function isRefTo(value: BodyValue, address: string): boolean {
  return isRef(value) && value.$ref === address;
}

function rarest(monitors: ReadonlyMap<string, Alert[]>, tags: readonly string[]): readonly Alert[] {
  const lists = ["*", ...tags].map((tag) => monitors.get(tag) ?? []);
  return lists.reduce((least, list) => (list.length < least.length ? list : least));
}

/** The tags all of which a scope wants; undefined: a scope that says more than that. */
function scopeTags(scope: string): string[] | undefined {
  const parts = scope
    .split(/\s+AND\s+|\s*,\s*|\s+/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.every((part) => part === "*" || /^[\w.-]+:[\w./:-]+$/.test(part)) ? parts : undefined;
}

function ofServices(stack: Stack, body: Body): Covered {
  const services = itemsAt(body, "services");
  if (services === UNKNOWN || services.includes(UNKNOWN))
    return { alerts: [], open: { type: "undecided", words: "what it mutes is not known yet" } };
  const byService = alertsByService(stack);
  const alerts = services.flatMap((one) => (isRef(one) ? (byService.get(one.$ref) ?? []) : []));
  const given = services.filter((one) => typeof one === "string");
  return {
    alerts,
    ...(given.length > 0 && {
      open: {
        type: "stated" as const,
        words: `the services ${given.join(", ")}, which it mutes, are not managed here`,
      },
    }),
  };
}
