/** What Datadog is told of a metric: its type, its unit and what it means. */

import { int, str } from "../fields";
import type { Fields, Kind, Value, Values } from "../kind";
import { object, text } from "../wire";
import { found } from "./found";

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
