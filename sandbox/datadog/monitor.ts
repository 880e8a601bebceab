/** Datadog's monitors over HTTP: `/api/v1/monitor`. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { ORG_ID, PERSON, timestamp } from "./account";
import { refuse } from "./refusals";

const KIND = "monitor";
const FIRST_ID = 900_000_000;

/** What makes two monitors one for Datadog. */
const DEFINITION = ["type", "query", "name", "message", "tags", "priority", "options"] as const;

function create({ body, store, now }: Request): Reply {
  demand(body);
  const n = store.next(KIND);
  const id = FIRST_ID + n;
  const monitor: Values = {
    id,
    org_id: ORG_ID,
    ...definition(body, id),
    created_at: now.getTime(),
    created: timestamp(now),
    modified: timestamp(now),
    deleted: null,
    restriction_policy: null,
    overall_state_modified: null,
    overall_state: "No Data",
    creator: PERSON,
  };
  const twin = store.find(KIND, JSON.stringify(monitor.query)).find((other) => sameDefinition(other.body, monitor));
  if (twin) refuse(400, `Duplicate of an existing monitor_id:${twin.id} org_id:${ORG_ID}`);
  return { status: 200, body: store.put(KIND, String(id), monitor).body };
}

function sameDefinition(a: Values, b: Values): boolean {
  return DEFINITION.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

/** The recorded grounds for refusing a body; the query is not read. */
function demand(body: Values): void {
  for (const name of ["type", "query"]) if (isZero(body[name])) refuse(400, `The parameter '${name}' is required`);
  if (body.type !== "composite" && /^\s*\w+\s*$/.test(text(body.query))) {
    refuse(400, "The value provided for parameter 'query' is invalid: invalid operator specified: ");
  }
}

/** Types whose groups may alert as one. */
const GROUPED_TYPES = ["log alert", "rum alert"];

/** The fields a client decides, as Datadog stores them. */
function definition(body: Values, id: number): Values {
  const query = text(body.query).trim();
  const options = object(body.options);
  const stored: Values = { ...options, notify_audit: options.notify_audit ?? false, silenced: options.silenced ?? {} };
  if (isZero(stored.thresholds)) delete stored.thresholds;
  stored.include_tags ??= true;
  stored.new_host_delay ??= 300;
  if (GROUPED_TYPES.includes(text(body.type))) stored.groupby_simple_monitor ??= false;
  if (object(stored.scheduling_options).custom_schedule === undefined) stored.notify_no_data ??= false;
  if (typeof stored.escalation_message === "string") stored.escalation_message = stored.escalation_message.trim();
  return {
    type: text(body.type),
    name: body.name ?? query,
    message: text(body.message).trim(),
    tags: body.tags ?? [],
    query,
    options: stored,
    multi: /\sby\s*\{|\.by\(/.test(query),
    priority: isZero(body.priority) ? null : (body.priority ?? null),
    restricted_roles: body.restricted_roles ?? null,
    draft_status: body.draft_status ?? "published",
    assets: list(body.assets).map((item) => asset(item, id)),
  };
}

/** An asset as reading shows it. */
function ofNoMonitor(item: Value): Value {
  const { monitor_id: _own, ...asset } = object(item);
  return asset;
}

function asset(item: Value, monitor: number): Value {
  return {
    monitor_id: monitor,
    options: {},
    resource_key: null,
    resource_type: null,
    template_variables: {},
    ...object(item),
  };
}

function existing({ store, params }: Request): StoredObject {
  return store.get(KIND, text(params.id)) ?? refuse(404, "Monitor not found");
}

const METRIC_TYPES = ["metric alert", "query alert"];

function update(request: Request): Reply {
  const { body, store, now } = request;
  const { id, body: before } = existing(request);
  if (body.type !== undefined && body.type !== before.type) {
    const metric = METRIC_TYPES.includes(text(body.type)) && METRIC_TYPES.includes(text(before.type));
    if (!metric) refuse(400, "Monitor type change not allowed");
  }
  const merged = { ...before, ...body, options: { ...object(body.options ?? before.options) } };
  demand(merged);
  const monitor = { ...before, ...definition(merged, Number(id)), id: before.id, modified: timestamp(now) };
  const { creator: _creator, ...shown } = store.put(KIND, id, monitor).body;
  return { status: 200, body: shown };
}

function remove(request: Request): Reply {
  const { store, query } = request;
  const { id, body } = existing(request);
  if (query.get("force") !== "true") {
    const composites = store.find(KIND, `"type":"composite"`).filter((other) => mentions(text(other.body.query), id));
    if (composites.length > 0) {
      refuse(400, `monitor [${id},${text(body.name)}] is referenced in composite monitors: [${names(composites)}]`);
    }
    const objectives = store
      .find("slo", id)
      .filter((slo) => list(slo.body.monitor_ids).some((one) => text(one) === id));
    if (objectives.length > 0)
      refuse(400, `monitor [${id},${text(body.name)}] is referenced in slos: [${names(objectives)}]`);
  }
  store.delete(KIND, id);
  return { status: 200, body: { deleted_monitor_id: Number(id) } };
}

function mentions(query: string, id: string): boolean {
  return query.split(/\D+/).includes(id);
}

function names(objects: readonly StoredObject[]): string {
  return objects.map(({ id, body }) => `${id},${text(body.name)}`).join("; ");
}

function read(request: Request): Reply {
  const { restriction_policy: _policy, ...shown } = existing(request).body;
  const assets = request.query.get("with_assets") === "true" ? list(shown.assets) : [];
  return { status: 200, body: { ...shown, assets: assets.map(ofNoMonitor) } };
}

/** What a list says of a monitor, which is not quite what the monitor's own address says. */
function listed({ restriction_policy: _policy, assets: _assets, ...shown }: Values): Values {
  return { ...shown, matching_downtimes: [] };
}

function listAll({ store, query }: Request): Reply {
  const name = query.get("name");
  const tags = (query.get("monitor_tags") ?? "").split(",").filter(Boolean);
  const size = Number(query.get("page_size") ?? 0);
  const page = Number(query.get("page") ?? 0);
  const found = store
    .list(KIND)
    .map(({ body }) => body)
    .filter((body) => name === null || text(body.name).includes(name))
    .filter((body) => tags.every((tag) => list(body.tags).includes(tag)));
  return { status: 200, body: (size > 0 ? found.slice(page * size, (page + 1) * size) : found).map(listed) };
}

function validate({ body }: Request): Reply {
  demand(body);
  return { status: 200, body: {} };
}

export const MONITOR_ROUTES: readonly Route[] = [
  { method: "POST", path: "/api/v1/monitor", handle: create },
  { method: "GET", path: "/api/v1/monitor", handle: listAll },
  { method: "POST", path: "/api/v1/monitor/validate", readOnly: true, handle: validate },
  {
    method: "POST",
    path: "/api/v1/monitor/:id/validate",
    readOnly: true,
    handle: (request) => {
      existing(request);
      return validate(request);
    },
  },
  { method: "GET", path: "/api/v1/monitor/:id", handle: read },
  { method: "PUT", path: "/api/v1/monitor/:id", handle: update },
  { method: "DELETE", path: "/api/v1/monitor/:id", handle: remove },
];
