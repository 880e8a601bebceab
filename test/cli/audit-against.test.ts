/** A record that an audit is told to compare with: whatever says nothing of what is audited is an error, and all that is wrong is said. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordedIn, type Wanted } from "../../cli/audit/against";
import { UsageError } from "../../cli/command";
import type { CheckRecord, EnvironmentRecord } from "../../cli/deploy/record";

const URN = "urn:pulumi:prod::shop::watchbill:components:Team$pagerduty:index/team:Team::shop";
const STATE = { [URN]: { id: "1", digest: "d" } };
const WANTED: Wanted = { environments: ["prod"], vendors: "sandbox", project: "shop", cwd: "/work" };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "watchbill-against-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function taken(record: unknown, wanted: Partial<Wanted> = {}): ReturnType<typeof recordedIn> {
  const file = join(root, "up.json");
  writeFileSync(file, typeof record === "string" ? record : JSON.stringify(record));
  return recordedIn(file, { ...WANTED, cwd: root, ...wanted });
}

const one = (more: Partial<EnvironmentRecord> = {}) => ({
  environment: "prod",
  outcome: "succeeded",
  state: STATE,
  ...more,
});
const record = (more: Partial<CheckRecord> = {}, own: Partial<EnvironmentRecord> = {}) => ({
  ...{ version: 1, command: "up", at: "2026-01-02T03:04:05.000Z", vendors: "sandbox", environments: [one(own)] },
  ...more,
});

function refusal(...args: Parameters<typeof taken>): string {
  try {
    taken(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  return "taken";
}

describe("a record named by hand", () => {
  it("of a deployment of what is audited is taken, after a failure and after destroy, too", () => {
    const expected = { at: "2026-01-02T03:04:05.000Z", file: join(root, "up.json"), state: STATE };
    expect(taken(record()).get("prod")).toEqual(expected);
    expect(taken(record({}, { outcome: "failed" })).get("prod")).toEqual(expected);
    expect(taken(record({ command: "destroy" }, { state: {} })).get("prod")?.state).toEqual({});
  });

  it.each<[string, unknown, Partial<Wanted>, string]>([
    ["is no JSON", "no JSON", {}, "up.json is no record of a deployment: it is no JSON"],
    ["is nothing", "null", {}, "up.json is no record of a deployment: it is null"],
    ["is something else", {}, {}, "no record of a deployment: `version` is missing; `command` is missing; `at` is"],
    ["has no environment where one is", record({ environments: [null] as never }), {}, "`environments.0` is null"],
    ["says nothing of when", record({ at: undefined as never }), {}, "no record of a deployment: `at` is missing"],
    ["is of no vendors", record({ vendors: "toString" as never }), {}, '`vendors` is "toString"'],
    [
      "names what is no resource",
      record({}, { state: { x: null } as never }),
      {},
      "`environments.0.state` has `x`, which is no URN",
    ],
    ["is of another environment", record(), { environments: ["dev"] }, "it is of prod, not of dev"],
    ["is of one of two that are audited", record(), { environments: ["prod", "dev"] }, "it is of prod, not of dev"],
    ["is of a preview", record({ command: "preview" }, { state: null }), {}, "the record of `preview`, which deploys"],
    ["is of an audit", record({ command: "audit" }), {}, "it is the record of `audit`, which deploys nothing"],
    ["is of a refused run", record({}, { outcome: "refused", state: null }), {}, "prod: its `up` was refused"],
    ["could not read a state", record({}, { outcome: "failed", state: null }), {}, "does not say what was deployed"],
    ["is of the sandbox", record(), { vendors: "real" }, "it is of a deployment to the sandbox, and the audit is"],
    ["is of another project", record(), { project: "other" }, "it is of the stack shop/prod, not of other/prod"],
  ])("that %s is an error", (_, text, wanted, said) => {
    expect(refusal(text, wanted)).toContain(said);
    expect(refusal(text, wanted)).toContain("Wanted is what `watchbill up` or `destroy` wrote");
  });

  it("that is a folder, or not there, is named", () => {
    const said = (name: string) => {
      try {
        recordedIn(join(root, name), { ...WANTED, cwd: root });
      } catch (error) {
        return (error as UsageError).message.split("\n")[0];
      }
      return "taken";
    };
    expect([said(""), said("other.json")]).toEqual(["--against: . is a folder", "--against: other.json is not there"]);
  });

  it("says all that is wrong at once", () => {
    const said = refusal(record({ command: "audit" }), { environments: ["dev"], vendors: "real" });
    expect(said.split("\n").slice(1, -1)).toEqual([
      "  it is the record of `audit`, which deploys nothing",
      "  it is of a deployment to the sandbox, and the audit is of the real vendors",
      "  it is of prod, not of dev; --env says which environments are audited",
    ]);
  });
});
