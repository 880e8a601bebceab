/** Datadog metrics made from logs: what is counted or measured is fixed at creation. */

import { block, bool, setOf, str } from "../fields";
import type { Fields, Kind, Value, Values } from "../kind";
import { inSetOrder } from "../set-order";
import { isZero, list, object, text } from "../wire";
import { found } from "./found";

const PATH = "/api/v2/logs/config/metrics";

const FIELDS: Fields = {
  name: str({ required: true, forceNew: true }),
  compute: block(
    {
      aggregationType: str({ required: true, forceNew: true, oneOf: ["count", "distribution"] }),
      path: str({ forceNew: true }),
      includePercentiles: bool(),
    },
    { required: true },
  ),
  filter: block({ query: str({ required: true }) }, { required: true }),
  groupBies: setOf(block({ path: str({ required: true }), tagName: str({ required: true }) })),
};

function groupsOf(planned: Values): Value[] {
  const groups = list(planned.groupBies).map((item) => {
    const { path, tagName } = object(item);
    return { path: text(path), tag_name: text(tagName) };
  });
  return inSetOrder(groups, (group) => `path:${group.path};tag_name:${group.tag_name};`);
}

function createBody(planned: Values, inputs: Values): Values {
  const compute = object(planned.compute);
  const wire: Values = { aggregation_type: text(compute.aggregationType) };
  if (!isZero(compute.path)) wire.path = compute.path;
  const { includePercentiles } = object(inputs.compute);
  if (includePercentiles !== undefined) wire.include_percentiles = includePercentiles;
  const attributes = {
    compute: wire,
    filter: { query: text(object(planned.filter).query) },
    group_by: groupsOf(planned),
  };
  return { data: { type: "logs_metrics", id: text(planned.name), attributes } };
}

function updateBody(planned: Values, prior: Values): Values {
  const [before, after] = [
    object(prior.compute).includePercentiles === true,
    object(planned.compute).includePercentiles === true,
  ];
  const attributes = {
    compute: before === after ? {} : { include_percentiles: after },
    filter: { query: text(object(planned.filter).query) },
    group_by: groupsOf(planned),
  };
  return { data: { type: "logs_metrics", attributes } };
}

function stateOf(answer: Value): Values {
  const data = object(object(answer).data);
  const attributes = object(data.attributes);
  const compute = object(attributes.compute);
  return {
    name: text(data.id),
    compute: {
      aggregationType: text(compute.aggregation_type),
      path: text(compute.path),
      includePercentiles: compute.include_percentiles === true,
    },
    filter: { query: text(object(attributes.filter).query) },
    groupBies: list(attributes.group_by).map((item) => ({
      path: text(object(item).path),
      tagName: text(object(item).tag_name),
    })),
  };
}

const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

export const logsMetric: Kind = {
  name: "datadog/logs-metric",
  token: "datadog:index/logsMetric:LogsMetric",
  vendor: "datadog",
  title: "Datadog metric from logs",
  flavour: "sdk",
  uniqueName: true,
  fields: FIELDS,
  calls: {
    create: async (call, { planned, inputs }) => {
      const state = stateOf(await call("POST", PATH, createBody(planned, inputs)));
      return { id: text(state.name), state };
    },
    read: async (call, id) => {
      const answer = await found(call("GET", pathOf(id)));
      return answer === undefined ? undefined : stateOf(answer);
    },
    update: async (call, id, { planned, prior }) =>
      stateOf(await call("PATCH", pathOf(id), updateBody(planned, prior))),
    delete: async (call, id) => {
      await call("DELETE", pathOf(id));
    },
  },
};
