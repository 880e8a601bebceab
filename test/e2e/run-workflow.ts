/**
 * Runs the `run` steps of a job of .github/workflows as a runner would: bash, the job's environment, the files for the summary and for
 * variables, and `if` as far as our workflows use it. Steps that use an action are skipped: what they prepare, a test prepares.
 */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./workspace";

export interface Step {
  name: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  "working-directory"?: string;
  with?: Record<string, string>;
}

export interface Job {
  if?: string;
  env?: Record<string, string>;
  defaults?: { run: { shell: string; "working-directory"?: string } };
  steps: Step[];
  [key: string]: unknown;
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions: unknown;
  env?: Record<string, string>;
  defaults?: { run: { shell: string } };
  jobs: Record<string, Job>;
}

export function readWorkflow(file: string): Workflow {
  return parse(readFileSync(join(ROOT, ".github", "workflows", file), "utf8")) as Workflow;
}

export interface RanStep {
  name: string;
  code: number;
  out: string;
}

export interface RanJob {
  steps: RanStep[];
  failed: boolean;
  /** What the job's summary would show. */
  summary: string;
}

export interface JobOptions {
  /** `GITHUB_WORKSPACE`: the checkout, or what holds several. */
  dir: string;
  /** What stands in for `${{ … }}`; one that is not here is an error. */
  expressions: Record<string, string>;
  env?: Record<string, string>;
  /** Steps that a test prepares itself. */
  prepared?: readonly string[];
}

/** `if` of a step, as far as our workflows use it: what is asked for after a failure says so. */
const AFTER_FAILURE: ReadonlySet<string> = new Set(["${{ !cancelled() }}", "${{ always() }}"]);

export async function runJob({ env: outer = {}, jobs }: Workflow, name: string, options: JobOptions): Promise<RanJob> {
  const job = jobs[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  const temp = join(options.dir, "..", "temp");
  rmSync(join(temp, "summary.md"), { force: true });
  mkdirSync(temp, { recursive: true });
  const file = (name: string) => join(temp, name);
  const files = {
    ...{ GITHUB_STEP_SUMMARY: file("summary.md"), GITHUB_ENV: file("env"), GITHUB_OUTPUT: file("output") },
  };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const filled = Object.entries({ ...outer, ...job.env }).map(([key, value]) => [
    key,
    fill(value, options.expressions),
  ]);
  let env: Record<string, string> = {
    RUNNER_TEMP: temp,
    GITHUB_WORKSPACE: options.dir,
    ...Object.fromEntries(filled),
    ...options.env,
    ...files,
  };
  const steps: RanStep[] = [];
  let failed = false;
  for (const step of job.steps) {
    if (step.run === undefined || options.prepared?.includes(step.name)) continue;
    if (failed && !AFTER_FAILURE.has(step.if ?? "")) continue;
    const folder = step["working-directory"] ?? job.defaults?.run["working-directory"] ?? ".";
    const ran = await bash(step.run, join(options.dir, folder), env);
    steps.push({ name: step.name, ...ran });
    failed ||= ran.code !== 0;
    env = { ...env, ...variables(readFileSync(files.GITHUB_ENV, "utf8")) };
  }
  return { steps, failed, summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8") };
}

function fill(text: string, expressions: Record<string, string>): string {
  return String(text).replaceAll(/\$\{\{ *(.*?) *\}\}/g, (_, expression: string) => {
    const value = expressions[expression];
    if (value === undefined) throw new Error(`nothing stands in for ${expression}`);
    return value;
  });
}

function variables(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

/** As the runner starts `shell: bash`, with what a runner's machine has and nothing of the test's own. */
function bash(script: string, cwd: string, env: Record<string, string>): Promise<{ code: number; out: string }> {
  const { HOME = "", PATH = "", WATCHBILL_CACHE, WATCHBILL_PULUMI, XDG_CACHE_HOME } = process.env;
  const machine = Object.entries({ HOME, PATH, WATCHBILL_CACHE, WATCHBILL_PULUMI, XDG_CACHE_HOME });
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd,
      env: { ...Object.fromEntries(machine.filter(([, value]) => value)), CI: "true", GITHUB_ACTIONS: "true", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        out += text;
      });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, out }));
  });
}
