/** `watchbill metrics pull`: names in, a table out. The old file stays until the new one is whole. */

import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { hasErrors } from "../../diagnostics/index";
import { factFromApi, METRICS_FILE, type MetricFact, printMetricTable } from "../../query/index";
import { readCatalog } from "../catalog";
import { EXIT, type Options, UsageError } from "../command";
import { show } from "../findings";
import type { Io } from "../io";
import { filesBelow, readText } from "../lint/files";
import { readJson } from "../lint/read-json";
import { findProject } from "../project";
import { writeWhole } from "../write-whole";
import { accessOf } from "./account";
import { askAll } from "./datadog";
import { metricNames } from "./names";

interface Wanted {
  names: string[];
  /** Datadog's sites of the catalog. */
  sites: string[];
  /** Absolute; where the table goes when nothing else is said. */
  out: string;
}

export async function pull(files: readonly string[], options: Options, io: Io): Promise<number> {
  const wanted = files.length > 0 ? fromFiles(files, io) : await fromCatalog(options, io);
  if (!wanted) return EXIT.findings;
  const { names, sites } = wanted;
  if (names.length === 0) throw new UsageError("no metric is named: nothing to ask for");
  const access = accessOf(sites, options, io);
  const out = options.out === undefined ? wanted.out : resolve(io.cwd, options.out);
  // Told before hundreds of requests rather than after.
  accessSync(dirname(out), constants.W_OK);
  io.err(`asking ${new URL(access.address).host} about ${counted(names.length, "metric")}`);
  const replies = await askAll(names, access);
  const table = new Map<string, MetricFact>();
  const unknown: string[] = [];
  for (const [index, name] of names.entries()) {
    const fact = factFromApi(replies[index]);
    if (fact) table.set(name, fact);
    else if (replies[index] === undefined) unknown.push(name);
  }
  const changed = write(out, printMetricTable(table));
  const silent = names.length - table.size - unknown.length;
  io.out(`${relative(io.cwd, out) || out}: ${counted(table.size, "metric")}${changed ? "" : ", unchanged"}`);
  if (silent > 0) io.out(`${counted(silent, "metric")} without type and unit at Datadog: not in the file`);
  if (unknown.length > 0) io.out(`${counted(unknown.length, "metric")} unknown to Datadog:\n${listed(unknown)}`);
  return EXIT.ok;
}

async function fromCatalog(options: Options, io: Io): Promise<Wanted | undefined> {
  const { catalog } = findProject(options, io);
  const { diagnostics, environments, resolved, specs } = await readCatalog(options, io);
  if (hasErrors(diagnostics)) {
    show(diagnostics, "text", { ...io, out: io.err });
    return undefined;
  }
  const sites = environments.map((environment) => environment.sites.datadog);
  const bodies = specs.filter(({ kind }) => kind.startsWith("datadog/")).map(({ body }) => body);
  // Of its own metrics those too that no query names: what is to be told of them waits until they are there.
  const own = resolved.flatMap(({ metrics }) => metrics.map(({ key }) => key)).filter((key) => !key.endsWith("*"));
  return { names: [...new Set([...metricNames(bodies), ...own])].sort(), sites, out: join(catalog, METRICS_FILE) };
}

function fromFiles(paths: readonly string[], io: Io): Wanted {
  const objects = paths
    .flatMap((path) => filesBelow(resolve(io.cwd, path), path))
    .flatMap((file) => {
      const shown = relative(io.cwd, file);
      const { problem, text } = readText(file, shown);
      const { diagnostics, monitors, objectives } = readJson(shown, text);
      const wrong = problem ?? diagnostics.find(({ severity }) => severity === "error");
      if (wrong) throw new UsageError(`${shown}: ${wrong.message}`);
      return [...monitors, ...objectives].map(({ input }) => input);
    });
  return { names: metricNames(objects), sites: [], out: resolve(io.cwd, METRICS_FILE) };
}

/** False when the file says it already. */
function write(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  writeWhole(file, text);
  return true;
}

const SHOWN = 20;

function listed(names: readonly string[]): string {
  const rest = names.length > SHOWN ? [`  and ${names.length - SHOWN} more`] : [];
  return [...names.slice(0, SHOWN).map((name) => `  ${name}`), ...rest].join("\n");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
