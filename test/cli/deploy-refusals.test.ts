/** What deployments refuse before they begin, and a sandbox that one uses: a process with the engine's lock stands in for it. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;
let engine: ChildProcess;
let lock: string;

beforeEach(() => {
  folder = openFolder("starter");
  engine = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)", "pulumi"], { stdio: "ignore" });
  const locks = join(folder.dir, ".watchbill/sandbox/state/.pulumi/locks/organization/any-project/prod");
  mkdirSync(locks, { recursive: true });
  lock = join(locks, "0.json");
  writeFileSync(lock, JSON.stringify({ pid: engine.pid, hostname: hostname(), username: "u", timestamp: "" }));
});
afterEach(async () => {
  engine.kill("SIGKILL");
  await folder.run(["sandbox", "stop", "--force"]);
  folder.close();
});

describe("a folder that cannot be written", () => {
  it("is told with where the sandbox would keep its data and what to do", async () => {
    // A file in its way refuses for everybody; permissions would not stop root.
    rmSync(join(folder.dir, ".watchbill"), { recursive: true });
    writeFileSync(join(folder.dir, ".watchbill"), "");
    const { code, err } = await folder.run(["sandbox", "start"]);
    expect(inOneLine(err)).toContain(`the sandbox keeps what it holds in ${join(folder.dir, ".watchbill/sandbox")}`);
    expect(err).toContain("work in a copy of the project");
    expect(code).toBe(2);
  });
});

/** Messages are wrapped to the width of a terminal. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

describe.each(["stop", "reset"])("sandbox %s during a deployment", (action) => {
  it("is refused and names the deployment; --force does it", async () => {
    const refused = await folder.run(["sandbox", action]);
    expect(refused).toMatchObject({ code: 3, out: "" });
    expect(inOneLine(refused.err)).toContain(`prod is being deployed by process ${engine.pid} (lock: ${lock})`);
    expect(refused.err).toContain("--force");
    expect(existsSync(lock)).toBe(true);
    expect(await folder.run(["sandbox", action, "--force"])).toMatchObject({ code: 0, err: "" });
    if (action === "reset") expect(existsSync(lock)).toBe(false);
  });

  it("is not in the way of a lock whose process is gone", async () => {
    engine.kill("SIGKILL");
    await new Promise((resolve) => engine.once("exit", resolve));
    expect(await folder.run(["sandbox", action])).toMatchObject({ code: 0 });
  });
});

describe("without a Pulumi.yaml", () => {
  it.each(["preview", "up"])("%s says what is missing, before anything is started", async (verb) => {
    rmSync(join(folder.dir, "Pulumi.yaml"));
    const { code, err } = await folder.run([verb, "--sandbox"]);
    expect(inOneLine(err)).toMatch(/there is no Pulumi\.yaml in .*"watchbill init <dir>"/);
    expect(code).toBe(2);
    expect(existsSync(join(folder.dir, ".watchbill", "sandbox", "sandbox.json"))).toBe(false);
  });
});
