/** Which tags of a metric Datadog keeps for queries: what bounds the number of its series. */

import { block, bool, setOf, str } from "../fields";
import type { Fields, Kind, Plan, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const METRIC = /^[A-Za-z][A-Za-z0-9_.]{0,199}$/;
const TYPES = ["gauge", "count", "rate", "distribution"] as const;

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
