/** The queries of a monitor's formula, as Datadog declares them beside it: lists by what is asked. */

import type { ResolvedEnvironment, ServiceEntry, SignalOf } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { metricScope, searchOf } from "./scope";
import { fillIn } from "./series";

type Asked = SignalOf<"query">["queries"][string];

/** The lists, without empty ones; undefined when the formula names nothing. */
export function variablesOf(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  queries: SignalOf<"query">["queries"],
): Body | undefined {
  const lists: Record<string, BodyValue[]> = {};
  for (const [name, asked] of Object.entries(queries)) {
    const [list, body] = variable(env, service, name, asked);
    lists[list] = [...(lists[list] ?? []), body];
  }
  return Object.keys(lists).length === 0 ? undefined : lists;
}

function variable(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  name: string,
  asked: Asked,
): [list: string, body: Body] {
  switch (asked.source) {
    case "cloud_cost":
    case "datadog_usage":
    case "metrics": {
      const query = fillIn(asked.query, env, service, metricScope(env, service));
      return ["cloudCostQueries", { name, dataSource: asked.source, query, aggregator: asked.aggregate }];
    }
    case "data_quality_metrics": {
      const filter = fillIn(asked.filter, env, service, "");
      return [
        "dataQualityQueries",
        {
          name,
          dataSource: asked.source,
          filter,
          measure: asked.measure,
          ...(asked.by.length > 0 && { groupBies: [...asked.by] }),
        },
      ];
    }
    case "data_jobs": {
      const jobsQuery = fillIn(asked.filter, env, service, "");
      return ["dataJobsQueries", { name, jobType: asked.jobType, jobsQuery, queryDialect: "metric" }];
    }
    default:
      return [
        "eventQueries",
        {
          name,
          dataSource: asked.source,
          search: { query: searchOf(env, service, fillIn(asked.query, env, service, ""), asked) },
          computes: [{ aggregation: asked.measure, ...(asked.of !== undefined && { metric: asked.of }) }],
          indexes: [asked.index ?? "*"],
          ...(asked.by.length > 0 && { groupBies: asked.by.map((facet) => ({ facet })) }),
        },
      ];
  }
}
