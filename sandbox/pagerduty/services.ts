/**
 * Services and their integrations. An integration's key is derived from its id, never stored; a key that is sent back is
 * ignored. Deleting a service deletes its integrations.
 */

import { list, object, text, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { forgetRelations } from "./business-services";
import { existing, newId, page, referenceTo, refuseTakenName, shown } from "./objects";
import { forgetPath } from "./orchestration-paths";
import { noContent, parameter, unwrap } from "./replies";

const DEFAULTS: Values = {
  description: null,
  status: "active",
  auto_resolve_timeout: 14400,
  acknowledgement_timeout: 1800,
  alert_creation: "create_alerts_and_incidents",
  alert_grouping: null,
  alert_grouping_timeout: null,
  alert_grouping_parameters: { type: null, config: null },
  incident_urgency_rule: { type: "constant", urgency: "high" },
  support_hours: null,
  scheduled_actions: [],
  last_incident_timestamp: null,
  response_play: null,
  addons: [],
};

function show(store: Store, service: StoredObject): Values {
  const policy = object(service.body.escalation_policy);
  const teams = store.get("escalation-policy", text(policy.id))?.body.teams;
  return {
    ...shown(service, "services", "service"),
    created_at: `${service.created.slice(0, 19)}Z`,
    escalation_policy: referenceTo(store, "escalation-policy", policy.id, "escalation_policy_reference"),
    teams: list(teams).map((team) => referenceTo(store, "team", object(team).id, "team_reference")),
    integrations: store.list("service-integration", service.id).map(({ id, body }) => ({
      id,
      type: `${text(body.type)}_reference`,
      summary: text(body.name),
    })),
  };
}

function put(request: Request, before: Values, id: string): Values {
  const { store } = request;
  const { id: _, ...sent } = unwrap(request, "service");
  refuseTakenName(store, "service", sent.name ?? before.name, id);
  const policy = object(sent.escalation_policy ?? before.escalation_policy);
  existing(store, "escalation-policy", text(policy.id));
  // An action that is null stands for none: the client sends it with support hours.
  const actions =
    sent.scheduled_actions === undefined
      ? {}
      : { scheduled_actions: list(sent.scheduled_actions).filter((one) => one !== null) };
  return show(store, store.put("service", id, { ...before, ...sent, ...actions }));
}

function showIntegration(store: Store, integration: StoredObject): Values {
  const { id, body, parent } = integration;
  return {
    ...shown(integration, `services/${parent}/integrations`, text(body.type)),
    service: referenceTo(store, "service", parent, "service_reference"),
    integration_key: store.issue("integration-key", id, 32),
    created_at: `${integration.created.slice(0, 19)}Z`,
  };
}

function putIntegration(request: Request, service: string, before: Values, id: string): Values {
  const { id: _, integration_key: __, service: ___, ...sent } = unwrap(request, "integration");
  const body = { ...before, ...sent };
  return showIntegration(request.store, request.store.put("service-integration", id, body, service));
}

const foundService = (request: Request) => existing(request.store, "service", parameter(request, "id"));
const foundIntegration = (request: Request) =>
  existing(request.store, "service-integration", parameter(request, "integration"), foundService(request).id);

function remove(request: Request): Reply {
  const { store } = request;
  const { id } = foundService(request);
  for (const one of store.list("service-integration", id)) store.delete("service-integration", one.id);
  forgetRelations(store, id);
  forgetPath(store, "service", id);
  store.delete("service", id);
  return noContent;
}

export const serviceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/services",
    handle: (request) =>
      page(
        request,
        "services",
        request.store.list("service").map((one) => show(request.store, one)),
      ),
  },
  {
    method: "POST",
    path: "/services",
    handle: (request) => ({ status: 201, body: { service: put(request, DEFAULTS, newId(request.store)) } }),
  },
  {
    method: "GET",
    path: "/services/:id",
    handle: (request) => ({ status: 200, body: { service: show(request.store, foundService(request)) } }),
  },
  {
    method: "PUT",
    path: "/services/:id",
    handle: (request) => {
      const before = foundService(request);
      return { status: 200, body: { service: put(request, before.body, before.id) } };
    },
  },
  { method: "DELETE", path: "/services/:id", handle: remove },
  {
    method: "GET",
    path: "/services/:id/integrations",
    handle: (request) => {
      const found = request.store.list("service-integration", foundService(request).id);
      return page(
        request,
        "integrations",
        found.map((one) => showIntegration(request.store, one)),
      );
    },
  },
  {
    method: "POST",
    path: "/services/:id/integrations",
    handle: (request) => {
      const service = foundService(request);
      const integration = putIntegration(request, service.id, {}, newId(request.store));
      return { status: 201, body: { integration } };
    },
  },
  {
    method: "GET",
    path: "/services/:id/integrations/:integration",
    handle: (request) => ({
      status: 200,
      body: { integration: showIntegration(request.store, foundIntegration(request)) },
    }),
  },
  {
    method: "PUT",
    path: "/services/:id/integrations/:integration",
    handle: (request) => {
      const before = foundIntegration(request);
      return { status: 200, body: { integration: putIntegration(request, before.parent, before.body, before.id) } };
    },
  },
  {
    method: "DELETE",
    path: "/services/:id/integrations/:integration",
    handle: (request) => {
      request.store.delete("service-integration", foundIntegration(request).id);
      return noContent;
    },
  },
];
