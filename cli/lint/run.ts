/** `watchbill lint`: files in, findings out; with `--fix` the certain changes are written back. */

import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Diagnostic, sortDiagnostics } from "../../diagnostics/index";
import { createMetrics, type LintFinding, lint, type MetricTable, readMetricTable } from "../../query/index";
import { EXIT, type Options, UsageError } from "../command";
import { exitCodeOf, show } from "../findings";
import type { Io } from "../io";
import { applyFixes } from "./fix";
import { type ReadFile, type ReadMonitor, readJson } from "./read-json";
import { readWaivers } from "./waivers";

/** Folders nobody means. */
const SKIPPED = new Set(["node_modules", ".git", ".terraform", ".watchbill"]);

export async function lintFiles(paths: readonly string[], options: Options, io: Io): Promise<number> {
  const files = paths.flatMap((path) => (path === "-" ? ["-"] : filesBelow(resolve(io.cwd, path), path)));
  if (options.fix && files.includes("-")) throw new UsageError("--fix edits files: it does not go with -");
  const shown = (file: string) => (file === "-" ? "<stdin>" : relative(io.cwd, file) || ".");
  const read: ReadFile[] = [];
  for (const file of files) {
    const text = file === "-" ? await io.readInput() : readFileSync(file, "utf8");
    // A folder holds other JSON too; only a file that was named has to hold monitors.
    const one = readJson(shown(file), text);
    const named = file === "-" || paths.some((path) => resolve(io.cwd, path) === file);
    read.push(named || one.monitors.length > 0 ? one : { ...one, diagnostics: one.diagnostics.filter(isError) });
  }
  const monitors = read.flatMap((file) => file.monitors.map((monitor) => ({ file, monitor })));
  const metrics = createMetrics(options.metrics === undefined ? [] : [tableFrom(options.metrics, io)]);
  const result = lint(
    monitors.map(({ monitor }) => monitor.input),
    { metric: (name) => metrics.lookup(name), neighbours: (name) => metrics.neighbours(name) },
  );
  if (options.fix) {
    const fixed = writeFixes(files, read, monitors, result.findings, io);
    if (fixed > 0) return lintFiles(paths, { ...options, fix: false }, io);
  }
  const waivers = readWaivers(
    files.filter((file) => file !== "-"),
    today(),
    shown,
  );
  const found = sortDiagnostics(
    waivers.apply([
      ...read.flatMap(({ diagnostics }) => diagnostics),
      ...result.findings.map(({ diagnostic }) => diagnostic),
    ]),
  );
  const counted = { files: read.length, monitors: monitors.length, notChecked: result.notChecked };
  show(found, options.format ?? "text", io, {
    counted,
    clean: `${monitors.length} monitors in ${read.length} files: no findings${result.notChecked ? `, ${result.notChecked} checks not made (something is not known)` : ""}`,
  });
  return files.length === 0 ? EXIT.usage : exitCodeOf(found, options.failOn);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function filesBelow(path: string, given: string): string[] {
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
  } catch {
    throw new UsageError(`there is no file or folder ${given}`);
  }
  if (!stats.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      if (item.isDirectory()) return SKIPPED.has(item.name) ? [] : filesBelow(join(path, item.name), given);
      return item.isFile() && item.name.endsWith(".json") ? [join(path, item.name)] : [];
    });
}

function tableFrom(given: string, io: Io): MetricTable {
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, given), "utf8");
  } catch {
    throw new UsageError(`--metrics: there is no file ${given}`);
  }
  const { problem, table } = readMetricTable(text, given);
  if (problem !== undefined) throw new UsageError(`--metrics ${given}: ${problem}`);
  return table;
}

/** Writes each changed file whole, beside and then over the old one. Returns how many fixes were made. */
function writeFixes(
  paths: readonly string[],
  read: readonly ReadFile[],
  monitors: readonly { file: ReadFile; monitor: ReadMonitor }[],
  findings: readonly LintFinding[],
  io: Io,
): number {
  let made = 0;
  for (const [index, file] of read.entries()) {
    const fixes = findings.flatMap(({ fix, monitor: number }) => {
      const of = monitors[number];
      return fix && of?.file === file ? [{ monitor: of.monitor, fix }] : [];
    });
    const path = paths[index];
    if (fixes.length === 0 || path === undefined) continue;
    const { text, applied } = applyFixes(file.text, fixes);
    if (applied === 0) continue;
    writeFileSync(`${path}.watchbill-new`, text);
    renameSync(`${path}.watchbill-new`, path);
    io.err(`${file.file}: ${applied} fixed`);
    made += applied;
  }
  return made;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
