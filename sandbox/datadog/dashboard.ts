/** Datadog's dashboards over HTTP, and which lists they are on: `/api/v1/dashboard`, `/api/v2/dashboard/lists/manual`. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { PERSON, shortId, timestamp } from "./account";
import { refuse } from "./refusals";

const KIND = "dashboard";
const LIST = "dashboard-list";
const FIRST_WIDGET = 9_000_000_000_000;

function stored(body: Values, store: Store): Values {
  const { id: _id, author_name: _a, author_handle: _b, created_at: _c, modified_at: _d, url: _e, ...rest } = body;
  const widgets = list(body.widgets).map((widget) => numbered(object(widget), store));
  const ids = widgets.map((widget) => widget.id ?? null);
  const dashboard: Values = { description: null, ...rest, widgets };
  if (body.tabs !== undefined && body.tabs !== null) {
    dashboard.tabs = list(body.tabs).map((tab) => ({
      ...object(tab),
      widget_ids: list(object(tab).widget_ids).map((place) => widgetAt(place, ids)),
    }));
  }
  return dashboard;
}

/** Tabs may name a widget by its place before it has an id: `@1` is the first. */
function widgetAt(place: Value, ids: readonly Value[]): Value {
  return typeof place === "string" && place.startsWith("@") ? (ids[Number(place.slice(1)) - 1] ?? place) : place;
}

function numbered(widget: Values, store: Store): Values {
  const definition = object(widget.definition);
  const inner =
    definition.type === "group" ? list(definition.widgets).map((item) => numbered(object(item), store)) : undefined;
  return {
    ...widget,
    definition: inner ? { ...definition, widgets: inner } : (widget.definition ?? null),
    id: widget.id ?? FIRST_WIDGET + store.next("widget"),
  };
}

function demand(body: Values): void {
  for (const name of ["title", "layout_type", "widgets"]) {
    if (body[name] === undefined || body[name] === null) refuse(400, `The parameter '${name}' is required`);
  }
  if (
    body.template_variables !== undefined &&
    body.template_variables !== null &&
    !Array.isArray(body.template_variables)
  ) {
    refuse(400, "'template_variables' is invalid");
  }
}

function create({ body, store, now }: Request): Reply {
  demand(body);
  const id = shortId(store.next(KIND));
  const slug = text(body.title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64);
  const dashboard: Values = {
    id,
    ...stored(body, store),
    author_handle: PERSON.handle,
    author_name: PERSON.name,
    url: `/dashboard/${id}/${slug}`,
    created_at: timestamp(now),
    modified_at: timestamp(now),
  };
  return { status: 200, body: store.put(KIND, id, dashboard).body };
}

function existing({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(KIND, id) ?? refuse(404, `Dashboard with ID ${id} not found`);
}

function update(request: Request): Reply {
  const { body, store, now } = request;
  const { id, body: before } = existing(request);
  demand(body);
  const { author_handle, author_name, url, created_at } = before;
  const kept = { author_handle, author_name, url, created_at };
  return {
    status: 200,
    body: store.put(KIND, id, { id, ...stored(body, store), ...kept, modified_at: timestamp(now) }).body,
  };
}

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = existing(request);
  store.delete(KIND, id);
  for (const { id: listId, body } of store.find(LIST, JSON.stringify(id))) {
    const others = list(body.dashboards).filter((item) => object(item).id !== id);
    if (others.length > 0) store.put(LIST, listId, { dashboards: others });
    else store.delete(LIST, listId);
  }
  return { status: 200, body: { deleted_dashboard_id: id } };
}

function listAll({ store }: Request): Reply {
  const dashboards = store.list(KIND).map(({ body }) => {
    const { id, title, description, layout_type, url, author_handle, created_at, modified_at } = body;
    return { id, title, description, layout_type, url, author_handle, created_at, modified_at, is_read_only: false };
  });
  return { status: 200, body: { dashboards } };
}

/** Lists are not a kind of the sandbox: any number is one, and remembers its dashboards. */
function changeList(request: Request, add: boolean): Value[] {
  const { store, params, body } = request;
  const id = text(params.list);
  const before = list(store.get(LIST, id)?.body.dashboards);
  const named = list(body.dashboards).map((item) => ({ id: object(item).id, type: object(item).type }));
  const others = before.filter((item) => !named.some((one) => one.id === object(item).id));
  const after = add ? [...others, ...named] : others;
  if (after.length > 0) store.put(LIST, id, { dashboards: after });
  else if (!isZero(before)) store.delete(LIST, id);
  return named;
}

export const DASHBOARD_ROUTES: readonly Route[] = [
  { method: "POST", path: "/api/v1/dashboard", handle: create },
  { method: "GET", path: "/api/v1/dashboard", handle: listAll },
  {
    method: "GET",
    path: "/api/v1/dashboard/:id",
    handle: (request) => ({ status: 200, body: existing(request).body }),
  },
  { method: "PUT", path: "/api/v1/dashboard/:id", handle: update },
  { method: "DELETE", path: "/api/v1/dashboard/:id", handle: remove },
  {
    method: "POST",
    path: "/api/v2/dashboard/lists/manual/:list/dashboards",
    handle: (request) => ({ status: 200, body: { added_dashboards_to_list: changeList(request, true) } }),
  },
  {
    method: "DELETE",
    path: "/api/v2/dashboard/lists/manual/:list/dashboards",
    body: "json",
    handle: (request) => ({ status: 200, body: { deleted_dashboards_from_list: changeList(request, false) } }),
  },
];
