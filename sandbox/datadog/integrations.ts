/**
 * Datadog's webhooks and PagerDuty service objects over HTTP. Addresses, headers and keys that came in are never stored:
 * a fingerprint is, and while this process lives it can hand back what it was given.
 */

import { isZero, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { refuse } from "./refusals";

const WEBHOOK = "webhook";
const WEBHOOKS = "/api/v1/integration/webhooks/configuration/webhooks";
const SERVICE = "pagerduty-service";
const SERVICES = "/api/v1/integration/pagerduty/configuration/services";

const DEFAULT_PAYLOAD =
  '{"body": "$EVENT_MSG", "last_updated": "$LAST_UPDATED", "event_type": "$EVENT_TYPE", "title": "$EVENT_TITLE", ' +
  '"date": "$DATE", "org": {"id": "$ORG_ID", "name": "$ORG_NAME"}, "id": "$ID"}';

const CONCEALED = ["url", "custom_headers"] as const;

function storedWebhook(store: Store, body: Values, before: Values): Values {
  const hook: Values = {
    payload: DEFAULT_PAYLOAD,
    encode_as: "json",
    custom_headers: null,
    ...before,
    ...body,
    auth_method_id: null,
  };
  for (const name of CONCEALED) if (!isZero(body[name])) hook[name] = store.conceal(text(body[name]));
  return hook;
}

function createWebhook({ body, store }: Request): Reply {
  const name = text(body.name);
  for (const field of ["name", "url"]) if (isZero(body[field])) refuse(400, `The parameter '${field}' is required`);
  if (store.get(WEBHOOK, name)) refuse(400, `Webhook ${name} already exists`);
  return {
    status: 201,
    body: store.reveal(store.put(WEBHOOK, name, storedWebhook(store, { ...body, name }, {})).body),
  };
}

function existingWebhook({ store, params }: Request): StoredObject {
  return store.get(WEBHOOK, text(params.name)) ?? refuse(404, "Webhook does not exist");
}

function updateWebhook(request: Request): Reply {
  const { store, body } = request;
  const { id, body: before } = existingWebhook(request);
  const name = isZero(body.name) ? id : text(body.name);
  if (name !== id) {
    if (store.get(WEBHOOK, name)) refuse(400, `Webhook ${name} already exists`);
    store.rename(WEBHOOK, id, name);
  }
  return {
    status: 200,
    body: store.reveal(store.put(WEBHOOK, name, storedWebhook(store, { ...body, name }, before)).body),
  };
}

function createService({ body, store }: Request): Reply {
  const name = text(body.service_name);
  if (name === "") refuse(400, "The parameter 'service_name' is required");
  if (body.service_key === undefined) refuse(400, "The parameter 'service_key' is required");
  if (store.get(SERVICE, name)) refuse(409, `Service ${name} already exists`);
  store.put(SERVICE, name, { service_name: name, key_fingerprint: store.fingerprint(text(body.service_key)) });
  return { status: 201, body: { service_name: name } };
}

function existingService({ store, params }: Request): StoredObject {
  return store.get(SERVICE, text(params.name)) ?? refuse(404, `Service object ${text(params.name)} not found`);
}

function updateService(request: Request): Reply {
  const { id, body } = existingService(request);
  const key_fingerprint = request.store.fingerprint(text(request.body.service_key));
  request.store.put(SERVICE, id, { ...body, key_fingerprint });
  return { status: 200, body: {} };
}

export const INTEGRATION_ROUTES: readonly Route[] = [
  { method: "POST", path: WEBHOOKS, handle: createWebhook },
  {
    method: "GET",
    path: `${WEBHOOKS}/:name`,
    handle: (request) => ({ status: 200, body: request.store.reveal(existingWebhook(request).body) }),
  },
  { method: "PUT", path: `${WEBHOOKS}/:name`, handle: updateWebhook },
  {
    method: "DELETE",
    path: `${WEBHOOKS}/:name`,
    handle: (request) => {
      request.store.delete(WEBHOOK, existingWebhook(request).id);
      return { status: 200, body: {} };
    },
  },
  { method: "POST", path: SERVICES, handle: createService },
  {
    method: "GET",
    path: `${SERVICES}/:name`,
    handle: (request) => ({ status: 200, body: { service_name: existingService(request).id } }),
  },
  { method: "PUT", path: `${SERVICES}/:name`, handle: updateService },
  {
    method: "DELETE",
    path: `${SERVICES}/:name`,
    handle: (request) => {
      request.store.delete(SERVICE, existingService(request).id);
      return { status: 204 };
    },
  },
];
