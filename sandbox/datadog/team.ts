/** Datadog's teams over HTTP: `/api/v2/team`. */

import { object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { timestamp, uuid } from "./account";
import { refuse } from "./refusals";

const KIND = "team";
const PATH = "/api/v2/team";

function dataOf({ id, body }: StoredObject): Values {
  const links = (name: string): Values => ({ links: { related: `${PATH}/${id}/${name}` } });
  return {
    type: "team",
    id,
    attributes: body,
    relationships: {
      team_links: { data: [], ...links("links") },
      user_team_permissions: { data: null, ...links("permission-settings") },
    },
  };
}

/** In a list, not even what they lead to is said. */
function listed(team: StoredObject): Values {
  const { relationships, attributes, ...shown } = read(team);
  const { provisioned_by: _by, ...rest } = object(attributes);
  const bare = Object.entries(object(relationships)).map(([name, value]) => [name, { links: object(value).links }]);
  return { ...shown, attributes: rest, relationships: Object.fromEntries(bare) };
}

/** Reading leaves out what only the team's own page shows. */
function read(team: StoredObject): Values {
  const { avatar: _a, banner: _b, hidden_modules: _h, visible_modules: _v, ...attributes } = team.body;
  return { ...dataOf(team), attributes };
}

function demandUnique(store: Store, attributes: Values, own?: string): void {
  const taken = store
    .list(KIND)
    .some(({ id, body }) => id !== own && (body.name === attributes.name || body.handle === attributes.handle));
  if (taken) refuse(409, "Team name and handle must be unique");
}

function create({ body, store, now }: Request): Reply {
  const given = object(object(body.data).attributes);
  for (const name of ["name", "handle"])
    if (text(given[name]) === "") refuse(400, `The parameter '${name}' is required`);
  demandUnique(store, given);
  const attributes: Values = {
    ...given,
    description: given.description ?? null,
    summary: summaryOf(given),
    avatar: null,
    banner: 1,
    hidden_modules: null,
    visible_modules: null,
    user_count: 0,
    link_count: 0,
    is_managed: false,
    provisioned_by: "teams_api",
    created_at: timestamp(now),
    modified_at: timestamp(now),
  };
  return { status: 201, body: { data: dataOf(store.put(KIND, uuid(store.next(KIND)), attributes)) } };
}

/** The first part of the description. */
function summaryOf({ description }: Values): string | null {
  return text(description) === "" ? null : text(description).slice(0, 120);
}

function existing({ store, params }: Request): StoredObject {
  const id = text(params.id);
  const uuidLike = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!uuidLike) refuse(404, `${id} is not a valid UUID not found`);
  return store.get(KIND, id) ?? refuse(404, `Team for ID ${id} not found`);
}

function update(request: Request): Reply {
  const { store, now } = request;
  const { id, body: before } = existing(request);
  const given = object(object(request.body.data).attributes);
  const attributes = { ...before, ...given };
  demandUnique(store, attributes, id);
  attributes.summary = summaryOf(attributes);
  return { status: 200, body: { data: dataOf(store.put(KIND, id, { ...attributes, modified_at: timestamp(now) })) } };
}

function remove(request: Request): Reply {
  request.store.delete(KIND, existing(request).id);
  return { status: 204 };
}

function listAll({ store, query }: Request): Reply {
  const keyword = query.get("filter[keyword]") ?? "";
  const size = Number(query.get("page[size]") ?? 10) || 10;
  const number = Number(query.get("page[number]") ?? 0) || 0;
  const found = store
    .list(KIND)
    .filter(({ body }) => [body.name, body.handle].some((value) => text(value).includes(keyword)));
  const last = Math.max(0, Math.ceil(found.length / size) - 1);
  const at = (page: number): string => {
    const copy = new URLSearchParams(query);
    copy.set("page[number]", String(page));
    copy.set("page[size]", String(size));
    return `${PATH}?${decodeURIComponent(copy.toString())}`;
  };
  return {
    status: 200,
    body: {
      data: found.slice(number * size, (number + 1) * size).map(listed),
      meta: {
        pagination: {
          number,
          first_number: 0,
          prev_number: Math.max(0, number - 1),
          next_number: number + 1,
          last_number: last,
          size,
          type: "number_size",
          total: found.length,
        },
      },
      links: {
        self: at(number),
        first: at(0),
        last: null,
        next: at(number + 1),
        prev: number > 0 ? at(number - 1) : null,
      },
    },
  };
}

export const TEAM_ROUTES: readonly Route[] = [
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: PATH, handle: listAll },
  {
    method: "GET",
    path: `${PATH}/:id`,
    handle: (request) => ({ status: 200, body: { data: read(existing(request)) } }),
  },
  { method: "PATCH", path: `${PATH}/:id`, handle: update },
  { method: "DELETE", path: `${PATH}/:id`, handle: remove },
];
