/** What an audit says once: what follows from a catalog that went on, and nothing that somebody did to the state. */

import { describe, expect, it } from "vitest";
import { type Compared, mendedByCatalog, withoutConsequences } from "../../cli/audit/consequences";
import { type Diagnostic, wrap } from "../../diagnostics/index";

const SLOW = { kind: "datadog/monitor", key: "shop-slow" } as const;
const RESOURCE = "datadog/monitor/shop-slow";
const URN = "urn:pulumi:prod::p::watchbill:components:MonitoredService$datadog:index/monitor:Monitor::shop-slow";
const RECORDED = { [URN]: { id: "7", digest: "d" } };

function finding(code: string, resource = RESOURCE, more: Partial<Diagnostic> = {}): Diagnostic {
  const policy = { resource } as Diagnostic["policy"];
  return { ...{ code, severity: "error", message: code, subject: resource, policy }, ...more } as Diagnostic;
}

const warning = (code: string) => finding(code, RESOURCE, { severity: "warning" });
const gone = warning("not-in-catalog");
const differs = warning("state-differs");
const edit = finding("state-edited");
const [tag, name] = [finding("unknown-tag-value"), finding("service-in-name")];

function said(found: Diagnostic[], edits: Diagnostic[], compared: Partial<Compared> = {}): string[] {
  const all = withoutConsequences(found, edits, { catalog: [], specs: [], recorded: RECORDED, ...compared });
  return all.map(({ message, severity }) => `${severity} ${message}`);
}

describe("what the catalog does not make any more", () => {
  it("is one finding: that it bears names which the catalog has no more follows", () => {
    expect(said([tag, tag, name], [gone])).toEqual([
      "warning not-in-catalog (so it breaks service-in-name, unknown-tag-value)",
    ]);
    expect(withoutConsequences([], [gone], { catalog: [], specs: [], recorded: RECORDED })).toEqual([gone]);
  });

  it("is one finding, too, where somebody edited it: an error, as the edit is", () => {
    expect(said([tag], [edit])).toEqual(["error state-edited (so it breaks unknown-tag-value)"]);
    // What the record does not know somebody put there.
    expect(said([tag], [edit], { recorded: {} })).toEqual(["error unknown-tag-value", "error state-edited"]);
  });

  it("hides nothing else", () => {
    const other = finding("unknown-tag-value", "datadog/monitor/another");
    expect(said([other, finding("unpaged-alert"), finding("retention-too-short")], [gone])).toEqual([
      ...["error unknown-tag-value", "error unpaged-alert", "error retention-too-short", "warning not-in-catalog"],
    ]);
    // One of two by the same name, of which the catalog makes the other.
    expect(said([tag], [gone], { specs: [SLOW] })).toEqual(["error unknown-tag-value", "warning not-in-catalog"]);
  });
});

describe("what is as it was deployed, where the catalog went on", () => {
  const made = { specs: [SLOW] };

  it("is one finding with the rules that its new body does not break", () => {
    const full = { ...differs, message: "The catalog was changed and is not deployed yet." };
    expect(said([tag, name], [full], made)).toEqual([
      "warning The catalog was changed and is not deployed yet (so it breaks service-in-name, unknown-tag-value).",
    ]);
    expect(said([tag], [warning("protection-removed"), differs], made)).toEqual([
      "warning protection-removed",
      "warning state-differs (so it breaks unknown-tag-value)",
    ]);
  });

  it.each<[string, Diagnostic[], Diagnostic[], Partial<Compared>]>([
    ["what its new body breaks as well", [tag], [differs], { catalog: [tag] }],
    ["what could not be asked of the catalog", [tag], [differs], { catalog: undefined }],
    ["what nobody recorded", [tag], [finding("state-differs")], {}],
    ["what somebody edited", [tag], [edit], {}],
    ["what is the same in the catalog", [tag], [], {}],
    ["what another one of its name may break", [tag], [differs, gone], {}],
    ["what no name of the catalog decides", [finding("unpaged-alert")], [differs], {}],
  ])("does not hide %s", (_, found, edits, compared) => {
    expect(said(found, edits, { ...made, ...compared })).toEqual([
      ...[...found, ...edits].map(({ message, severity }) => `${severity} ${message}`),
    ]);
  });
});

describe("a rule that the state alone breaks", () => {
  const broken = finding("unpaged-alert", RESOURCE, { hint: "Write a handle." });
  const hint = (catalog: Diagnostic[] | undefined, one = broken) =>
    mendedByCatalog({ catalog, specs: [SLOW] }, one).hint;

  it("is mended where what it leads to is told, which deploying again does not bring back", () => {
    const policy = { resource: RESOURCE, value: "datadog/monitor/gone" };
    const gone = (code: string) => [finding(code, policy.value)];
    const said = (code: string) =>
      mendedByCatalog({ catalog: [], specs: [SLOW] }, { ...broken, policy } as Diagnostic, gone(code)).hint;
    for (const code of ["state-edited", "not-deployed"])
      expect(said(code)).toBe("The catalog makes it: see what is said of `datadog/monitor/gone` itself.");
    expect(said("state-differs")).toContain("deploy it again");
  });

  it("is not mended in the catalog, which is right", () => {
    expect(hint([])).toBe("The catalog says otherwise, and does not break this rule: deploy it again.");
    expect(hint([broken])).toBe("Write a handle.");
    expect(hint(undefined)).toBe("Write a handle.");
    expect(hint([], { ...broken, policy: { resource: "datadog/monitor/by-hand" } } as Diagnostic)).toBe(
      "Write a handle.",
    );
  });
});

it("a command in a text stays in one line, to be copied", () => {
  const command = `pulumi import ${"--parent x ".repeat(20)}`.trimEnd();
  expect(wrap(`fix: This takes it in again:\n  ${command}`, "  ")).toEqual([
    "  fix: This takes it in again:",
    `    ${command}`,
  ]);
});
