/**
 * A throw-away project for end-to-end tests: its own folder with a catalog, Pulumi.yaml and sandbox, and the real command
 * line of this checkout run in it. Everything is stopped and removed at the end.
 */

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyTruststream } from "../truststream-catalog";

export const ROOT = join(__dirname, "..", "..");

export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface Workspace {
  dir: string;
  watchbill(...args: string[]): Promise<Ran>;
  /** Like `watchbill`, as somebody who approves what would be deleted: where it is refused, with the number that was named. */
  approving(...args: string[]): Promise<Ran>;
  /** Like `watchbill`, with more in the environment. */
  watchbillWith(env: Record<string, string>, ...args: string[]): Promise<Ran>;
  edit(file: string, from: string, to: string): void;
  status(): Promise<SandboxStatus>;
  close(): Promise<void>;
}

export interface SandboxStatus {
  version: 1;
  running: boolean;
  url: string;
  counts: Record<string, Record<string, number>>;
}

/** By default with the shipped catalog's TrustStream. */
export function openWorkspace(catalog?: string): Workspace {
  const dir = mkdtempSync(join(tmpdir(), "watchbill-e2e-"));
  if (catalog === undefined) copyTruststream(join(dir, "catalog"));
  else cpSync(catalog, join(dir, "catalog"), { recursive: true });
  writeFileSync(
    join(dir, "Pulumi.yaml"),
    readFileSync(join(ROOT, "Pulumi.yaml"), "utf8").replace("main: stacks/main.cjs", "main: program.cjs"),
  );
  // As in a project that installed the package; without it the SDK looks for one, and warns.
  writeFileSync(join(dir, "package.json"), "{}\n");
  writeFileSync(
    join(dir, "program.cjs"),
    `module.exports = require(${JSON.stringify(join(ROOT, "stacks", "main.cjs"))});\n`,
  );
  const run = (env: Record<string, string>, args: string[]) =>
    command(process.execPath, [join(ROOT, "bin", "watchbill.cjs"), ...args], dir, env);
  return {
    dir,
    watchbill: (...args) => run({}, args),
    async approving(...args) {
      const ran = await run({}, args);
      const number = /--approve-deletions (\d+)$/m.exec(ran.err)?.[1];
      return ran.code === 1 && number !== undefined ? run({}, [...args, "--approve-deletions", number]) : ran;
    },
    watchbillWith: (env, ...args) => run(env, args),
    edit(file, from, to) {
      const path = join(dir, file);
      const text = readFileSync(path, "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      writeFileSync(path, text.replace(from, to));
    },
    async status() {
      return JSON.parse((await run({}, ["sandbox", "status", "--format", "json"])).out);
    },
    async close() {
      await run({}, ["sandbox", "stop"]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs a program to its end and keeps what it printed. */
export function command(file: string, args: string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, CI: "true", NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, out, err }));
  });
}
