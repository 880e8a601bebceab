/** Datadog's log indexes, archives, the order of both, and metrics from logs over HTTP. */

import { list, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { refuse, refuseLogs } from "./refusals";

const INDEX = "logs-index";
const ORDER = "logs-index-order";
const ARCHIVE = "logs-archive";
const ARCHIVE_ORDER = "logs-archive-order";
const METRIC = "logs-metric";

// Indexes

function storedIndex(name: string, body: Values): Values {
  const { disable_daily_limit: disabled, ...rest } = body;
  const index: Values = {
    daily_limit: null,
    daily_limit_reset: null,
    daily_limit_warning_threshold_percentage: null,
    num_retention_days: 15,
    num_flex_logs_retention_days: 0,
    exclusion_filters: [],
    tags: [],
    ...rest,
    name,
    is_rate_limited: false,
  };
  if (disabled === true) index.daily_limit = null;
  return index;
}

function createIndex({ body, store }: Request): Reply {
  const name = text(body.name);
  if (name === "") refuseLogs(400, "InvalidArgument", "Index name is required");
  if (store.get(INDEX, name)) refuseLogs(400, "InvalidArgument", `Index ${name} already exists`);
  return { status: 200, body: store.put(INDEX, name, storedIndex(name, body)).body };
}

function existingIndex({ store, params }: Request): StoredObject {
  return store.get(INDEX, text(params.name)) ?? refuseLogs(404, "NotFound", "No such index");
}

function updateIndex(request: Request): Reply {
  const { id, body: before } = existingIndex(request);
  const body = storedIndex(id, { ...before, ...request.body });
  return { status: 200, body: request.store.put(INDEX, id, body).body };
}

function removeIndex(request: Request): Reply {
  const { store } = request;
  const { id } = existingIndex(request);
  store.delete(INDEX, id);
  if (store.list(INDEX).length === 0) store.delete(ORDER, ORDER);
  return { status: 202, headers: { "content-type": "text/html; charset=utf-8" } };
}

/** The order asked for, without what is gone, then what nobody ordered. */
function orderOf(store: Store): string[] {
  const names = store.list(INDEX).map(({ id }) => id);
  const asked = list(store.get(ORDER, ORDER)?.body.index_names).map(text);
  return [...asked, ...names.filter((name) => !asked.includes(name))];
}

function putOrder({ body, store }: Request): Reply {
  if (!Array.isArray(body.index_names)) refuseLogs(400, "InvalidArgument", "index_names is required");
  return { status: 200, body: store.put(ORDER, ORDER, { index_names: list(body.index_names) }).body };
}

// Archives

function archiveReply(id: string, attributes: Values): Reply {
  return { status: 200, body: { data: { type: "archives", id, attributes } } };
}

function createArchive({ body, store }: Request): Reply {
  const id = `sandbox-archive-${String(store.next(ARCHIVE)).padStart(6, "0")}`;
  return archiveReply(id, store.put(ARCHIVE, id, storedArchive(body)).body);
}

function storedArchive(body: Values): Values {
  const attributes = object(object(body.data).attributes);
  if (Object.keys(attributes).length === 0) refuse(400, "The parameter 'data' is required");
  return { partitioning_attributes: [], lookup_attributes: [], ...attributes, state: "UNKNOWN" };
}

function existingArchive({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(ARCHIVE, id) ?? refuse(404, `Archive ${id} not found`);
}

function removeArchive(request: Request): void {
  const { store } = request;
  const { id } = existingArchive(request);
  store.delete(ARCHIVE, id);
  const left = askedArchives(store).filter((asked) => asked !== id);
  if (left.length === 0) store.delete(ARCHIVE_ORDER, ARCHIVE_ORDER);
  else store.put(ARCHIVE_ORDER, ARCHIVE_ORDER, { archive_ids: left });
}

function askedArchives(store: Store): string[] {
  return list(store.get(ARCHIVE_ORDER, ARCHIVE_ORDER)?.body.archive_ids).map(text);
}

function archiveOrderReply(store: Store): Reply {
  const ids = store.list(ARCHIVE).map(({ id }) => id);
  const asked = askedArchives(store);
  const archiveIds = [...asked, ...ids.filter((id) => !asked.includes(id))];
  return { status: 200, body: { data: { type: "archive_order", attributes: { archive_ids: archiveIds } } } };
}

/** All of them have to be named. */
function putArchiveOrder({ body, store }: Request): Reply {
  const ids = list(object(object(body.data).attributes).archive_ids).map(text);
  const missing = store.list(ARCHIVE).find(({ id }) => !ids.includes(id));
  if (missing) refuse(422, `Missing order for archive ${missing.id}`);
  store.put(ARCHIVE_ORDER, ARCHIVE_ORDER, { archive_ids: ids });
  return archiveOrderReply(store);
}

// Metrics

function metricReply(id: string, attributes: Values): Reply {
  return { status: 200, body: { data: { id, type: "logs_metrics", attributes } } };
}

function createMetric({ body, store }: Request): Reply {
  const data = object(body.data);
  const id = text(data.id);
  if (!/^[a-zA-Z][a-zA-Z0-9._]*$/.test(id)) {
    refuse(400, "metric name must start with a letter and only contain letters, numbers, dots, and underscores");
  }
  if (store.get(METRIC, id)) refuse(409, `already_exists(Metric with name '${id}' already exists)`);
  return metricReply(id, store.put(METRIC, id, object(data.attributes)).body);
}

function existingMetric({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(METRIC, id) ?? refuse(404, `not_found(Metric with name '${id}' not found)`);
}

function updateMetric(request: Request): Reply {
  const { id, body: before } = existingMetric(request);
  const attributes = object(object(request.body.data).attributes);
  const compute = { ...object(before.compute), ...object(attributes.compute) };
  return metricReply(id, request.store.put(METRIC, id, { ...before, ...attributes, compute }).body);
}

export const LOGS_ROUTES: readonly Route[] = [
  { method: "POST", path: "/api/v1/logs/config/indexes", handle: createIndex },
  {
    method: "GET",
    path: "/api/v1/logs/config/indexes",
    handle: ({ store }) => ({ status: 200, body: { indexes: store.list(INDEX).map(({ body }) => body) } }),
  },
  {
    method: "GET",
    path: "/api/v1/logs/config/indexes/:name",
    handle: (request) => ({ status: 200, body: existingIndex(request).body }),
  },
  { method: "PUT", path: "/api/v1/logs/config/indexes/:name", handle: updateIndex },
  { method: "DELETE", path: "/api/v1/logs/config/indexes/:name", handle: removeIndex },
  {
    method: "GET",
    path: "/api/v1/logs/config/index-order",
    handle: ({ store }) => ({ status: 200, body: { index_names: orderOf(store) } }),
  },
  { method: "PUT", path: "/api/v1/logs/config/index-order", handle: putOrder },
  { method: "POST", path: "/api/v2/logs/config/archives", handle: createArchive },
  {
    method: "GET",
    path: "/api/v2/logs/config/archives/:id",
    handle: (request) => {
      const { id, body } = existingArchive(request);
      return archiveReply(id, body);
    },
  },
  {
    method: "PUT",
    path: "/api/v2/logs/config/archives/:id",
    handle: (request) => {
      const { id } = existingArchive(request);
      return archiveReply(id, request.store.put(ARCHIVE, id, storedArchive(request.body)).body);
    },
  },
  {
    method: "DELETE",
    path: "/api/v2/logs/config/archives/:id",
    handle: (request) => {
      removeArchive(request);
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "/api/v2/logs/config/archive-order",
    handle: ({ store }) => archiveOrderReply(store),
  },
  { method: "PUT", path: "/api/v2/logs/config/archive-order", handle: putArchiveOrder },
  { method: "POST", path: "/api/v2/logs/config/metrics", handle: createMetric },
  {
    method: "GET",
    path: "/api/v2/logs/config/metrics/:id",
    handle: (request) => {
      const { id, body } = existingMetric(request);
      return metricReply(id, body);
    },
  },
  { method: "PATCH", path: "/api/v2/logs/config/metrics/:id", handle: updateMetric },
  {
    method: "DELETE",
    path: "/api/v2/logs/config/metrics/:id",
    handle: (request) => {
      request.store.delete(METRIC, existingMetric(request).id);
      return { status: 204 };
    },
  },
];
