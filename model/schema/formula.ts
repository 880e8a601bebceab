/** The queries a monitor's formula names: what formulas over several searches, costs, data and jobs are computed from. */

import * as z from "zod";
import { tagKey } from "./scalars";

/** What a monitor may search in a formula, in Datadog's words. */
const SEARCHED = [
  "logs",
  "rum",
  "spans",
  "events",
  "audit",
  "ci_pipelines",
  "ci_tests",
  "database_queries",
  "network",
  "network_path",
] as const;

const Search = z
  .strictObject({
    source: z.enum(SEARCHED).describe("Where is searched."),
    query: z.string().describe("The search, in Datadog's search syntax. Service and environment are added."),
    allServices: z.boolean().default(false).describe("Leave the `service:` filter out. Default false."),
    index: z.string().optional().describe("The index searched. Default: all."),
    measure: z
      .enum(["count", "cardinality", "median", "pc75", "pc90", "pc95", "pc98", "pc99", "sum", "min", "max", "avg"])
      .default("count")
      .describe("What is computed from what is found. Default `count`."),
    of: z.string().optional().describe("The attribute it is computed of; needed for all but `count`."),
    by: z.array(z.string()).default([]).describe("Attributes or tags it is split by."),
  })
  .describe("A search.");

const Cost = z
  .strictObject({
    source: z
      .enum(["cloud_cost", "datadog_usage", "metrics"])
      .describe("Costs of clouds, the usage of Datadog itself, or metrics."),
    query: z
      .string()
      .describe(
        "A metric query, e.g. `sum:aws.cost.amortized{${scope}} by {account}`. `${scope}`, `${service}` and `${env}` are filled in.",
      ),
    aggregate: z
      .enum(["avg", "sum", "max", "min", "last", "area", "l2norm", "percentile", "stddev"])
      .default("sum")
      .describe("How the values become one. Default `sum`."),
  })
  .describe("A cost.");

const Data = z
  .strictObject({
    source: z.literal("data_quality_metrics").describe("Data observability: tables and their columns."),
    filter: z
      .string()
      .describe("Which tables or columns, in Datadog's own words: ``search for column where `table:users` ``."),
    measure: z
      .string()
      .describe(
        "What is measured: `row_count`, `freshness`, `bytes`, `nullness`, `uniqueness`, `cardinality`, `percent_zero`, `mean` …",
      ),
    by: z.array(z.string()).default([]).describe("What it is split by, e.g. `entity_id`."),
  })
  .describe("A measure of data.");

const Jobs = z
  .strictObject({
    source: z.literal("data_jobs").describe("Jobs that work on data. The query's name must be `run_query`."),
    jobType: z
      .string()
      .regex(/^[a-z][\w.-]*$/)
      .describe("`databricks.job`, `spark.application`, `airflow.dag`, `dbt.job`, `glue.job`, or `custom.ol.<name>`."),
    filter: z.string().describe("Which jobs, e.g. `job_name:nightly-*`."),
  })
  .describe("Jobs.");

const FormulaQuery = z.discriminatedUnion("source", [Search, Cost, Data, Jobs]);

export const formulaQueries = z
  .record(tagKey, FormulaQuery)
  .default({})
  .describe(
    'For a `query` that is a formula, `formula("failed / all").last("5m")`: the queries it names. Costs, data quality and jobs are always formulas.',
  );
