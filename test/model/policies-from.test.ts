/** While a change is reviewed, the policies of another catalog hold: what the change says of them loosens nothing. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CheckedCatalog, checkCatalog, checkFiles } from "../../model/index";
import { configurationOf, RULES } from "../../policies/index";
import { baseTexts, bytesOf } from "./files";

const POLICIES = "policies:\n  required-tags: { level: mandatory, waivable: false }\n";
const LOOSE = "policies:\n  required-tags: { level: disabled }\n  contradictory-tags: { level: disabled }\n";

function reviewed(own: string, from: string, change = (text: string) => text): CheckedCatalog {
  const texts = new Map([...baseTexts()].map(([name, text]) => [name, change(String(text))]));
  const base = new Map([...baseTexts(), ["policies.yaml", from]]);
  return checkFiles(bytesOf(own === "" ? texts : new Map([...texts, ["policies.yaml", own]])), {
    today: "2026-11-21",
    policiesFrom: bytesOf(base).map(({ file, bytes }) => ({ file: `base/${file}`, bytes })),
  });
}

describe("the policies of another catalog", () => {
  it("hold in place of the catalog's own, with all it says of other rules", () => {
    const { diagnostics, policies } = reviewed(LOOSE, POLICIES);
    expect(diagnostics).toEqual([]);
    expect(policies.map(({ key, level, source }) => [key, level, source.file])).toEqual([
      ["required-tags", "mandatory", "base/catalog/policies.yaml"],
    ]);
  });

  it("are not mended by what the catalog proposes, whose mistakes are told", () => {
    const checked = reviewed(
      "policies:\n  required-tags: { level: disabled, parameters: { kays: [team] } }\n",
      "policies:\n  contradictory-tags: { level: mandatory }\n",
    );
    const configuration = configurationOf(checked);
    expect(configuration.problems(true).map(({ code, file, line }) => [code, file, line])).toEqual([
      ["unknown-parameter", "catalog/policies.yaml", 2],
      ["policies-loosened", "catalog/policies.yaml", 2],
    ]);
    const levels = RULES.filter(({ pack }) => pack === "tagging").map(
      (rule) => configuration.applied(rule, "prod").level,
    );
    expect(levels).not.toContain("disabled");
  });

  it("refuse a waiver that the change itself would allow", () => {
    const waiver = "waivers: [{ rule: required-tags, reason: Later., owner: shop, until: 2027-01-31 }]";
    const { diagnostics } = reviewed(LOOSE, POLICIES, (text) =>
      text.replace("notify: chat", `notify: chat, ${waiver}`),
    );
    expect(diagnostics.map(({ code, file, line }) => [code, file, line])).toEqual([
      ["waiver-refused", "catalog/organisation.yaml", 13],
    ]);
  });

  it("decide which environments hold test data alone", () => {
    const { resolved } = reviewed("", POLICIES, (text) => text.replace("notify: page", "notify: page, testData: true"));
    expect(resolved.map(({ name, testData }) => [name, testData])).toEqual([
      ["prod", false],
      ["staging", false],
    ]);
  });

  it("still leave mistakes in what the change says of policies to be told", () => {
    const { diagnostics } = reviewed("policies:\n  require-tags: { level: advisory }\n", POLICIES);
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([["unknown-rule", "catalog/policies.yaml"]]);
  });

  it("may speak of an environment that the change takes away, which is said", () => {
    const from = "policies:\n  required-tags: { environments: { staging: { level: advisory } } }\n";
    const { diagnostics } = reviewed("", from, (text) =>
      text
        .replace("  staging: { tag: staging, account: main, notify: chat }\n", "")
        .replace(
          "    environments:\n      staging:\n        monitors:\n          latency: { above: { high: 5s } }\n",
          "",
        ),
    );
    expect(diagnostics.map(({ code, severity, file, line }) => [code, severity, file, line])).toEqual([
      ["unknown-name", "warning", "base/catalog/policies.yaml", 2],
    ]);
  });

  it("end the check where they cannot be read", () => {
    const { diagnostics } = reviewed("", "policies:\n  required-tags: { level: [ }\n");
    expect(new Set(diagnostics.map(({ code, file }) => `${code} ${file}`))).toEqual(
      new Set(["yaml-syntax base/catalog/policies.yaml"]),
    );
    const dir = mkdtempSync(join(tmpdir(), "watchbill-policies-"));
    try {
      mkdirSync(join(dir, "catalog"));
      for (const [name, text] of baseTexts()) writeFileSync(join(dir, "catalog", name), text);
      const missing = checkCatalog(join(dir, "catalog"), { cwd: dir, policiesFrom: join(dir, "base") });
      expect(missing.diagnostics.map(({ code, file }) => [code, file])).toEqual([["no-catalog", "base"]]);
      expect(missing.specs).toEqual([]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
