/** Metric alert rules: made, changed and deleted below a project, read below the organisation. */

import { list, object, text, type Value, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { dateOf, foundOf, foundProject, newId, numberOf } from "./objects";
import { noContent, notFound, page, parameter } from "./replies";

const KIND = "metric-alert";

function projectOf(store: Store, rule: StoredObject): StoredObject | undefined {
  return store.list("project").find((project) => numberOf(project) === rule.parent);
}

function show(store: Store, rule: StoredObject): Values {
  const project = projectOf(store, rule);
  return {
    ...rule.body,
    id: rule.id,
    projects: project ? [project.id.slice(project.id.indexOf("/") + 1)] : [],
    dateCreated: dateOf(rule.created),
    status: 0,
  };
}

/** Triggers and actions get ids, or keep the ones they come with. */
function withIds(store: Store, triggers: Value | undefined, rule: string): Values[] {
  return list(triggers)
    .map(object)
    .map((trigger) => {
      const id = text(trigger.id) || newId(store);
      const actions = list(trigger.actions)
        .map(object)
        .map((action) => ({ ...action, id: text(action.id) || newId(store), alertRuleTriggerId: id }));
      return { ...trigger, id, alertRuleId: rule, actions };
    });
}

function stored(store: Store, sent: Values, before: Values, id: string): Values {
  const { id: _, projects: __, ...rest } = sent;
  return { ...before, ...rest, triggers: withIds(store, sent.triggers ?? before.triggers, id) };
}

const DEFAULTS: Values = { environment: null, owner: null, eventTypes: [], resolveThreshold: null, triggers: [] };

const ofOrganization = "/api/0/organizations/:organization/alert-rules/";
const ofProject = "/api/0/projects/:organization/:project/alert-rules/";
const foundRule = (request: Request) => foundOf(request, KIND, parameter(request, "rule"));

export const metricAlertRoutes: readonly Route[] = [
  {
    method: "GET",
    path: ofOrganization,
    handle: (request) => {
      const { store } = request;
      const organization = parameter(request, "organization");
      const rules = store.list(KIND).filter((rule) => projectOf(store, rule)?.parent === organization);
      return page(
        request,
        rules.map((rule) => show(store, rule)),
      );
    },
  },
  {
    method: "GET",
    path: `${ofOrganization}:rule/`,
    handle: (request) => {
      const { store } = request;
      const rule = store.get(KIND, parameter(request, "rule"));
      if (!rule || projectOf(store, rule)?.parent !== parameter(request, "organization")) throw notFound();
      return { status: 200, body: show(store, rule) };
    },
  },
  {
    method: "GET",
    path: ofProject,
    handle: (request) => {
      const rules = request.store.list(KIND, numberOf(foundProject(request)));
      return page(
        request,
        rules.map((rule) => show(request.store, rule)),
      );
    },
  },
  {
    method: "POST",
    path: ofProject,
    handle: (request) => {
      const { store } = request;
      const project = numberOf(foundProject(request));
      const id = newId(store);
      const rule = store.put(KIND, id, stored(store, request.body, DEFAULTS, id), project);
      return { status: 201, body: show(store, rule) };
    },
  },
  {
    method: "GET",
    path: `${ofProject}:rule/`,
    handle: (request) => ({ status: 200, body: show(request.store, foundRule(request)) }),
  },
  {
    method: "PUT",
    path: `${ofProject}:rule/`,
    handle: (request) => {
      const { store } = request;
      const before = foundRule(request);
      const rule = store.put(KIND, before.id, stored(store, request.body, before.body, before.id));
      return { status: 200, body: show(store, rule) };
    },
  },
  {
    method: "DELETE",
    path: `${ofProject}:rule/`,
    handle: (request) => {
      request.store.delete(KIND, foundRule(request).id);
      return noContent;
    },
  },
];
