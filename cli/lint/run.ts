/** `watchbill lint`: files in, findings out; with `--fix` the certain changes are written back. */

import { relative, resolve } from "node:path";
import { type Diagnostic, sortDiagnostics } from "../../diagnostics/index";
import { createMetrics, type Fix, lint } from "../../query/index";
import { type Options, UsageError } from "../command";
import { exitCodeOf, factsFor, show } from "../findings";
import type { Io } from "../io";
import { writeWhole } from "../write-whole";
import { checked, filesBelow, readText } from "./files";
import { applyFixes } from "./fix";
import { fixed } from "./fixed";
import { metricTables } from "./metric-tables";
import { objectiveFindings, type PlacedFinding, targetsOf } from "./objectives";
import { type ReadFile, readJson } from "./read-json";
import { readWaivers } from "./waivers";

/** A fix that asks for another one without end is a mistake of ours; the files are still whole. */
const MOST_ROUNDS = 10;

export async function lintFiles(
  paths: readonly string[],
  options: Options,
  io: Io,
  rounds = MOST_ROUNDS,
): Promise<number> {
  const files = paths.flatMap((path) => (path === "-" ? ["-"] : filesBelow(resolve(io.cwd, path), path)));
  if (files.length === 0) throw new UsageError(`there is no .json file below ${paths.join(" or ")}`);
  if (options.fix && files.includes("-")) throw new UsageError("--fix edits files: it does not go with -");
  const shown = (file: string) => (file === "-" ? "<stdin>" : relative(io.cwd, file) || ".");
  const read: ReadFile[] = [];
  for (const file of files) {
    const { text, mark, problem } =
      file === "-" ? checked(await io.readInput(), shown(file)) : readText(file, shown(file));
    const one = readJson(shown(file), text, mark);
    // A folder holds other JSON too; only a file that was named has to hold monitors.
    const named = file === "-" || paths.some((path) => resolve(io.cwd, path) === file);
    const diagnostics = problem ? [problem] : named ? one.diagnostics : one.diagnostics.filter(isError);
    read.push({ ...one, diagnostics });
  }
  const monitors = read.flatMap((file) => file.monitors);
  const objectives = read.flatMap((file) => file.objectives);
  // A file that was named says so itself.
  if (monitors.length + objectives.length === 0 && read.every(({ diagnostics }) => diagnostics.length === 0))
    throw new UsageError(
      `none of the ${counted(read.length, "JSON file")} below ${paths.join(" or ")} holds a monitor or an objective`,
    );
  const metrics = createMetrics(metricTables(options, io));
  const unknown = new Set<string>();
  const result = lint(
    monitors.map(({ input }) => input),
    {
      metric: (name) => {
        const fact = metrics.lookup(name);
        if (!fact) unknown.add(name);
        return fact;
      },
      neighbours: (name) => metrics.neighbours(name),
      objectiveTarget: targetsOf(objectives),
    },
  );
  const findings: PlacedFinding[] = [
    ...result.findings.flatMap(({ diagnostic, fix, monitor }) => {
      const placed = monitors[monitor];
      return placed ? [{ diagnostic, fix, placed }] : [];
    }),
    ...objectiveFindings(objectives),
  ];
  const waivers = readWaivers(
    files.filter((file) => file !== "-"),
    today(),
    shown,
    new Set([...monitors, ...objectives].map(({ input }) => input.name ?? "")),
  );
  const found = sortDiagnostics(
    waivers.apply([...read.flatMap(({ diagnostics }) => diagnostics), ...findings.map(({ diagnostic }) => diagnostic)]),
  );
  if (options.fix) {
    const fixed = writeFixes(files, read, certain(findings, new Set(found)), io);
    // What touched another fix is made in the next round.
    if (fixed > 0) return lintFiles(paths, { ...options, fix: rounds > 1 }, io, rounds - 1);
  }
  const slos = objectives.length === 0 ? "" : ` and ${counted(objectives.length, "objective")}`;
  const whatWasRead = `${counted(monitors.length, "monitor")}${slos}`;
  const summary = { files: read.length, monitors: monitors.length, notChecked: result.notChecked };
  show(found, options.format ?? "text", io, {
    title: "Watchbill lint",
    facts: await factsFor(options.format),
    report: { waived: waivers.used() },
    counted: summary,
    unknownMetrics: [...unknown].sort(),
    text: (file) => read.find((one) => one.file === file)?.text,
    clean: `${whatWasRead} in ${counted(read.length, "file")}: no findings`,
  });
  return exitCodeOf(found, options.failOn);
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

type Fixable = PlacedFinding & { fix: Fix };

/** What nobody accepted; and no text is changed to fit a query whose own unit is in doubt. */
function certain(findings: readonly PlacedFinding[], left: ReadonlySet<Diagnostic>): Fixable[] {
  const open = findings.filter(({ diagnostic }) => left.has(diagnostic));
  const doubtful = new Set(open.flatMap(({ diagnostic, placed }) => (IN_DOUBT.has(diagnostic.code) ? [placed] : [])));
  return open.flatMap((one) =>
    one.fix && !(one.diagnostic.code === "message-unit" && doubtful.has(one.placed)) ? [{ ...one, fix: one.fix }] : [],
  );
}

/** Findings that say that query and threshold do not agree. */
const IN_DOUBT: ReadonlySet<string> = new Set(["fraction-or-percent", "latency-in-seconds", "threshold-unit"]);

/** Writes each changed file whole, beside and then over the old one, and says what it changed. Returns how many fixes were made. */
function writeFixes(paths: readonly string[], read: readonly ReadFile[], fixes: readonly Fixable[], io: Io): number {
  let made = 0;
  for (const [index, file] of read.entries()) {
    const inFile = new Set<object>([...file.monitors, ...file.objectives]);
    const path = paths[index];
    const { text, applied } = applyFixes(
      file.text,
      fixes.filter(({ placed }) => inFile.has(placed)),
    );
    if (applied.length === 0 || path === undefined) continue;
    writeWhole(path, `${file.mark}${text}`);
    for (const { diagnostic, fix } of applied) io.err(fixed(diagnostic, fix));
    made += applied.length;
  }
  return made;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
