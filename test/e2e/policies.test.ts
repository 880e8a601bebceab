/** The packs in the real engine: the same findings as offline for what breaks rules, in a preview and once it is deployed. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Diagnostic } from "../../diagnostics/index";
import {
  type Engine,
  ensureStack,
  findEngine,
  type PolicyViolation,
  type RunOptions,
  type RunResult,
  runEngine,
  sandboxConfig,
  writeStackConfig,
} from "../../engine/index";
import { isAlive } from "../../engine/process";
import {
  configurationOf,
  evaluate,
  nameOf,
  offlineStacks,
  RULES,
  readReport,
  reportVariables,
  stackOf,
} from "../../policies/index";
import { providerPorts, startSandbox, stopSandbox } from "../../sandbox/index";
import { withoutDefaults } from "../policies/engine/as-registered";
import { ALL, said, throughEngine } from "../policies/engine/through-engine";
import { baseCatalog, compiled, foreign, overlaid } from "../policies/example";
import { bootForgotten, bootPack } from "./booted-pack";
import { publishPacks, type Uploaded } from "./publish-packs";
import { type Violating, violatingSet } from "./unrefused/violating";
import { command, ROOT } from "./workspace";

const { fileOf } = require("../../bin/load.cjs") as { fileOf: (entry: string) => string };
const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

let folder: string;
let engine: Engine;
let base: Omit<RunOptions, "command"> & { project: string };
let violating: Violating;
let expected: Diagnostic[];
let published: Uploaded[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "watchbill-policies-"));
  engine = await findEngine({});
  const { url } = await startSandbox(join(folder, "sandbox"));
  const configFile = join(folder, "Pulumi.prod.yaml");
  await writeStackConfig(configFile, { ...sandboxConfig(url), "watchbill:secrets": "stand-in" });
  for (const name of ["state", "home", "catalog"]) mkdirSync(join(folder, name));
  violating = violatingSet();
  const tree = overlaid(baseCatalog(), violating.fragment);
  writeFileSync(join(folder, "catalog", "example.yaml"), stringify(tree, { aliasDuplicateObjects: false }));
  writeFileSync(join(folder, "resources.json"), JSON.stringify(violating.declared));
  expected = offline(violating);
  base = {
    project: "unrefused",
    stack: "prod",
    cwd: join(ROOT, "test", "e2e", "unrefused"),
    home: join(folder, "home"),
    backendUrl: `file://${join(folder, "state")}`,
    configFile,
    passphrase: "policies",
    policyPacks: [join(ROOT, "policies", "all")],
    providers: { ...(await providerPorts(url, "prod")) },
    env: {
      WATCHBILL_CATALOG: join(folder, "catalog"),
      // The day of the examples, with which its findings are compared.
      NODE_OPTIONS: `--require "${join(ROOT, "test", "fixtures", "fixed-date.cjs")}"`,
      WATCHBILL_TEST_RESOURCES: join(folder, "resources.json"),
      ...reportVariables(join(folder, "report.json"), folder),
    },
  };
  published = await publishPacks(engine, ["tagging", "retention", "paging"], join(folder, "packs"));
  await ensureStack(engine, base);
});

afterAll(async () => {
  if (!folder) return;
  await stopSandbox(join(folder, "sandbox"));
  rmSync(folder, { recursive: true, force: true });
});

function offline({ declared, fragment }: Violating): Diagnostic[] {
  const checked = compiled(fragment);
  const stack = offlineStacks(checked).find(({ environment }) => environment.name === "prod")!;
  const kinds = new Set(checked.specs.map(({ kind }) => kind));
  const others = [...kinds].flatMap((kind) => stack.ofKind(kind).filter(({ elsewhere }) => elsewhere));
  // In the order in which a pack puts what the engine gives it in any.
  const made = foreign(declared)
    .map(withoutDefaults)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const whole = [...stack.resources, ...made];
  return evaluate(stackOf(stack.environment, stack.catalog, whole, others), RULES, configurationOf(checked)).findings;
}

function reported(): Diagnostic[] {
  return readReport(join(folder, "report.json"))?.findings ?? [];
}

function told(result: RunResult): string {
  return [...result.messages.map(({ message }) => message), result.output].join("\n");
}

it("finds in a preview of the violating set what is found offline, one by one", async () => {
  expect(new Set(expected.map(({ policy }) => policy?.pack))).toEqual(new Set(["tagging", "retention", "paging"]));
  expect(new Set(expected.map(({ code }) => code)).size).toBeGreaterThan(30);
  const result = await runEngine(engine, { ...base, command: "preview" });
  expect(result.outcome, told(result)).toBe("failed");
  expect(reported().map(said)).toEqual(expected.map(said));
  // Each of them is a policy of the engine's, at its level, about its resource.
  const levels = expected.map(({ code, policy }) => {
    const level = policy?.state === "violated" ? policy.level : "advisory";
    return `${policy?.resource?.split("/").at(-1) ?? "prod"} watchbill/${code} ${level}`;
  });
  expect(result.policyViolations.map(shown).sort()).toEqual(levels.sort());
  const failed = [...new Set(expected.map(({ code }) => code))].sort();
  const [pack, ...others] = result.policies.packs;
  expect(others).toEqual([]);
  expect(pack).toMatchObject({ name: "watchbill", failed, stacks: 1 });
  expect(pack?.policies).toEqual(RULES.flatMap(({ id, needsBase }) => (needsBase ? [] : [id])).sort());
  // The engine kills a pack: what it compiled is left for the next run before.
  expect(existsSync(`${fileOf("policies/main")}.v8`)).toBe(true);
});

describe("where there is no catalog", () => {
  const DECLARED = {
    night: { type: "pagerduty:index/team:Team", properties: { name: "night", description: "Is called at night." } },
    latency: {
      type: "datadog:index/monitor:Monitor",
      properties: {
        ...{ name: "Latency", type: "query alert", query: "avg(last_5m):avg:shop.latency{*} > 1" },
        ...{ message: "slow", tags: ["service:shop", "env:prod", "tier:1", "managed-by:pulumi", "team:${night.name}"] },
      },
    },
    errors: {
      type: "datadog:index/monitor:Monitor",
      properties: {
        ...{ name: "Errors", type: "query alert", query: "avg(last_5m):avg:shop.errors{*} > 1", message: "broken" },
        // The number of a team is nothing that a tag may be.
        tags: ["service:shop", "env:prod", "tier:1", "managed-by:pulumi", "${night.id}"],
      },
    },
  };
  let bare: typeof base;

  beforeAll(async () => {
    writeFileSync(join(folder, "bare.json"), JSON.stringify(DECLARED));
    const { WATCHBILL_CATALOG: _, ...env } = base.env ?? {};
    bare = {
      ...base,
      stack: "bare",
      env: { ...env, PWD: folder, WATCHBILL_TEST_RESOURCES: join(folder, "bare.json") },
    };
    await ensureStack(engine, bare);
  });

  it("each pack runs by itself as it was published, finds what it finds beside its sources, and says what it cannot decide yet", async () => {
    const policyPacks = [...published.map((pack) => pack.folder), ...(base.policyPacks ?? [])];
    const result = await runEngine(engine, { ...bare, command: "preview", policyPacks });
    expect(result.outcome, told(result)).toBe("succeeded");
    expect(result.policies.loaded).toBe(4);
    expect(result.policies.packs.map(({ name, stacks, version }) => [name, stacks, version]).sort()).toEqual([
      ["watchbill", 1, VERSION],
      ["watchbill-paging", 1, VERSION],
      ["watchbill-retention", 1, VERSION],
      ["watchbill-tagging", 1, VERSION],
    ]);
    const [own, alone] = [true, false].map((isOwn) =>
      result.policyViolations
        .filter(({ pack }) => (pack === "watchbill") === isOwn)
        .map((one) => `${shown({ ...one, pack: "" })} ${one.message}`)
        .sort(),
    );
    expect(alone).toEqual(own);
    const later = result.policyViolations.filter(({ message }) => message.startsWith("not decidable in preview"));
    expect(later.map(shown)).toContain("errors watchbill-tagging/required-tags advisory");
  });

  it("what was not decided in the preview is when it is deployed, before it is made", async () => {
    const result = await runEngine(engine, { ...bare, command: "up" });
    expect(result.outcome, told(result)).toBe("failed");
    const violations = result.policyViolations.map(shown);
    expect(violations.filter((one) => one === "errors watchbill/required-tags mandatory")).toHaveLength(1);
    const made = result.changes.map(({ name }) => name);
    expect(made).toContain("night");
    expect(made).not.toContain("errors");
    expect(reported().map(({ code, policy }) => `${code} ${policy?.resource}`)).toContain(
      "required-tags datadog/monitor/errors",
    );
    expect(result.policyViolations.map(({ message }) => message).join()).not.toContain("not decidable");
  });
});

describe("a pack that was published", () => {
  const PACKS = ["tagging", "retention", "paging"] as const;
  const one = (type: string, name: string, inputs: Record<string, JavaScriptValue>) => {
    return { urn: `urn:pulumi:prod::shop::${type}::${name}`, type, name, inputs, outputs: inputs };
  };
  const registered = [
    one("datadog:index/monitor:Monitor", "queue", {
      ...{ name: "Queue", type: "query alert", query: "avg(last_5m):avg:queue.length{env:prod} > 9" },
      ...{ message: "The queue is long. @pagerduty-Shop", tags: ["service:shop", "env:prod"] },
    }),
    one("datadog:index/logsArchive:LogsArchive", "all", {
      ...{ name: "all", query: "*", gcsArchive: { bucket: "logs", clientEmail: "a@b.example", projectId: "shop" } },
    }),
  ];
  const parametersOf = (all: Readonly<Record<string, { default?: unknown; description?: string }>> = {}) =>
    Object.entries(all)
      .map(([name, { default: standard, description }]) => [name, description, standard])
      .sort();

  it.each(PACKS)("%s was told to Pulumi Cloud with every rule, its level and its parameters", (name) => {
    const pack = published.find((each) => each.name === `watchbill-${name}`);
    expect(pack).toMatchObject({ versionTag: VERSION, runtime: "nodejs", complete: true });
    const known = RULES.filter((rule) => rule.pack === name).map(({ id, parameters, severity, summary, title }) => ({
      ...{ name: id, displayName: title, description: summary, parameters: parametersOf(parameters) },
      enforcementLevel: severity === "error" ? "mandatory" : "advisory",
      severity: { error: "high", warning: "medium", info: "low" }[severity],
    }));
    const told = pack?.policies.map(({ configSchema, description, displayName, enforcementLevel, ...policy }) => {
      const { enforcementLevel: level, ...parameters } = configSchema?.properties ?? {};
      expect(level).toBeDefined();
      return {
        ...{ name: policy.name, displayName, description, parameters: parametersOf(parameters) },
        ...{ enforcementLevel, severity: policy.severity },
      };
    });
    expect(told).toEqual(known.sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it.each(PACKS)("%s starts from its archive alone, and judges as its sources do", async (name) => {
    const { displayName, folder: archive } = published.find((each) => each.name === `watchbill-${name}`)!;
    const rules = RULES.filter((rule) => rule.pack === name);
    const pack = { ...ALL, name: `watchbill-${name}`, version: VERSION, title: displayName, rules };
    const where = { cwd: folder, environment: "prod", catalog: undefined, preview: false };
    const here = throughEngine({ ...where, registered, pack });
    const there = await bootPack(archive, registered);
    expect(there.info.policiesList).toEqual(here.info.toObject().policiesList);
    expect([there.info.name, there.info.version]).toEqual([pack.name, VERSION]);
    expect(there.told.map(({ message, policyname, urn }) => [policyname, urn, message])).toEqual(
      here.diagnostics.map(({ message, policy, urn }) => [policy, urn, message]),
    );
    expect(there.told.length).toBeGreaterThan(0);
  });

  it("ends where who started it is killed and tells nobody", async () => {
    const pid = await bootForgotten(published[0]!.folder);
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it("is never the folder beside its sources, which starts nowhere else", async () => {
    const { code, err } = await command("npm", ["pack", "--dry-run"], join(ROOT, "policies", "tagging"));
    expect(code).not.toBe(0);
    expect(err).toContain("policies/tagging works only where it is. Publish what this writes: ");
  });
});

function shown({ level, pack, policy, urn = "" }: PolicyViolation): string {
  return `${urn.slice(urn.lastIndexOf(":") + 1).replace(/^unrefused-/, "")} ${pack}/${policy} ${level}`;
}
