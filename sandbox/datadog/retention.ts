/** What Datadog keeps of spans and sessions, over HTTP: its retention filters. */

import { isZero, object, text, type Values } from "../../vendors/index";
import { Refusal, type Reply, type Request, type Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { PERSON, uuid } from "./account";
import { refuse } from "./refusals";

const APM = "apm-retention-filter";
const APM_PATH = "/api/v2/apm/config/retention-filters";
const RUM = "rum-retention-filter";
const RUM_PATH = "/api/v2/rum/applications/:application/retention_filters";

const attributesOf = ({ body }: Request): Values => object(object(body.data).attributes);
const seconds = (now: Date): number => Math.floor(now.getTime() / 1000);

// Spans

function apmReply({ id, body }: StoredObject): Reply {
  return { status: 200, body: { data: { id, type: "apm_retention_filter", attributes: body } } };
}

function apmAttributes(request: Request): Values {
  const attributes = attributesOf(request);
  const { rate } = attributes;
  if (typeof rate !== "number" || rate < 0 || rate > 1) {
    refuse(400, "Invalid Pipeline", "'rate' must exist and be between 0 and 1");
  }
  return { trace_rate: 0, ...attributes };
}

function existingApm({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(APM, id) ?? refuse(404, `retention filter with id: '${id}' not found`);
}

function createApm(request: Request): Reply {
  const { store, now } = request;
  const at = seconds(now);
  const made: Values = {
    created_at: at,
    created_by: text(PERSON.handle),
    modified_at: at,
    modified_by: text(PERSON.handle),
  };
  const stored = { ...apmAttributes(request), editable: true, ...made };
  return apmReply(store.put(APM, uuid(store.next(APM)), stored));
}

function updateApm(request: Request): Reply {
  const { store, now } = request;
  const { id, body } = existingApm(request);
  const { created_at, created_by, editable, modified_by } = body;
  const kept: Values = {};
  for (const [name, value] of Object.entries({ created_at, created_by, editable, modified_by }))
    if (value !== undefined) kept[name] = value;
  return apmReply(store.put(APM, id, { ...apmAttributes(request), ...kept, modified_at: seconds(now) }));
}

// Sessions

function rumReply(status: number, { id, body }: StoredObject): Reply {
  const { application: _, meta, ...attributes } = body;
  return { status, body: { data: { id, type: "retention_filters", attributes, meta: object(meta) } } };
}

function existingRum({ store, params }: Request): StoredObject {
  const found = store.get(RUM, text(params.id));
  if (found?.body.application === text(params.application)) return found;
  const detail = "rpc error: code = NotFound desc = NotFound: This retention filter does not exist";
  throw new Refusal({ status: 404, body: { errors: [{ status: "404", title: "Not Found", detail }] } });
}

function rumStored(request: Request, before: Values): Values {
  const attributes = { ...before, ...attributesOf(request) };
  if (isZero(attributes.name) || isZero(attributes.event_type)) {
    throw new Refusal({ status: 400, body: { errors: [{ status: "400", title: "Bad Request" }] } });
  }
  return { ...attributes, meta: object(object(request.body.data).meta), application: text(request.params.application) };
}

export const RETENTION_ROUTES: readonly Route[] = [
  { method: "POST", path: APM_PATH, handle: createApm },
  {
    method: "GET",
    path: APM_PATH,
    handle: ({ store }) => ({
      status: 200,
      body: { data: store.list(APM).map((one) => object(object(apmReply(one).body).data)) },
    }),
  },
  { method: "GET", path: `${APM_PATH}/:id`, handle: (request) => apmReply(existingApm(request)) },
  { method: "PUT", path: `${APM_PATH}/:id`, handle: updateApm },
  {
    method: "DELETE",
    path: `${APM_PATH}/:id`,
    handle: (request) => {
      request.store.delete(APM, existingApm(request).id);
      return { status: 200, body: {} };
    },
  },
  {
    method: "POST",
    path: RUM_PATH,
    handle: (request) => rumReply(201, request.store.put(RUM, uuid(request.store.next(RUM)), rumStored(request, {}))),
  },
  {
    method: "GET",
    path: RUM_PATH,
    handle: ({ store, params }) => ({
      status: 200,
      body: {
        data: store
          .list(RUM)
          .filter(({ body }) => body.application === text(params.application))
          .map((one) => object(object(rumReply(200, one).body).data)),
      },
    }),
  },
  { method: "GET", path: `${RUM_PATH}/:id`, handle: (request) => rumReply(200, existingRum(request)) },
  {
    method: "PATCH",
    path: `${RUM_PATH}/:id`,
    handle: (request) => {
      const { id, body } = existingRum(request);
      return rumReply(200, request.store.put(RUM, id, rumStored(request, body)));
    },
  },
  {
    method: "DELETE",
    path: `${RUM_PATH}/:id`,
    handle: (request) => {
      request.store.delete(RUM, existingRum(request).id);
      return { status: 204 };
    },
  },
];
