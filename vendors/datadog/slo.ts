/** Datadog service level objectives: of a metric (good of all), of monitors, or of time slices. */

import { block, bool, int, listOf, num, setOf, str } from "../fields";
import type { Call, Fields, Kind, Plan, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, object, text } from "../wire";
import { found } from "./found";

const PATH = "/api/v1/slo";
const TIMEFRAMES = ["7d", "30d", "90d", "custom"] as const;

const trimmed = (value: Value): Value => (typeof value === "string" ? value.trim() : value);

const metricQuery = block({
  dataSource: str({ default: "metrics" }),
  name: str({ required: true }),
  query: str({ required: true }),
});

const FIELDS: Fields = {
  name: str({ required: true }),
  type: str({ required: true, forceNew: true, oneOf: ["metric", "monitor", "time_slice"] }),
  description: str({ store: trimmed }),
  tags: setOf(str(), { computed: true }),
  thresholds: listOf(
    block({
      timeframe: str({ required: true, oneOf: TIMEFRAMES }),
      target: num({ required: true }),
      targetDisplay: str({ output: true }),
      warning: num(),
      warningDisplay: str({ output: true }),
    }),
    { required: true },
  ),
  timeframe: str({ computed: true, oneOf: TIMEFRAMES }),
  targetThreshold: num({ computed: true }),
  warningThreshold: num({ computed: true }),
  query: block(
    { numerator: str({ required: true, store: trimmed }), denominator: str({ required: true, store: trimmed }) },
    { conflictsWith: ["monitorIds", "groups"] },
  ),
  monitorIds: setOf(int(), { conflictsWith: ["query"] }),
  groups: setOf(str(), { conflictsWith: ["query"] }),
  sliSpecification: block({
    count: block({
      goodEventsFormula: str({ required: true }),
      totalEventsFormula: str(),
      badEventsFormula: str(),
      queries: listOf(block({ metricQuery }), { required: true }),
    }),
    timeSlice: block({
      query: block(
        {
          formula: block({ formulaExpression: str({ required: true }) }, { required: true }),
          queries: listOf(block({ metricQuery }), { required: true }),
        },
        { required: true },
      ),
      comparator: str({ required: true, oneOf: [">", ">=", "<", "<="] }),
      threshold: num({ required: true }),
      queryIntervalSeconds: int({ default: 300, oneOf: [60, 300] }),
    }),
  }),
  ignoreTagKeys: setOf(str(), { local: true }),
  forceDelete: bool({ local: true }),
  validate: bool({ local: true, same: () => true }),
};

function bodyOf({ planned, inputs, id }: Plan): Values {
  const type = text(planned.type);
  const body: Values = id === undefined ? {} : { id };
  body.name = text(planned.name);
  body.type = type;
  if (!isZero(planned.description)) body.description = inputs.description ?? planned.description;
  if (!isZero(planned.tags)) body.tags = list(planned.tags);
  body.thresholds = list(planned.thresholds).map((item) => {
    const { timeframe, target, warning } = object(item);
    const wire: Values = { timeframe: text(timeframe), target: target ?? 0 };
    if (!isZero(warning)) wire.warning = warning;
    return wire;
  });
  if (type === "monitor") {
    if (!isZero(planned.monitorIds)) body.monitor_ids = inSetOrder(list(planned.monitorIds));
    if (!isZero(planned.groups)) body.groups = inSetOrder(list(planned.groups));
  } else {
    const query = object(planned.query);
    if (!isZero(query)) body.query = { numerator: text(query.numerator), denominator: text(query.denominator) };
    const specification = specificationToWire(object(planned.sliSpecification));
    if (specification) body.sli_specification = specification;
  }
  if (!isZero(inputs.timeframe)) body.timeframe = inputs.timeframe;
  if (!isZero(inputs.targetThreshold)) body.target_threshold = inputs.targetThreshold;
  if (!isZero(inputs.warningThreshold)) body.warning_threshold = inputs.warningThreshold;
  return body;
}

function specificationToWire(specification: Values): Values | undefined {
  const count = object(specification.count);
  const slice = object(specification.timeSlice);
  if (!isZero(slice)) {
    const query = object(slice.query);
    return {
      time_slice: {
        query: {
          formulas: [{ formula: text(object(query.formula).formulaExpression) }],
          queries: queriesToWire(query.queries),
        },
        comparator: text(slice.comparator),
        threshold: slice.threshold ?? 0,
        query_interval_seconds: slice.queryIntervalSeconds ?? 300,
      },
    };
  }
  if (isZero(count)) return undefined;
  const wire: Values = {
    good_events_formula: { formula: text(count.goodEventsFormula) },
    queries: queriesToWire(count.queries),
  };
  if (!isZero(count.totalEventsFormula)) wire.total_events_formula = { formula: text(count.totalEventsFormula) };
  if (!isZero(count.badEventsFormula)) wire.bad_events_formula = { formula: text(count.badEventsFormula) };
  return { count: wire };
}

function queriesToWire(queries: Value | undefined): Value[] {
  return list(queries).map((item) => {
    const { dataSource, name, query } = object(object(item).metricQuery);
    return { data_source: isZero(dataSource) ? "metrics" : text(dataSource), name: text(name), query: text(query) };
  });
}

/** The vendor answers both ways of saying what is counted; the state holds the one the program uses. */
function stateOf(answer: Value, known: Values): Values {
  const slo = object(answer);
  const query = object(slo.query);
  const state: Values = {
    name: text(slo.name),
    type: text(slo.type),
    description: text(slo.description),
    tags: list(slo.tags).map(text).sort(),
    thresholds: list(slo.thresholds).map((item) => {
      const threshold = object(item);
      return {
        timeframe: text(threshold.timeframe),
        target: threshold.target ?? 0,
        targetDisplay: text(threshold.target_display),
        warning: threshold.warning ?? 0,
        warningDisplay: text(threshold.warning_display),
      };
    }),
    timeframe: slo.timeframe ?? null,
    targetThreshold: slo.target_threshold ?? null,
    warningThreshold: slo.warning_threshold ?? null,
  };
  if (state.type === "monitor") {
    state.monitorIds = list(slo.monitor_ids).sort((a, b) => Number(a) - Number(b));
    state.groups = list(slo.groups).map(text).sort();
    return state;
  }
  const specification = specificationFromWire(object(slo.sli_specification));
  const specified = specification !== undefined && (isZero(query) || !isZero(known.sliSpecification));
  if (specified) return { ...state, sliSpecification: specification, query: null };
  return {
    ...state,
    query: { numerator: text(query.numerator), denominator: text(query.denominator) },
    sliSpecification: null,
  };
}

function specificationFromWire(wire: Values): Values | undefined {
  const slice = object(wire.time_slice);
  const count = object(wire.count);
  if (!isZero(slice)) {
    const query = object(slice.query);
    return {
      timeSlice: {
        query: {
          formula: { formulaExpression: text(object(list(query.formulas)[0]).formula) },
          queries: queriesFromWire(query.queries),
        },
        comparator: text(slice.comparator),
        threshold: slice.threshold ?? 0,
        queryIntervalSeconds: slice.query_interval_seconds ?? 300,
      },
    };
  }
  if (isZero(count)) return undefined;
  return {
    count: {
      goodEventsFormula: text(object(count.good_events_formula).formula),
      totalEventsFormula: text(object(count.total_events_formula).formula),
      badEventsFormula: text(object(count.bad_events_formula).formula),
      queries: queriesFromWire(count.queries),
    },
  };
}

function queriesFromWire(queries: Value | undefined): Value[] {
  return list(queries).map((item) => {
    const { data_source: dataSource, name, query } = object(item);
    return { metricQuery: { dataSource: text(dataSource), name: text(name), query: text(query) } };
  });
}

/** Every plan of a monitor objective looks whether its monitors exist. */
async function findMonitors(call: Call, { planned, inputs }: Plan): Promise<void> {
  if (inputs.validate === false || planned.type !== "monitor") return;
  for (const id of inSetOrder(list(planned.monitorIds))) {
    try {
      await call("GET", `/api/v1/monitor/${id}`);
    } catch (error) {
      throw new Error(`error finding monitor to add to SLO: ${(error as Error).message}`);
    }
  }
}

const first = (answer: Value): Value => list(object(answer).data)[0] ?? null;

export const slo: Kind = {
  name: "datadog/slo",
  token: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  vendor: "datadog",
  title: "Datadog service level objective",
  flavour: "sdk",
  fields: FIELDS,
  calls: {
    plan: findMonitors,
    create: async (call, plan) => {
      const made = first(await call("POST", PATH, bodyOf(plan)));
      return { id: text(object(made).id), state: stateOf(made, plan.planned) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `${PATH}/${id}`));
      return answer === undefined ? undefined : stateOf(object(answer).data ?? null, state);
    },
    update: async (call, id, plan) => stateOf(first(await call("PUT", `${PATH}/${id}`, bodyOf(plan))), plan.planned),
    delete: async (call, id, state) => {
      await call("DELETE", `${PATH}/${id}${state.forceDelete === true ? "?force=true" : ""}`);
    },
  },
};
