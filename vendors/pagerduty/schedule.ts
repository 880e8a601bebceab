/**
 * PagerDuty schedule. Layers are sent in the program's order and answered in reverse; a layer cannot be removed, so the
 * plugin ends it now instead. Not read back after an update.
 */

import type { Kind, Plan, Value, Values } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";
import { isOneOf, isTimeZone } from "./checks";
import { idsOf, objectCalls, reference } from "./object-calls";
import { refuseRestrictions, scheduleFindings } from "./schedule-checks";

/** `now` is when a removed layer ends, and decides whether a start lies in the past. */
export function schedule(now: () => Date = () => new Date()): Kind {
  const calls = objectCalls({
    key: "schedule",
    collection: () => "/schedules",
    writeQuery: ({ planned }) => (planned.overflow === true ? "?overflow=true" : ""),
    readAfterUpdate: false,
    body: (plan) => body(plan, now()),
    state: (answer) => state(answer, now()),
  });
  const sameInstant = (prior: Value | undefined, next: Value | undefined) => instant(prior) === instant(next);
  const sameStart = (prior: Value | undefined, next: Value | undefined) => {
    const past = (value: Value | undefined) => instant(value) < now().getTime();
    return sameInstant(prior, next) || (past(prior) && past(next));
  };
  return {
    name: "pagerduty/schedule",
    token: "pagerduty:index/schedule:Schedule",
    vendor: "pagerduty",
    title: "PagerDuty schedule",
    flavour: "sdk",
    uniqueName: true,
    fields: {
      name: { type: "text", autoname: true },
      timeZone: { type: "text", required: true, check: isTimeZone },
      description: { type: "text", default: "Managed by Pulumi" },
      overflow: { type: "boolean" },
      teams: { type: "list", of: { type: "text" } },
      layers: {
        type: "list",
        required: true,
        of: {
          type: "block",
          fields: {
            id: { type: "text", output: true },
            name: { type: "text", computed: true },
            start: { type: "text", required: true, same: sameStart },
            end: { type: "text", same: sameInstant },
            rotationVirtualStart: { type: "text", required: true, same: sameInstant },
            rotationTurnLengthSeconds: { type: "int", required: true },
            users: { type: "list", required: true, min: 1, of: { type: "text" } },
            renderedCoveragePercentage: { type: "text", output: true },
            restrictions: {
              type: "list",
              of: {
                type: "block",
                fields: {
                  type: {
                    type: "text",
                    required: true,
                    check: isOneOf(["daily_restriction", "weekly_restriction"]),
                  },
                  startTimeOfDay: { type: "text", required: true },
                  startDayOfWeek: { type: "int" },
                  durationSeconds: { type: "int", required: true },
                },
              },
            },
          },
        },
      },
      finalSchedules: {
        type: "list",
        output: true,
        of: { type: "block", fields: { name: { type: "text" }, renderedCoveragePercentage: { type: "text" } } },
      },
    },
    check: scheduleFindings,
    customise: (plan) => {
      refuseRestrictions(plan.planned);
      return plan.planned;
    },
    calls: {
      ...calls,
      // The plugin looks for escalation policies that use it first.
      delete: async (call, id, known) => {
        await call("GET", `/schedules/${encodeURIComponent(id)}`);
        await calls.delete(call, id, known);
      },
    },
  };
}

/** NaN for what is no time, so that two of them are never the same. */
function instant(value: Value | undefined): number {
  return Date.parse(text(value));
}

/** The way Go prints a time: `2026-01-01 08:00:00 +0000 UTC`. */
function goTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

function body({ planned, prior }: Plan, now: Date): Values {
  const layers = list(planned.layers).map(object);
  const kept = new Set(layers.map((layer) => text(layer.id)));
  const ended = list(prior.layers)
    .map(object)
    .filter((layer) => !kept.has(text(layer.id)));
  return {
    name: text(planned.name),
    time_zone: text(planned.timeZone),
    ...nonZero({ description: planned.description }),
    ...(isZero(planned.teams) ? {} : { teams: list(planned.teams).map((team) => reference(team, "team_reference")) }),
    schedule_layers: [
      ...layers.map((layer) => layerBody(layer, isZero(layer.end) ? null : text(layer.end))),
      ...ended.map((layer) => layerBody(layer, goTime(now.getTime()))),
    ],
  };
}

function layerBody(layer: Values, end: string | null): Values {
  const restrictions = list(layer.restrictions).map(object);
  return {
    ...nonZero({ id: layer.id, name: layer.name }),
    start: text(layer.start),
    end,
    rotation_virtual_start: goTime(instant(layer.rotationVirtualStart)),
    rotation_turn_length_seconds: layer.rotationTurnLengthSeconds,
    users: list(layer.users).map((user) => ({ user: reference(user, "user") })),
    ...(restrictions.length === 0 ? {} : { restrictions: restrictions.map(restrictionBody) }),
  };
}

const restrictionBody = (restriction: Values): Values =>
  nonZero({
    type: restriction.type,
    start_time_of_day: restriction.startTimeOfDay,
    start_day_of_week: restriction.startDayOfWeek,
    duration_seconds: restriction.durationSeconds,
  });

const percentage = (value: Value | undefined) => Math.round(Number(value ?? 0) * 100).toFixed(2);

function state(answer: Values, now: Date): Values {
  const ended = (layer: Values) => text(layer.end) !== "" && instant(layer.end) < now.getTime();
  const final = object(answer.final_schedule);
  return {
    name: text(answer.name),
    timeZone: text(answer.time_zone),
    description: text(answer.description),
    teams: idsOf(answer.teams),
    layers: list(answer.schedule_layers)
      .map(object)
      .filter((layer) => !ended(layer))
      .reverse()
      .map(layerState),
    finalSchedules: [
      { name: text(final.name), renderedCoveragePercentage: percentage(final.rendered_coverage_percentage) },
    ],
  };
}

function layerState(layer: Values): Values {
  return {
    id: text(layer.id),
    name: text(layer.name),
    start: text(layer.start),
    end: text(layer.end),
    rotationVirtualStart: text(layer.rotation_virtual_start),
    rotationTurnLengthSeconds: layer.rotation_turn_length_seconds ?? 0,
    renderedCoveragePercentage: percentage(layer.rendered_coverage_percentage),
    users: list(layer.users).map((wrapped) => text(object(object(wrapped).user).id)),
    restrictions: list(layer.restrictions)
      .map(object)
      .map((restriction) => ({
        type: text(restriction.type),
        startTimeOfDay: text(restriction.start_time_of_day),
        startDayOfWeek: restriction.start_day_of_week ?? 0,
        durationSeconds: restriction.duration_seconds ?? 0,
      })),
  };
}
