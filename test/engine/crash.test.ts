import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  ensureStack,
  exportStack,
  inspectStack,
  needsRecovery,
  type RunOptions,
  recoverStack,
  runEngine,
  searchEngine,
} from "../../engine/index";
import { type StandInProvider, startStandInProvider } from "./stand-in-provider";

// Seconds each, many more where the machine is busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const { engine, candidates } = await searchEngine({ install: false });
if (engine === undefined) console.warn(`skipped, no engine: ${JSON.stringify(candidates)}`);

/** Found in the command lines of every process of these runs and of no other. */
const STACK = "dev-crash";
const TWO = [
  { title: "a", value: 1 },
  { title: "b", value: 1 },
];

describe.skipIf(engine === undefined)("after a crash", () => {
  const found = engine!;
  let folder: string;
  let vendor: StandInProvider;
  let base: Omit<RunOptions, "command"> & { project: string };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "watchbill-crash-test-"));
    vendor = await startStandInProvider();
    base = {
      project: "engine-test",
      stack: STACK,
      cwd: join(import.meta.dirname, "programs", "things"),
      home: join(folder, "home"),
      backendUrl: `file://${folder}/state`,
      configFile: join(folder, `Pulumi.${STACK}.yaml`),
      passphrase: "a passphrase",
      providers: { standin: vendor.port },
      parallel: 1,
    };
    await ensureStack(found, base);
  });
  afterEach(async () => {
    vendor.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (command: RunOptions["command"], things: object[] = TWO, more: Partial<RunOptions> = {}) =>
    runEngine(found, { ...base, command, ...more, env: { THINGS: JSON.stringify(things) } });
  const orphanByTitle = async (resource: { inputs: Record<string, unknown> }, known: ReadonlySet<string>) =>
    [...vendor.things].find(([id, thing]) => thing.title === resource.inputs.title && !known.has(id))?.[0];
  const idOf = (title: string) => [...vendor.things].find(([, thing]) => thing.title === title)![0];
  const titles = () => [...vendor.things.values()].map((thing) => thing.title).sort();
  const checkpoint = () => join(folder, "state", ".pulumi", "stacks", "engine-test", `${STACK}.json`);

  /** Kills the engine with SIGKILL while the vendor has just created the thing and not yet answered. */
  async function crashAfterCreating(title: string, things: object[] = TWO): Promise<void> {
    vendor.afterCreate = async (_id, thing) => {
      if (thing.title !== title) return;
      const { locks } = await inspectStack(found, base);
      if (locks === "not checked" || locks[0] === undefined) throw new Error("the running engine holds no lock");
      expect(locks[0]).toMatchObject({ state: "live", host: hostname() });
      process.kill(locks[0].pid, "SIGKILL");
      await sleep(200);
    };
    const crashed = await run("up", things);
    expect(crashed.outcome).toBe("failed");
    vendor.afterCreate = async () => undefined;
  }

  /** The processes of a run that are still there. */
  const processes = async () => {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,args="]);
    return stdout.split("\n").filter((line) => line.includes(STACK));
  };

  it("adopts what the vendor created and the state does not know, so that nothing exists twice", async () => {
    await crashAfterCreating("b");
    expect(await processes()).toEqual([]);
    const left = await inspectStack(found, base);
    expect(left.locks).toMatchObject([{ state: "stale" }]);
    expect(left.pending).toMatchObject([{ type: "creating", resource: { inputs: { title: "b" } } }]);
    expect(needsRecovery(left)).toBe(true);

    const recovery = await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    expect(recovery.instructions).toEqual([]);
    expect(recovery.adopted).toMatchObject([{ id: idOf("b") }]);
    expect(needsRecovery(await inspectStack(found, base))).toBe(false);

    const up = await run("up");
    expect(up).toMatchObject({ outcome: "succeeded", messages: [] });
    expect(vendor.writes.filter((write) => write.endsWith(" b"))).toEqual(["create b"]);
    expect(titles()).toEqual(["a", "b"]);
  });

  it("adopts the new one of an interrupted replacement, and the next deployment deletes the old one", async () => {
    await run("up");
    const replaced = [TWO[0]!, { title: "b", value: 1, kind: "new" }];
    await crashAfterCreating("b", replaced);
    expect(titles()).toEqual(["a", "b", "b"]);
    expect((await recoverStack(found, { ...base, findOrphan: orphanByTitle })).adopted).toHaveLength(1);
    expect((await run("up", replaced)).outcome).toBe("succeeded");
    expect(titles()).toEqual(["a", "b"]);
    expect(vendor.writes.filter((write) => write === "create b")).toHaveLength(2);
  });

  it("forgets a create that the vendor never made, and the next deployment makes it", async () => {
    await crashAfterCreating("b");
    vendor.things.delete(idOf("b"));
    const recovery = await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    expect(recovery.adopted).toEqual([]);
    expect(recovery.done.join("\n")).toContain("b was not created before the interruption");
    expect((await run("up")).outcome).toBe("succeeded");
    expect(titles()).toEqual(["a", "b"]);
  });

  it("tells a person what to do where the vendor cannot be asked, and changes no state", async () => {
    await crashAfterCreating("b");
    const before = await readFile(checkpoint(), "utf8");
    const recovery = await recoverStack(found, base);
    expect(recovery.instructions).toHaveLength(1);
    expect(recovery.instructions[0]).toContain("--import-pending-creates 'urn:pulumi:dev-crash::engine-test::");
    expect(await readFile(checkpoint(), "utf8")).toBe(before);
  });

  it("leaves a running deployment alone", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let refused: unknown;
    vendor.afterCreate = async () => {
      refused ??= await recoverStack(found, { ...base, findOrphan: orphanByTitle }).catch((error) => error);
      release();
    };
    const [up] = await Promise.all([run("up"), held]);
    expect(up.outcome).toBe("succeeded");
    expect(String(refused)).toContain("is being deployed by process");
  });

  it("does not remove the lock of another machine", async () => {
    const locks = join(folder, "state", ".pulumi", "locks", "organization", "engine-test", STACK);
    await run("up");
    const content = { pid: 1, username: "someone", hostname: "elsewhere", timestamp: "2026-01-01T00:00:00Z" };
    await writeFile(join(locks, "x.json"), JSON.stringify(content));
    const recovery = await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    expect(recovery.instructions[0]).toContain("locked by someone@elsewhere (process 1, since 2026-01-01T00:00:00Z)");
    expect(await readdir(locks)).toContain("x.json");
  });

  it("puts back the copy of a damaged state and keeps the damaged file", async () => {
    await run("up");
    const whole = await readFile(checkpoint(), "utf8");
    await copyFile(checkpoint(), `${checkpoint()}.bak`);
    await writeFile(checkpoint(), whole.slice(0, 500));
    expect((await inspectStack(found, base)).damage).toContain("not JSON");
    await expect(exportStack(found, base)).rejects.toThrow("is damaged");
    const recovery = await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    expect(recovery.done.join("\n")).toContain("one step before it was damaged");
    expect(await readFile(`${checkpoint()}.damaged`, "utf8")).toBe(whole.slice(0, 500));
    expect((await run("preview")).changes).toEqual([]);
  });

  it("removes attributes that were cut off, without which the engine reads no state", async () => {
    await run("up");
    await writeFile(`${checkpoint()}.attrs`, "");
    expect((await run("preview")).outcome, "the engine cannot read its state").toBe("failed");
    const left = await inspectStack(found, base);
    expect(left).toMatchObject({ damage: undefined, torn: [`${checkpoint()}.attrs`] });
    expect(needsRecovery(left)).toBe(true);
    const recovery = await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    expect(recovery.done.join("\n")).toContain("half written");
    expect(await run("preview")).toMatchObject({ outcome: "succeeded", changes: [] });
  });

  it("removes what a killed engine had not yet given its name, of this stack alone", async () => {
    await run("up");
    const others = [`${checkpoint()}.bak`, join(folder, "state/.pulumi/stacks/engine-test/other.json.18ea.tmp")];
    const half = [`${checkpoint()}.18ea14699679f917.tmp`, `${checkpoint()}.bak.18ea14699679f918.tmp`];
    for (const file of [...others, ...half]) await writeFile(file, "{}");
    expect(await inspectStack(found, base)).toMatchObject({ torn: half, pending: [] });
    await recoverStack(found, { ...base, findOrphan: orphanByTitle });
    const left = await readdir(join(folder, "state/.pulumi/stacks/engine-test"));
    expect(left.filter((name) => name.endsWith(".tmp"))).toEqual(["other.json.18ea.tmp"]);
    expect(left).toContain(`${STACK}.json.bak`);
    expect(needsRecovery(await inspectStack(found, base))).toBe(false);
  });

  it("stops in order when interrupted: finishes the running step, leaves nothing pending and no process", async () => {
    const abort = new AbortController();
    vendor.afterCreate = async () => {
      abort.abort();
      await sleep(300);
    };
    const stopped = await run("up", TWO, { signal: abort.signal });
    expect(stopped).toMatchObject({ outcome: "interrupted", exitCode: 130 });
    expect(await processes()).toEqual([]);
    const left = await inspectStack(found, base);
    expect(left).toMatchObject({ locks: [], pending: [] });
    vendor.afterCreate = async () => undefined;
    expect((await run("up")).outcome).toBe("succeeded");
    expect(titles()).toEqual(["a", "b"]);
  });

  it("tells a create that a dying vendor did not answer as failed, and leaves the stack deployable", async () => {
    vendor.afterCreate = async (_id, thing) => {
      if (thing.title !== "b") return;
      vendor.stop();
      await sleep(200);
    };
    const lost = await run("up");
    const failed = lost.changes.filter((change) => change.status === "failed");
    expect(failed).toMatchObject([{ op: "create", name: "b", provider: expect.stringContaining("standin") }]);
    expect(needsRecovery(await inspectStack(found, base))).toBe(false);
  });

  it("keeps its time limit", async () => {
    vendor.afterCreate = () => sleep(1_500);
    const late = await run("up", TWO, { deadlineSeconds: 1.2 });
    expect(late.outcome).toBe("timed-out");
    expect(late.seconds).toBeLessThan(25);
    expect(await processes()).toEqual([]);
  });
});
