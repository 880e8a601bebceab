/**
 * Where deployments are killed: a small project with its sandbox, a look into the sandbox's database that disturbs
 * nobody, and deployments that are stopped at a counted moment.
 */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "libsql";
import { openWorkspace, type Ran, ROOT, type Workspace } from "../e2e/workspace";

export type Victim = "engine" | "sandbox" | "command";

export interface Arena {
  space: Workspace;
  /** Runs a command on the one environment and expects it to succeed. */
  must(...args: string[]): Promise<Ran>;
  /** Deploys the one environment, whatever that deletes; first with an approval that is likely to be the right one. */
  up(likely?: readonly string[]): Promise<Ran>;
  /** Rewrites the catalog so that a deployment changes, creates and deletes. */
  change(): void;
  /** Empties the sandbox and forgets the state, cheaply. */
  empty(): Promise<void>;
  /** Acknowledged writes at the vendors since the sandbox was emptied. */
  writes(): number;
  /** What the sandbox holds, as `vendor kind: count` lines. */
  counts(): string[];
  /** What the sandbox holds, as the engine was told its ids. */
  objects(): string[];
  /** What the engine's state has. */
  state(): State;
  close(): Promise<void>;
}

export interface State {
  /** `type id` of every resource at a vendor. */
  resources: string[];
  pending: number;
  /** Those of the resources whose deletion was begun. */
  deleting: string[];
}

export const UP = ["up", "--sandbox", "--env", "prod"];

export async function openArena(): Promise<Arena> {
  const space = openWorkspace(join(ROOT, "cli", "template", "catalog"));
  const catalog = join(space.dir, "catalog");
  const files = [join(catalog, "organisation.yaml"), join(catalog, "systems", "shop", "checkout.yaml")];
  const original = files.map((file) => readFileSync(file, "utf8"));
  const folder = join(space.dir, ".watchbill", "sandbox");
  const must = async (...args: string[]): Promise<Ran> => {
    const ran = await space.watchbill(...args);
    if (ran.code !== 0) throw new Error(`${args.join(" ")} ended with ${ran.code}\n${ran.err}${ran.out}`);
    return ran;
  };
  // The sandbox makes its database.
  await must("sandbox", "start");
  const db = new Database(join(folder, "sandbox.db"), { readonly: true });
  let changed = false;
  return {
    space,
    must,
    async up(likely = UP) {
      const ran = await space.approving(...likely);
      if (ran.code !== 0) throw new Error(`up ended with ${ran.code}\n${ran.err}${ran.out}`);
      return ran;
    },
    change() {
      changed = !changed;
      for (const [index, file] of files.entries())
        writeFileSync(file, changed ? variant(original[index] ?? "") : (original[index] ?? ""));
    },
    async empty() {
      const reset = () => fetch(`http://127.0.0.1:${runFile(folder).port}/_sandbox/reset`, { method: "POST" });
      // It may lie dead only after a test that failed.
      await reset().catch(() => must("sandbox", "start").then(reset));
      rmSync(join(folder, "state"), { recursive: true, force: true });
    },
    writes: () => number(db, "SELECT count(*) AS n FROM journal WHERE write = 1 AND status < 300"),
    counts: () =>
      rows<{ vendor: string; kind: string; n: number }>(
        db,
        "SELECT vendor, kind, count(*) AS n FROM objects GROUP BY vendor, kind ORDER BY vendor, kind",
      ).map(({ vendor, kind, n }) => `${vendor} ${kind}: ${n}`),
    objects: () =>
      rows<{ vendor: string; id: string }>(db, "SELECT vendor, made_as AS id FROM objects")
        .map(({ vendor, id }) => `${vendor} ${id}`)
        .sort(),
    state: () => stateOf(join(folder, "state", ".pulumi", "stacks", "watchbill", "prod.json")),
    async close() {
      db.close();
      await space.close();
    },
  };
}

/** Another person, another number, another threshold: creations, deletions and changes in one deployment. */
function variant(text: string): string {
  return text
    .replaceAll(/\bben\b/g, "cas")
    .replace("+44 2079460001", "+44 2079460009")
    .replace("high: 1s, medium: 500ms", "high: 1200ms, medium: 600ms");
}

export interface Ended {
  /** Undefined when a signal ended it. */
  code: number | undefined;
  /** What it printed on both streams. */
  output: string;
}

/** A deployment under way. */
export interface Run {
  child: ChildProcess;
  ended: Promise<Ended>;
}

export function start({ space }: Arena, ...args: string[]): Run {
  const child = spawn(process.execPath, [join(ROOT, "bin", "watchbill.cjs"), ...args], {
    cwd: space.dir,
    env: { ...process.env, CI: "true", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? undefined, output }));
  });
  return { child, ended };
}

/** Waits for the n-th write since `before`; false when the run ended first. */
export async function nthWrite(arena: Arena, run: Run, before: number, n: number): Promise<boolean> {
  while (run.child.exitCode === null && run.child.signalCode === null) {
    const done = arena.writes() - before;
    if (done >= n) return true;
    await sleep(done > 0 ? 1 : 5);
  }
  return false;
}

/** `kill -9`; false when the victim was gone already. */
export function kill(victim: Victim, { space }: Arena, run: Run): boolean {
  const pid = processOf(victim, space, run);
  if (pid === undefined) return false;
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}

export function processOf(victim: Victim, { dir }: Workspace, { child }: Run): number | undefined {
  switch (victim) {
    case "command":
      return child.pid;
    case "engine":
      return childrenOf(child.pid).find(({ name }) => name === "pulumi")?.pid;
    case "sandbox":
      return runFile(join(dir, ".watchbill", "sandbox")).pid;
  }
}

function childrenOf(parent: number | undefined): { pid: number; name: string | undefined }[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [pid, ppid, name] = line.trim().split(/\s+/);
    return Number(ppid) === parent ? [{ pid: Number(pid), name }] : [];
  });
}

function runFile(folder: string): { pid: number; port: number } {
  return JSON.parse(readFileSync(join(folder, "sandbox.json"), "utf8"));
}

function stateOf(file: string): State {
  if (!existsSync(file)) return { resources: [], pending: 0, deleting: [] };
  const latest = JSON.parse(readFileSync(file, "utf8")).checkpoint.latest ?? {};
  const resources: Resource[] = latest.resources ?? [];
  const pending: { type: string; resource: Resource }[] = latest.pending_operations ?? [];
  return {
    resources: resources
      .filter(({ type, custom }) => custom && !type.startsWith("pulumi:"))
      .map(named)
      .sort(),
    pending: pending.length,
    deleting: pending.filter(({ type }) => type === "deleting").map(({ resource }) => named(resource)),
  };
}

interface Resource {
  type: string;
  id?: string;
  custom?: boolean;
}

function named({ type, id }: Resource): string {
  return `${vendorOf(type)} ${id}`;
}

/** `datadog:index/monitor:Monitor` is Datadog's. */
function vendorOf(type: string): string {
  return type.slice(0, type.indexOf(":"));
}

function rows<Row>(db: Database.Database, sql: string): Row[] {
  return db.prepare(sql).all() as Row[];
}

function number(db: Database.Database, sql: string): number {
  return (db.prepare(sql).get() as { n: number }).n;
}

/** A small linear congruential generator: the same moments for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
