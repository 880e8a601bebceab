/**
 * Datadog's detection rules. The plugin is a framework one: what the program leaves out and the vendor decides is not
 * known while something else changes. The type of an existing rule cannot be changed: the update leaves it out.
 */

import type { Kind, Plan, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { isZero, list, object, text } from "../wire";
import { found, goneIsFine } from "./found";
import { RULE_FIELDS, RULE_OPTIONS } from "./security-rule-fields";
import { known, read } from "./security-rule-wire";

const PATH = "/api/v2/security_monitoring/rules";
const SIGNAL = "signal_correlation";

/** Wire form of what has the same names on both sides: unknown, absent and empty parts left out. */
function plain(value: Value | undefined): Value | undefined {
  if (value === undefined || value === null || value === UNKNOWN) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== "object") return value;
  const out: Values = {};
  for (const [name, item] of Object.entries(value)) {
    const wire = plain(item);
    if (wire !== undefined && !(Array.isArray(wire) && wire.length === 0 && name !== "notifications")) out[name] = wire;
  }
  return out;
}

const isThirdParty = (planned: Values): boolean => object(planned.options).detectionMethod === "third_party";

function commonOf(planned: Values): Values {
  const body: Values = {
    name: text(planned.name),
    message: text(planned.message),
    isEnabled: planned.enabled === true,
    hasExtendedTitle: planned.hasExtendedTitle === true,
    tags: list(planned.effectiveTags),
  };
  if (planned.type === SIGNAL) {
    body.cases = list(planned.cases).map(caseToWire);
    body.queries = list(planned.signalQueries).map(signalToWire);
  } else if (isThirdParty(planned)) {
    body.thirdPartyCases = list(planned.thirdPartyCases).map((item) => plain(item) ?? null);
  } else {
    body.cases = list(planned.cases).map(caseToWire);
    body.queries = list(planned.queries).map(queryToWire);
  }
  if (!isZero(planned.referenceTables)) body.referenceTables = plain(planned.referenceTables);
  if (!isZero(planned.groupSignalsBies)) body.groupSignalsBy = planned.groupSignalsBies;
  return body;
}

/** `validating` leaves out what the validation payload does not have. */
function createBody(planned: Values, validating: boolean): Values {
  const body: Values = { ...commonOf(planned), type: text(planned.type), options: optionsOf(planned) ?? {} };
  if (isThirdParty(planned)) {
    body.cases = null;
    body.queries = null;
  }
  if (!isZero(planned.filters)) body.filters = plain(planned.filters);
  if (validating || planned.type === SIGNAL) return body;
  if (known(planned.schedulingOptions)) body.schedulingOptions = plain(planned.schedulingOptions);
  if (!isZero(planned.calculatedFields)) body.calculatedFields = plain(planned.calculatedFields);
  return body;
}

function updateBody(planned: Values): Values {
  const body: Values = { ...commonOf(planned), filters: plain(list(planned.filters)) };
  const options = optionsOf(planned);
  if (options) body.options = options;
  if (planned.type === SIGNAL) return body;
  body.schedulingOptions = known(planned.schedulingOptions) ? plain(planned.schedulingOptions) : null;
  body.calculatedFields = plain(list(planned.calculatedFields));
  return body;
}

function optionsOf(planned: Values): Values | undefined {
  if (!known(planned.options)) return undefined;
  const wire = object(plain(planned.options));
  if (planned.type !== "log_detection") delete wire.decreaseCriticalityBasedOnEnv;
  return wire;
}

function caseToWire(item: Value): Values {
  const wire = object(plain(item));
  if (wire.condition === "") delete wire.condition;
  return wire;
}

function queryToWire(item: Value): Values {
  const { indexes, agentRules: _deprecated, ...query } = object(plain(item));
  const [index] = list(indexes);
  return index === undefined ? query : { ...query, index };
}

function signalToWire(item: Value): Values {
  const { correlatedQueryIndex, ...query } = object(plain(item));
  return isZero(correlatedQueryIndex) ? query : { ...query, correlatedQueryIndex: Number(correlatedQueryIndex) };
}

function stateOf(answer: Value, before: Values): Values {
  const rule = object(answer);
  const state: Values = {
    name: text(rule.name),
    message: text(rule.message),
    enabled: rule.isEnabled === true,
    hasExtendedTitle: rule.hasExtendedTitle === true,
    effectiveTags: list(rule.tags).map(text).sort(),
    options: read(RULE_OPTIONS, rule.options ?? {}, before.options),
    filters: read(RULE_FIELDS.filters, rule.filters, before.filters),
    type: rule.type ?? null,
    schedulingOptions: known(rule.schedulingOptions)
      ? read(RULE_FIELDS.schedulingOptions, rule.schedulingOptions)
      : null,
    referenceTables: read(RULE_FIELDS.referenceTables, rule.referenceTables),
    calculatedFields: read(RULE_FIELDS.calculatedFields, rule.calculatedFields),
    groupSignalsBies: isZero(rule.groupSignalsBy) ? null : rule.groupSignalsBy,
    cases: read(RULE_FIELDS.cases, rule.cases),
    thirdPartyCases: read(RULE_FIELDS.thirdPartyCases, rule.thirdPartyCases),
  };
  const imported = before.name === undefined;
  if (!isZero(imported ? state.effectiveTags : before.tags)) state.tags = state.effectiveTags;
  if (rule.type === SIGNAL) {
    state.queries = [];
    state.signalQueries = read(
      RULE_FIELDS.signalQueries,
      list(rule.queries).map((item) => ({
        ...object(item),
        correlatedQueryIndex: text(object(item).correlatedQueryIndex),
      })),
    );
  } else {
    state.signalQueries = [];
    state.queries = read(
      RULE_FIELDS.queries,
      list(rule.queries).map((item) => {
        const { index, ...query } = object(item);
        return isZero(index) ? query : { ...query, indexes: [index ?? null] };
      }),
    );
  }
  return state;
}

/** The tags that go out are those of the program: known before anything is asked. */
function withTags({ planned }: Plan): Values {
  return { ...planned, effectiveTags: list(planned.tags) };
}

export const securityRule: Kind = {
  name: "datadog/security-rule",
  token: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
  vendor: "datadog",
  title: "Datadog detection rule",
  flavour: "framework",
  fields: RULE_FIELDS,
  customise: withTags,
  check: ({ queries, signalQueries, type }) => {
    const signal = type === SIGNAL;
    if (!isZero(queries) && !isZero(signalQueries)) {
      return [{ property: "signalQueries", reason: "query list and signal query list cannot be both populated." }];
    }
    if (!signal && !isZero(signalQueries)) {
      return [{ property: "signalQueries", reason: "signal query list should not be populated for this rule type." }];
    }
    if (signal && !isZero(queries)) {
      return [{ property: "queries", reason: "query list should not be populated for this rule type." }];
    }
    return [];
  },
  calls: {
    plan: async (call, { planned, inputs }) => {
      if (inputs.validate === true) await call("POST", `${PATH}/validation`, createBody(planned, true));
    },
    create: async (call, { planned }) => {
      const answer = await call("POST", PATH, createBody(planned, false));
      return { id: text(object(answer).id), state: stateOf(answer, planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, { planned }) => stateOf(await call("PUT", `${PATH}/${id}`, updateBody(planned)), planned),
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
