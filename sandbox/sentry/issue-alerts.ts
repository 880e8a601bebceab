/** Issue alert rules of a project. A change replaces conditions, filters and actions as a whole. */

import { list, object, text, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { dateOf, foundOf, foundProject, newId, numberOf } from "./objects";
import { page, parameter } from "./replies";

const LISTS = ["conditions", "filters", "actions"] as const;

function show(store: Store, { id, parent, body, created }: StoredObject): Values {
  const project = store.list("project").find((one) => numberOf(one) === parent);
  return {
    ...body,
    id,
    // Sentry puts a sentence beside each item; the plugin ignores what the program did not name.
    ...Object.fromEntries(
      LISTS.map((name) => [
        name,
        list(body[name])
          .map(object)
          .map((item) => ({ name: text(item.id).split(".").pop() ?? "", ...item })),
      ]),
    ),
    projects: project ? [project.id.slice(project.id.indexOf("/") + 1)] : [],
    dateCreated: dateOf(created),
    status: "active",
    snooze: false,
  };
}

function stored(sent: Values, before: Values): Values {
  const { id: _, projects: __, ...rest } = sent;
  return { ...before, ...rest, ...Object.fromEntries(LISTS.map((name) => [name, list(sent[name])])) };
}

const DEFAULTS: Values = {
  environment: null,
  owner: null,
  actionMatch: "any",
  filterMatch: "all",
  frequency: 30,
};

const RULES = "/api/0/projects/:organization/:project/rules/";
const foundRule = (request: Request) => foundOf(request, "issue-alert", parameter(request, "rule"));

export const issueAlertRoutes: readonly Route[] = [
  {
    method: "GET",
    path: RULES,
    handle: (request) => {
      const rules = request.store.list("issue-alert", numberOf(foundProject(request)));
      return page(
        request,
        rules.map((rule) => show(request.store, rule)),
      );
    },
  },
  {
    method: "POST",
    path: RULES,
    handle: (request) => {
      const { store } = request;
      const project = numberOf(foundProject(request));
      const rule = store.put("issue-alert", newId(store), stored(request.body, DEFAULTS), project);
      return { status: 201, body: show(store, rule) };
    },
  },
  {
    method: "GET",
    path: `${RULES}:rule/`,
    handle: (request) => ({ status: 200, body: show(request.store, foundRule(request)) }),
  },
  {
    method: "PUT",
    path: `${RULES}:rule/`,
    handle: (request) => {
      const before = foundRule(request);
      const rule = request.store.put("issue-alert", before.id, stored(request.body, before.body));
      return { status: 200, body: show(request.store, rule) };
    },
  },
  {
    method: "DELETE",
    path: `${RULES}:rule/`,
    handle: (request) => {
      request.store.delete("issue-alert", foundRule(request).id);
      return { status: 202 };
    },
  },
];
