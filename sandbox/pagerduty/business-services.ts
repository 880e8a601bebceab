/** Business services and what needs what. A relation is stored below the service that needs the other. */

import { list, object, text, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { existing, newId, page, referenceTo, shown } from "./objects";
import { invalid, noContent, parameter, unwrap } from "./replies";

const KIND = "business-service";
const RELATION = "service-dependency";

function show(store: Store, service: StoredObject): Values {
  const team = text(object(service.body.team).id);
  return {
    ...shown(service, "business_services", "business_service"),
    team: team === "" ? null : referenceTo(store, "team", team, "team_reference"),
  };
}

function put(request: Request, before: Values, id: string): Values {
  const { id: _, ...sent } = unwrap(request, "business_service");
  if (text(sent.name ?? before.name) === "") throw invalid("Name can't be blank");
  const team = text(object(sent.team).id);
  if (team !== "") existing(request.store, "team", team);
  return show(request.store, request.store.put(KIND, id, { ...before, ...sent }));
}

const found = (request: Request) => existing(request.store, KIND, parameter(request, "id"));

/** The kind of object a relation's side is. */
function kindOf(type: string): string {
  return type.startsWith("business_service") ? KIND : "service";
}

function side(store: Store, value: Values): Values {
  const { id } = existing(store, kindOf(text(value.type)), text(value.id));
  return { id, type: kindOf(text(value.type)) === KIND ? "business_service_reference" : "technical_service_reference" };
}

function relation({ id, body }: StoredObject): Values {
  return { id, type: "service_dependency", ...body };
}

function associate(request: Request): Values {
  const { store } = request;
  const relations = list(request.body.relationships).map(object);
  if (relations.length === 0) throw invalid("Relationships can't be blank");
  return {
    relationships: relations.map((sent) => {
      const supporting = side(store, object(sent.supporting_service));
      const dependent = side(store, object(sent.dependent_service));
      const body: Values = { supporting_service: supporting, dependent_service: dependent };
      const before = store
        .list(RELATION, text(dependent.id))
        .find((one) => text(object(one.body.supporting_service).id) === text(supporting.id));
      return relation(before ?? store.put(RELATION, newId(store), body, text(dependent.id)));
    }),
  };
}

function disassociate(request: Request): Values {
  const { store } = request;
  const relations = list(request.body.relationships).map((sent) => existing(store, RELATION, text(object(sent).id)));
  for (const { id } of relations) store.delete(RELATION, id);
  return { relationships: relations.map(relation) };
}

/** Every relation that a service is a side of. */
function relationsOf(store: Store, id: string): Values[] {
  return store
    .list(RELATION)
    .filter((one) => one.parent === id || text(object(one.body.supporting_service).id) === id)
    .map(relation);
}

/** With a service go its relations. */
export function forgetRelations(store: Store, id: string): void {
  for (const { id: one } of relationsOf(store, id)) store.delete(RELATION, text(one));
}

export const businessServiceRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/business_services",
    handle: (request) =>
      page(
        request,
        "business_services",
        request.store.list(KIND).map((one) => show(request.store, one)),
      ),
  },
  {
    method: "POST",
    path: "/business_services",
    handle: (request) => ({
      status: 201,
      body: { business_service: put(request, { description: null, point_of_contact: null }, newId(request.store)) },
    }),
  },
  {
    method: "GET",
    path: "/business_services/:id",
    handle: (request) => ({ status: 200, body: { business_service: show(request.store, found(request)) } }),
  },
  {
    method: "PUT",
    path: "/business_services/:id",
    handle: (request) => {
      const before = found(request);
      return { status: 200, body: { business_service: put(request, before.body, before.id) } };
    },
  },
  {
    method: "DELETE",
    path: "/business_services/:id",
    handle: (request) => {
      const { id } = found(request);
      forgetRelations(request.store, id);
      request.store.delete(KIND, id);
      return noContent;
    },
  },
  {
    method: "POST",
    path: "/service_dependencies/associate",
    handle: (request) => ({ status: 200, body: associate(request) }),
  },
  {
    method: "POST",
    path: "/service_dependencies/disassociate",
    handle: (request) => ({ status: 200, body: disassociate(request) }),
  },
  {
    method: "GET",
    path: "/service_dependencies/business_services/:id",
    handle: (request) => ({ status: 200, body: { relationships: relationsOf(request.store, found(request).id) } }),
  },
  {
    method: "GET",
    path: "/service_dependencies/technical_services/:id",
    handle: (request) => {
      const { id } = existing(request.store, "service", parameter(request, "id"));
      return { status: 200, body: { relationships: relationsOf(request.store, id) } };
    },
  },
];
