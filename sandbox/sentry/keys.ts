/** Client keys (DSN) of a project. Public and secret part are derived from the key's number, never stored. */

import { object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { dateOf, foundOf, foundProject, newId, numberOf } from "./objects";
import { noContent, page, parameter } from "./replies";

/** A host that never resolves: an event sent to a sandbox's key goes nowhere. */
const INGEST = "o1.ingest.watchbill-sandbox.invalid";

function show(store: Store, { id, parent, body, created }: StoredObject): Values {
  const secret = store.issue("key-secret", id, 32);
  return {
    ...body,
    id,
    label: text(body.name),
    public: id,
    secret,
    projectId: Number(parent),
    dsn: {
      public: `https://${id}@${INGEST}/${parent}`,
      secret: `https://${id}:${secret}@${INGEST}/${parent}`,
      csp: `https://${INGEST}/api/${parent}/csp-report/?sentry_key=${id}`,
    },
    browserSdkVersion: "7.x",
    dateCreated: dateOf(created),
  };
}

/** A limit of nothing in nothing is none. */
function limitOf(value: Value | undefined): Values | null {
  const { window, count } = object(value);
  const given = { window: Number(window ?? 0), count: Number(count ?? 0) };
  return given.window > 0 && given.count > 0 ? given : null;
}

function given(body: Values): Values {
  const name = body.name === undefined ? {} : { name: text(body.name) };
  const limit = body.rateLimit === undefined ? {} : { rateLimit: limitOf(body.rateLimit) };
  const active = typeof body.isActive === "boolean" ? { isActive: body.isActive } : {};
  return { ...name, ...limit, ...active };
}

function create(request: Request): Reply {
  const { store, body } = request;
  const project = numberOf(foundProject(request));
  const id = store.issue("key-public", newId(store), 32);
  const made = { name: `Key ${id.slice(0, 7)}`, isActive: true, rateLimit: null, ...given(body) };
  return { status: 201, body: show(store, store.put("key", id, made, project)) };
}

const KEYS = "/api/0/projects/:organization/:project/keys/";
const foundKey = (request: Request) => foundOf(request, "key", parameter(request, "key"));

export const keyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: KEYS,
    handle: (request) => {
      const keys = request.store.list("key", numberOf(foundProject(request)));
      return page(
        request,
        keys.map((key) => show(request.store, key)),
      );
    },
  },
  { method: "POST", path: KEYS, handle: create },
  {
    method: "GET",
    path: `${KEYS}:key/`,
    handle: (request) => ({ status: 200, body: show(request.store, foundKey(request)) }),
  },
  {
    method: "PUT",
    path: `${KEYS}:key/`,
    handle: (request) => {
      const before = foundKey(request);
      const changed = request.store.put("key", before.id, { ...before.body, ...given(request.body) });
      return { status: 200, body: show(request.store, changed) };
    },
  },
  {
    method: "DELETE",
    path: `${KEYS}:key/`,
    handle: (request) => {
      request.store.delete("key", foundKey(request).id);
      return noContent;
    },
  },
];
