/** Datadog's notification rules for security signals and findings: who is told of which. */

import { block, bool, int, setOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { goneIsFine } from "./found";

const SOURCES = { security_signals: "signals", security_findings: "vulnerabilities" } as const;

/** Signals and findings have paths of their own. */
function pathOf(values: Values, id = ""): string {
  const source = text(object(values.selectors).triggerSource);
  const where = source === "security_findings" ? SOURCES.security_findings : SOURCES.security_signals;
  return `/api/v2/security/${where}/notification_rules${id === "" ? "" : `/${id}`}`;
}

const FIELDS: Fields = {
  name: str({ required: true }),
  enabled: bool({ planDefault: true }),
  selectors: block(
    {
      triggerSource: str({ required: true, oneOf: Object.keys(SOURCES) }),
      ruleTypes: setOf(str(), { required: true }),
      severities: setOf(str({ oneOf: ["critical", "high", "medium", "low", "unknown", "info"] })),
      query: str(),
    },
    { required: true },
  ),
  targets: setOf(str(), { required: true }),
  timeAggregation: int({ planDefault: 0 }),
  version: int({ output: true }),
  createdAt: int({ output: true }),
  createdByHandle: str({ output: true }),
  createdByName: str({ output: true }),
  modifiedAt: int({ output: true }),
  modifiedByHandle: str({ output: true }),
  modifiedByName: str({ output: true }),
};

function attributesOf({ planned }: Plan): Values {
  const { triggerSource, ruleTypes, severities, query } = object(planned.selectors);
  const selectors: Values = {
    query: text(query),
    rule_types: list(ruleTypes),
    trigger_source: text(triggerSource),
  };
  if (!isZero(severities)) selectors.severities = list(severities);
  return {
    enabled: planned.enabled === true,
    name: text(planned.name),
    selectors,
    targets: list(planned.targets),
    time_aggregation: planned.timeAggregation ?? 0,
  };
}

function stateOf(answer: Value): Values {
  const attributes = object(object(object(answer).data).attributes);
  const selectors = object(attributes.selectors);
  const [creator, modifier] = [object(attributes.created_by), object(attributes.modified_by)];
  return {
    name: text(attributes.name),
    enabled: attributes.enabled === true,
    selectors: {
      triggerSource: text(selectors.trigger_source),
      ruleTypes: list(selectors.rule_types).map(text).sort(),
      severities: isZero(selectors.severities) ? null : list(selectors.severities).map(text).sort(),
      query: isZero(selectors.query) ? null : text(selectors.query),
    },
    targets: list(attributes.targets).map(text).sort(),
    timeAggregation: attributes.time_aggregation ?? 0,
    version: attributes.version ?? 0,
    createdAt: attributes.created_at ?? 0,
    createdByHandle: text(creator.handle),
    createdByName: text(creator.name),
    modifiedAt: attributes.modified_at ?? 0,
    modifiedByHandle: text(modifier.handle),
    modifiedByName: text(modifier.name),
  };
}

export const securityNotification: Kind = {
  name: "datadog/security-notification",
  token: "datadog:index/securityNotificationRule:SecurityNotificationRule",
  vendor: "datadog",
  title: "Datadog notification rule for security signals",
  flavour: "framework",
  uniqueName: true,
  fields: FIELDS,
  calls: {
    create: async (call, plan) => {
      const data = { attributes: attributesOf(plan), type: "notification_rules" };
      const answer = await call("POST", pathOf(plan.planned), { data });
      return { id: text(object(object(answer).data).id), state: stateOf(answer) };
    },
    /** The plugin takes "not there" for an error, not for "deleted". */
    read: async (call, id, state) => stateOf(await call("GET", pathOf(state, id))),
    update: async (call, id, plan) => {
      const version = plan.prior.version ?? 0;
      const data = { attributes: { ...attributesOf(plan), version }, id, type: "notification_rules" };
      return stateOf(await call("PATCH", pathOf(plan.planned, id), { data }));
    },
    delete: (call, id, state) => goneIsFine(call("DELETE", pathOf(state, id))),
  },
};
