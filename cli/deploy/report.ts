/** What the user reads after a run: changes, messages of the engine, policy violations, and the closing table. */

import pc from "picocolors";
import { safeLine, safeLines } from "../../diagnostics/index";
import type { RunResult } from "../../engine/index";
import { EXIT } from "../command";
import { table } from "../table";
import { describeChanges } from "./changes";
import type { Deployment } from "./deploy";
import { nextSteps } from "./next-steps";
import { changedAnything, type EnvironmentSummary, HEAD, rows } from "./summary";

/** Prints one environment's run and returns its exit code. */
export function reportRun(
  { io, options, specs, verb }: Deployment,
  environment: string,
  result: RunResult,
  summary: EnvironmentSummary,
): number {
  const say = options.format === "json" ? io.err : io.out;
  const colour = pc.createColors(io.colour);
  const changes = describeChanges(
    result.changes,
    specs.filter(({ env }) => env === environment),
  );
  if (changes.length > 0) say([colour.bold(environment), ...changes].join("\n"));
  else if (result.outcome === "succeeded") say(`${colour.bold(environment)}: no changes`);

  for (const { level, message, pack, policy, urn } of result.policyViolations) {
    const about = urn ? ` ${urn.slice(urn.lastIndexOf("::") + 2)}` : "";
    const mark = level === "mandatory" ? colour.red("policy violated:") : colour.yellow("policy advice:");
    io.err(`${mark} ${safeLine(`${pack}/${policy}${about}`)}\n${indent(message)}`);
  }
  for (const { message, severity } of result.messages) {
    // Said of everything else that was under way when something failed.
    if (severity === "info" || message.endsWith("context canceled")) continue;
    io.err(`${severity === "error" ? colour.red("error:") : colour.yellow("warning:")} ${indent(message).trimStart()}`);
  }
  if (result.outcome === "succeeded") return EXIT.ok;
  if (result.messages.length === 0 && result.output) io.err(indent(result.output));
  switch (result.outcome) {
    case "interrupted":
      io.err(`${environment}: interrupted; what was done is recorded, "watchbill ${verb}" goes on from there`);
      return EXIT.interrupted;
    case "timed-out":
      io.err(`${environment}: took too long and was stopped; "watchbill doctor" says what is left over`);
      return EXIT.engine;
    default: {
      io.err(`${environment}: ${verb} failed${changedAnything(summary) && verb !== "preview" ? " half-way" : ""}`);
      const broken = result.policyViolations.some(({ level }) => level === "mandatory");
      return broken ? EXIT.findings : EXIT.engine;
    }
  }
}

export function reportEnd(
  { io, project, sandbox, specs, verb }: Deployment,
  summaries: readonly EnvironmentSummary[],
  succeeded: boolean,
  json: boolean,
): void {
  if (json) {
    io.out(JSON.stringify({ version: 1, command: verb, succeeded, environments: summaries }, null, 2));
    return;
  }
  const lines = summaries.flatMap(rows);
  if (lines.length > 0) io.out(`\n${table(verb === "preview" ? PLANNED : HEAD, lines)}`);
  if (!succeeded || !sandbox) return;
  io.out(`\nEverything provisioned is listed at ${sandbox.url}`);
  if (verb !== "up") return;
  const environments = summaries.map(({ environment }) => environment);
  io.out(nextSteps({ project, specs, environments, changed: summaries.some(changedAnything) }));
}

const PLANNED = ["environment", "vendor", "create", "update", "unchanged", "delete", "time"];

function indent(text: string): string {
  return safeLines(text)
    .map((line) => `  ${line}`)
    .join("\n");
}
