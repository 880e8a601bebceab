/** Teams of an organisation. A team that goes leaves its projects. */

import { list, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { dateOf, foundTeam, freeSlug, newId, numberOf } from "./objects";
import { conflict, invalid, noContent, page, parameter } from "./replies";

export function showTeam({ id, body, created }: StoredObject): Values {
  return {
    id: text(body.id),
    slug: id.slice(id.indexOf("/") + 1),
    name: text(body.name),
    dateCreated: dateOf(created),
    isMember: false,
    hasAccess: true,
    isPending: false,
    memberCount: 0,
    teamRole: null,
    flags: {},
    access: [],
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
  };
}

function create(request: Request): Reply {
  const { store, body } = request;
  const organization = parameter(request, "organization");
  const slug = text(body.slug) || freeSlug(store, "team", organization, body.name);
  if (store.get("team", `${organization}/${slug}`)) throw conflict("A team with this slug already exists.");
  const name = text(body.name) || slug;
  const team = store.put("team", `${organization}/${slug}`, { id: newId(store), name }, organization);
  return { status: 201, body: showTeam(team) };
}

function change(request: Request): Reply {
  const { store, body } = request;
  const before = foundTeam(request);
  const organization = before.parent;
  const id = text(body.slug) === "" ? before.id : `${organization}/${text(body.slug)}`;
  if (id !== before.id && store.get("team", id)) {
    throw invalid("slug", `The slug "${text(body.slug)}" is already in use.`);
  }
  store.put("team", before.id, { ...before.body, name: text(body.name) || text(before.body.name) });
  if (id !== before.id) store.rename("team", before.id, id);
  return { status: 200, body: showTeam(store.get("team", id) ?? before) };
}

function remove(request: Request): Reply {
  const { store } = request;
  const team = foundTeam(request);
  for (const project of store.list("project", team.parent)) {
    const teams = list(project.body.teams).filter((one) => one !== numberOf(team));
    if (teams.length < list(project.body.teams).length) store.put("project", project.id, { ...project.body, teams });
  }
  store.delete("team", team.id);
  return noContent;
}

export const teamRoutes: readonly Route[] = [
  { method: "POST", path: "/api/0/organizations/:organization/teams/", handle: create },
  {
    method: "GET",
    path: "/api/0/organizations/:organization/teams/",
    handle: (request) => page(request, request.store.list("team", parameter(request, "organization")).map(showTeam)),
  },
  {
    method: "GET",
    path: "/api/0/teams/:organization/:team/",
    handle: (request) => ({ status: 200, body: showTeam(foundTeam(request)) }),
  },
  { method: "PUT", path: "/api/0/teams/:organization/:team/", handle: change },
  { method: "DELETE", path: "/api/0/teams/:organization/:team/", handle: remove },
];
