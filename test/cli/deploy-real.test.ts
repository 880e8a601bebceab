/** The real vendors' side, as far as it goes without any: where Pulumi is logged in or not, and what a kill left in a real stack. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureStack, searchEngine } from "../../engine/index";
import { type Folder, openFolder } from "./run-command";

const { engine, candidates } = await searchEngine({ install: false });
if (engine === undefined) console.warn(`skipped, no engine: ${JSON.stringify(candidates)}`);

describe.skipIf(engine === undefined)("real stacks", () => {
  let folder: Folder;
  let env: Record<string, string>;
  let backend: string;

  beforeEach(() => {
    folder = openFolder("starter");
    backend = `file://${join(folder.dir, "real")}`;
    env = { WATCHBILL_PULUMI: engine!.path, PULUMI_ACCESS_TOKEN: "", PULUMI_BACKEND_URL: "" };
  });
  afterEach(() => folder.close());

  async function stack(pending: object[]): Promise<void> {
    const target = { project: "monitoring", stack: "prod", cwd: folder.dir, backendUrl: backend, passphrase: "x" };
    await ensureStack(engine!, { ...target, home: join(folder.dir, "home") });
    const file = join(folder.dir, "real", ".pulumi", "stacks", "monitoring", "prod.json");
    const content = JSON.parse(readFileSync(file, "utf8"));
    content.checkpoint.latest = { ...content.checkpoint.latest, resources: [], pending_operations: pending };
    writeFileSync(file, JSON.stringify(content));
    env.PULUMI_BACKEND_URL = backend;
  }

  const operation = (type: string, name: string) => ({
    type,
    resource: {
      ...{ type: "datadog:index/monitor:Monitor", custom: true, inputs: {} },
      urn: `urn:pulumi:prod::monitoring::datadog:index/monitor:Monitor::${name}`,
    },
  });

  it.each(["preview", "up", "refresh"])(
    "%s without a login says where to log in, and what needs none",
    async (verb) => {
      const { code, err } = await folder.run([verb, "--env", "prod", "--yes"], env);
      expect(err).toContain("Pulumi is not logged in");
      for (const way of ["pulumi login", "PULUMI_BACKEND_URL", "--sandbox"]) expect(err).toContain(way);
      expect(code).toBe(2);
    },
  );

  it("preview of a stack that was never made says how to make it", async () => {
    await stack([]);
    const { code, err } = await folder.run(["preview", "--env", "dev"], env);
    expect(err).toMatch(/there is no stack dev where Pulumi is logged in\s+Make it with: pulumi stack init dev/);
    expect(code).toBe(2);
  });

  it("doctor calls an engine that was given and does not serve broken", async () => {
    const { code, out } = await folder.run(["doctor", "--pulumi", "/nowhere/pulumi"], env);
    expect(out).toMatch(/^pulumi +broken +\/nowhere\/pulumi, which was given, is not an executable file$/m);
    expect(code).toBe(1);
  });

  it("doctor does not call them ok without a login", async () => {
    const { out } = await folder.run(["doctor"], env);
    expect(oneLine(out)).toMatch(/real stacks not checked Pulumi is not logged in[^;]*; pulumi login, then look again/);
  });

  it("doctor says of one with nothing pending what it did not look at", async () => {
    await stack([]);
    const { code, out } = await folder.run(["doctor"], env);
    expect(out).toMatch(/^real stack prod +ok +nothing pending\. Locks are not checked/m);
    expect(code).toBe(0);
  });

  it("doctor tells what was interrupted and what to do, and --fix leaves it to a person", async () => {
    await stack([operation("creating", "errors"), operation("updating", "latency")]);
    const before = readFileSync(join(folder.dir, "real/.pulumi/stacks/monitoring/prod.json"), "utf8");
    for (const args of [["doctor"], ["doctor", "--fix"]]) {
      const { code, out } = await folder.run(args, env);
      expect(code).toBe(1);
      expect(out).toMatch(
        /^real stack prod +broken +Creating errors \(datadog:index\/monitor:Monitor\) was interrupted/m,
      );
      expect(out).toContain("pulumi refresh -s prod --import-pending-creates");
      expect(oneLine(out)).toContain(
        "Interrupted: updating latency. Read what the vendor has now: pulumi refresh -s prod",
      );
    }
    expect(readFileSync(join(folder.dir, "real/.pulumi/stacks/monitoring/prod.json"), "utf8")).toBe(before);
  });
});

/** Sentences are broken at 100 columns. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
