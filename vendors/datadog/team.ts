/** Datadog teams. */

import { int, str } from "../fields";
import type { Fields, Kind, Value, Values } from "../kind";
import { object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/team";

const FIELDS: Fields = {
  name: str({ required: true }),
  handle: str({ required: true }),
  description: str({ required: true }),
  linkCount: int({ output: true }),
  userCount: int({ output: true }),
  summary: str({ output: true }),
};

function bodyOf(planned: Values): Values {
  const attributes = { description: text(planned.description), handle: text(planned.handle), name: text(planned.name) };
  return { data: { type: "team", attributes } };
}

function stateOf(answer: Value): Values {
  const attributes = object(object(object(answer).data).attributes);
  return {
    name: text(attributes.name),
    handle: text(attributes.handle),
    description: text(attributes.description),
    linkCount: attributes.link_count ?? 0,
    userCount: attributes.user_count ?? 0,
    summary: attributes.summary ?? null,
  };
}

export const team: Kind = {
  name: "datadog/team",
  token: "datadog:index/team:Team",
  vendor: "datadog",
  title: "Datadog team",
  flavour: "framework",
  uniqueName: true,
  fields: FIELDS,
  calls: {
    create: async (call, { planned }) => {
      const answer = await call("POST", PATH, bodyOf(planned));
      return { id: text(object(object(answer).data).id), state: stateOf(answer) };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer);
    },
    update: async (call, id, { planned }) => stateOf(await call("PATCH", `${PATH}/${id}`, bodyOf(planned))),
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
