/** Datadog downtimes: one stretch of time, or a recurring one, in which monitors of a scope do not notify. */

import { block, bool, int, listOf, setOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/downtime";

const utcTime =
  (property: string) =>
  (value: Value): string | undefined =>
    typeof value === "string" && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)
      ? `property "${property}" must be of the format 2006-01-02T15:04:05Z: was ${value}.`
      : undefined;

const FIELDS: Fields = {
  scope: str({ required: true }),
  message: str(),
  displayTimezone: str({ computed: true }),
  muteFirstRecoveryNotification: bool({ computed: true }),
  notifyEndStates: setOf(str(), { computed: true }),
  notifyEndTypes: setOf(str(), { computed: true }),
  monitorIdentifier: block({ monitorId: int(), monitorTags: setOf(str()) }, { required: true }),
  oneTimeSchedule: block({
    start: str({ computed: true, check: utcTime("one_time_schedule.start") }),
    end: str({ check: utcTime("one_time_schedule.end") }),
  }),
  recurringSchedule: block({
    timezone: str({ computed: true }),
    recurrences: listOf(
      block({ duration: str({ required: true }), rrule: str({ required: true }), start: str({ computed: true }) }),
    ),
  }),
};

const known = (value: Value | undefined): value is Value => value !== undefined && value !== null && value !== UNKNOWN;
const textOrEmpty = (value: Value | undefined): string => (known(value) ? text(value) : "");

function bodyOf({ planned, id }: Plan): Values {
  const creating = id === undefined;
  const attributes: Values = {
    scope: text(planned.scope),
    display_timezone: textOrEmpty(planned.displayTimezone),
    mute_first_recovery_notification: planned.muteFirstRecoveryNotification === true,
    monitor_identifier: identifierOf(object(planned.monitorIdentifier)),
  };
  if (known(planned.message)) attributes.message = planned.message;
  else if (!creating) attributes.message = null;
  if (known(planned.notifyEndStates)) attributes.notify_end_states = planned.notifyEndStates;
  if (known(planned.notifyEndTypes)) attributes.notify_end_types = planned.notifyEndTypes;
  const schedule = scheduleOf(planned, creating);
  if (schedule) attributes.schedule = schedule;
  return { data: creating ? { type: "downtime", attributes } : { type: "downtime", id: "", attributes } };
}

function identifierOf(identifier: Values): Values {
  return known(identifier.monitorId)
    ? { monitor_id: identifier.monitorId }
    : { monitor_tags: list(identifier.monitorTags) };
}

function scheduleOf(planned: Values, creating: boolean): Values | undefined {
  if (known(planned.oneTimeSchedule)) {
    const { start, end } = object(planned.oneTimeSchedule);
    const wire: Values = { end: known(end) ? end : null };
    if (known(start)) wire.start = start;
    else if (!creating) wire.start = null;
    return wire;
  }
  if (!known(planned.recurringSchedule)) return undefined;
  const { timezone, recurrences } = object(planned.recurringSchedule);
  const items = list(recurrences).map((item) => {
    const { duration, rrule, start } = object(item);
    return known(start)
      ? { duration: text(duration), rrule: text(rrule), start }
      : { duration: text(duration), rrule: text(rrule) };
  });
  return { recurrences: items, timezone: textOrEmpty(timezone) };
}

function stateOf(answer: Value, plan: Values): Values {
  const data = object(object(answer).data);
  const attributes = object(data.attributes);
  const identifier = object(attributes.monitor_identifier);
  const schedule = object(attributes.schedule);
  const state: Values = {
    scope: text(attributes.scope),
    message: attributes.message ?? plan.message ?? null,
    displayTimezone: attributes.display_timezone ?? null,
    muteFirstRecoveryNotification: attributes.mute_first_recovery_notification ?? null,
    notifyEndStates: sorted(attributes.notify_end_states),
    notifyEndTypes: sorted(attributes.notify_end_types),
    monitorIdentifier: known(identifier.monitor_id)
      ? { monitorId: identifier.monitor_id }
      : { monitorTags: sorted(identifier.monitor_tags) },
    oneTimeSchedule: null,
    recurringSchedule: null,
  };
  if (schedule.recurrences !== undefined) {
    state.recurringSchedule = {
      timezone: text(schedule.timezone),
      recurrences: list(schedule.recurrences).map((item) => {
        const { duration, rrule, start } = object(item);
        return { duration: text(duration), rrule: text(rrule), start: start ?? null };
      }),
    };
  } else {
    state.oneTimeSchedule = { start: zulu(schedule.start), end: zulu(schedule.end) };
  }
  return state;
}

/** `2050-01-02T03:04:05+00:00` → `2050-01-02T03:04:05Z`: the vendor answers with an offset, always of zero. */
function zulu(value: Value | undefined): Value {
  return typeof value === "string" ? value.replace(/(\.\d+)?([+-]00:00|Z)$/, "Z") : null;
}

function sorted(value: Value | undefined): Value[] {
  return list(value).map(text).sort();
}

export const downtimeSchedule: Kind = {
  name: "datadog/downtime-schedule",
  token: "datadog:index/downtimeSchedule:DowntimeSchedule",
  vendor: "datadog",
  title: "Datadog downtime",
  flavour: "framework",
  fields: FIELDS,
  check: (inputs) => {
    const found: { property: string; reason: string }[] = [];
    const { oneTimeSchedule, recurringSchedule } = inputs;
    if (oneTimeSchedule !== undefined && recurringSchedule !== undefined) {
      const pair = [
        ["recurringSchedule", "one_time_schedule", "recurring_schedule"],
        ["oneTimeSchedule", "recurring_schedule", "one_time_schedule"],
      ] as const;
      for (const [property, a, b] of pair) {
        found.push({
          property,
          reason: `Invalid Attribute Combination. Attribute "${a}" cannot be specified when "${b}" is specified.`,
        });
      }
    }
    const { monitorId, monitorTags } = object(inputs.monitorIdentifier);
    const count = [monitorId, monitorTags].filter((one) => one !== undefined).length;
    if (count !== 1) {
      found.push({
        property: "monitorIdentifier.monitorId",
        reason: `Invalid Attribute Combination. ${count === 0 ? "No attribute" : `${count} attributes`} specified when one (and only one) of [monitor_identifier.monitor_id.<.monitor_tags] is required.`,
      });
    }
    return found;
  },
  calls: {
    create: async (call, plan) => {
      if (!known(plan.planned.oneTimeSchedule) && !known(plan.planned.recurringSchedule)) {
        throw new Error("A downtime needs oneTimeSchedule or recurringSchedule.");
      }
      const answer = await call("POST", PATH, bodyOf(plan));
      return { id: text(object(object(answer).data).id), state: stateOf(answer, plan.planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, plan) => stateOf(await call("PATCH", `${PATH}/${id}`, bodyOf(plan)), plan.planned),
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
