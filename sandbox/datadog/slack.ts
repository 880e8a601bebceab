/** The channels of Datadog's Slack integration over HTTP. Any workspace is taken: installing the integration is done at Slack. */

import { isZero, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { refuse } from "./refusals";

const KIND = "slack-channel";
const PATH = "/api/v1/integration/slack/configuration/accounts/:workspace/channels";

const idOf = (workspace: string, name: string): string => `${workspace}:${name}`;

function stored(body: Values, before: Values): Values {
  const display = { message: true, mute_buttons: false, notified: true, snapshot: true, tags: true };
  return {
    name: isZero(body.name) ? text(before.name) : text(body.name),
    display: { ...display, ...object(before.display), ...object(body.display) },
  };
}

function create({ body, params, store }: Request): Reply {
  const name = text(body.name);
  if (name === "") refuse(400, "The parameter 'name' is required");
  const id = idOf(text(params.workspace), name);
  if (store.get(KIND, id)) refuse(400, `Channel ${name} already exists`);
  return { status: 200, body: store.put(KIND, id, stored(body, {})).body };
}

function existing({ params, store }: Request): StoredObject {
  return store.get(KIND, idOf(text(params.workspace), text(params.name))) ?? refuse(404, "Channel not found");
}

function update(request: Request): Reply {
  const { store, body, params } = request;
  const { id, body: before } = existing(request);
  const next = stored(body, before);
  const nextId = idOf(text(params.workspace), text(next.name));
  if (nextId !== id) {
    if (store.get(KIND, nextId)) refuse(400, `Channel ${text(next.name)} already exists`);
    store.rename(KIND, id, nextId);
  }
  return { status: 200, body: store.put(KIND, nextId, next).body };
}

function ofWorkspace(store: Store, workspace: string): Values[] {
  return store
    .list(KIND)
    .filter(({ id }) => id.startsWith(`${workspace}:`))
    .map(({ body }) => body);
}

export const SLACK_ROUTES: readonly Route[] = [
  { method: "POST", path: PATH, handle: create },
  {
    method: "GET",
    path: PATH,
    handle: ({ params, store }) => ({ status: 200, body: ofWorkspace(store, text(params.workspace)) }),
  },
  { method: "GET", path: `${PATH}/:name`, handle: (request) => ({ status: 200, body: existing(request).body }) },
  { method: "PATCH", path: `${PATH}/:name`, handle: update },
  {
    method: "DELETE",
    path: `${PATH}/:name`,
    handle: (request) => {
      request.store.delete(KIND, existing(request).id);
      return { status: 204 };
    },
  },
];
