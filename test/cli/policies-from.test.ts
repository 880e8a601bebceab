/** `check` of a change by another catalog's policies: the run says whose they were, and what the change loosens of them. */

import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openFolder } from "./run-command";

it("says whose policies held and what the next change would no longer be judged by, which can be made to fail", async () => {
  const folder = openFolder("starter");
  try {
    cpSync(join(folder.dir, "catalog"), join(folder.dir, "base"), { recursive: true });
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
  } finally {
    folder.close();
  }
});
