/**
 * Schedules. Layers are answered in reverse of the order they are sent in; times are answered as RFC 3339 in UTC, however
 * they were spelt. A schedule an escalation policy uses cannot be deleted.
 */

import { list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { existing, newId, page, references, refuseTakenName, shown } from "./objects";
import { invalid, noContent, parameter, unwrap } from "./replies";

/** `2026-01-01 08:00:00 +0000 UTC` and any RFC 3339 time → `2026-01-01T08:00:00Z`. */
function instant(value: Value | undefined): string | null {
  const given = text(value);
  if (given === "") return null;
  const go = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)? ([+-]\d\d)(\d\d)/.exec(given);
  const time = Date.parse(go ? `${go[1]}T${go[2]}${go[3]}:${go[4]}` : given);
  if (Number.isNaN(time)) throw invalid(`Time is invalid: ${given}`);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** Layers as they are stored: in the order sent. */
function storedLayers(store: Store, sent: Value | undefined): Values[] {
  return list(sent)
    .map(object)
    .map((layer) => ({
      ...layer,
      id: text(layer.id) || newId(store),
      start: instant(layer.start),
      end: instant(layer.end),
      rotation_virtual_start: instant(layer.rotation_virtual_start),
      restrictions: list(layer.restrictions),
    }));
}

/** Escalation policies with a rule that targets the schedule. */
function policiesWith(store: Store, id: string): StoredObject[] {
  return store.list("escalation-policy").filter(({ body }) =>
    list(body.escalation_rules)
      .flatMap((rule) => list(object(rule).targets))
      .some((target) => text(object(target).id) === id),
  );
}

function show(store: Store, schedule: StoredObject): Values {
  const layers = list(schedule.body.schedule_layers).map(object);
  const people = layers.flatMap((layer) => list(layer.users).map((wrapped) => object(wrapped).user ?? null));
  const reference = (user: Value | undefined) => references(store, "user", [user ?? null], "user_reference")[0] ?? {};
  const distinct = new Map(people.map((user) => [text(object(user).id), user]));
  return {
    ...shown(schedule, "schedules", "schedule"),
    schedule_layers: layers
      .map((layer) => ({
        ...layer,
        users: list(layer.users).map((wrapped) => ({ user: reference(object(wrapped).user) })),
        rendered_schedule_entries: [],
        rendered_coverage_percentage: null,
      }))
      .reverse(),
    users: [...distinct.values()].map(reference),
    teams: references(store, "team", schedule.body.teams, "team_reference"),
    escalation_policies: policiesWith(store, schedule.id).map(({ id, body }) => ({
      id,
      type: "escalation_policy_reference",
      summary: text(body.name),
    })),
    final_schedule: { name: "Final Schedule", rendered_schedule_entries: [], rendered_coverage_percentage: null },
    overrides_subschedule: { name: "Overrides", rendered_schedule_entries: [], rendered_coverage_percentage: null },
  };
}

function put(request: Request, before: Values, id: string): Values {
  const { store } = request;
  const { id: _, ...sent } = unwrap(request, "schedule");
  refuseTakenName(store, "schedule", sent.name ?? before.name, id);
  const layers =
    sent.schedule_layers === undefined ? {} : { schedule_layers: storedLayers(store, sent.schedule_layers) };
  return show(store, store.put("schedule", id, { ...before, ...sent, ...layers }));
}

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = existing(store, "schedule", parameter(request, "id"));
  if (policiesWith(store, id).length > 0) {
    throw invalid("Schedule can't be deleted if it's being used by escalation policies");
  }
  store.delete("schedule", id);
  return noContent;
}

export const scheduleRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/schedules",
    handle: (request) =>
      page(
        request,
        "schedules",
        request.store.list("schedule").map((one) => show(request.store, one)),
      ),
  },
  {
    method: "POST",
    path: "/schedules",
    handle: (request) => ({ status: 201, body: { schedule: put(request, {}, newId(request.store)) } }),
  },
  {
    method: "GET",
    path: "/schedules/:id",
    handle: (request) => {
      const schedule = existing(request.store, "schedule", parameter(request, "id"));
      return { status: 200, body: { schedule: show(request.store, schedule) } };
    },
  },
  {
    method: "PUT",
    path: "/schedules/:id",
    handle: (request) => {
      const before = existing(request.store, "schedule", parameter(request, "id"));
      return { status: 200, body: { schedule: put(request, before.body, before.id) } };
    },
  },
  { method: "DELETE", path: "/schedules/:id", handle: remove },
];
