/** What `watchbill doctor` looks at, how it shows it, and how `--fix` mends what a killed run left behind. */

import { existsSync } from "node:fs";
import pc from "picocolors";
import { safeLine } from "../../diagnostics/index";
import {
  type Engine,
  findPlugins,
  inspectStack,
  needsRecovery,
  type Search,
  type StackInspection,
  searchEngine,
  stackNames,
} from "../../engine/index";
import { sandboxStatus } from "../../sandbox/index";
import { EXIT, type Options } from "../command";
import { startProgress } from "../deploy/progress";
import { recoverSandboxStack } from "../deploy/recover";
import { openSandbox } from "../deploy/sandbox";
import { sandboxTarget } from "../deploy/target";
import type { Io } from "../io";
import { type Project, projectAt } from "../project";

type State = "ok" | "missing" | "broken" | "mended" | "not checked";

interface Finding {
  what: string;
  state: State;
  text: string;
}

export async function diagnose(options: Options, io: Io): Promise<number> {
  const project = projectAt(io);
  const search = await searchEngine({ explicit: options.pulumi, install: false, signal: io.signal });
  const findings = [
    { what: "node", state: "ok" as const, text: process.version },
    engineFinding(search),
    ...pluginFindings(),
    await sandboxFinding(project),
    ...(await stackFindings(project, search.engine, options, io)),
  ];
  if (options.format === "json") io.out(JSON.stringify({ version: 1, findings, engines: search.candidates }, null, 2));
  else io.out(asText(findings, search, io));
  return findings.some(({ state }) => state === "broken") ? EXIT.findings : EXIT.ok;
}

function engineFinding({ engine }: Search): Finding {
  if (!engine) return { what: "pulumi", state: "missing", text: 'none found yet; "watchbill up --sandbox" gets one' };
  return { what: "pulumi", state: "ok", text: engine.why };
}

function pluginFindings(): Finding[] {
  const found = findPlugins();
  return (["datadog", "pagerduty", "sentry"] as const).map((name) => {
    const plugin = found.find((candidate) => candidate.name === name);
    return plugin
      ? { what: `${name} plugin`, state: "ok", text: `${plugin.version ?? "of unknown version"} (${plugin.path})` }
      : { what: `${name} plugin`, state: "missing", text: "not installed; the sandbox serves its own" };
  });
}

async function sandboxFinding({ sandbox }: Project): Promise<Finding> {
  const status = await sandboxStatus(sandbox);
  if (!status.running) return { what: "sandbox", state: "missing", text: 'not running; "watchbill sandbox start"' };
  const unknown = status.unknownRoutes === 0 ? "" : `; ${status.unknownRoutes} requests to routes it does not have`;
  return { what: "sandbox", state: "ok", text: `${status.url}${unknown}` };
}

async function stackFindings(
  project: Project,
  engine: Engine | undefined,
  options: Options,
  io: Io,
): Promise<Finding[]> {
  if (!existsSync(project.sandbox)) return [];
  if (!engine) return [{ what: "sandbox stacks", state: "not checked", text: "no engine to look at them with" }];
  const target = (name: string) => sandboxTarget(project, name, undefined);
  const names = await stackNames(engine, await target("any"));
  const wanted = names.filter((name) => !options.env || options.env.includes(name));
  const findings: Finding[] = [];
  for (const name of wanted) {
    const what = `sandbox stack ${name}`;
    if (options.fix) findings.push({ what, ...(await mend(project, engine, name, options, io)) });
    else {
      const inspection = await inspectStack(engine, await target(name));
      findings.push(
        needsRecovery(inspection)
          ? { what, state: "broken", text: `${leftOver(inspection)}; "watchbill doctor --fix" mends it` }
          : { what, state: "ok", text: "nothing pending, no locks" },
      );
    }
  }
  return findings;
}

function leftOver({ damage, locks, pending }: StackInspection): string {
  const parts = [
    ...(damage === undefined ? [] : [`state cannot be read: ${damage}`]),
    ...(locks === "not checked" ? [] : locks.map(({ pid, state }) => `${state} lock of process ${pid}`)),
    ...pending.map(({ type, resource }) => `${type} ${resource.urn.slice(resource.urn.lastIndexOf("::") + 2)}`),
  ];
  return parts.join(", ");
}

async function mend(
  project: Project,
  engine: Engine,
  environment: string,
  options: Options,
  io: Io,
): Promise<Omit<Finding, "what">> {
  const progress = startProgress(io);
  try {
    const sandbox = await openSandbox(project, options, progress);
    const { done, instructions } = await recoverSandboxStack(engine, sandbox, environment, io.signal);
    if (instructions.length > 0) return { state: "broken", text: instructions.join("\n") };
    return done.length > 0 ? { state: "mended", text: done.join("; ") } : { state: "ok", text: "nothing to mend" };
  } finally {
    progress.stop();
  }
}

function asText(findings: readonly Finding[], search: Search, io: Io): string {
  const colour = pc.createColors(io.colour);
  const paint: Record<State, (text: string) => string> = {
    ok: colour.green,
    missing: colour.yellow,
    broken: colour.red,
    mended: colour.green,
    "not checked": colour.yellow,
  };
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(
    ({ what, state, text }) => `${what.padEnd(width)}  ${paint[state](state.padEnd(11))}  ${safeLine(text)}`,
  );
  const candidates = search.candidates.map(
    ({ how, where, reason, taken }) => `  ${taken ? "→" : " "} ${how.padEnd(8)} ${where} ${reason}`,
  );
  return [...lines, "", "where an engine was looked for:", ...candidates].join("\n");
}
