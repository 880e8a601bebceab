/** Datadog's downtimes over HTTP: `/api/v2/downtime`. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { PERSON, timestamp, uuid } from "./account";
import { refuse } from "./refusals";

const KIND = "downtime-schedule";
const PATH = "/api/v2/downtime";
const USER_ID = uuid(1);
const { handle, email } = PERSON;

function read({ id, body }: StoredObject): Reply {
  return { status: 200, body: { data: { type: "downtime", id, attributes: body } } };
}

/** The reply to a change also names who made it. */
function reply({ id, body }: StoredObject): Reply {
  const user = { type: "users", id: USER_ID };
  const attributes = {
    name: null,
    handle,
    email,
    icon: "",
    title: null,
    verified: true,
    service_account: false,
    disabled: false,
  };
  const since = { created_at: "2024-01-01T00:00:00.000000+00:00", modified_at: "2024-01-01T00:00:00.000000+00:00" };
  return {
    status: 200,
    body: {
      data: {
        type: "downtime",
        id,
        attributes: body,
        relationships: { created_by: { data: user }, monitor: { data: monitorOf(body) } },
      },
      included: [{ ...user, attributes: { ...attributes, ...since, allowed_login_methods: [], status: "Active" } }],
    },
  };
}

function monitorOf(body: Values): Value {
  const id = object(body.monitor_identifier).monitor_id;
  return id === undefined ? null : { type: "monitors", id: text(id) };
}

/** `2050-01-02T03:04:05Z` comes back as `2050-01-02T03:04:05+00:00`. */
function withOffset(value: Value | undefined): Value {
  return typeof value === "string" ? value.replace(/Z$/, "+00:00") : (value ?? null);
}

function storedSchedule(schedule: Values, now: Date): Values {
  if (schedule.recurrences !== undefined) {
    const recurrences = list(schedule.recurrences).map((item) => ({ start: localTime(now), ...object(item) }));
    const timezone = isZero(schedule.timezone) ? "UTC" : schedule.timezone;
    const start = text(recurrences[0]?.start);
    return { recurrences, timezone, current_downtime: { start: `${start}+00:00`, end: `${start}+00:00` } };
  }
  const start = isZero(schedule.start) ? timestamp(now) : schedule.start;
  return { start: withOffset(start), end: withOffset(schedule.end) };
}

function localTime(now: Date): string {
  return now.toISOString().slice(0, 19);
}

function demand(attributes: Values): void {
  if (isZero(attributes.scope)) refuse(400, "The parameter 'scope' is required");
  if (isZero(attributes.monitor_identifier)) refuse(400, "The parameter 'monitor_identifier' is required");
  if (!/\S/.test(text(attributes.scope).replace(/[()]/g, ""))) refuse(400, "All values must have a key");
}

function stored(attributes: Values, now: Date): Values {
  const schedule = storedSchedule(object(attributes.schedule), now);
  const starts = text(schedule.start ?? object(list(schedule.recurrences)[0]).start);
  return {
    notify_end_states: ["alert", "warn", "no data"],
    notify_end_types: ["expired"],
    mute_first_recovery_notification: false,
    message: null,
    ...attributes,
    display_timezone: isZero(attributes.display_timezone) ? "UTC" : attributes.display_timezone,
    schedule,
    canceled: null,
    status: Date.parse(starts) > now.getTime() ? "scheduled" : "active",
    modified: timestamp(now),
  };
}

function create({ body, store, now }: Request): Reply {
  const attributes = object(object(body.data).attributes);
  demand(attributes);
  const downtime = { ...stored(attributes, now), created: timestamp(now) };
  return reply(store.put(KIND, uuid(store.next(KIND)), downtime));
}

function existing({ store, params }: Request): StoredObject {
  const id = text(params.id);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    refuse(400, "Invalid URL param: downtime_id must be an uuid");
  }
  return store.get(KIND, id) ?? refuse(404, "Downtime not found");
}

function update(request: Request): Reply {
  const { store, now } = request;
  const { id, body: before } = existing(request);
  const given = object(object(request.body.data).attributes);
  const attributes = { ...before, ...given };
  demand(attributes);
  return reply(store.put(KIND, id, { ...stored(attributes, now), created: before.created }));
}

export const DOWNTIME_ROUTES: readonly Route[] = [
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: `${PATH}/:id`, handle: (request) => read(existing(request)) },
  { method: "PATCH", path: `${PATH}/:id`, handle: update },
  {
    method: "DELETE",
    path: `${PATH}/:id`,
    handle: (request) => {
      request.store.delete(KIND, existing(request).id);
      return { status: 204 };
    },
  },
];
