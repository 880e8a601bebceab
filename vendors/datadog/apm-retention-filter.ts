/** Datadog's retention filters for spans: which of those that came in are kept, and which share of them. */

import { block, bool, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/apm/config/retention-filters";

/** Two texts of one number, e.g. `1.0` and `1`. */
const sameNumber = (a: Value | undefined, b: Value | undefined): boolean =>
  typeof a === "string" && typeof b === "string" && Number(a) === Number(b);

const FIELDS: Fields = {
  name: str({ required: true }),
  enabled: bool({ required: true }),
  filterType: str({ required: true, oneOf: ["spans-sampling-processor"] }),
  filter: block({ query: str({ required: true }) }, { required: true }),
  rate: str({ required: true, same: sameNumber }),
  traceRate: str({ same: sameNumber }),
};

function attributesOf({ planned }: Plan): Values {
  const attributes: Values = {
    enabled: planned.enabled === true,
    filter: { query: text(object(planned.filter).query) },
    filter_type: text(planned.filterType),
    name: text(planned.name),
    rate: Number(planned.rate),
  };
  if (typeof planned.traceRate === "string") attributes.trace_rate = Number(planned.traceRate);
  return attributes;
}

function stateOf(answer: Value, before: Values): Values {
  const attributes = object(object(object(answer).data).attributes);
  const spelled = (name: "rate" | "traceRate", number: Value | undefined): Value => {
    const written = number === undefined || number === null ? null : String(number);
    return sameNumber(before[name], written ?? undefined) ? (before[name] ?? null) : written;
  };
  const traceRate = spelled("traceRate", attributes.trace_rate);
  return {
    name: text(attributes.name),
    enabled: attributes.enabled === true,
    filterType: text(attributes.filter_type),
    filter: { query: text(object(attributes.filter).query) },
    rate: spelled("rate", attributes.rate),
    // Left out, it is none.
    traceRate: (before.traceRate ?? null) === null && Number(traceRate) === 0 ? null : traceRate,
  };
}

export const apmRetentionFilter: Kind = {
  name: "datadog/apm-retention-filter",
  token: "datadog:index/apmRetentionFilter:ApmRetentionFilter",
  vendor: "datadog",
  title: "Datadog retention filter for spans",
  flavour: "framework",
  fields: FIELDS,
  calls: {
    create: async (call, plan) => {
      const answer = await call("POST", PATH, {
        data: { attributes: attributesOf(plan), type: "apm_retention_filter" },
      });
      return { id: text(object(object(answer).data).id), state: stateOf(answer, plan.planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, plan) => {
      const data = { attributes: attributesOf(plan), id: "", type: "apm_retention_filter" };
      return stateOf(await call("PUT", `${PATH}/${id}`, { data }), plan.planned);
    },
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
