/** The `variables` of a Datadog monitor: queries that a formula names. One list on the wire, told apart by data source. */

import { block, bool, int, listOf, str } from "../fields";
import type { Fields, Value, Values } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";

const compute = block({ aggregation: str({ required: true }), interval: int(), metric: str(), name: str() });
const groupBy = block({
  facet: str({ required: true }),
  limit: int(),
  source: str(),
  sort: block({ aggregation: str({ required: true }), metric: str(), order: str() }),
});
const EVENT_QUERY: Fields = {
  dataSource: str({ required: true }),
  name: str({ required: true }),
  indexes: listOf(str()),
  search: block({ query: str({ required: true }) }, { required: true }),
  computes: listOf(compute, { required: true, min: 1 }),
  groupBies: listOf(groupBy),
};
const METRICS_QUERY: Fields = {
  dataSource: str({ required: true }),
  name: str(),
  query: str({ required: true }),
  aggregator: str(),
};
const REFERENCE_TABLE: Fields = {
  dataSource: str({ required: true }),
  name: str(),
  tableName: str({ required: true }),
  queryFilter: str(),
  columns: listOf(block({ name: str({ required: true }), alias: str() })),
};
const side: Fields = {
  customSql: str(),
  customWhere: str(),
  entityId: str(),
  entityType: str(),
  groupByColumns: listOf(str()),
};

export const MONITOR_VARIABLES: Fields = {
  eventQueries: listOf(block(EVENT_QUERY)),
  cloudCostQueries: listOf(
    block({
      aggregator: str({ required: true }),
      dataSource: str({ required: true }),
      name: str({ required: true }),
      query: str({ required: true }),
    }),
  ),
  dataJobsQueries: listOf(block({ jobType: str(), jobsQuery: str(), name: str(), queryDialect: str() })),
  dataQualityQueries: listOf(
    block({
      dataSource: str({ required: true }),
      filter: str({ required: true }),
      groupBies: listOf(str()),
      measure: str({ required: true }),
      name: str({ required: true }),
      schemaVersion: str(),
      scope: str(),
      monitorOptions: block({
        crontabOverride: str(),
        customSql: str(),
        customWhere: str(),
        groupByColumns: listOf(str()),
        modelTypeOverride: str(),
        sensitivity: int(),
        modelConfiguration: block({
          autoResolveDays: int(),
          enableFlatlineDetection: bool(),
          function: str(),
          minLowerBoundSize: int(),
          minUpperBoundSize: int(),
          modelBoundsOverride: str(),
        }),
        sourceToTargetConfig: block({ diffType: str(), entityType: str(), source: block(side), target: block(side) }),
      }),
    }),
  ),
  aggregateAugmentedQueries: listOf(
    block({
      dataSource: str({ required: true }),
      name: str(),
      baseEventQuery: block(EVENT_QUERY),
      baseMetricsQuery: block(METRICS_QUERY),
      augmentEventQuery: block(EVENT_QUERY),
      augmentReferenceTable: block(REFERENCE_TABLE),
      computes: listOf(compute),
      groupBies: listOf(groupBy),
      joinCondition: block({ augmentAttribute: str(), baseAttribute: str(), joinType: str() }),
    }),
  ),
  aggregateFilteredQueries: listOf(
    block({
      dataSource: str({ required: true }),
      name: str(),
      baseEventQuery: block(EVENT_QUERY),
      baseMetricsQuery: block(METRICS_QUERY),
      filterEventQuery: block(EVENT_QUERY),
      filterReferenceTable: block(REFERENCE_TABLE),
      computes: listOf(compute),
      groupBies: listOf(groupBy),
      filters: listOf(block({ baseAttribute: str(), exclude: bool(), filterAttribute: str() })),
    }),
  ),
};

export function variablesToWire(variables: Values): Value[] {
  return [
    ...each(variables.eventQueries, eventToWire),
    ...each(variables.cloudCostQueries, (q) => ({
      data_source: q.dataSource,
      query: q.query,
      aggregator: q.aggregator,
      name: q.name,
    })),
    ...each(variables.dataJobsQueries, (q) =>
      nonZero({
        data_source: "data_jobs",
        name: q.name,
        job_type: q.jobType,
        jobs_query: q.jobsQuery,
        query_dialect: q.queryDialect,
      }),
    ),
    ...each(variables.dataQualityQueries, qualityToWire),
    ...each(variables.aggregateAugmentedQueries, augmentedToWire),
    ...each(variables.aggregateFilteredQueries, filteredToWire),
  ];
}

function each(items: Value | undefined, toWire: (query: Values) => Values): Values[] {
  return list(items).map((item) => toWire(object(item)));
}

function eventToWire(query: Values): Values {
  const [compute] = list(query.computes);
  return {
    data_source: query.dataSource,
    name: query.name,
    indexes: list(query.indexes),
    search: { query: text(object(query.search).query) },
    compute: nonZero(object(compute)),
    group_by: list(query.groupBies).map(groupToWire),
  };
}

function groupToWire(item: Value): Values {
  const group = object(item);
  const wire = nonZero({ facet: group.facet, limit: group.limit, source: group.source });
  if (!isZero(group.sort)) wire.sort = nonZero(object(group.sort));
  return wire;
}

function metricsToWire(query: Values): Values {
  return nonZero({ data_source: query.dataSource, name: query.name, query: query.query, aggregator: query.aggregator });
}

function tableToWire(query: Values): Values {
  const wire = nonZero({
    data_source: query.dataSource,
    name: query.name,
    table_name: query.tableName,
    query_filter: query.queryFilter,
  });
  const columns = list(query.columns).map((column) => nonZero(object(column)));
  return columns.length > 0 ? { ...wire, columns } : wire;
}

function baseToWire(query: Values): Values {
  return isZero(query.baseEventQuery)
    ? metricsToWire(object(query.baseMetricsQuery))
    : eventToWire(object(query.baseEventQuery));
}

function aggregateToWire(query: Values): Values {
  const wire = nonZero({ data_source: query.dataSource, name: query.name });
  wire.base_query = baseToWire(query);
  const computes = list(query.computes).map((item) => nonZero(object(item)));
  if (computes.length > 0) wire.compute = computes;
  const groups = list(query.groupBies).map(groupToWire);
  if (groups.length > 0) wire.group_by = groups;
  return wire;
}

function augmentedToWire(query: Values): Values {
  const join = object(query.joinCondition);
  return {
    ...aggregateToWire(query),
    augment_query: isZero(query.augmentEventQuery)
      ? tableToWire(object(query.augmentReferenceTable))
      : eventToWire(object(query.augmentEventQuery)),
    join_condition: {
      augment_attribute: join.augmentAttribute,
      base_attribute: join.baseAttribute,
      join_type: join.joinType,
    },
  };
}

function filteredToWire(query: Values): Values {
  return {
    ...aggregateToWire(query),
    filter_query: isZero(query.filterEventQuery)
      ? tableToWire(object(query.filterReferenceTable))
      : eventToWire(object(query.filterEventQuery)),
    filters: list(query.filters).map((item) => {
      const filter = object(item);
      return {
        base_attribute: filter.baseAttribute,
        filter_attribute: filter.filterAttribute,
        exclude: filter.exclude === true,
      };
    }),
  };
}

function qualityToWire(query: Values): Values {
  const wire = nonZero({
    data_source: query.dataSource,
    filter: query.filter,
    measure: query.measure,
    name: query.name,
    schema_version: query.schemaVersion,
    scope: query.scope,
    group_by: query.groupBies,
  });
  const options = object(query.monitorOptions);
  const monitorOptions = nonZero({
    crontab_override: options.crontabOverride,
    custom_sql: options.customSql,
    custom_where: options.customWhere,
    group_by_columns: options.groupByColumns,
    model_type_override: options.modelTypeOverride,
    sensitivity: options.sensitivity,
  });
  return isZero(monitorOptions) ? wire : { ...wire, monitor_options: monitorOptions };
}

/** Back from the wire; `null` when there are none. */
export function variablesFromWire(wire: Value[]): Value {
  if (wire.length === 0) return null;
  const out: Record<string, Value[]> = {};
  const add = (name: string, value: Values): void => {
    out[name] = [...(out[name] ?? []), value];
  };
  for (const item of wire) {
    const query = object(item);
    const source = text(query.data_source);
    if (source === "cloud_cost")
      add("cloudCostQueries", {
        dataSource: source,
        query: text(query.query),
        aggregator: text(query.aggregator),
        name: text(query.name),
      });
    else if (source === "data_jobs") {
      add("dataJobsQueries", {
        name: text(query.name),
        jobType: text(query.job_type),
        jobsQuery: text(query.jobs_query),
        queryDialect: text(query.query_dialect),
      });
    } else if (source.startsWith("data_quality")) add("dataQualityQueries", qualityFromWire(query));
    else if (source === "aggregate_augmented_query") add("aggregateAugmentedQueries", augmentedFromWire(query));
    else if (source === "aggregate_filtered_query") add("aggregateFilteredQueries", filteredFromWire(query));
    else add("eventQueries", eventFromWire(query));
  }
  return out;
}

function eventFromWire(query: Values): Values {
  return {
    dataSource: text(query.data_source),
    name: text(query.name),
    indexes: list(query.indexes),
    search: { query: text(object(query.search).query) },
    computes: [computeFromWire(query.compute ?? null)],
    groupBies: list(query.group_by).map(groupFromWire),
  };
}

function computeFromWire(item: Value): Values {
  const compute = object(item);
  return {
    aggregation: text(compute.aggregation),
    interval: compute.interval ?? 0,
    metric: text(compute.metric),
    name: text(compute.name),
  };
}

function groupFromWire(item: Value): Values {
  const group = object(item);
  const sort = object(group.sort);
  return {
    facet: text(group.facet),
    limit: group.limit ?? 0,
    source: text(group.source),
    sort: isZero(sort)
      ? null
      : { aggregation: text(sort.aggregation), metric: text(sort.metric), order: text(sort.order) },
  };
}

function metricsFromWire(query: Values): Values {
  return {
    dataSource: text(query.data_source),
    name: text(query.name),
    query: text(query.query),
    aggregator: text(query.aggregator),
  };
}

function tableFromWire(query: Values): Values {
  return {
    dataSource: text(query.data_source),
    name: text(query.name),
    tableName: text(query.table_name),
    queryFilter: text(query.query_filter),
    columns: list(query.columns).map((column) => ({
      name: text(object(column).name),
      alias: text(object(column).alias),
    })),
  };
}

function aggregateFromWire(query: Values): Values {
  const base = object(query.base_query);
  const state: Values = {
    dataSource: text(query.data_source),
    name: text(query.name),
    computes: list(query.compute).map(computeFromWire),
    groupBies: list(query.group_by).map(groupFromWire),
  };
  if (text(base.data_source) === "metrics") state.baseMetricsQuery = metricsFromWire(base);
  else state.baseEventQuery = eventFromWire(base);
  return state;
}

function augmentedFromWire(query: Values): Values {
  const augment = object(query.augment_query);
  const join = object(query.join_condition);
  const state = aggregateFromWire(query);
  state.joinCondition = {
    augmentAttribute: text(join.augment_attribute),
    baseAttribute: text(join.base_attribute),
    joinType: text(join.join_type),
  };
  if (text(augment.data_source) === "reference_table") state.augmentReferenceTable = tableFromWire(augment);
  else state.augmentEventQuery = eventFromWire(augment);
  return state;
}

function filteredFromWire(query: Values): Values {
  const filter = object(query.filter_query);
  const state = aggregateFromWire(query);
  state.filters = list(query.filters).map((item) => ({
    baseAttribute: text(object(item).base_attribute),
    filterAttribute: text(object(item).filter_attribute),
    exclude: object(item).exclude === true,
  }));
  if (text(filter.data_source) === "reference_table") state.filterReferenceTable = tableFromWire(filter);
  else state.filterEventQuery = eventFromWire(filter);
  return state;
}

function qualityFromWire(query: Values): Values {
  const options = object(query.monitor_options);
  return {
    dataSource: text(query.data_source),
    filter: text(query.filter),
    measure: text(query.measure),
    name: text(query.name),
    schemaVersion: text(query.schema_version),
    scope: text(query.scope),
    groupBies: list(query.group_by),
    monitorOptions: isZero(options)
      ? null
      : {
          crontabOverride: text(options.crontab_override),
          customSql: text(options.custom_sql),
          customWhere: text(options.custom_where),
          groupByColumns: list(options.group_by_columns),
          modelTypeOverride: text(options.model_type_override),
          sensitivity: options.sensitivity ?? 0,
        },
  };
}
