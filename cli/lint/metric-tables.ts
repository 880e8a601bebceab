/** What a command knows of the user's own metrics, beside what the product knows of everybody's. */

import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { METRICS_FILE, type MetricTable, readMetricTable } from "../../query/index";
import { type Options, UsageError } from "../command";
import type { Io } from "../io";
import { projectAt } from "../project";

/** The table that was named, else the one that `metrics pull` wrote beside the project's catalog. */
export function metricTables({ metrics }: Options, io: Io): MetricTable[] {
  if (metrics !== undefined) return [tableFrom(metrics, io)];
  const pulled = join(projectAt(io).catalog, METRICS_FILE);
  return existsSync(pulled) ? [tableFrom(pulled, io)] : [];
}

function tableFrom(given: string, io: Io): MetricTable {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, given), "utf8");
  } catch {
    throw new UsageError(`--metrics: there is no file ${given}`);
  }
  const file = relative(io.cwd, resolve(io.cwd, given));
  const { problem, table } = readMetricTable(text, file);
  if (problem !== undefined) throw new UsageError(`${file} is no table of metrics: ${problem}`);
  return table;
}
