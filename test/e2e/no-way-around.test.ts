/**
 * The ways to get something past the policies, each tried with the real engine and each red: no pack, an empty one, one that is switched
 * off, a change that edits the rules, targets, and taking down. The same commands are green where nothing is wrong. That a run of Watchbill with
 * an emptied pack does not count is tried with the installed package, in package.test.ts.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckRecord } from "../../cli/deploy/record";
import { type Engine, findEngine } from "../../engine/index";
import { RULES } from "../../policies/index";
import { providerPorts } from "../../sandbox/index";
import { command, openWorkspace, type Ran, ROOT, type Workspace } from "./workspace";

const SERVICE = "catalog/systems/shop/checkout.yaml";
/** Without it what pages in prod says nothing of what to do: the rule `page-without-runbook`. */
const RUNBOOK = "    runbook: https://runbooks.example.com/checkout\n";
const RULE = "page-without-runbook";

const { fileOf } = require(join(ROOT, "bin", "load.cjs")) as { fileOf: (entry: string) => string };

let space: Workspace;
let engine: Engine;
/** What plain `pulumi` needs to deploy into the same sandbox. */
let plainly: Record<string, string>;
/** Another checkout of the product, for changes to it. */
let copy: string;

beforeAll(async () => {
  engine = await findEngine({});
  space = openWorkspace(join(ROOT, "cli", "template", "catalog"));
  // One environment is enough, and half the time.
  const first = await space.watchbill("up", "--sandbox", "--env", "prod");
  expect(first, first.err).toMatchObject({ code: 0 });
  const sandbox = join(space.dir, ".watchbill", "sandbox");
  const ports = Object.entries(await providerPorts((await space.status()).url, "prod"));
  plainly = {
    ...engine.env,
    // As a shell has it: where packs look for the project.
    PWD: space.dir,
    PULUMI_BACKEND_URL: `file://${join(sandbox, "state")}`,
    PULUMI_HOME: join(sandbox, "home"),
    PULUMI_CONFIG_PASSPHRASE: "watchbill-sandbox",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DEBUG_PROVIDERS: ports.map(([name, port]) => `${name}:${port}`).join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  copy = mkdtempSync(join(tmpdir(), "watchbill-copy-"));
  const leftOut = new Set(["node_modules", ".watchbill", "dist", ".git", "coverage", "test"]);
  const wanted = (path: string) => !leftOut.has(relative(ROOT, path).split(sep)[0] ?? "");
  cpSync(ROOT, copy, { recursive: true, filter: wanted });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  // The same sources have the same bundles.
  const bundle = relative(ROOT, fileOf("cli/main"));
  mkdirSync(join(copy, dirname(bundle)), { recursive: true });
  cpSync(join(ROOT, bundle), join(copy, bundle));
});

afterAll(async () => {
  await space?.close();
  if (copy) rmSync(copy, { recursive: true, force: true });
});

/** As somebody types it who knows nothing of Watchbill. */
function pulumi(...args: string[]): Promise<Ran> {
  const config = join(space.dir, ".watchbill", "sandbox", "Pulumi.prod.yaml");
  const all = [...args, "--stack", "prod", "--config-file", config, "--non-interactive", "--color", "never"];
  return command(engine.path, all, space.dir, plainly);
}

async function writes(): Promise<number> {
  const { url } = await space.status();
  const answer = await fetch(`${url}/_sandbox/journal?writes=1&limit=100000`);
  return ((await answer.json()) as { entries: unknown[] }).entries.length;
}

function record(environment: string, verb: string): CheckRecord {
  const file = join(space.dir, ".watchbill", "records", "sandbox", environment, `${verb}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Changes a file of the copy while something is done with it. */
async function changed<T>(file: string, change: (text: string) => string, run: () => Promise<T>): Promise<T> {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
  try {
    return await run();
  } finally {
    writeFileSync(path, text);
  }
}

function withCopy(...args: string[]): Promise<Ran> {
  return command(process.execPath, [join(copy, "bin", "watchbill.cjs"), ...args], space.dir);
}

describe("a deployment that nothing is wrong with", () => {
  it("writes down what was checked, and the engine says so", async () => {
    const { configuration, environments, packs, vendors, waivers } = record("prod", "up");
    expect({ vendors, waivers }).toEqual({ vendors: "sandbox", waivers: [] });
    for (const { digest } of [configuration, packs]) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const [prod] = environments;
    expect(prod).toMatchObject({ environment: "prod", outcome: "succeeded", problems: [], findings: { errors: 0 } });
    expect(prod?.engine).toMatchObject([{ name: "watchbill", stacks: 1, failed: [] }]);
    expect(prod?.engine?.[0]?.policies).toContain(RULE);
    // Without another checkout nothing can be compared with what was promised there.
    const asked = RULES.filter(({ needsBase }) => !needsBase).map(({ id }) => id);
    expect(prod?.engine?.[0]?.policies).toEqual(asked.sort());
    expect(packs.rules).toBe(RULES.length);
    expect(prod?.resources).toBe(Object.keys(prod?.state ?? {}).length);
    expect(prod?.rules.find(({ rule }) => rule === RULE)?.resources).toBeGreaterThan(0);
  });

  it("is green by plain pulumi, too", async () => {
    const ran = await pulumi("preview", "--policy-pack", join(ROOT, "policies", "all"));
    expect(ran, ran.out + ran.err).toMatchObject({ code: 0 });
  });
});

describe("a catalog that breaks a rule is refused", () => {
  let before: number;
  beforeAll(async () => {
    before = await writes();
    space.edit(SERVICE, RUNBOOK, "");
    const empty = join(space.dir, "empty-pack");
    mkdirSync(empty);
    const main = readFileSync(join(ROOT, "policies", "all", "index.cjs"), "utf8");
    writeFileSync(join(empty, "PulumiPolicy.yaml"), readFileSync(join(ROOT, "policies", "all", "PulumiPolicy.yaml")));
    writeFileSync(join(empty, "package.json"), '{"name": "empty", "version": "1.0.0", "main": "index.cjs"}');
    writeFileSync(join(empty, "index.cjs"), main.replaceAll("../..", ROOT).replace('"all"', '"tagging"'));
    writeFileSync(join(space.dir, "off.json"), '{"all": {"enforcementLevel": "disabled"}}');
  });
  afterAll(() => space.edit(SERVICE, "    packs: [web-service]\n", `${RUNBOOK}    packs: [web-service]\n`));

  const target = "urn:pulumi:prod::watchbill::watchbill:components:Team$pagerduty:index/team:Team::shop";
  it.each<[string, () => string[]]>([
    ["plain pulumi up without a pack", () => ["up", "--yes", "--skip-preview"]],
    [
      "with a pack that knows nothing of it",
      () => ["up", "--yes", "--skip-preview", "--policy-pack", join(space.dir, "empty-pack")],
    ],
    [
      "with every policy switched off",
      () => [
        ...["up", "--yes", "--skip-preview", "--policy-pack", join(ROOT, "policies", "all")],
        ...["--policy-pack-config", join(space.dir, "off.json")],
      ],
    ],
    ["aimed at something else", () => ["up", "--yes", "--skip-preview", "--target", target]],
  ])("%s", async (_, args) => {
    const ran = await pulumi(...args());
    expect(ran.code, ran.out + ran.err).not.toBe(0);
    expect(ran.out + ran.err).toContain(RULE);
    expect(await writes()).toBe(before);
  });

  it("by watchbill up", async () => {
    const ran = await space.watchbill("up", "--sandbox");
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toContain(`[${RULE}] catalog/`);
  });

  it("when the change edits the rule, by the base branch's checkout, in the engine", async () => {
    const file = `policies/paging/rules/${RULE}.ts`;
    const without = (text: string) =>
      text.replace("*check(stack, { words }) {", "*check(stack, { words }) {\n    if (stack) return;");
    const program = join(space.dir, "program.cjs");
    const main = readFileSync(program, "utf8");
    await changed(file, without, async () => {
      const loose = await withCopy("check", "--env", "prod");
      expect(loose, loose.out).toMatchObject({ code: 0 });
      // The change's own program and rules, judged by the packs of the base.
      writeFileSync(program, main.replace(ROOT, copy));
      const plain = await pulumi("preview", "--policy-pack", join(ROOT, "policies", "all"));
      expect(plain.code, plain.out + plain.err).not.toBe(0);
      expect(plain.out + plain.err).toContain(RULE);
    });
    writeFileSync(program, main);
  });

  it("when the change switches the rule off, by the base branch's configuration", async () => {
    writeFileSync(join(space.dir, "catalog", "loose.yaml"), `policies:\n  ${RULE}: { level: disabled }\n`);
    try {
      expect(await space.watchbill("check")).toMatchObject({ code: 0 });
      const from = join(ROOT, "cli", "template", "catalog");
      const held = await space.watchbill("preview", "--sandbox", "--policies-from", from);
      expect(held).toMatchObject({ code: 1 });
      expect(held.err).toContain(`[${RULE}] catalog/`);
    } finally {
      rmSync(join(space.dir, "catalog", "loose.yaml"));
    }
  });
});

describe("a run in which the packs did not look does not count", () => {
  it("with no pack: the installation is broken", async () => {
    const path = join(copy, "policies", "all", "PulumiPolicy.yaml");
    const text = readFileSync(path, "utf8");
    rmSync(path);
    const ran = await withCopy("preview", "--sandbox", "--env", "prod");
    writeFileSync(path, text);
    expect(ran).toMatchObject({ code: 3 });
    expect(ran.err).toContain("the policy packs are missing");
  });
});

describe("taking down", () => {
  it("is judged, and refused without an approval", async () => {
    const before = await writes();
    const ran = await space.watchbill("destroy", "--sandbox", "--env", "prod");
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toMatch(/^prod: \d+ rules asked about the \d+ resources that are there: no findings$/m);
    expect(ran.err).toMatch(/PagerDuty escalation policy shop {2}\(pages\)/);
    expect(ran.err).toMatch(/watchbill destroy --sandbox --env prod --approve-deletions \d+$/m);
    expect(await writes()).toBe(before);
    const [refused] = record("prod", "destroy-refused").environments;
    const needed = Number(/--approve-deletions (\d+)$/m.exec(ran.err)?.[1]);
    expect(refused).toMatchObject({ outcome: "refused", engine: null, deletions: { count: 0, approved: null } });
    expect(refused).toMatchObject({ refused: { needed, given: null, reasons: [expect.stringContaining("nobody")] } });
    expect(refused?.refused?.deletions).toHaveLength(needed);
  });

  it("is refused in up, too, where the catalog loses what pages", async () => {
    const path = join(space.dir, SERVICE);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, text.indexOf("\nservices:")));
    try {
      const ran = await space.watchbill("up", "--sandbox", "--env", "prod");
      expect(ran, ran.out).toMatchObject({ code: 1 });
      expect(ran.err).toContain("Datadog monitor shop-checkout-latency  (pages)");
      const [refused] = record("prod", "up-refused").environments;
      expect(refused?.refused?.deletions).toContainEqual(
        expect.objectContaining({ name: "shop-checkout-latency", pages: true }),
      );
    } finally {
      writeFileSync(path, text);
    }
  });
});

describe("what is deployed", () => {
  const records = () => join(space.dir, ".watchbill", "records");
  const state = () => join(space.dir, ".watchbill", "sandbox", "state", ".pulumi", "stacks", "watchbill", "prod.json");

  it("passes an audit as it was deployed", async () => {
    const ran = await space.watchbill("audit", "--sandbox", "--env", "prod");
    expect(ran, ran.out).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/^prod: \d+ resources of its state compared with the catalog and the record of/m);
  });

  it("fails it when somebody edits the state, with record and without", async () => {
    const text = readFileSync(state(), "utf8");
    const edited = text.replaceAll('> 1"', '> 9"');
    expect(edited).not.toBe(text);
    writeFileSync(state(), edited);
    try {
      const ran = await space.watchbill("audit", "--sandbox", "--env", "prod");
      expect(ran).toMatchObject({ code: 1 });
      expect(ran.out).toMatch(
        /error \[state-edited\] catalog\/\S+:\d+:\d+\n.*`shop-checkout-latency` was changed in the state/,
      );
      // A deployment that fails before it changes anything must not make the edit what was deployed.
      const program = join(space.dir, "program.cjs");
      const main = readFileSync(program, "utf8");
      writeFileSync(program, "throw new Error('broken');\n");
      const failed = await space.watchbill("up", "--sandbox", "--env", "prod");
      writeFileSync(program, main);
      expect(failed.code, failed.err).not.toBe(0);
      expect(failed.err).toMatch(/^prod: the state is not as it was recorded at .*: .*shop-checkout-latency/m);
      expect(record("prod", "up").environments[0]).toMatchObject({ outcome: "failed", edited: [expect.any(String)] });
      const still = await space.watchbill("audit", "--sandbox", "--env", "prod");
      expect(still.out).toContain("`shop-checkout-latency` was changed in the state");
      const other = join(space.dir, "preview.json");
      writeFileSync(other, JSON.stringify({ ...record("prod", "up"), command: "preview" }));
      const against = await space.watchbill("audit", "--sandbox", "--env", "prod", "--against", other);
      expect(against).toMatchObject({ code: 2, out: "" });
      expect(against.err).toContain("preview.json cannot be used:\n  it is the record of `preview`");
      renameSync(records(), `${records()}-away`);
      const bare = await space.watchbill("audit", "--sandbox", "--env", "prod");
      rmSync(records(), { recursive: true });
      renameSync(`${records()}-away`, records());
      expect(bare).toMatchObject({ code: 1 });
      expect(bare.out).toContain("error [state-differs]");
    } finally {
      writeFileSync(state(), text);
    }
  });

  it("fails it when there is nothing", async () => {
    const text = readFileSync(state(), "utf8");
    const content = JSON.parse(text);
    content.checkpoint.latest.resources = [];
    writeFileSync(state(), JSON.stringify(content));
    const ran = await space.watchbill("audit", "--sandbox", "--env", "prod");
    writeFileSync(state(), text);
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.out).toContain("[nothing-audited]");
  });
});
