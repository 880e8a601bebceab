/** Datadog's retention filters for user monitoring: which sessions are kept, and which share of them. */

import { bool, num, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { object, text } from "../wire";
import { found, goneIsFine } from "./found";

const FIELDS: Fields = {
  applicationId: str({ required: true, forceNew: true }),
  name: str({ required: true }),
  eventType: str({
    required: true,
    oneOf: ["session", "view", "action", "error", "resource", "long_task", "vital"],
  }),
  sampleRate: num({ required: true }),
  query: str({ planDefault: "" }),
  enabled: bool({ planDefault: true }),
};

function pathOf(values: Values, id = ""): string {
  const path = `/api/v2/rum/applications/${encodeURIComponent(text(values.applicationId))}/retention_filters`;
  return id === "" ? path : `${path}/${id}`;
}

function attributesOf({ planned }: Plan): Values {
  return {
    enabled: planned.enabled === true,
    event_type: text(planned.eventType),
    name: text(planned.name),
    query: text(planned.query),
    sample_rate: planned.sampleRate ?? 0,
  };
}

const META = { source: "terraform" };

function stateOf(answer: Value, { applicationId }: Values): Values {
  const attributes = object(object(object(answer).data).attributes);
  return {
    applicationId: applicationId ?? null,
    name: text(attributes.name),
    eventType: text(attributes.event_type),
    sampleRate: attributes.sample_rate ?? 0,
    query: text(attributes.query),
    enabled: attributes.enabled === true,
  };
}

export const rumRetentionFilter: Kind = {
  name: "datadog/rum-retention-filter",
  token: "datadog:index/rumRetentionFilter:RumRetentionFilter",
  vendor: "datadog",
  title: "Datadog retention filter for user monitoring",
  flavour: "framework",
  fields: FIELDS,
  calls: {
    create: async (call, plan) => {
      const data = { attributes: attributesOf(plan), meta: META, type: "retention_filters" };
      const answer = await call("POST", pathOf(plan.planned), { data });
      return { id: text(object(object(answer).data).id), state: stateOf(answer, plan.planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", pathOf(state, id)));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, plan) => {
      const data = { attributes: attributesOf(plan), id, meta: META, type: "retention_filters" };
      return stateOf(await call("PATCH", pathOf(plan.planned, id), { data }), plan.planned);
    },
    delete: (call, id, state) => goneIsFine(call("DELETE", pathOf(state, id))),
  },
};
