/** A change judged by another catalog's policies: every run says whose they were, and `check` what the change loosens of them. */

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Folder, openFolder } from "./run-command";

let folder: Folder;

beforeEach(() => {
  folder = openFolder("starter");
  cpSync(join(folder.dir, "catalog"), join(folder.dir, "base"), { recursive: true });
});
afterEach(() => folder.close());

it("says whose policies held and what the next change would no longer be judged by, which can be made to fail", async () => {
  const policies = "policies:\n  unpaged-alert: { environments: { prod: { level: disabled } } }\n";
  writeFileSync(join(folder.dir, "catalog", "policies.yaml"), policies);
  const text = await folder.run(["check"], { WATCHBILL_POLICIES_FROM: "base" });
  expect(text).toMatchObject({ code: 0, err: "" });
  expect(text.out).toContain(
    "warning [policies-loosened] catalog/policies.yaml:2:51\n  `unpaged-alert` is switched off",
  );
  expect(text.out).toContain("\npolicies of: base and this one\n");
  const json = await folder.run(["check", "--policies-from", "base", "--fail-on", "warning", "--format", "json"]);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({ policiesFrom: "base", summary: { errors: 0, warnings: 1 } });
});

it("says it of an audit, in what people read and in the record", async () => {
  mkdirSync(join(folder.dir, ".watchbill", "sandbox"), { recursive: true });
  const ran = await folder.run(["audit", "--sandbox", "--env", "dev", "--record", "audit.json"], {
    WATCHBILL_POLICIES_FROM: "base",
  });
  expect(ran.out).toContain("\npolicies of: base and this one\n");
  const { policiesFrom } = JSON.parse(readFileSync(join(folder.dir, "audit.json"), "utf8"));
  expect(policiesFrom).toEqual({ path: "base", digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
});

it("says it before an engine is looked for", async () => {
  folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
  const ran = await folder.run(["preview", "--sandbox", "--policies-from", "base"]);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("\npolicies of: base and this one\n");
});
