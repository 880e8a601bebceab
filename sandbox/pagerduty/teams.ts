/** Teams and who is in them. A team cannot go while schedules, policies, services or other teams are associated. */

import { list, object, text, type Values } from "../../vendors/index";
import { Refusal, type Reply, type Request, type Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { existing, newId, page, referenceTo, refuseTakenName, shown } from "./objects";
import { CODE, errorReply, invalid, noContent, notFound, parameter, unwrap } from "./replies";

function show(store: Store, team: StoredObject): Values {
  const parent = text(object(team.body.parent).id);
  return {
    ...shown(team, "teams", "team"),
    parent: parent === "" ? null : referenceTo(store, "team", parent, "team_reference"),
  };
}

function put(request: Request, sent: Values, before: Values, id: string): Values {
  const { store } = request;
  const { id: _, ...rest } = sent;
  refuseTakenName(store, "team", sent.name ?? before.name, id);
  const parent = text(object(sent.parent).id);
  if (parent !== "") existing(store, "team", parent);
  return show(store, store.put("team", id, { ...before, ...rest }));
}

const of = (kind: string, label: string) => ({ kind, label });
/** What keeps a team from being deleted, as the vendor names it. */
const ASSOCIATED = [of("escalation-policy", "Escalation Policies"), of("schedule", "Schedules")];

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = existing(store, "team", parameter(request, "id"));
  const uses = ({ body }: StoredObject) => list(body.teams).some((team) => text(object(team).id) === id);
  const inUse = ASSOCIATED.filter(({ kind }) => store.list(kind).some(uses)).map(({ label }) => label);
  if (store.list("team").some((other) => text(object(other.body.parent).id) === id)) inUse.push("Subteams");
  if (inUse.length > 0) {
    const errors = [`Cannot delete team with existing ${inUse.join(", ")} association(s)`];
    throw new Refusal(errorReply(400, CODE.associations, "Team has existing associations", errors));
  }
  for (const member of store.list("team-membership", id)) store.delete("team-membership", member.id);
  store.delete("team", id);
  return noContent;
}

const membership = (user: string, team: string) => `${user}:${team}`;

function addMember(request: Request): Reply {
  const { store } = request;
  const team = existing(store, "team", parameter(request, "id"));
  const user = existing(store, "user", parameter(request, "user"));
  const role = text(request.body.role) || text(team.body.default_role) || "manager";
  if (!["observer", "responder", "manager"].includes(role)) throw invalid("Role is not included in the list");
  store.put("team-membership", membership(user.id, team.id), { user: user.id, role }, team.id);
  return noContent;
}

function removeMember(request: Request): Reply {
  const { store } = request;
  const team = existing(store, "team", parameter(request, "id"));
  const user = parameter(request, "user");
  const policies = store
    .list("escalation-policy")
    .filter(({ body }) => list(body.teams).some((one) => text(object(one).id) === team.id));
  const targeted = policies.some(({ body }) =>
    list(body.escalation_rules)
      .flatMap((rule) => list(object(rule).targets))
      .some((target) => text(object(target).id) === user),
  );
  if (targeted) throw invalid("User cannot be removed as they belong to an escalation policy on this team");
  if (!store.delete("team-membership", membership(user, team.id))) throw notFound();
  return noContent;
}

function members(request: Request): Reply {
  const { store } = request;
  const team = existing(store, "team", parameter(request, "id"));
  const found = store.list("team-membership", team.id).map(({ body }) => ({
    user: referenceTo(store, "user", body.user, "user_reference"),
    role: text(body.role),
  }));
  return page(request, "members", found, ["role"]);
}

/** The team of an escalation policy, set from the team's side. */
function linkPolicy(request: Request, linked: boolean): Reply {
  const { store } = request;
  const team = existing(store, "team", parameter(request, "id"));
  const policy = existing(store, "escalation-policy", parameter(request, "policy"));
  const teams = list(policy.body.teams).filter((one) => text(object(one).id) !== team.id);
  if (linked && teams.length < list(policy.body.teams).length) {
    throw new Refusal(errorReply(400, CODE.invalid, "Escalation Policy has already been taken"));
  }
  if (linked) teams.push({ id: team.id, type: "team_reference" });
  store.put("escalation-policy", policy.id, { ...policy.body, teams });
  return noContent;
}

export const teamRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/teams",
    handle: (request) =>
      page(
        request,
        "teams",
        request.store.list("team").map((team) => show(request.store, team)),
      ),
  },
  {
    method: "POST",
    path: "/teams",
    handle: (request) => {
      const defaults = { description: null, default_role: "manager", parent: null };
      const team = put(request, unwrap(request, "team"), defaults, newId(request.store));
      return { status: 201, body: { team } };
    },
  },
  {
    method: "GET",
    path: "/teams/:id",
    handle: (request) => {
      const team = existing(request.store, "team", parameter(request, "id"));
      return { status: 200, body: { team: show(request.store, team) } };
    },
  },
  {
    method: "PUT",
    path: "/teams/:id",
    handle: (request) => {
      const before = existing(request.store, "team", parameter(request, "id"));
      return { status: 200, body: { team: put(request, unwrap(request, "team"), before.body, before.id) } };
    },
  },
  { method: "DELETE", path: "/teams/:id", handle: remove },
  { method: "GET", path: "/teams/:id/members", handle: members },
  { method: "PUT", path: "/teams/:id/users/:user", body: "optional", handle: addMember },
  { method: "DELETE", path: "/teams/:id/users/:user", handle: removeMember },
  {
    method: "PUT",
    path: "/teams/:id/escalation_policies/:policy",
    body: "none",
    handle: (request) => linkPolicy(request, true),
  },
  {
    method: "DELETE",
    path: "/teams/:id/escalation_policies/:policy",
    handle: (request) => linkPolicy(request, false),
  },
];
