/** Global event orchestrations. The routing key of the one integration each has is derived from its id, never stored. */

import { list, object, text, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { existing, newId, page, referenceTo, shown } from "./objects";
import { forgetPath } from "./orchestration-paths";
import { noContent, parameter, unwrap } from "./replies";

const KIND = "event-orchestration";

function show(store: Store, orchestration: StoredObject): Values {
  const team = text(object(orchestration.body.team).id);
  return {
    ...shown(orchestration, "event_orchestrations", "event_orchestration"),
    team: team === "" ? { id: null } : referenceTo(store, "team", team, "team_reference"),
    routes: list(object(list(store.get("orchestration-path", `router-${orchestration.id}`)?.body.sets)[0]).rules)
      .length,
    integrations: [
      {
        id: `int-${orchestration.id}`,
        label: `${text(orchestration.body.name)} Default Integration`,
        parameters: { routing_key: store.issue("routing-key", orchestration.id, 32), type: "global" },
      },
    ],
  };
}

function put(request: Request, before: Values, id: string): Values {
  const { id: _, integrations: __, ...sent } = unwrap(request, "orchestration");
  const team = text(object(sent.team).id);
  if (team !== "") existing(request.store, "team", team);
  return show(request.store, request.store.put(KIND, id, { ...before, ...sent }));
}

const found = (request: Request) => existing(request.store, KIND, parameter(request, "id"));

export const eventOrchestrationRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/event_orchestrations",
    handle: (request) =>
      page(
        request,
        "orchestrations",
        request.store.list(KIND).map((one) => show(request.store, one)),
      ),
  },
  {
    method: "POST",
    path: "/event_orchestrations",
    handle: (request) => ({
      status: 201,
      body: { orchestration: put(request, { description: "" }, newId(request.store)) },
    }),
  },
  {
    method: "GET",
    path: "/event_orchestrations/:id",
    handle: (request) => ({ status: 200, body: { orchestration: show(request.store, found(request)) } }),
  },
  {
    method: "PUT",
    path: "/event_orchestrations/:id",
    handle: (request) => {
      const before = found(request);
      return { status: 200, body: { orchestration: put(request, before.body, before.id) } };
    },
  },
  {
    method: "DELETE",
    path: "/event_orchestrations/:id",
    handle: (request) => {
      const { id } = found(request);
      forgetPath(request.store, "router", id);
      request.store.delete(KIND, id);
      return noContent;
    },
  },
];
