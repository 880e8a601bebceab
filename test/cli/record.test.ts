/** The file that says what a run has checked: where it is, what its digests stand for, and what of it a later audit compares with. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgeRun, recordOf } from "../../cli/deploy/judge-run";
import {
  type CheckRecord,
  type EnvironmentRecord,
  lastDeployed,
  type Recording,
  writeRecord,
} from "../../cli/deploy/record";
import { refusedByCatalog } from "../../cli/deploy/refused-by-catalog";
import type { OneResult } from "../../cli/deploy/run-one";
import { judged } from "../../cli/policies";
import type { Diagnostic } from "../../diagnostics/index";
import { checkCatalog } from "../../model/index";
import { RULES } from "../../policies/index";
import { ROOT } from "../e2e/workspace";

const A = { "urn:pulumi:prod::shop::t::a": { id: "1", digest: "d" } };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "watchbill-record-"));
  cpSync(join(ROOT, "cli", "template", "catalog"), join(root, "catalog"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const checkedNow = () => judged(checkCatalog(join(root, "catalog"), { cwd: root }));

function recording(record?: string): Recording {
  const project = { root, name: "shop", catalog: join(root, "catalog"), sandbox: join(root, ".watchbill", "sandbox") };
  return { checked: checkedNow(), options: record === undefined ? {} : { record }, project, io: { cwd: root } };
}

function ran(environment: string, more: Partial<EnvironmentRecord> = {}): EnvironmentRecord {
  return {
    ...{ environment, outcome: "succeeded", resources: 3, engine: [], problems: [], rules: [] },
    ...{ findings: { errors: 0, warnings: 0, notes: 0 }, deletions: { count: 0, approved: null }, state: A },
    ...more,
  };
}

function written(environments: EnvironmentRecord[], command = "up", record?: string): string[] {
  return writeRecord({ command, vendors: "sandbox", environments }, recording(record));
}

const read = (file: string): CheckRecord => JSON.parse(readFileSync(join(root, file), "utf8"));

describe("a record", () => {
  it("is a file for each environment, or one that was named", () => {
    expect(written([ran("prod"), ran("dev")])).toEqual([
      ".watchbill/records/sandbox/prod/up.json",
      ".watchbill/records/sandbox/dev/up.json",
    ]);
    expect(read(".watchbill/records/sandbox/dev/up.json").environments.map((one) => one.environment)).toEqual(["dev"]);
    expect(written([ran("prod"), ran("dev")], "up", "out/up.json")).toEqual(["out/up.json"]);
    const whole = read("out/up.json");
    expect(whole).toMatchObject({ version: 1, command: "up", vendors: "sandbox", packs: { rules: RULES.length } });
    expect(whole.environments).toHaveLength(2);
  });

  it("of a refused run leaves that of the deployment alone", () => {
    written([ran("prod")]);
    expect(written([ran("prod", { outcome: "refused", state: null })])).toEqual([
      ".watchbill/records/sandbox/prod/up-refused.json",
    ]);
    expect(lastDeployed({ root }, "sandbox", "prod")?.state).toEqual(A);
    expect(lastDeployed({ root }, "real", "prod")).toBeUndefined();
  });

  it("of whatever changed the environment last is what an audit compares with", async () => {
    written([ran("prod")]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    written([ran("prod", { state: {} })], "destroy");
    expect(lastDeployed({ root }, "sandbox", "prod")?.state).toEqual({});
    written([ran("prod", { state: null })], "preview");
    expect(lastDeployed({ root }, "sandbox", "prod")?.file).toContain("destroy.json");
  });

  it("that was damaged is told, and not passed over", () => {
    const [file = ""] = written([ran("prod")]);
    for (const text of ["{}", "no JSON", "[]", "null"]) {
      writeFileSync(join(root, file), text);
      expect(() => lastDeployed({ root }, "sandbox", "prod")).toThrow("is no record of a deployment");
    }
  });

  it("names the catalog whose policies held, and has another digest for every change of it", () => {
    const told = () => {
      const { project, ...others } = recording("up.json");
      const environments = [ran("prod")];
      const policiesFrom = join(root, "base", "catalog");
      writeRecord(
        { command: "up", vendors: "sandbox", environments },
        { ...others, project: { ...project, policiesFrom } },
      );
      return read("up.json").policiesFrom;
    };
    cpSync(join(root, "catalog"), join(root, "base", "catalog"), { recursive: true });
    const first = told();
    expect(first).toEqual({ path: join("base", "catalog"), digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    writeFileSync(join(root, "base", "catalog", "more.yaml"), "# nothing\n");
    expect(told()?.digest).not.toBe(first?.digest);
    written([ran("prod")], "up", "up.json");
    expect(read("up.json").policiesFrom).toBeNull();
  });

  it("has one digest for the code, and another for every change of what the rules are told", () => {
    const digests = (extra = "") => {
      writeFileSync(join(root, "catalog", "extra.yaml"), extra === "" ? "# nothing\n" : extra);
      written([ran("prod")], "up", "up.json");
      const { configuration, packs } = read("up.json");
      return { code: packs.digest, told: configuration.digest };
    };
    const plain = digests();
    expect(digests()).toEqual(plain);
    const told = [
      "policies:\n  one-level: { level: advisory }\n",
      "policies:\n  one-level: { environments: { dev: { level: advisory } } }\n",
      "webhooks:\n  room: { kind: discord, urlSecret: room, waivers: [{ rule: one-level, reason: Tried out, owner: ana, until: 2099-01-01 }] }\n",
    ].map(digests);
    expect(new Set([plain, ...told].map((one) => one.told)).size).toBe(4);
    expect(new Set([plain, ...told].map((one) => one.code)).size).toBe(1);
  });
});

describe("a run that the catalog refuses", () => {
  const refused = (env?: string[]) => {
    const checked = { ...checkedNow(), diagnostics: [broken("unknown-key"), broken("unpaged-alert", ["prod"])] };
    return refusedByCatalog("up", {
      ...recording(),
      checked,
      options: { sandbox: true, approveDeletions: 3, ...(env && { env }) },
    });
  };
  const broken = (code: string, environments?: string[]) =>
    ({ code, severity: "error", ...(environments && { policy: { environments } }) }) as unknown as Diagnostic;

  it("is on record with why, and a number that was given is no approval", () => {
    expect(refused()).toEqual(["dev", "prod"].map((name) => `.watchbill/records/sandbox/${name}/up-refused.json`));
    const [prod] = read(".watchbill/records/sandbox/prod/up-refused.json").environments;
    expect(prod).toMatchObject({
      ...{ outcome: "refused", state: null, findings: { errors: 2 }, deletions: { count: 0, approved: null } },
      refused: { reasons: ["the catalog has 2 errors: unknown-key, unpaged-alert"], needed: null, given: 3 },
    });
    const [dev] = read(".watchbill/records/sandbox/dev/up-refused.json").environments;
    expect(dev?.refused?.reasons).toEqual(["the catalog has 1 error: unknown-key"]);
    expect(refused(["dev"])).toEqual([".watchbill/records/sandbox/dev/up-refused.json"]);
  });

  it("by the engine's packs names the policies", () => {
    const of = (level: string, policy: string) => ({ level, pack: "watchbill", policy });
    const policyViolations = [of("mandatory", "b"), of("mandatory", "a"), of("mandatory", "a"), of("advisory", "c")];
    const result = { outcome: "failed", policies: { packs: [] }, policyViolations } as unknown as OneResult;
    expect(recordOf("prod", result, []).violated).toEqual(["watchbill/a", "watchbill/b"]);
    expect(recordOf("prod", { ...result, policyViolations: [] }, [])).not.toHaveProperty("violated");
  });
});

describe("what the engine's packs found", () => {
  const finding = (message: string): Diagnostic => ({
    ...{ code: "one-level", severity: "error", message, line: 1, column: 1, endLine: 1, endColumn: 2 },
    subject: "pagerduty/escalation-policy/shop",
  });

  it("is shown where the offline check has not told it", () => {
    const checked = { ...checkedNow(), diagnostics: [finding("told")] };
    const report = { findings: [finding("told"), finding("known in the engine alone")] };
    const result = { outcome: "failed", policies: { loaded: 1, packs: [] }, report } as unknown as OneResult;
    const { findings, problems } = judgeRun({ checked, specs: checked.specs, verb: "up" }, "prod", result);
    expect(findings.map(({ message }) => message)).toEqual(["known in the engine alone"]);
    expect(problems).toEqual([]);
    const succeeded = { ...result, outcome: "succeeded" } as OneResult;
    expect(judgeRun({ checked, specs: checked.specs, verb: "up" }, "prod", succeeded).problems).toHaveLength(1);
    expect(judgeRun({ checked, specs: checked.specs, verb: "refresh" }, "prod", succeeded).problems).toEqual([]);
  });
});
