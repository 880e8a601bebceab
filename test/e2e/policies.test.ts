/** The packs in the real engine: the same findings as offline for what breaks rules, in a preview and once it is deployed. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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
import { said } from "../policies/engine/through-engine";
import { baseCatalog, compiled, foreign, overlaid } from "../policies/example";
import { type Violating, violatingSet } from "./unrefused/violating";
import { command, ROOT } from "./workspace";

const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

let folder: string;
let engine: Engine;
let base: Omit<RunOptions, "command"> & { project: string };
let violating: Violating;
let expected: Diagnostic[];

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

  it("each pack runs by itself from an empty folder, and says in a preview what it cannot decide yet", async () => {
    const packs = ["tagging", "retention", "paging"].map((name) => join(folder, "packs", name));
    for (const pack of packs) {
      const made = await command(process.execPath, [join(ROOT, "bin", "policy-pack.cjs"), basename(pack), pack], ROOT);
      expect(made, made.err).toMatchObject({ code: 0 });
    }
    const result = await runEngine(engine, { ...bare, command: "preview", policyPacks: packs });
    expect(result.outcome, told(result)).toBe("succeeded");
    expect(result.policies.loaded).toBe(3);
    expect(result.policies.packs.map(({ name, stacks, version }) => [name, stacks, version]).sort()).toEqual([
      ["watchbill-paging", 1, VERSION],
      ["watchbill-retention", 1, VERSION],
      ["watchbill-tagging", 1, VERSION],
    ]);
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

function shown({ level, pack, policy, urn = "" }: PolicyViolation): string {
  return `${urn.slice(urn.lastIndexOf(":") + 1).replace(/^unrefused-/, "")} ${pack}/${policy} ${level}`;
}
