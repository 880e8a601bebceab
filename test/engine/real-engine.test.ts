import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  ensureStack,
  exportStack,
  type RunOptions,
  runEngine,
  SECRET,
  searchEngine,
  stackNames,
  writeStackConfig,
} from "../../engine/index";
import { type StandInProvider, startStandInProvider } from "./stand-in-provider";

// Seconds each, many more where the machine is busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const { engine, candidates } = await searchEngine({ install: false });
if (engine === undefined) console.warn(`skipped, no engine: ${JSON.stringify(candidates)}`);

const GROUP = "engine-test:index:Group";
const THING = "standin:index:Thing";

describe.skipIf(engine === undefined)("the real engine", () => {
  let folder: string;
  let vendor: StandInProvider;
  let base: Omit<RunOptions, "command"> & { project: string };
  const found = engine!;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "watchbill-engine-test-"));
    vendor = await startStandInProvider();
    base = {
      project: "engine-test",
      stack: "dev",
      cwd: join(import.meta.dirname, "programs", "things"),
      home: join(folder, "home"),
      backendUrl: `file://${folder}/state`,
      configFile: join(folder, "Pulumi.dev.yaml"),
      passphrase: "passphrase-canary",
      providers: { standin: vendor.port },
    };
    await writeStackConfig(base.configFile!, { "engine-test:note": "from the configuration" });
    expect(await ensureStack(found, base)).toEqual({ created: true });
  });
  afterAll(async () => {
    vendor.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (command: RunOptions["command"], things: object[] = [], more: Partial<RunOptions> = {}) =>
    runEngine(found, { ...base, command, ...more, env: { THINGS: JSON.stringify(things), ...more.env } });

  it("makes a stack once and lists it", async () => {
    expect(await ensureStack(found, base)).toEqual({ created: false });
    expect(await stackNames(found, base)).toEqual(["dev"]);
  });

  it("creates, then finds nothing to change, then names exactly what changes with old and new value", async () => {
    const things = [
      { title: "a", value: 1 },
      { title: "b", value: 1 },
    ];
    const up = await run("up", things);
    expect(up).toMatchObject({ outcome: "succeeded", exitCode: 0, output: "", messages: [], policyViolations: [] });
    expect(up.counts).toMatchObject({ [GROUP]: { create: 1 }, [THING]: { create: 2 } });
    expect([...vendor.things.values()].map((thing) => thing.title).sort()).toEqual(["a", "b"]);

    const again = await run("preview", things);
    expect(again.changes).toEqual([]);
    expect(again.counts[THING]).toEqual({ same: 2 });

    const changed = await run("preview", [
      { title: "a", value: 2 },
      { title: "b", value: 1 },
    ]);
    expect(changed.changes.map(({ op, name, status }) => ({ op, name, status }))).toEqual([
      { op: "update", name: "a", status: "done" },
    ]);
    expect(changed.changes[0]!.properties).toEqual([
      { path: "value", kind: "update", replaces: false, old: 1, new: 2 },
    ]);
  });

  it("tells a replacement as one change", async () => {
    const replaced = await run("up", [
      { title: "a", value: 1, kind: "new" },
      { title: "b", value: 1 },
    ]);
    expect(replaced.outcome).toBe("succeeded");
    expect(replaced.counts[THING]).toEqual({ replace: 1, same: 1 });
    const [change] = replaced.changes;
    expect(change).toMatchObject({ op: "replace", name: "a", status: "done" });
    expect(change!.properties).toEqual([{ path: "kind", kind: "update", replaces: true, old: undefined, new: "new" }]);
    expect(vendor.things.size).toBe(2);
  });

  it("sees in a refresh what was changed and deleted at the vendor", async () => {
    const [a, b] = [...vendor.things].sort(([, x], [, y]) => (String(x.title) < String(y.title) ? -1 : 1));
    vendor.things.set(a![0], { ...a![1], value: 9 });
    vendor.things.delete(b![0]);
    const refreshed = await run("refresh");
    expect(refreshed.changes.map(({ op, name }) => `${op} ${name}`).sort()).toEqual(["delete b", "update a"]);
    expect(refreshed.changes.find((change) => change.name === "a")!.properties).toEqual([
      { path: "value", kind: "update", replaces: false, old: 1, new: 9 },
    ]);
  });

  it("says what failed, and keeps what the vendor said", async () => {
    const failed = await run("up", [
      { title: "a", value: 9, kind: "new" },
      { title: "c", value: "refused" },
    ]);
    expect(failed).toMatchObject({ outcome: "failed" });
    expect(failed.changes).toMatchObject([{ op: "create", name: "c", status: "failed" }]);
    expect(failed.messages.map((message) => message.message).join("\n")).toContain("the value is refused here");
  });

  it("says what the program said when it refuses to run", async () => {
    const refused = await run("preview", [], { env: { PROGRAM_FAILS: "1" } });
    expect(refused.outcome).toBe("failed");
    expect(refused.messages.map((message) => message.message)).toContain("the program refuses to run");
    expect(JSON.stringify(refused.messages)).not.toContain("exit code");
  });

  it("says why when it fails before it begins", async () => {
    const missing = await run("up", [], { stack: "absent" });
    expect(missing).toMatchObject({ outcome: "failed", changes: [] });
    expect(missing.output).toContain("no stack named 'absent' found");
  });

  it("runs a policy pack and reports its mandatory violation", async () => {
    const pack = join(import.meta.dirname, "programs", "pack");
    const broken = await run("preview", [], { policyPacks: [pack], env: { NOTE: "forbidden" } });
    expect(broken.outcome).toBe("failed");
    expect(broken.policyViolations).toMatchObject([
      {
        pack: "engine-test-pack",
        policy: "no-forbidden-note",
        level: "mandatory",
        message: expect.stringContaining("the note is forbidden"),
      },
    ]);
    const kept = await run("preview", [], { policyPacks: [pack] });
    expect(kept).toMatchObject({ outcome: "succeeded", policyViolations: [] });
  });

  it("hands on no secret and no passphrase", async () => {
    const seen: string[] = [];
    const result = await run("up", [], {
      env: { NOTE: "with a secret" },
      onEvent: (event) => seen.push(JSON.stringify(event)),
    });
    expect(result.changes.find((change) => change.type === GROUP)!.new!.inputs.key).toBe(SECRET);
    const all = JSON.stringify(result) + seen.join() + JSON.stringify(await exportStack(found, base));
    expect(all).not.toContain("canary");
  });

  it("destroys what is there", async () => {
    const destroyed = await run("destroy");
    expect(destroyed.outcome).toBe("succeeded");
    expect(destroyed.changes.every((change) => change.op === "delete")).toBe(true);
    expect(vendor.things.size).toBe(0);
    expect((await exportStack(found, base)).resources).toEqual([]);
  });
});
