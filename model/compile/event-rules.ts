/**
 * Rules for events in PagerDuty's words: conditions of its language, actions of its orchestrations. What a downtime mutes at Datadog every
 * week is suppressed here too, where the account has the add-on that reads the time: other tools page by the same service.
 */

import { minutesOf } from "../local-time";
import type { EventMatch, EventRule, ResolvedEnvironment, ServiceEntry } from "../resolved";
import { DAYS } from "../schema/index";
import type { Body, BodyValue } from "../spec";
import { body, type Draft, ref } from "./draft";

type Hours = NonNullable<EventRule["hours"]>;

/** The orchestration of a service in an environment that pages; nothing where there are no rules. */
export function eventRules(env: ResolvedEnvironment, service: ServiceEntry): Draft[] {
  const all = [...quietHours(env, service), ...rulesOf(env, service).map(ruleBody)];
  if (all.length === 0) return [];
  return [
    {
      kind: "pagerduty/service-orchestration",
      key: service.name,
      source: service.source,
      component: `MonitoredService/${service.name}`,
      body: {
        service: ref(`pagerduty/service/${service.name}`),
        enableEventOrchestrationForService: true,
        sets: [{ id: "start", rules: all }],
        catchAll: { actions: {} },
      },
    },
  ];
}

/** Those the catalog writes, for the service or else for its system. */
export function rulesOf(env: ResolvedEnvironment, service: ServiceEntry): readonly EventRule[] {
  const system = env.systems.find(({ key }) => key === service.system);
  return service.pagerduty.rules ?? system?.pagerduty.rules ?? [];
}

/** Downtimes of the whole service; those of single signals are Datadog's alone. */
function quietHours(env: ResolvedEnvironment, service: ServiceEntry): Body[] {
  if (!env.accountDetails.pagerduty.aiops) return [];
  return Object.entries(service.downtimes)
    .filter(([, { enabled, signals, lasts }]) => enabled && !signals && lasts.seconds <= 86_400)
    .map(([name, { days, from, lasts, timeZone }]) =>
      rule(`Downtime: ${name}`, hoursText({ days, from, to: later(from, lasts.seconds), timeZone, outside: false }), {
        suppress: true,
      }),
    );
}

function ruleBody({ title, when, hours, dedupeBy, severity, suppress, pauseFor, note }: EventRule): Body {
  const condition = [when && matchText(when), hours && hoursText(hours)].filter((part) => part !== undefined);
  const actions = body({
    severity,
    suppress: suppress === true ? true : undefined,
    suspend: pauseFor?.seconds,
    annotate: note,
    extractions: dedupeBy && [
      { target: "event.dedup_key", template: dedupeBy.map((name) => `{{${fieldOf(name)}}}`).join("/") },
    ],
  });
  return rule(title, condition.join(" and "), actions);
}

function rule(label: string, expression: string, actions: Body): Body {
  return { label, actions, ...(expression !== "" && { conditions: [{ expression }] }) };
}

/** Every field must fit. */
export function matchText({ details = {}, ...fields }: EventMatch): string {
  return [
    ...Object.entries(fields).flatMap(([name, test]) => (test === undefined ? [] : [testText(fieldOf(name), test)])),
    ...Object.entries(details).map(([name, test]) => testText(fieldOf(`details.${name}`), test)),
  ].join(" and ");
}

type Test = NonNullable<EventMatch["summary"]>;

function testText(field: string, test: Test): string {
  if (typeof test === "string") return `${field} matches '${test}'`;
  if (Array.isArray(test)) return anyOf(field, test);
  if ("contains" in test) return `${field} matches part '${test.contains}'`;
  if ("matches" in test) return `${field} matches regex '${test.matches}'`;
  if ("exists" in test) return test.exists ? `${field} exists` : `${field} does not exist`;
  return `not (${[test.not]
    .flat()
    .map((text) => `${field} matches '${text}'`)
    .join(" or ")})`;
}

function anyOf(field: string, texts: readonly string[]): string {
  const parts = texts.map((text) => `${field} matches '${text}'`);
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" or ")})`;
}

function fieldOf(name: string): string {
  return name.startsWith("details.") ? `event.custom_details.${name.slice("details.".length)}` : `event.${name}`;
}

/** Hours over midnight are told in two parts: PagerDuty's end within the day they begin. */
function hoursText({ days = [...DAYS], from, to, timeZone, outside }: Hours): string {
  const on = DAYS.filter((day) => days.includes(day));
  const next = DAYS.filter((_, index) => on.includes(DAYS[(index + 6) % 7] ?? "monday"));
  const span = (names: readonly string[], begin: string, end: string): string =>
    `now in ${names.map((name) => name.charAt(0).toUpperCase() + name.slice(1, 3)).join(",")} ${begin} to ${end} ${timeZone}`;
  const whole = "23:59:59";
  const parts =
    to > from
      ? [span(on, `${from}:00`, `${to}:00`)]
      : [span(on, `${from}:00`, whole), ...(to === "00:00" ? [] : [span(next, "00:00:00", `${to}:00`)])];
  const text = parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" or ")})`;
  return outside ? `not (${parts.join(" or ")})` : text;
}

function later(clock: string, seconds: number): string {
  const end = (minutesOf(clock) + seconds / 60) % 1440;
  return `${String(Math.floor(end / 60)).padStart(2, "0")}:${String(end % 60).padStart(2, "0")}`;
}

/** The routes of an orchestration as the bodies of its router. */
export function routeBody(title: string, when: EventMatch | undefined, routeTo: BodyValue): Body {
  return rule(title, when ? matchText(when) : "", { routeTo });
}
