/** Projects: made for one team, given to others, with their own settings. Deleting one deletes its keys and alerts. */

import { list, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { dateOf, foundProject, foundTeam, freeSlug, newId, numberOf } from "./objects";
import { conflict, invalid, noContent, page, parameter } from "./replies";
import { showTeam } from "./teams";

const DEFAULTS: Values = { platform: null, digestsMinDelay: 300, digestsMaxDelay: 1800, resolveAge: 0 };
const CHANGEABLE = ["name", "platform", "digestsMinDelay", "digestsMaxDelay", "resolveAge"] as const;
const BELOW = ["key", "issue-alert", "metric-alert"] as const;

function show(store: Store, project: StoredObject): Values {
  const { id, parent: organization, body, created } = project;
  const numbers = list(body.teams);
  const teams = store.list("team", organization).filter((team) => numbers.includes(numberOf(team)));
  const shown = numbers.flatMap((number) => teams.filter((team) => numberOf(team) === number)).map(showTeam);
  const { formerSlugs: _, ...rest } = body;
  return {
    ...rest,
    slug: id.slice(id.indexOf("/") + 1),
    dateCreated: dateOf(created),
    firstEvent: null,
    isPublic: false,
    isBookmarked: false,
    color: "#3fbf7f",
    features: [],
    status: "active",
    organization: { id: "1", slug: organization, name: organization },
    team: shown[0] ?? null,
    teams: shown,
  };
}

function create(request: Request): Reply {
  const { store, body } = request;
  const team = foundTeam(request);
  const organization = team.parent;
  if (text(body.name) === "") throw invalid("name", "This field is required.");
  const slug = text(body.slug) || freeSlug(store, "project", organization, body.name);
  if (store.get("project", `${organization}/${slug}`)) throw conflict("A project with this slug already exists.");
  const project = store.put(
    "project",
    `${organization}/${slug}`,
    { ...DEFAULTS, id: newId(store), ...given(body), teams: [numberOf(team)] },
    organization,
  );
  return { status: 201, body: show(store, project) };
}

function given(body: Values): Values {
  const pairs = CHANGEABLE.map((name): [string, Value | undefined] => [name, body[name]]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function change(request: Request): Reply {
  const { store, body } = request;
  const before = foundProject(request);
  const slug = text(body.slug);
  const id = slug === "" ? before.id : `${before.parent}/${slug}`;
  const other = id === before.id ? undefined : store.get("project", id);
  if (other) throw invalid("slug", `Another project (${text(other.body.name)}) is already using that slug`);
  const former = id === before.id ? [] : [before.id.slice(before.id.indexOf("/") + 1)];
  const formerSlugs = [...list(before.body.formerSlugs), ...former];
  store.put("project", before.id, { ...before.body, ...given(body), formerSlugs });
  if (id !== before.id) store.rename("project", before.id, id);
  return { status: 200, body: show(store, store.get("project", id) ?? before) };
}

/** Giving a team a project it has changes nothing. */
function assign(request: Request, assigned: boolean): Reply {
  const { store } = request;
  const project = foundProject(request);
  const number = numberOf(foundTeam(request));
  const others = list(project.body.teams).filter((one) => one !== number);
  const teams = !assigned
    ? others
    : others.length < list(project.body.teams).length
      ? list(project.body.teams)
      : [...others, number];
  const changed = store.put("project", project.id, { ...project.body, teams });
  return { status: assigned ? 201 : 200, body: show(store, changed) };
}

function remove(request: Request): Reply {
  const { store } = request;
  const project = foundProject(request);
  for (const kind of BELOW) for (const one of store.list(kind, numberOf(project))) store.delete(kind, one.id);
  store.delete("project", project.id);
  return noContent;
}

const ONE = "/api/0/projects/:organization/:project/";

export const projectRoutes: readonly Route[] = [
  { method: "POST", path: "/api/0/teams/:organization/:team/projects/", handle: create },
  {
    method: "GET",
    path: "/api/0/organizations/:organization/projects/",
    handle: (request) => {
      const found = request.store.list("project", parameter(request, "organization"));
      return page(
        request,
        found.map((project) => show(request.store, project)),
      );
    },
  },
  {
    method: "GET",
    path: ONE,
    handle: (request) => ({ status: 200, body: show(request.store, foundProject(request)) }),
  },
  { method: "PUT", path: ONE, handle: change },
  { method: "DELETE", path: ONE, handle: remove },
  { method: "POST", path: `${ONE}teams/:team/`, body: "none", handle: (request) => assign(request, true) },
  { method: "DELETE", path: `${ONE}teams/:team/`, handle: (request) => assign(request, false) },
];
