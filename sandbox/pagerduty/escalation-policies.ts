/** Escalation policies. Targets must exist; a policy that a service uses cannot be deleted. */

import { list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { existing, newId, page, references, referenceTo, refuseTakenName, shown } from "./objects";
import { invalid, noContent, parameter, unwrap } from "./replies";

const KIND: Record<string, string> = {
  user: "user",
  user_reference: "user",
  schedule: "schedule",
  schedule_reference: "schedule",
};

/** A target without a type is taken for a user: a schedule's id is then not found, as recorded. */
const kindOf = (target: Values): string => KIND[text(target.type)] ?? "user";

const servicesWith = (store: Store, id: string): StoredObject[] =>
  store.list("service").filter(({ body }) => text(object(body.escalation_policy).id) === id);

function show(store: Store, policy: StoredObject, strategies: boolean): Values {
  return {
    ...shown(policy, "escalation_policies", "escalation_policy"),
    escalation_rules: list(policy.body.escalation_rules)
      .map(object)
      .map(({ escalation_rule_assignment_strategy: strategy, ...rule }) => ({
        ...rule,
        ...(strategies && strategy !== undefined ? { escalation_rule_assignment_strategy: strategy } : {}),
        targets: list(rule.targets)
          .map(object)
          .map((target) => referenceTo(store, kindOf(target), target.id, text(target.type))),
      })),
    teams: references(store, "team", policy.body.teams, "team_reference"),
    services: servicesWith(store, policy.id).map(({ id, body }) => ({
      id,
      type: "service_reference",
      summary: text(body.name),
    })),
  };
}

function storedRules(store: Store, sent: Value | undefined): Values[] {
  return list(sent)
    .map(object)
    .map((rule) => {
      const targets = list(rule.targets).map(object);
      for (const target of targets) existing(store, kindOf(target), text(target.id));
      return { ...rule, targets, id: text(rule.id) || newId(store) };
    });
}

/** Rules without an id keep the ids of the rules at their place. */
function withIds(rules: Values[], before: Value | undefined): Values[] {
  const known = list(before).map((rule) => text(object(rule).id));
  return rules.map((rule, index) => ({ ...rule, id: text(rule.id) || known[index] || "" }));
}

function put(request: Request, before: Values, id: string): Values {
  const { store } = request;
  const { id: _, ...sent } = unwrap(request, "escalation_policy");
  refuseTakenName(store, "escalation-policy", sent.name ?? before.name, id);
  for (const team of list(sent.teams)) existing(store, "team", text(object(team).id));
  const rules = sent.escalation_rules ?? before.escalation_rules;
  if (list(rules).length === 0) throw invalid("Escalation rules cannot be empty");
  const stored = storedRules(store, withIds(list(rules).map(object), before.escalation_rules));
  const body = { ...before, ...sent, teams: list(sent.teams ?? before.teams), escalation_rules: stored };
  return show(store, store.put("escalation-policy", id, body), true);
}

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = existing(store, "escalation-policy", parameter(request, "id"));
  if (servicesWith(store, id).length > 0) {
    throw invalid("Escalation policy can't be deleted if it's being used by services");
  }
  store.delete("escalation-policy", id);
  return noContent;
}

const includesStrategies = (request: Request) =>
  request.query.getAll("include[]").includes("escalation_rule_assignment_strategies");

export const escalationPolicyRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/escalation_policies",
    handle: (request) => {
      const found = request.store.list("escalation-policy");
      const shownNow = found.map((one) => show(request.store, one, includesStrategies(request)));
      return page(request, "escalation_policies", shownNow);
    },
  },
  {
    method: "POST",
    path: "/escalation_policies",
    handle: (request) => {
      const defaults = { description: null, num_loops: 0, on_call_handoff_notifications: "if_has_services" };
      return { status: 201, body: { escalation_policy: put(request, defaults, newId(request.store)) } };
    },
  },
  {
    method: "GET",
    path: "/escalation_policies/:id",
    handle: (request) => {
      const policy = existing(request.store, "escalation-policy", parameter(request, "id"));
      return {
        status: 200,
        body: { escalation_policy: show(request.store, policy, includesStrategies(request)) },
      };
    },
  },
  {
    method: "PUT",
    path: "/escalation_policies/:id",
    handle: (request) => {
      const before = existing(request.store, "escalation-policy", parameter(request, "id"));
      return { status: 200, body: { escalation_policy: put(request, before.body, before.id) } };
    },
  },
  { method: "DELETE", path: "/escalation_policies/:id", handle: remove },
];
