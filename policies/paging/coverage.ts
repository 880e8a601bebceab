/**
 * Who an escalation policy calls over a year, from the bodies of its schedules. What is not known or not managed here is counted
 * apart: with it nothing can be said to be missing for certain.
 */

import type { Body } from "../../model/index";
import type { Resource, Stack } from "../stack";
import { itemsAt, numberAt, refAt, textAt, UNKNOWN, type Unknown } from "../values";
import { type Layer, type Period, periodsOf, type Restriction, type Schedule, type Target, windowsOf } from "./on-call";
import { stepsOf } from "./page-path";

export interface Coverage {
  periods: readonly Period[];
  /** The zone in which moments are shown. */
  timeZone: string;
  /** Why more people may be called than is seen here; undefined: nothing is hidden. */
  hidden?: { type: "undecided" | "stated"; message: string } | undefined;
}

const known = new WeakMap<Stack, Map<Resource, Coverage>>();

export function coverageOf(stack: Stack, policy: Resource): Coverage {
  const ofStack = known.get(stack) ?? new Map<Resource, Coverage>();
  known.set(stack, ofStack);
  const made = ofStack.get(policy) ?? cover(stack, policy);
  ofStack.set(policy, made);
  return made;
}

function cover(stack: Stack, policy: Resource): Coverage {
  const steps = stepsOf(stack, policy);
  const nobody = { periods: [], timeZone: "UTC" };
  if (!steps) return { ...nobody, hidden: { type: "undecided", message: "its steps are not known yet" } };
  let hidden: Coverage["hidden"];
  const hide = (type: "undecided" | "stated", message: string): Target[] => {
    if (hidden?.type !== "undecided") hidden = { type, message };
    return [];
  };
  const targets = steps.map((step) =>
    step.flatMap(({ hop }): Target[] => {
      if (hop.type === "unknown") return hide("undecided", "whom it calls is not known yet");
      if (hop.type === "given") return hide("stated", `it calls \`${hop.value ?? ""}\`, which is not managed here`);
      // Said by the rule that follows targets.
      if (hop.type === "broken") return [];
      const { kind, key, body } = hop.resource;
      if (kind === "pagerduty/user") return [{ type: "person", person: `${kind}/${key}` }];
      const schedule = scheduleOf(body);
      if (schedule === UNKNOWN) return hide("undecided", `the layers of the schedule \`${key}\` are not known yet`);
      return [{ type: "schedule", schedule }];
    }),
  );
  const schedules = targets.flat().flatMap((target) => (target.type === "schedule" ? [target.schedule] : []));
  const [first] = schedules;
  return {
    periods: periodsOf(targets, windowsOf(schedules, stack.catalog?.today)),
    timeZone: first?.timeZone ?? "UTC",
    hidden,
  };
}

/** A schedule as its body says it. */
export function scheduleOf(body: Body): Schedule | Unknown {
  const timeZone = textAt(body, "timeZone");
  const layers = itemsAt(body, "layers");
  if (timeZone === UNKNOWN || layers === UNKNOWN || layers.includes(UNKNOWN)) return UNKNOWN;
  const read = layers.map((_, index) => layerAt(body, `layers.${index}`));
  return read.includes(UNKNOWN) ? UNKNOWN : { timeZone: zoneOr(timeZone), layers: read as Layer[] };
}

/** A zone that no clock knows is read as UTC; PagerDuty's plugin refuses it. */
function zoneOr(timeZone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

function layerAt(body: Body, at: string): Layer | Unknown {
  const start = momentAt(body, `${at}.start`);
  const end = momentAt(body, `${at}.end`);
  const turnsFrom = momentAt(body, `${at}.rotationVirtualStart`);
  const seconds = numberAt(body, `${at}.rotationTurnLengthSeconds`);
  const users = itemsAt(body, `${at}.users`);
  const hours = itemsAt(body, `${at}.restrictions`);
  if (start === UNKNOWN || end === UNKNOWN || turnsFrom === UNKNOWN || seconds === UNKNOWN) return UNKNOWN;
  if (users === UNKNOWN || hours === UNKNOWN || hours.includes(UNKNOWN)) return UNKNOWN;
  const restrictions = hours.map((_, index) => restrictionAt(body, `${at}.restrictions.${index}`));
  if (restrictions.includes(UNKNOWN)) return UNKNOWN;
  return {
    start: start ?? 0,
    end,
    turnsFrom: turnsFrom ?? start ?? 0,
    turn: (seconds ?? 0) * 1000,
    people: users.map((_, index) => personAt(body, `${at}.users.${index}`)),
    restrictions: restrictions as Restriction[],
  };
}

const NOT_KNOWN = "not known: ";

/** Whether it is known who somebody is that is called. */
export function isKnown(person: string): boolean {
  return !person.startsWith(NOT_KNOWN);
}

/** Somebody is called, though it is not known who. */
function personAt(body: Body, path: string): string {
  const ref = refAt(body, path);
  if (ref !== UNKNOWN && ref !== undefined) return ref.$ref;
  const text = textAt(body, path);
  return text === UNKNOWN || text === undefined ? `${NOT_KNOWN}${path}` : text;
}

function momentAt(body: Body, path: string): number | undefined | Unknown {
  const text = textAt(body, path);
  if (text === UNKNOWN) return UNKNOWN;
  const moment = Date.parse(text ?? "");
  return Number.isNaN(moment) ? undefined : moment;
}

const DAY_MS = 86_400_000;

function restrictionAt(body: Body, at: string): Restriction | Unknown {
  const type = textAt(body, `${at}.type`);
  const time = textAt(body, `${at}.startTimeOfDay`);
  const day = numberAt(body, `${at}.startDayOfWeek`);
  const seconds = numberAt(body, `${at}.durationSeconds`);
  if (type === UNKNOWN || time === UNKNOWN || day === UNKNOWN || seconds === UNKNOWN) return UNKNOWN;
  const [hours = 0, minutes = 0, rest = 0] = (time ?? "").split(":").map(Number);
  const ofDay = ((hours * 60 + minutes) * 60 + rest) * 1000;
  const weekly = type === "weekly_restriction";
  return {
    start: ofDay + (weekly ? (Math.max(1, day ?? 1) - 1) * DAY_MS : 0),
    length: (seconds ?? 0) * 1000,
    every: weekly ? "week" : "day",
  };
}
