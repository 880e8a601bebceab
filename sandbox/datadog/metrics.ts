/** What Datadog is told of metrics, over HTTP: the tags that can be queried, and what the numbers are. */

import { isZero, list, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { timestamp } from "./account";
import { refuse } from "./refusals";

const TAGS = "metric-tags";
const TAGS_PATH = "/api/v2/metrics/:metric/tags";
const META = "metric-metadata";
const META_PATH = "/api/v1/metrics/:metric";

const USUAL: Readonly<Record<string, Values>> = {
  count: { time: "sum", space: "sum" },
  rate: { time: "sum", space: "sum" },
  gauge: { time: "avg", space: "avg" },
};

function tagsReply(status: number, { id, body }: StoredObject): Reply {
  return { status, body: { data: { type: "manage_tags", id, attributes: body } } };
}

function existing({ store, params }: Request): StoredObject {
  const metric = text(params.metric);
  return store.get(TAGS, metric) ?? refuse(404, `${metric} not found`);
}

function create({ store, params, body, now }: Request): Reply {
  const metric = text(params.metric);
  const attributes = object(object(body.data).attributes);
  if (isZero(attributes.metric_type)) refuse(400, "metric_type is required");
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
    handle: ({ store, params, body }) => {
      const metric = text(params.metric);
      const known: Values = {};
      for (const name of Object.keys(NOTHING)) if (body[name] !== undefined) known[name] = body[name];
      return {
        status: 200,
        body: store.put(META, metric, { ...NOTHING, ...store.get(META, metric)?.body, ...known }).body,
      };
    },
  },
];
