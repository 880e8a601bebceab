/** A change of the policies themselves: what it loosens once it is merged is told where it stands, and holds for nothing before. */

import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../diagnostics/index";
import { checkFiles } from "../../model/index";
import { checkPolicies, configurationOf } from "../../policies/index";
import { baseTexts, bytesOf } from "../model/files";
import { compiled, type Fragment } from "./example";

const RULE = "no-acknowledgement-timeout";

function told(fragment: Fragment): Diagnostic[] {
  const problems = configurationOf(compiled({ base: {}, ...fragment })).problems(false);
  return problems.filter(({ code }) => code === "policies-loosened");
}

const words = (fragment: Fragment) => told(fragment).map(({ message, path }) => `${path}: ${message}`);
const rule = (before: Fragment | null, now: Fragment | null, id = RULE) =>
  words({ base: { policies: before && { [id]: before } }, policies: now && { [id]: now } });

describe("a rule that a change loosens", () => {
  it("is told as a warning at its line, with the line of the other catalog, and who decides", () => {
    const policies = { [RULE]: { environments: { prod: { level: "disabled" } } } };
    const change = { base: { policies: { [RULE]: { level: "mandatory" } } }, policies };
    const { text } = compiled(change);
    const [one, ...others] = told(change);
    expect(others).toEqual([]);
    const line = text.split("\n").findIndex((each) => each.endsWith("level: disabled")) + 1;
    expect(line).toBeGreaterThan(0);
    expect(one).toMatchObject({ severity: "warning", file: "catalog/example.yaml", line, column: 16, endColumn: 24 });
    expect(one?.message).toMatch(
      /^`no-acknowledgement-timeout` is switched off in prod once this is merged: the base says `mandatory` \(base\/catalog\/example\.yaml:\d+\)$/,
    );
    expect(one?.hint).toContain("let the owners of the policies decide");
  });

  it.each<[string, Fragment | null, Fragment | null, string[]]>([
    [
      "whose level is lowered, everywhere alike told once",
      null,
      { level: "advisory" },
      [
        `level: \`${RULE}\` is only advisory in dev, prod, staging once this is merged: the rule says \`mandatory\` by itself`,
      ],
    ],
    [
      "whose stricter level is taken out of an environment",
      { level: "advisory", environments: { prod: { level: "mandatory" } } },
      { level: "advisory" },
      [`level: \`${RULE}\` is only advisory in prod once this is merged: the base says \`mandatory\` (base)`],
    ],
    [
      "whose parameter lets more pass",
      { parameters: { atMostMinutes: 20 } },
      { parameters: { atMostMinutes: 30 }, environments: { dev: { parameters: { atMostMinutes: 600 } } } },
      [
        `parameters.atMostMinutes: \`atMostMinutes\` of \`${RULE}\` is \`30\` in prod, staging once this is merged: the base says \`20\` (base)`,
        `parameters.atMostMinutes: \`atMostMinutes\` of \`${RULE}\` is \`600\` in dev once this is merged: the base says \`20\` (base)`,
      ],
    ],
    [
      "that waivers may accept for longer",
      { waivable: "30d" },
      { waivable: "90d" },
      [
        `waivable: a waiver of \`${RULE}\` may last \`90d\` once this is merged: the base says \`waivable: 30d\` (base)`,
      ],
    ],
    [
      "that waivers may accept at all",
      { waivable: false },
      null,
      [
        `waivable: a waiver of \`${RULE}\` may last for any time, and \`90d\` where a change brings it once this is merged: the base says \`waivable: false\` (base); nothing is said of it any more`,
      ],
    ],
    [
      "whose waivers may last for any time, and not for a term alone",
      { waivable: "300d" },
      { waivable: true },
      [
        `waivable: a waiver of \`${RULE}\` may last for any time, and \`90d\` where a change brings it once this is merged: the base says \`waivable: 300d\` (base)`,
      ],
    ],
    [
      "that waivers of a change may accept for longer than where nobody says how long",
      { parameters: { atMostMinutes: 30 } },
      { parameters: { atMostMinutes: 30 }, waivable: "91d" },
      [
        `waivable: a waiver of \`${RULE}\` may last \`91d\` once this is merged: the rule says \`waivable: true\` by itself; one that a change brings lasts \`90d\` at most until then`,
      ],
    ],
    ["but is not: a term that a waiver of a change has anyway", { level: "mandatory" }, { waivable: "90d" }, []],
    ["but is not: stricter", { level: "advisory" }, { level: "mandatory", parameters: { atMostMinutes: 20 } }, []],
    ["but is not: asked for nothing before", { level: "disabled" }, { parameters: { atMostMinutes: 600 } }, []],
    ["but is not: the same in other words", { waivable: true, level: "mandatory" }, null, []],
    ["but is not: fewer waivers", { waivable: "90d" }, { waivable: "30d" }, []],
  ])("%s", (_, before, now, expected) => {
    const places = / \(base\/catalog\/example\.yaml:\d+\)(?=$|;)/;
    const short = rule(before, now).map((one) => one.replace(`policies.${RULE}.`, "").replace(places, " (base)"));
    expect(short.sort()).toEqual(expected);
  });

  it.each<[string, string, Fragment, Fragment, string]>([
    ["less, of a list", "required-tags", { keys: ["team", "env"] }, { keys: ["env", "tier"] }, "`[env, tier]`"],
    [
      "more, of a list",
      "managed-by-value",
      { values: ["watchbill"] },
      { values: ["watchbill", "me"] },
      "`[watchbill, me]`",
    ],
    ["less, of a number", "one-person", { people: 3 }, { people: 2 }, "`2`"],
    ["in a way that nobody knows", "archive-region", { regions: ["eu-*"] }, { regions: ["us-*"] }, "`[us-*]`"],
  ])("by %s", (what, id, before, now, shown) => {
    const [one, ...others] = rule({ parameters: before }, { parameters: now }, id);
    expect(others).toEqual([]);
    expect(one).toContain(` is ${shown} in dev, prod, staging once this is merged`);
    expect(one?.endsWith("; whether that is looser depends on what there is")).toBe(what.includes("nobody"));
    if (!what.includes("nobody"))
      expect(rule({ parameters: now }, { parameters: before }, id).length).toBe(id === "required-tags" ? 1 : 0);
  });

  it("by a list that is empty, which asks for nothing", () => {
    const [one] = rule({ parameters: { regions: ["eu-*"] } }, { parameters: { regions: [] } }, "archive-region");
    expect(one).toMatch(/ is `\[\]` in dev, prod, staging .*; an empty list asks for nothing$/);
  });

  it("holds for nothing before it is merged", () => {
    const late = { services: { checkout: { pagerduty: { acknowledgeTimeout: "6h" } } } };
    const { diagnostics } = checkPolicies(compiled({ ...late, base: {}, policies: { [RULE]: { level: "disabled" } } }));
    expect(diagnostics.filter(({ code }) => code === RULE).map(({ severity }) => severity)).toEqual(["error"]);
    expect(told({ policies: { [RULE]: { level: "disabled" } } })).toHaveLength(1);
  });

  it("is nobody's change without another catalog", () => {
    const checked = compiled({ policies: { [RULE]: { level: "disabled" } } });
    expect(configurationOf(checked).problems(false)).toEqual([]);
  });
});

describe("a framework that a change loosens", () => {
  const demand = {
    ...{ clause: "1", title: "Keep it", address: "https://example.com/1", figure: "own" },
    ...{ atLeast: "30 days", immediatelyAvailable: "10 days", atMost: "400 days", stated: "Somebody looks." },
    dataClasses: ["application", "security"],
  };
  const frameworks = (over: Fragment, more: Fragment = {}) => ({
    acme: { title: "Acme", governs: "everything", requirements: { keep: { ...demand, ...over } }, ...more },
  });
  const changed = (now: Fragment, before: Fragment = frameworks({})) =>
    words({ base: { frameworks: before }, frameworks: now });
  it.each<[string, Fragment, string]>([
    ["atLeast", { atLeast: "29 days" }, "is `29 days` once this is merged: the base says `30 days`"],
    [
      "immediatelyAvailable",
      { immediatelyAvailable: "1 day" },
      "is `1 day` once this is merged: the base says `10 days`",
    ],
    ["atMost", { atMost: "14 months" }, "is `14 months` once this is merged: the base says `400 days`"],
    ["atMost", { atMost: "days of the class" }, "is `days of the class` once this is merged"],
    [
      "dataClasses",
      { dataClasses: ["security"] },
      "is `[security]` once this is merged: the base says `[application, security]`",
    ],
    ["personalData", { personalData: true }, "is `true` once this is merged: the base says `false`"],
  ])("in %s", (field, over, text) => {
    const [one, ...others] = changed(frameworks(over));
    expect(others).toEqual([]);
    expect(one).toContain(`frameworks.acme.requirements.keep.${field}: `);
    expect(one).toContain(text);
    expect(changed(frameworks({}), frameworks(over)).length).toBe(over.atMost === "days of the class" ? 1 : 0);
  });

  it("in whom it governs, in what is hidden, and in what is no longer said", () => {
    expect(changed(frameworks({}, { governs: "classes that name it" }))[0]).toContain("frameworks.acme.governs: ");
    const base = { acme: { title: "Acme", requirements: { keep: { ...demand, hidden: true } } } };
    const now = { acme: { title: "Acme", requirements: { keep: { ...demand, stated: undefined } } } };
    expect(changed(now, base).map((one) => one.split(": ")[0])).toEqual([
      "frameworks.acme.requirements.keep.hidden",
      "frameworks.acme.requirements.keep.stated",
    ]);
  });

  it("by taking it, or a requirement of it, away", () => {
    expect(changed({})).toEqual([
      expect.stringMatching(
        /^frameworks\.acme: `frameworks\.acme` is gone once this is merged: the base says `Acme` \(base/,
      ),
    ]);
    const two = { acme: { title: "Acme", governs: "everything", requirements: { keep: demand, more: demand } } };
    expect(changed(frameworks({}), two)).toEqual([
      expect.stringContaining(
        "`frameworks.acme.requirements.more` is gone once this is merged: the base says `clause 1, at least 30 days, 10 days at hand, at most 400 days, Somebody looks.` (",
      ),
    ]);
  });
});

describe("what a change no longer says", () => {
  const place = (own: Record<string, string>, from: Record<string, string>) => {
    const files = (texts: Record<string, string>, before: string) =>
      bytesOf(new Map([...baseTexts(), ...Object.entries(texts)])).map(({ bytes, file }) => ({
        ...{ bytes, file: `${before}${file}` },
      }));
    const checked = checkFiles(files(own, ""), { policiesFrom: files(from, "base/"), today: "2026-11-21" });
    return configurationOf(checked)
      .problems(false)
      .filter(({ code }) => code === "policies-loosened")
      .map(({ column, file, line, message }) => {
        expect([column, message]).toEqual([1, expect.stringMatching(/; nothing is said of it any more$/)]);
        return `${file}:${line}`;
      });
  };
  const strict = "# ours\npolicies:\n  one-level: { level: mandatory }\n  no-repeat: { waivable: false }\n";

  it("is told at its section in the file where it stood, at that file's start, or at the organisation's, never at another entry", () => {
    const left = "# ours\npolicies:\n  one-level: { level: mandatory }\n";
    expect(place({ "a/policies.yaml": left }, { "a/policies.yaml": strict })).toEqual(["catalog/a/policies.yaml:2"]);
    const moved = { "policies.yaml": "teams: {}\n", "a/policies.yaml": "# nothing\nteams: {}\n" };
    expect(place(moved, { "a/policies.yaml": strict })).toEqual(["catalog/a/policies.yaml:1"]);
    expect(place({}, { "a/policies.yaml": strict })).toEqual(["catalog/organisation.yaml:1"]);
    const elsewhere = { "z/rules.yaml": "\npolicies:\n  one-level: { level: mandatory }\n" };
    expect(place(elsewhere, { "a/policies.yaml": strict })).toEqual(["catalog/z/rules.yaml:2"]);
  });
});
