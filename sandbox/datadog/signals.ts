/** Datadog's suppressions and notification rules for security signals over HTTP. */

import { isZero, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { PERSON, shortId, uuid } from "./account";
import { refuse } from "./refusals";

const SUPPRESSION = "security-suppression";
const SUPPRESSIONS = "/api/v2/security_monitoring/configuration/suppressions";
const NOTIFICATION = "security-notification";
const { handle, name } = PERSON;
const AUTHOR = { handle, name };

const attributesOf = ({ body }: Request): Values => object(object(body.data).attributes);

// Suppressions

function demand(attributes: Values): void {
  for (const field of ["name", "rule_query"]) if (isZero(attributes[field])) refuse(400, `${field} is required`);
  if (isZero(attributes.suppression_query) && isZero(attributes.data_exclusion_query))
    refuse(400, "suppression_query or data_exclusion_query is required");
}

function suppression(status: number, { id, body }: StoredObject): Reply {
  return { status, body: { data: { id, type: "suppressions", attributes: body } } };
}

function createSuppression(request: Request): Reply {
  const { store, now } = request;
  const attributes = attributesOf(request);
  demand(attributes);
  const stored: Values = {
    data_exclusion_query: "",
    description: "",
    suppression_query: "",
    tags: [],
    ...attributes,
    creation_date: now.getTime(),
    creator: AUTHOR,
    editable: true,
    update_date: now.getTime(),
    updater: AUTHOR,
    version: 1,
  };
  return suppression(200, store.put(SUPPRESSION, shortId(store.next(SUPPRESSION)), stored));
}

function existingSuppression({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(SUPPRESSION, id) ?? refuse(404, `not_found(Suppression with ID ${id} not found)`);
}

function updateSuppression(request: Request): Reply {
  const { store, now } = request;
  const { id, body: before } = existingSuppression(request);
  const merged: Values = { ...before, ...attributesOf(request) };
  demand(merged);
  for (const date of ["start_date", "expiration_date"]) if (merged[date] === null) delete merged[date];
  const version = Number(before.version) + 1;
  return suppression(200, store.put(SUPPRESSION, id, { ...merged, update_date: now.getTime(), version }));
}

// Notification rules

function notification(status: number, { id, body }: StoredObject): Reply {
  const { source: _, ...attributes } = body;
  return { status, body: { data: { id, type: "notification_rules", attributes } } };
}

function checked(attributes: Values): Values {
  if (isZero(attributes.name)) refuse(400, "name is required");
  if (isZero(attributes.targets)) refuse(400, "targets is required");
  return attributes;
}

const notificationRoutes = (source: string): Route[] => {
  const path = `/api/v2/security/${source}/notification_rules`;
  const existing = ({ store, params }: Request): StoredObject => {
    const found = store.get(NOTIFICATION, text(params.id));
    return found?.body.source === source ? found : refuse(404, "Notification rule not found");
  };
  return [
    {
      method: "POST",
      path,
      handle: (request) => {
        const { store, now } = request;
        const stored: Values = {
          ...checked(attributesOf(request)),
          source,
          created_at: now.getTime(),
          created_by: AUTHOR,
          modified_at: now.getTime(),
          modified_by: AUTHOR,
          version: 1,
        };
        return notification(201, store.put(NOTIFICATION, uuid(store.next(NOTIFICATION)), stored));
      },
    },
    { method: "GET", path: `${path}/:id`, handle: (request) => notification(200, existing(request)) },
    {
      method: "PATCH",
      path: `${path}/:id`,
      handle: (request) => {
        const { store, now } = request;
        const { id, body } = existing(request);
        const merged = checked({ ...body, ...attributesOf(request) });
        const version = Number(body.version) + 1;
        return notification(
          200,
          store.put(NOTIFICATION, id, { ...merged, source, modified_at: now.getTime(), version }),
        );
      },
    },
    {
      method: "DELETE",
      path: `${path}/:id`,
      handle: (request) => {
        request.store.delete(NOTIFICATION, existing(request).id);
        return { status: 204 };
      },
    },
  ];
};

export const SIGNAL_ROUTES: readonly Route[] = [
  { method: "POST", path: SUPPRESSIONS, handle: createSuppression },
  {
    method: "POST",
    path: `${SUPPRESSIONS}/validation`,
    readOnly: true,
    handle: (request) => {
      demand(attributesOf(request));
      return { status: 204 };
    },
  },
  { method: "GET", path: `${SUPPRESSIONS}/:id`, handle: (request) => suppression(200, existingSuppression(request)) },
  { method: "PATCH", path: `${SUPPRESSIONS}/:id`, handle: updateSuppression },
  {
    method: "DELETE",
    path: `${SUPPRESSIONS}/:id`,
    handle: (request) => {
      request.store.delete(SUPPRESSION, existingSuppression(request).id);
      return { status: 204 };
    },
  },
  ...notificationRoutes("signals"),
  ...notificationRoutes("vulnerabilities"),
];
