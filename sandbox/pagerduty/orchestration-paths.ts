/** Rules for events: of a service, and the routes of an orchestration. Each is there with its owner, empty until it is written. */

import { list, object, text, type Value, type Values } from "../../vendors/index";
import type { Request, Route } from "../http/index";
import type { Store } from "../store/index";
import { existing } from "./objects";
import { invalid, parameter, unwrap } from "./replies";

const KIND = "orchestration-path";
const ACTIVE = "orchestration-active";

interface Path {
  /** Where the owner's id stands in the address. */
  path: string;
  owner: string;
  type: "service" | "router";
  parentType: string;
}

const PATHS: readonly Path[] = [
  { path: "/event_orchestrations/services/:id", owner: "service", type: "service", parentType: "service_reference" },
  {
    path: "/event_orchestrations/:id/router",
    owner: "event-orchestration",
    type: "router",
    parentType: "event_orchestration_reference",
  },
];

const EMPTY: Values = { sets: [{ id: "start", rules: [] }], catch_all: { actions: {} } };

/** Rules keep their ids; new ones get one. */
function stored(store: Store, sent: Values): Values {
  const sets = list(sent.sets).map(object);
  if (!sets.some((set) => text(set.id) === "start")) throw invalid("Sets must contain a start set");
  const withIds = (rules: Value | undefined): Value[] =>
    list(rules).map((rule) => {
      const { id, ...rest } = object(rule);
      return { id: text(id) || `r${store.next("orchestration-rule")}`, ...rest };
    });
  const all = sets.map((set) => ({ id: text(set.id), rules: withIds(set.rules) }));
  return { sets: all, catch_all: { actions: object(object(sent.catch_all).actions) } };
}

function routesOf({ path, owner, type, parentType }: Path): Route[] {
  const ownerOf = (request: Request): string => existing(request.store, owner, parameter(request, "id")).id;
  const show = (id: string, body: Values): Values => ({ ...body, type, parent: { id, type: parentType } });
  return [
    {
      method: "GET",
      path,
      handle: (request) => {
        const id = ownerOf(request);
        const body = request.store.get(KIND, `${type}-${id}`)?.body ?? EMPTY;
        return { status: 200, body: { orchestration_path: show(id, body) } };
      },
    },
    {
      method: "PUT",
      path,
      handle: (request) => {
        const id = ownerOf(request);
        const body = stored(request.store, unwrap(request, "orchestration_path"));
        request.store.put(KIND, `${type}-${id}`, body);
        return { status: 200, body: { orchestration_path: show(id, body), warnings: [] } };
      },
    },
  ];
}

/** Forgets the rules of an owner that is deleted. */
export function forgetPath(store: Store, type: Path["type"], id: string): void {
  store.delete(KIND, `${type}-${id}`);
  store.delete(ACTIVE, id);
}

export const orchestrationPathRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/event_orchestrations/services/:id/active",
    handle: (request) => {
      const { id } = existing(request.store, "service", parameter(request, "id"));
      return { status: 200, body: { active: request.store.get(ACTIVE, id)?.body.active ?? false } };
    },
  },
  {
    method: "PUT",
    path: "/event_orchestrations/services/:id/active",
    handle: (request) => {
      const { id } = existing(request.store, "service", parameter(request, "id"));
      const active = request.body.active === true;
      request.store.put(ACTIVE, id, { active });
      return { status: 200, body: { active } };
    },
  },
  ...PATHS.flatMap(routesOf),
];
