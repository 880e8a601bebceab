/**
 * Where Sentry's objects are kept. Teams and projects are found by `<organisation>/<slug>`; keys and alerts hang on the
 * project's number, which a new slug does not change.
 */

import { list, text, type Value } from "../../vendors/index";
import type { Request } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { notFound, parameter } from "./replies";

/** Sentry's ids are numbers in texts. */
export const newId = (store: Store): string => String(4_500_000 + store.next("id"));

export const numberOf = ({ body }: StoredObject): string => text(body.id);

export function foundTeam(request: Request): StoredObject {
  const team = request.store.get("team", `${parameter(request, "organization")}/${parameter(request, "team")}`);
  if (!team) throw notFound();
  return team;
}

/** A project also answers to slugs it had, while no other has them (Sentry redirects them). */
export function foundProject(request: Request): StoredObject {
  const [organization, slug] = [parameter(request, "organization"), parameter(request, "project")];
  const project =
    request.store.get("project", `${organization}/${slug}`) ??
    request.store.list("project", organization).find(({ body }) => list(body.formerSlugs).includes(slug));
  if (!project) throw notFound();
  return project;
}

/** Something of a project, found by its id. */
export function foundOf(request: Request, kind: string, id: string): StoredObject {
  const object = request.store.get(kind, id);
  if (!object || object.parent !== numberOf(foundProject(request))) throw notFound();
  return object;
}

/** `Web Shop` → `web-shop`. */
export function slugify(name: Value | undefined): string {
  return text(name)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** The slug of a name that is free in the organisation: a number is added to one that is taken. */
export function freeSlug(store: Store, kind: string, organization: string, name: Value | undefined): string {
  const slug = slugify(name) || `${kind}-${store.next("slug")}`;
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? slug : `${slug}-${n}`;
    if (!store.get(kind, `${organization}/${candidate}`)) return candidate;
  }
}

/** `2026-01-01T08:00:00.000000Z` */
export const dateOf = (created: string): string => created.replace(/\.(\d{3})Z$/, ".$1000Z");
