/** What `watchbill doctor` looks at, how it shows it, and how `--fix` mends what a killed run left behind. */

import { existsSync } from "node:fs";
import pc from "picocolors";
import { safeLines, wrap } from "../../diagnostics/index";
import { type Engine, findPlugins, type Search, searchEngine } from "../../engine/index";
import { ownStamp, sandboxStatus } from "../../sandbox/index";
import { EXIT, type Options } from "../command";
import { startProgress } from "../deploy/progress";
import { openSandbox } from "../deploy/sandbox";
import type { Io } from "../io";
import { type Project, projectAt } from "../project";
import type { Finding, State } from "./finding";
import { realStacks } from "./real-stacks";
import { inspect, mend, sandboxStacks } from "./stacks";

export async function diagnose(options: Options, io: Io): Promise<number> {
  const project = projectAt(io);
  const search = await searchEngine({ explicit: options.pulumi, install: false, signal: io.signal });
  const findings: Finding[] = [
    { what: "node", state: "ok" as const, text: process.version },
    engineFinding(search),
    ...pluginFindings(),
    ...(options.fix
      ? await fixSandbox(project, search.engine, options, io)
      : await lookAtSandbox(project, search.engine, options)),
    ...(await realStacks(search.engine, project, options)),
  ];
  if (options.format === "json") io.out(JSON.stringify({ version: 1, findings, engines: search.candidates }, null, 2));
  else io.out(asText(findings, search, io));
  return findings.some(({ state }) => state === "broken") ? EXIT.findings : EXIT.ok;
}

function engineFinding({ engine, candidates }: Search): Finding {
  const given = candidates.find(({ how }) => how === "explicit");
  if (!engine && given)
    return { what: "pulumi", state: "broken", text: `${given.where}, which was given, ${given.reason}` };
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

async function lookAtSandbox(project: Project, engine: Engine | undefined, options: Options): Promise<Finding[]> {
  const { running, stamp, url, unknownRoutes } = await sandboxStatus(project.sandbox);
  const unknown = unknownRoutes === 0 ? "" : `; ${unknownRoutes} requests to routes it does not have`;
  const other =
    stamp === ownStamp() ? "" : "; started by another version of Watchbill, the next deployment restarts it";
  const finding: Finding = running
    ? { what: "sandbox", state: "ok", text: `${url}${unknown}${other}` }
    : { what: "sandbox", state: "missing", text: 'not running; "watchbill sandbox start"' };
  if (!existsSync(project.sandbox)) return [finding];
  if (!engine) return [finding, NO_ENGINE];
  const findings = [finding];
  for (const name of await sandboxStacks(engine, project, options))
    findings.push({ what: `sandbox stack ${name}`, ...(await inspect(engine, project, name, url)) });
  return findings;
}

/** Starts the sandbox if it died: only it knows what it made. */
async function fixSandbox(project: Project, engine: Engine | undefined, options: Options, io: Io): Promise<Finding[]> {
  if (!existsSync(project.sandbox)) return lookAtSandbox(project, engine, options);
  const progress = startProgress(io);
  try {
    const { running } = await sandboxStatus(project.sandbox);
    const sandbox = await openSandbox(project, options, progress);
    const started: Finding = running
      ? { what: "sandbox", state: "ok", text: sandbox.url }
      : { what: "sandbox", state: "mended", text: `was not running; started at ${sandbox.url}` };
    if (!engine) return [started, NO_ENGINE];
    const findings = [started];
    for (const name of await sandboxStacks(engine, project, options))
      findings.push({ what: `sandbox stack ${name}`, ...(await mend(engine, sandbox, name, io)) });
    return findings;
  } finally {
    progress.stop();
  }
}

const NO_ENGINE: Finding = { what: "sandbox stacks", state: "not checked", text: "no engine to look at them with" };

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
  const indent = " ".repeat(width + 15);
  const lines = findings.map(
    ({ what, state, text }) =>
      `${what.padEnd(width)}  ${paint[state](state.padEnd(11))}  ${fitted(text, indent).join("\n").trimStart()}`,
  );
  const candidates = search.candidates.map(
    ({ how, where, reason, taken }) => `  ${taken ? "→" : " "} ${how.padEnd(8)} ${where} ${reason}`,
  );
  return [...lines, "", "where an engine was looked for:", ...candidates].join("\n");
}

/** Sentences are broken at 100 columns; what is to be typed stays in one piece. */
function fitted(text: string, indent: string): string[] {
  return safeLines(text).flatMap((line) => (line.startsWith("  ") ? [indent + line] : wrap(line, indent)));
}
