/** What a catalog says of the rules counts inside the engine as it does without: levels, parameters, waivers. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { configurationOf, evaluate, offlineStacks, RULES } from "../../../policies/index";
import { baseCatalog, compiled, type Fragment, overlaid } from "../example";
import { asRegistered } from "./as-registered";
import { throughEngine } from "./through-engine";

const folder = mkdtempSync(join(tmpdir(), "watchbill-configured-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LATE = { services: { checkout: { pagerduty: { acknowledgeTimeout: "6h" } } } };
const WAIVER = { rule: "no-acknowledgement-timeout", reason: "For now.", owner: "shop", until: "2999-01-31" };

function both(name: string, fragment: Fragment): [offline: string[], engine: string[]] {
  const whole = overlaid(LATE, fragment) as Fragment;
  const cwd = join(folder, name);
  mkdirSync(join(cwd, "catalog"), { recursive: true });
  const text = stringify(overlaid(baseCatalog(), whole), { aliasDuplicateObjects: false });
  writeFileSync(join(cwd, "catalog", "example.yaml"), text);
  const checked = compiled(whole);
  const stack = offlineStacks(checked).find(({ environment }) => environment.name === "prod")!;
  const shown = (findings: ReturnType<typeof evaluate>["findings"]) =>
    findings.map(({ code, severity, policy }) => `${code} ${severity} ${policy?.state}`);
  const offline = evaluate(stack, RULES, configurationOf(checked)).findings;
  const registered = asRegistered(stack.resources, "prod", true);
  const { report } = throughEngine({ cwd, environment: "prod", registered, preview: false });
  return [shown(offline), shown(report.findings)];
}

describe("a finding is, offline and in the engine,", () => {
  it.each([
    ["mandatory by itself", {}, "error"],
    ["advisory where the catalog says so", { level: "advisory" }, "warning"],
    ["mandatory in one environment", { level: "advisory", environments: { prod: { level: "mandatory" } } }, "error"],
    ["none where the rule is disabled", { environments: { prod: { level: "disabled" } } }, undefined],
    ["none where a parameter allows it", { parameters: { atMostMinutes: 600 } }, undefined],
  ])("%s", (name, policy, severity) => {
    const [offline, engine] = both(name.replaceAll(" ", "-"), { policies: { "no-acknowledgement-timeout": policy } });
    expect(engine).toEqual(offline);
    const found = engine.find((one) => one.startsWith("no-acknowledgement-timeout "));
    expect(found).toBe(severity && `no-acknowledgement-timeout ${severity} violated`);
  });

  it("accepted by a waiver beside the service", () => {
    const [offline, engine] = both("waived", { services: { checkout: { waivers: [WAIVER] } } });
    expect(engine).toEqual(offline);
    expect(engine.filter((one) => one.startsWith("no-acknowledgement-timeout"))).toEqual([]);
  });
});
