/** The sandbox from outside, as a process of its own: started, recognised, replaced, emptied, stopped. */

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sandboxStatus, startSandbox, stopSandbox } from "../../sandbox/index";
import { ROOT } from "../e2e/workspace";

const { fileOf } = createRequire(import.meta.url)("../../bin/load.cjs") as { fileOf: (entry: string) => string };
const TEAM = { team: { name: "Night watch" } };

let dir: string;
const remove: string[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "watchbill-sandbox-"));
});
afterEach(async () => {
  await stopSandbox(dir);
  for (const path of [dir, ...remove.splice(0)]) rmSync(path, { recursive: true, force: true });
});

/** A sandbox as another version of Watchbill would have started it: the same program with another content. */
async function startOther(): Promise<number> {
  const bundle = join(ROOT, ".watchbill", "cache", `other-sandbox-${process.pid}.cjs`);
  writeFileSync(bundle, `${readFileSync(fileOf("sandbox/main"), "utf8")}\n// another version\n`);
  remove.push(bundle);
  const program = `require(${JSON.stringify(bundle)}).main(["--dir", ${JSON.stringify(dir)}])`;
  const child = spawn(process.execPath, ["-e", program], { stdio: "ignore" });
  while (!(await sandboxStatus(dir)).running) await sleep(30);
  if (child.pid === undefined) throw new Error("it has no process");
  return child.pid;
}

async function makeTeam(url: string): Promise<void> {
  const answer = await fetch(`${url}/pagerduty/teams`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Token token=x" },
    body: JSON.stringify(TEAM),
  });
  expect(answer.status).toBe(201);
}

describe("the sandbox's process", () => {
  it("is started once, and tells which Watchbill started it", async () => {
    const [first, second] = await Promise.all([startSandbox(dir), startSandbox(dir)]);
    expect([first.started, second.started].filter(Boolean)).toHaveLength(1);
    expect(second.pid).toBe(first.pid);
    const status = await sandboxStatus(dir);
    expect(status.stamp).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/);
    expect(await startSandbox(dir, { mayReplace: () => Promise.reject(new Error("asked in vain")) })).toMatchObject({
      started: false,
      other: undefined,
    });
  });

  it("of another version is replaced with what it holds and at the same address, where that is allowed", async () => {
    const pid = await startOther();
    const { url, stamp } = await sandboxStatus(dir);
    await makeTeam(url!);
    const started = await startSandbox(dir, { mayReplace: () => Promise.resolve(true) });
    expect(started).toMatchObject({ url, started: true, other: stamp });
    expect(started.pid).not.toBe(pid);
    const now = await sandboxStatus(dir);
    expect(now.counts).toEqual({ pagerduty: { team: 1 } });
    expect(now.stamp).not.toBe(stamp);
  });

  it("of another version is left running where it is not allowed, and told", async () => {
    const pid = await startOther();
    const { stamp } = await sandboxStatus(dir);
    expect(await startSandbox(dir, { mayReplace: () => Promise.resolve(false) })).toMatchObject({
      pid,
      started: false,
      other: stamp,
    });
  });

  it("does not outlive a start that gave up on it", async () => {
    await expect(startSandbox(dir, { limitMs: 1 })).rejects.toThrow("did not start");
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "args="]);
    expect(stdout.split("\n").filter((args) => args.includes("sandbox/main") && args.includes(dir))).toEqual([]);
  });

  it("ends when its folder is deleted", async () => {
    const { pid } = await startSandbox(dir);
    rmSync(dir, { recursive: true });
    await expect.poll(() => isAlive(pid), { timeout: 15_000, interval: 200 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
