/**
 * Organisations. An account has one before anything is provisioned, so that any slug asked for exists; those made here
 * are kept and can have another name.
 */

import { text, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import { dateOf, newId, slugify } from "./objects";
import { conflict, invalid, parameter } from "./replies";

const KIND = "organization";

function show(slug: string, body: Values, created: string): Values {
  return {
    id: text(body.id),
    slug,
    name: text(body.name),
    dateCreated: dateOf(created),
    status: { id: "active", name: "active" },
    isEarlyAdopter: false,
    require2FA: false,
    features: [],
  };
}

function current(request: Request): { slug: string; body: Values; created: string } {
  const slug = parameter(request, "organization");
  const stored = request.store.get(KIND, slug);
  if (stored) return { slug, body: stored.body, created: stored.created };
  return { slug, body: { id: "1", name: slug }, created: "2024-01-01T00:00:00.000Z" };
}

export const organizationRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/0/organizations/",
    handle: (request) => {
      const { store, body } = request;
      if (text(body.name) === "") throw invalid("name", "This field is required.");
      const slug = text(body.slug) || slugify(body.name);
      if (store.get(KIND, slug)) throw conflict("An organization with this slug already exists.");
      const made = store.put(KIND, slug, { id: newId(store), name: text(body.name) });
      return { status: 201, body: show(slug, made.body, made.created) };
    },
  },
  {
    method: "GET",
    path: "/api/0/organizations/:organization/",
    handle: (request) => {
      const { slug, body, created } = current(request);
      return { status: 200, body: show(slug, body, created) };
    },
  },
  {
    method: "PUT",
    path: "/api/0/organizations/:organization/",
    handle: (request) => {
      const { store } = request;
      const { slug, body, created } = current(request);
      const next = text(request.body.slug) || slug;
      if (next !== slug && store.get(KIND, next)) throw invalid("slug", `The slug "${next}" is already in use.`);
      const changed = { ...body, name: text(request.body.name) || text(body.name) };
      store.put(KIND, slug, changed);
      if (next !== slug) store.rename(KIND, slug, next);
      return { status: 200, body: show(next, changed, created) };
    },
  },
  {
    method: "DELETE",
    path: "/api/0/organizations/:organization/",
    handle: (request) => {
      request.store.delete(KIND, parameter(request, "organization"));
      return { status: 202 };
    },
  },
];
