/**
 * What Datadog is told of metrics, over HTTP: the tags that can be queried, and what the numbers are. Both are refused of metrics that
 * nobody has sent; of what is sent only the names are kept.
 */

import { isZero, list, METRIC_UNITS, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { timestamp } from "./account";
import { refuse } from "./refusals";

const TAGS = "metric-tags";
const TAGS_PATH = "/api/v2/metrics/:metric/tags";
const META = "metric-metadata";
const META_PATH = "/api/v1/metrics/:metric";
const SENT = "metric";
const FROM_LOGS = "logs-metric";

const USUAL: Readonly<Record<string, Values>> = {
  count: { time: "sum", space: "sum" },
  rate: { time: "sum", space: "sum" },
  gauge: { time: "avg", space: "avg" },
};

function tagsReply(status: number, { id, body }: StoredObject): Reply {
  return { status, body: { data: { type: "manage_tags", id, attributes: body } } };
}

function send({ store, body }: Request): Reply {
  for (const series of list(body.series)) {
    const metric = text(object(series).metric);
    if (metric !== "" && !store.get(SENT, metric)) store.put(SENT, metric, {});
  }
  return { status: 202, body: { errors: [] } };
}

/** Metrics made from logs are here as soon as they are defined: no log ever comes. */
function hasArrived({ store }: Request, metric: string): boolean {
  return [SENT, FROM_LOGS].some((kind) => store.get(kind, metric) !== undefined);
}

/** In words of ours: the vendor's are not known. */
function refuseUnit(unit: Value | undefined): void {
  if (!isZero(unit) && !METRIC_UNITS.has(text(unit))) refuse(400, `Invalid unit: ${text(unit)}`);
}

function existing({ store, params }: Request): StoredObject {
  const metric = text(params.metric);
  return store.get(TAGS, metric) ?? refuse(404, `${metric} not found`);
}

function create(request: Request): Reply {
  const { store, params, body, now } = request;
  const metric = text(params.metric);
  const attributes = object(object(body.data).attributes);
  if (isZero(attributes.metric_type)) refuse(400, "metric_type is required");
  if (store.get(FROM_LOGS, metric))
    refuse(
      400,
      "This metric is generated from a source that cannot be configured via this api. To configure tags on it, use the UI.",
    );
  if (!hasArrived(request, metric)) refuse(400, "Cannot configure tags on a metric that does not exist.");
  if (store.get(TAGS, metric)) refuse(409, `Configuration for ${metric} already exists`);
  const usual = USUAL[text(attributes.metric_type)];
  const stored: Values = {
    ...(usual && { aggregations: [usual] }),
    exclude_tags_mode: false,
    ...attributes,
    tags: list(attributes.tags),
    created_at: timestamp(now),
    modified_at: timestamp(now),
  };
  return tagsReply(201, store.put(TAGS, metric, stored));
}

function update(request: Request): Reply {
  const { id, body } = existing(request);
  const attributes = object(object(request.body.data).attributes);
  return tagsReply(200, request.store.put(TAGS, id, { ...body, ...attributes, modified_at: timestamp(request.now) }));
}

const NOTHING: Values = { description: "", per_unit: "", short_name: "", statsd_interval: 0, type: "", unit: "" };

export const METRIC_ROUTES: readonly Route[] = [
  { method: "POST", path: "/api/v2/series", handle: send },
  { method: "POST", path: TAGS_PATH, handle: create },
  { method: "GET", path: TAGS_PATH, handle: (request) => tagsReply(200, existing(request)) },
  { method: "PATCH", path: TAGS_PATH, handle: update },
  {
    method: "DELETE",
    path: TAGS_PATH,
    handle: (request) => {
      request.store.delete(TAGS, existing(request).id);
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: META_PATH,
    handle: ({ store, params }) => ({
      status: 200,
      body: store.get(META, text(params.metric))?.body ?? refuse(404, `metric_name ${text(params.metric)} not found`),
    }),
  },
  {
    method: "PUT",
    path: META_PATH,
    handle: (request) => {
      const { store, params, body } = request;
      const metric = text(params.metric);
      if (!hasArrived(request, metric)) refuse(404, "metric_name not found");
      refuseUnit(body.unit);
      refuseUnit(body.per_unit);
      const known: Values = {};
      for (const name of Object.keys(NOTHING)) if (body[name] !== undefined) known[name] = body[name];
      return {
        status: 200,
        body: store.put(META, metric, { ...NOTHING, ...store.get(META, metric)?.body, ...known }).body,
      };
    },
  },
];
