/** Datadog log indexes, and their order: logs go to the first index whose filter they match. */

import { block, bool, int, listOf, num, setOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, object, text } from "../wire";
import { found } from "./found";

const PATH = "/api/v1/logs/config/indexes";
const ORDER_PATH = "/api/v1/logs/config/index-order";

/** A disabled limit hides every change of it. */
const sameWhenDisabled = (_prior: unknown, _next: unknown, whole: { prior: Values; next: Values }): boolean =>
  (whole.next.disableDailyLimit ?? whole.prior.disableDailyLimit) === true;

const matches =
  (pattern: RegExp, reason: string) =>
  (value: Value): string | undefined =>
    typeof value === "string" && !pattern.test(value) ? reason : undefined;

const FIELDS: Fields = {
  name: str({ required: true, forceNew: true }),
  filters: listOf(block({ query: str({ required: true }) }), { required: true, min: 1, max: 1 }),
  exclusionFilters: listOf(
    block({
      name: str(),
      isEnabled: bool(),
      filters: listOf(block({ query: str(), sampleRate: num(), sampleAttribute: str() })),
    }),
  ),
  retentionDays: int({ computed: true }),
  flexRetentionDays: int({ computed: true }),
  disableDailyLimit: bool({ computed: true }),
  dailyLimit: int({
    same: sameWhenDisabled,
    check: (value) =>
      typeof value === "number" && value < 1 ? `expected daily_limit to be at least (1), got ${value}.` : undefined,
  }),
  dailyLimitReset: block(
    {
      resetTime: str({
        required: true,
        check: matches(
          /^([0-1][0-9]|2[0-3]):00$/,
          "must be in HH:00 format with the hours (HH) between 00 and 23 (inclusive).",
        ),
      }),
      resetUtcOffset: str({
        required: true,
        check: matches(
          /^(-(0[0-9]|1[0-2])|\+(0[0-9]|1[0-4])):00$/,
          "must be in +HH:00 or -HH:00 format with the hours (HH) between -12 and +14 (inclusive).",
        ),
      }),
    },
    { computed: true, same: sameWhenDisabled },
  ),
  dailyLimitWarningThresholdPercentage: num({
    computed: true,
    same: sameWhenDisabled,
    check: (value) =>
      typeof value === "number" && (value < 50 || value > 99.99)
        ? `expected daily_limit_warning_threshold_percentage to be in the range (50.000000 - 99.990000), got ${value}.`
        : undefined,
  }),
  tags: setOf(str(), { computed: true }),
};

function bodyOf({ planned, inputs, id }: Plan): Values {
  const creating = id === undefined;
  const body: Values = creating ? { name: text(planned.name) } : {};
  const [filter] = list(planned.filters);
  body.filter = { query: text(object(filter).query) };
  body.exclusion_filters = list(planned.exclusionFilters).map(exclusionToWire);
  body.tags = inSetOrder(list(planned.tags));
  if (!isZero(planned.dailyLimit)) body.daily_limit = planned.dailyLimit;
  const reset = object(planned.dailyLimitReset);
  if (!isZero(reset))
    body.daily_limit_reset = { reset_time: text(reset.resetTime), reset_utc_offset: text(reset.resetUtcOffset) };
  if (!isZero(planned.dailyLimitWarningThresholdPercentage)) {
    body.daily_limit_warning_threshold_percentage = planned.dailyLimitWarningThresholdPercentage;
  }
  if (!creating && planned.disableDailyLimit === true) body.disable_daily_limit = true;
  if (inputs.retentionDays !== undefined) body.num_retention_days = inputs.retentionDays;
  if (inputs.flexRetentionDays !== undefined) {
    body.num_flex_logs_retention_days = inputs.flexRetentionDays;
    if (creating) body.num_retention_days ??= 0;
  }
  return body;
}

function exclusionToWire(item: Value): Values {
  const exclusion = object(item);
  const wire: Values = { name: text(exclusion.name), is_enabled: exclusion.isEnabled === true };
  const [first] = list(exclusion.filters);
  if (first !== undefined) {
    const filter = object(first);
    wire.filter = { query: text(filter.query), sample_rate: filter.sampleRate ?? 0 };
    if (!isZero(filter.sampleAttribute))
      wire.filter = { ...object(wire.filter), sample_attribute: filter.sampleAttribute };
  }
  return wire;
}

function stateOf(answer: Value): Values {
  const index = object(answer);
  const reset = object(index.daily_limit_reset);
  return {
    name: text(index.name),
    filters: [{ query: text(object(index.filter).query) }],
    exclusionFilters: list(index.exclusion_filters).map((item) => {
      const exclusion = object(item);
      const filter = object(exclusion.filter);
      return {
        name: text(exclusion.name),
        isEnabled: exclusion.is_enabled === true,
        filters: [
          {
            query: text(filter.query),
            sampleRate: filter.sample_rate ?? 0,
            sampleAttribute: text(filter.sample_attribute),
          },
        ],
      };
    }),
    retentionDays: index.num_retention_days ?? 0,
    flexRetentionDays: index.num_flex_logs_retention_days ?? 0,
    disableDailyLimit: index.daily_limit === undefined || index.daily_limit === null,
    dailyLimit: index.daily_limit ?? 0,
    dailyLimitReset: isZero(reset)
      ? null
      : { resetTime: text(reset.reset_time), resetUtcOffset: text(reset.reset_utc_offset) },
    dailyLimitWarningThresholdPercentage: index.daily_limit_warning_threshold_percentage ?? 0,
    tags: list(index.tags).map(text).sort(),
  };
}

const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

export const logsIndex: Kind = {
  name: "datadog/logs-index",
  token: "datadog:index/logsIndex:LogsIndex",
  vendor: "datadog",
  title: "Datadog log index",
  flavour: "sdk",
  fields: FIELDS,
  calls: {
    create: async (call, plan) => {
      const state = stateOf(await call("POST", PATH, bodyOf(plan)));
      return { id: text(state.name), state };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", pathOf(id)));
      return answer === undefined ? undefined : stateOf(answer);
    },
    update: async (call, id, plan) => stateOf(await call("PUT", pathOf(id), bodyOf(plan))),
    delete: async (call, id) => {
      await call("DELETE", pathOf(id));
    },
  },
};

const ORDER_NAME = "logs_index_order";

const orderState = (answer: Value, plan: Values): Values => ({
  indexes: list(object(answer).index_names),
  name: isZero(plan.name) ? ORDER_NAME : plan.name,
});

export const logsIndexOrder: Kind = {
  name: "datadog/logs-index-order",
  token: "datadog:index/logsIndexOrder:LogsIndexOrder",
  vendor: "datadog",
  title: "order of Datadog log indexes",
  flavour: "sdk",
  fields: { name: str({ computed: true, local: true }), indexes: listOf(str(), { required: true }) },
  calls: {
    create: async (call, { planned }) => {
      const state = orderState(await call("PUT", ORDER_PATH, { index_names: list(planned.indexes) }), planned);
      return { id: text(state.name), state };
    },
    read: async (call, _id, state) => orderState(await call("GET", ORDER_PATH), state),
    update: async (call, _id, { planned }) =>
      orderState(await call("PUT", ORDER_PATH, { index_names: list(planned.indexes) }), planned),
    /** There is always an order: nothing to delete. */
    delete: async () => undefined,
  },
};
