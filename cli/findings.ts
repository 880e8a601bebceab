/** Shows findings the way the user asked for, and says which exit code they mean. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Diagnostic,
  type Facts,
  formatFrames,
  formatGithub,
  formatJson,
  formatMarkdown,
  formatSarif,
  grouped,
  hasErrors,
  isQuiet,
  packLines,
  quietLines,
  type Report,
  type Summary,
  safeLine,
  summaryOf,
  waivedLines,
  whosePolicies,
  wrap,
} from "../diagnostics/index";
import type { CheckedCatalog } from "../model/index";
import { EXIT, type Options, type OptionWords } from "./command";
import type { Io } from "./io";
import { version } from "./version";

export interface ShowOptions {
  /** What text output says when there is nothing to find. */
  clean?: string;
  /** The text of a file that was read already; others are read for their lines. */
  text?: (file: string) => string | undefined;
  counted?: Partial<Pick<Summary, "files" | "monitors" | "notChecked">>;
  /** Metrics of which nothing is known. */
  unknownMetrics?: readonly string[];
  /** What policies looked at, and what is accepted. */
  report?: Report | undefined;
  /** Of rules, for formats that explain them: see `factsFor`. */
  facts?: Facts | undefined;
  /** A file for findings that have no place. */
  unplaced?: string | undefined;
  /** The heading of formats that have one. Default `Watchbill`. */
  title?: string;
}

export const FORMATS: OptionWords = {
  flags: "--format <format>",
  description: "text, json, sarif (code scanning), github (annotations) or markdown (job summary)",
  choices: ["text", "json", "sarif", "github", "markdown"],
  default: "text",
};

/** What SARIF says of rules; nothing is loaded for other formats. */
export async function factsFor(format: string | undefined): Promise<Facts | undefined> {
  return format === "sarif" ? (await import("./rule-facts")).ruleFacts : undefined;
}

export function show(diagnostics: readonly Diagnostic[], format: string, io: Io, options: ShowOptions = {}): void {
  const { clean, facts, report = {}, title, unplaced } = options;
  const loud = grouped(diagnostics.filter((diagnostic) => !isQuiet(diagnostic)));
  const read = (file: string) => options.text?.(file) ?? readIfPossible(resolve(io.cwd, file));
  switch (format) {
    case "json":
      io.out(formatJson(diagnostics, summaryOf(diagnostics, options.counted), report));
      return;
    case "sarif": {
      const more = { ...(facts && { facts }), ...(unplaced !== undefined && { unplaced }) };
      io.out(formatSarif(diagnostics, version(), { ...report, ...more }));
      return;
    }
    case "markdown":
      io.out(formatMarkdown(diagnostics, { ...report, read, ...(title !== undefined && { title }) }));
      return;
    case "github": {
      // An annotation is for somebody to act on, and GitHub shows only so many.
      const text = formatGithub(loud, report);
      if (text !== "") io.out(text);
      return;
    }
    default: {
      if (loud.length > 0) io.out(formatFrames(loud, { colour: io.colour, read }));
      else if (clean) io.out(clean);
      const { policies = [], policiesFrom, waived = [] } = report;
      if (policiesFrom !== undefined) io.out(safeLine(whosePolicies(policiesFrom)));
      for (const line of waivedLines(waived)) io.out(line);
      for (const line of [...quietLines(diagnostics), ...packLines(policies)]) io.out(wrap(line, "").join("\n"));
      const open = options.counted?.notChecked ?? 0;
      if (open > 0) io.out(notMade(open, options.unknownMetrics ?? []));
    }
  }
}

/** How many metrics are named before "and others". */
const NAMED = 3;

/** Metrics that are to be told to Datadog, and cannot be before they are sent. */
function waiting(count: number): string {
  const which = count === 1 ? "1 metric has" : `${count} metrics have`;
  return wrap(
    `${which} not arrived at Datadog yet as far as is known: tags and meaning are provisioned once. Go on with "watchbill metrics pull", then commit its file.`,
    "",
  ).join("\n");
}

function notMade(count: number, unknown: readonly string[]): string {
  const checks = `${count} ${count === 1 ? "check" : "checks"} of monitors not made (one for each rule, monitor and environment)`;
  if (unknown.length === 0)
    return wrap(`${checks}: a query cannot be read, or the unit of a metric is not known.`, "").join("\n");
  const names = unknown
    .slice(0, NAMED)
    .map((name) => safeLine(name))
    .join(", ");
  const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : "";
  const why = `a query cannot be read, or nothing is known of a metric (${names}${more})`;
  return wrap(`${checks}: ${why}. "watchbill metrics pull" asks Datadog.`, "").join("\n");
}

/** What `check` found in a catalog. */
export function showChecked(
  checked: CheckedCatalog,
  format: string | undefined,
  io: Io,
  more: Pick<ShowOptions, "report" | "facts" | "unplaced"> = {},
): void {
  const { diagnostics, environments, files, notChecked, specs, unknownMetrics, waitingMetrics } = checked;
  show(diagnostics, format ?? "text", io, {
    ...more,
    title: "Watchbill check",
    counted: { files, monitors: specs.filter(({ kind }) => kind === "datadog/monitor").length, notChecked },
    unknownMetrics,
    clean: `${environments.map(({ name }) => name).join(", ")}: ${specs.length} resources, no findings`,
  });
  if (waitingMetrics.length > 0 && (format ?? "text") === "text") io.out(waiting(waitingMetrics.length));
  // Monitors, objectives and dashboards are made of a catalog that is whole.
  if (specs.length === 0 && hasErrors(diagnostics) && (format ?? "text") === "text" && notChecked === 0)
    io.out("Queries, messages and thresholds are checked once these errors are mended.");
}

export function exitCodeOf(diagnostics: readonly Diagnostic[], failOn: Options["failOn"] = "error"): number {
  const bad = diagnostics.some(
    ({ severity }) => severity === "error" || (failOn === "warning" && severity === "warning"),
  );
  return bad ? EXIT.findings : EXIT.ok;
}

function readIfPossible(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
