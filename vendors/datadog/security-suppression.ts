/** Datadog's suppressions: security signals that are not made, for a while. */

import { bool, setOf, str } from "../fields";
import type { Call, Fields, Kind, Plan, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { isZero, list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/security_monitoring/configuration/suppressions";

const sameInstant = (a: Value | undefined, b: Value | undefined): boolean =>
  typeof a === "string" && typeof b === "string" && Date.parse(a) === Date.parse(b);

const FIELDS: Fields = {
  name: str({ required: true }),
  description: str(),
  enabled: bool({ required: true }),
  ruleQuery: str({ required: true }),
  suppressionQuery: str(),
  dataExclusionQuery: str(),
  startDate: str({ same: sameInstant }),
  expirationDate: str({ same: sameInstant }),
  tags: setOf(str()),
  validate: bool({ planDefault: true, local: true }),
};

const known = (value: Value | undefined): value is Value => value !== undefined && value !== null && value !== UNKNOWN;
const millis = (value: Value): number => Date.parse(text(value));

const TEXTS = [
  ["name", "name"],
  ["description", "description"],
  ["ruleQuery", "rule_query"],
  ["suppressionQuery", "suppression_query"],
  ["dataExclusionQuery", "data_exclusion_query"],
] as const;
const DATES = [
  ["startDate", "start_date"],
  ["expirationDate", "expiration_date"],
] as const;

/** What is given; dates only where they are new. */
function attributesOf({ planned, prior }: Pick<Plan, "planned" | "prior">): Values {
  const attributes: Values = { enabled: planned.enabled === true };
  for (const [name, wire] of TEXTS) if (known(planned[name])) attributes[wire] = planned[name];
  for (const [name, wire] of DATES) {
    const date = planned[name];
    if (known(date) && !sameInstant(prior[name], date)) attributes[wire] = millis(date);
  }
  if (!isZero(planned.tags)) attributes.tags = list(planned.tags);
  return attributes;
}

/** A change says everything but a description that was taken away. */
function changed(plan: Plan): Values {
  const { planned, prior } = plan;
  const dates = DATES.filter(([name]) => known(planned[name]) || known(prior[name])).map(
    ([name, wire]) => [wire, known(planned[name]) ? millis(planned[name]) : null] as const,
  );
  return {
    data_exclusion_query: "",
    suppression_query: "",
    tags: [],
    ...attributesOf(plan),
    ...Object.fromEntries(dates),
  };
}

function stateOf(answer: Value, before: Values): Values {
  const attributes = object(object(object(answer).data).attributes);
  const state: Values = { enabled: attributes.enabled === true, validate: before.validate ?? true };
  for (const [name, wire] of TEXTS) state[name] = isZero(attributes[wire]) ? null : text(attributes[wire]);
  for (const [name, wire] of DATES) {
    const date = attributes[wire];
    const written = typeof date === "number" ? new Date(date).toISOString().replace(".000Z", "Z") : null;
    state[name] = sameInstant(before[name], written ?? undefined) ? (before[name] ?? null) : written;
  }
  state.tags = isZero(attributes.tags) ? null : list(attributes.tags).map(text).sort();
  return state;
}

async function validate(call: Call, { planned, prior }: Plan): Promise<void> {
  if (planned.validate === false) return;
  const attributes = attributesOf({ planned, prior });
  await call("POST", `${PATH}/validation`, { data: { attributes, type: "suppressions" } });
}

export const securitySuppression: Kind = {
  name: "datadog/security-suppression",
  token: "datadog:index/securityMonitoringSuppression:SecurityMonitoringSuppression",
  vendor: "datadog",
  title: "Datadog suppression of security signals",
  flavour: "framework",
  fields: FIELDS,
  calls: {
    plan: validate,
    create: async (call, plan) => {
      const attributes = attributesOf({ planned: plan.planned, prior: {} });
      const answer = await call("POST", PATH, { data: { attributes, type: "suppressions" } });
      return { id: text(object(object(answer).data).id), state: stateOf(answer, plan.planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, plan) => {
      const answer = await call("PATCH", `${PATH}/${id}`, {
        data: { attributes: changed(plan), type: "suppressions" },
      });
      return stateOf(answer, plan.planned);
    },
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
