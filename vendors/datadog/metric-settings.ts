/** What Datadog is told of a metric: which tags can be queried, and what the numbers are. */

import { block, bool, int, setOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const METRIC = /^[A-Za-z][A-Za-z0-9_.]{0,199}$/;
const TYPES = ["gauge", "count", "rate", "distribution"] as const;

// Tags

const TAG_FIELDS: Fields = {
  metricName: str({
    required: true,
    forceNew: true,
    check: (value) =>
      typeof value === "string" && !METRIC.test(value)
        ? "invalid value for metric_name (metric name must be valid)."
        : undefined,
  }),
  metricType: str({ required: true, forceNew: true, oneOf: TYPES }),
  tags: setOf(str(), { required: true }),
  includePercentiles: bool(),
  excludeTagsMode: bool(),
  aggregations: setOf(block({ time: str({ required: true }), space: str({ required: true }) }), { computed: true }),
};

const tagsPath = (id: string): string => `/api/v2/metrics/${encodeURIComponent(id)}/tags`;

function tagAttributes({ planned, inputs, id }: Plan): Values {
  const attributes: Values = {
    exclude_tags_mode: planned.excludeTagsMode === true,
    tags: id === undefined ? list(inputs.tags) : inSetOrder(list(planned.tags)),
  };
  if (id === undefined) attributes.metric_type = text(planned.metricType);
  if (inputs.includePercentiles !== undefined) attributes.include_percentiles = planned.includePercentiles === true;
  if (!isZero(inputs.aggregations)) attributes.aggregations = list(planned.aggregations);
  return attributes;
}

function tagState(answer: Value): Values {
  const data = object(object(answer).data);
  const attributes = object(data.attributes);
  return {
    metricName: text(data.id),
    metricType: text(attributes.metric_type),
    tags: list(attributes.tags).map(text).sort(),
    includePercentiles: attributes.include_percentiles ?? null,
    excludeTagsMode: attributes.exclude_tags_mode === true,
    aggregations: list(attributes.aggregations),
  };
}

export const metricTags: Kind = {
  name: "datadog/metric-tags",
  token: "datadog:index/metricTagConfiguration:MetricTagConfiguration",
  vendor: "datadog",
  title: "tags of a Datadog metric",
  flavour: "sdk",
  uniqueName: true,
  fields: TAG_FIELDS,
  customise: ({ planned, inputs }) => {
    if (planned.includePercentiles === true && planned.metricType !== "distribution")
      throw new Error(
        `cannot use include_percentiles with a metric_type of ${text(planned.metricType)}, must use metric_type of 'distribution'`,
      );
    if (inputs.excludeTagsMode !== undefined && isZero(inputs.tags))
      throw new Error("cannot use exclude_tags_mode without configuring any tags");
    return planned;
  },
  calls: {
    create: async (call, plan) => {
      const id = text(plan.planned.metricName);
      const answer = await call("POST", tagsPath(id), {
        data: { attributes: tagAttributes(plan), id, type: "manage_tags" },
      });
      return { id, state: tagState(answer) };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", tagsPath(id)));
      return answer === undefined ? undefined : tagState(answer);
    },
    update: async (call, id, plan) => {
      await call("GET", tagsPath(id));
      return tagState(
        await call("PATCH", tagsPath(id), { data: { attributes: tagAttributes(plan), id, type: "manage_tags" } }),
      );
    },
    delete: (call, id) => goneIsFine(call("DELETE", tagsPath(id))),
  },
};

// Meaning

const META_FIELDS: Fields = {
  metric: str({ required: true }),
  type: str(),
  unit: str(),
  perUnit: str(),
  description: str(),
  shortName: str(),
  statsdInterval: int(),
};

const META_NAMES = [
  ["description", "description"],
  ["perUnit", "per_unit"],
  ["shortName", "short_name"],
  ["type", "type"],
  ["unit", "unit"],
] as const;

const metaPath = (metric: string): string => `/api/v1/metrics/${encodeURIComponent(metric)}`;

function metaState(answer: Value, metric: string): Values {
  const meta = object(answer);
  return {
    metric,
    ...Object.fromEntries(META_NAMES.map(([name, wire]) => [name, text(meta[wire])])),
    statsdInterval: meta.statsd_interval ?? 0,
  };
}

export const metricMetadata: Kind = {
  name: "datadog/metric-metadata",
  token: "datadog:index/metricMetadata:MetricMetadata",
  vendor: "datadog",
  title: "meaning of a Datadog metric",
  flavour: "sdk",
  fields: META_FIELDS,
  calls: {
    create: async (call, { planned }) => {
      const metric = text(planned.metric);
      const body: Values = Object.fromEntries(META_NAMES.map(([name, wire]) => [wire, text(planned[name])]));
      const answer = await call("PUT", metaPath(metric), { ...body, statsd_interval: planned.statsdInterval ?? 0 });
      return { id: metric, state: metaState(answer, metric) };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", metaPath(id)));
      return answer === undefined ? undefined : metaState(answer, id);
    },
    /** Only what changed is said. */
    update: async (call, id, { planned, prior }) => {
      const changed = META_NAMES.filter(([name]) => text(planned[name]) !== text(prior[name]));
      const body: Values = Object.fromEntries(changed.map(([name, wire]) => [wire, text(planned[name])]));
      if ((planned.statsdInterval ?? 0) !== (prior.statsdInterval ?? 0))
        body.statsd_interval = planned.statsdInterval ?? 0;
      const answer = object(await call("PUT", metaPath(text(planned.metric)), body));
      return metaState({ ...body, ...answer }, id);
    },
    /** A metric's meaning cannot be taken away: it is forgotten here. */
    delete: async () => undefined,
  },
};
