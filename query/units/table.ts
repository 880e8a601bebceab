/**
 * Tables of metrics in files: tab-separated, the columns found by their header (`metric` and any of `type`, `unit`,
 * `per_unit`, `interval`, `source`), so that the list of an integration and the file `watchbill metrics pull` writes are read alike.
 * Reads chunk by chunk; never fails on a bad row, which only says nothing.
 */

import type { MetricFact, MetricType } from "./fact";

export type MetricTable = ReadonlyMap<string, MetricFact>;

const TYPES: ReadonlySet<string> = new Set(["gauge", "count", "rate", "distribution"]);

export interface TableReader {
  /** Takes the next piece of the file, cut anywhere. */
  push(chunk: string): void;
  /** The table read so far; the last line needs no line break. */
  end(): { table: MetricTable; rows: number; problem: string | undefined };
}

/** What `watchbill metrics pull` writes, in the catalog's folder. */
export const METRICS_FILE = "metrics.tsv";

/** `source` names the file in explanations, for rows without a source of their own. */
export function createTableReader(source: string): TableReader {
  const table = new Map<string, MetricFact>();
  const shared = new Map<string, MetricFact>();
  let columns: Columns | undefined;
  let problem: string | undefined;
  let rest = "";
  let rows = 0;

  const readLine = (line: string) => {
    if (line.length === 0 || line.startsWith("#")) return;
    if (!columns) {
      columns = columnsOf(line);
      if (columns.metric < 0 && !problem) problem = "the first line names no column `metric`";
      return;
    }
    if (columns.metric < 0) return;
    rows++;
    const cells = line.split("\t");
    const metric = cells[columns.metric] ?? "";
    if (metric.length === 0) return;
    const fact = factOf(cells, columns, source, shared);
    const other = table.get(metric);
    table.set(metric, other && other !== fact ? agreed(other, fact) : fact);
  };

  return {
    push(chunk) {
      const text = rest + chunk;
      let from = 0;
      for (let to = text.indexOf("\n"); to >= 0; to = text.indexOf("\n", from)) {
        readLine(text[to - 1] === "\r" ? text.slice(from, to - 1) : text.slice(from, to));
        from = to + 1;
      }
      rest = text.slice(from);
    },
    end() {
      readLine(rest);
      rest = "";
      return { table, rows, problem };
    },
  };
}

export function readMetricTable(text: string, source: string): ReturnType<TableReader["end"]> {
  const reader = createTableReader(source);
  reader.push(text);
  return reader.end();
}

interface Columns {
  metric: number;
  type: number;
  unit: number;
  perUnit: number;
  interval: number;
  source: number;
}

function columnsOf(header: string): Columns {
  const names = header.split("\t");
  const at = (...known: string[]) => names.findIndex((name) => known.includes(name));
  return {
    metric: at("metric", "metric_name"),
    type: at("type", "metric_type"),
    unit: at("unit", "unit_name"),
    perUnit: at("per_unit", "per_unit_name"),
    interval: at("interval"),
    source: at("source"),
  };
}

/** Facts that say the same are one object: 40,000 rows hold a few hundred of them. */
function factOf(
  cells: readonly string[],
  columns: Columns,
  source: string,
  shared: Map<string, MetricFact>,
): MetricFact {
  const cell = (column: number) => (column < 0 ? "" : (cells[column] ?? ""));
  const [type, unit, perUnit] = [cell(columns.type), cell(columns.unit), cell(columns.perUnit)];
  const own = cell(columns.source) || source;
  const interval = cell(columns.interval);
  const key = `${type}\t${unit}\t${perUnit}\t${interval}\t${own}`;
  const known = shared.get(key);
  if (known) return known;
  const fact: MetricFact = { source: own };
  if (TYPES.has(type)) fact.type = type as MetricType;
  if (unit !== "") fact.unit = unit;
  if (perUnit !== "") fact.perUnit = perUnit;
  if (Number(interval) > 0) fact.interval = Number(interval);
  shared.set(key, fact);
  return fact;
}

/** A metric listed twice: what the rows agree on. */
function agreed(a: MetricFact, b: MetricFact): MetricFact {
  const fact: MetricFact = { source: a.source };
  if (a.type !== undefined && a.type === b.type) fact.type = a.type;
  if (a.unit !== undefined && a.unit === b.unit && a.perUnit === b.perUnit) {
    fact.unit = a.unit;
    if (a.perUnit !== undefined) fact.perUnit = a.perUnit;
  }
  return fact;
}

/** The text of a committed table: header, then one metric a line, sorted, so that changes read well in a review. */
export function printMetricTable(table: MetricTable): string {
  const lines = [...table].map(([metric, { type, unit, perUnit, source }]) =>
    [metric, type ?? "", unit ?? "", perUnit ?? "", source].map((cell) => cell.replace(/[\t\r\n]/g, " ")).join("\t"),
  );
  return `metric\ttype\tunit\tper_unit\tsource\n${lines
    .sort()
    .map((line) => `${line}\n`)
    .join("")}`;
}

/** What the vendor's `GET /api/v1/metrics/<name>` says; undefined when it says nothing. */
export function factFromApi(reply: unknown): MetricFact | undefined {
  if (typeof reply !== "object" || reply === null) return undefined;
  const { type, unit, per_unit: perUnit } = reply as Record<string, unknown>;
  const fact: MetricFact = { source: "pulled" };
  if (typeof type === "string" && TYPES.has(type)) fact.type = type as MetricType;
  if (typeof unit === "string" && unit !== "") fact.unit = unit;
  if (typeof perUnit === "string" && perUnit !== "") fact.perUnit = perUnit;
  return fact.type === undefined && fact.unit === undefined ? undefined : fact;
}
