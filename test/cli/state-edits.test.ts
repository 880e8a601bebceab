/** What an audit says of a state that is not what the catalog compiles to: with a record of the deployment, and without one. */

import { describe, expect, it } from "vitest";
import { AUDIT_CODES } from "../../cli/audit/codes";
import { differences } from "../../cli/audit/differences";
import { stateEdits } from "../../cli/audit/state-edits";
import { changedBetween, digestsOf, whatCameOf } from "../../cli/deploy/state-digest";
import type { Diagnostic } from "../../diagnostics/index";
import type { StateResource } from "../../engine/index";
import type { Body, Spec } from "../../model/index";
import { stackOfRegistered } from "../../policies/index";
import { KINDS } from "../../vendors/index";
import { read } from "../tidy/repository";

const SOURCE = { file: "catalog/shop.yaml", line: 7 };
const ENVIRONMENT = { name: "prod" } as Parameters<typeof stackOfRegistered>[0]["environment"];
const SLOW: Spec = {
  ...{ kind: "datadog/monitor", key: "shop-slow", env: "prod", source: SOURCE, refs: [] },
  ...{ component: "MonitoredService/shop", body: { name: "Slow", monitorThresholds: { critical: "1" } } },
  words: { "monitorThresholds.critical": { path: "above.high", unit: "second" } },
};
const ANSWERS: Spec = {
  ...SLOW,
  ...{ kind: "datadog/slo", key: "shop-answers", component: "Objective/shop-answers", protect: true, words: {} },
  body: { name: "Answers", monitorIds: [{ $ref: "datadog/monitor/shop-slow", output: "id", as: "number" }] },
};
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:a" };

function held(spec: Spec, inputs: Record<string, unknown>, more: Partial<StateResource> = {}): StateResource {
  const { token } = KINDS[spec.kind];
  const component = spec.component.split("/")[0];
  return {
    ...{ urn: `urn:pulumi:prod::p::watchbill:components:${component}$${token}::${spec.key}`, type: token, id: "7" },
    ...{ custom: true, inputs, outputs: {}, parent: undefined, deleting: false, external: false, protect: false },
    propertyDependencies: {},
    ...more,
  };
}

const slow = held(SLOW, { name: "Slow", monitorThresholds: { critical: "1", __defaults: [] }, __defaults: [] });
const answers = held(ANSWERS, { name: "Answers", monitorIds: [7] }, { id: "8", protect: true });
const deployed = [slow, answers];

function found(
  state: StateResource[],
  { specs = [SLOW, ANSWERS], recorded = undefined as ReturnType<typeof digestsOf> | undefined, protects = true } = {},
): string[] {
  return edits(state, { specs, recorded, protects }).map(
    ({ code, line, message, severity }) => `${severity} ${code} ${line} ${message}`,
  );
}

function edits(
  state: StateResource[],
  {
    specs = [SLOW, ANSWERS],
    recorded = undefined as ReturnType<typeof digestsOf> | undefined,
    protects = true,
    sandbox = false,
  } = {},
): Diagnostic[] {
  const registered = state.map((one) => ({ ...one, name: one.urn.split("::").at(-1) ?? "" }));
  const about = { environment: ENVIRONMENT, catalog: undefined, complete: true, recorded } as const;
  const { resources } = stackOfRegistered({ ...about, registered, specs });
  return stateEdits({ environment: "prod", state, resources, specs, recorded, protects, sandbox });
}

const edited = held(SLOW, { name: "Slow", monitorThresholds: { critical: "9" } });
const record = digestsOf(deployed);
const renumbered = { ...slow, id: "70" };

describe("a state that is what the catalog says", () => {
  it("gives no findings, with a record and without", () => {
    expect(found(deployed)).toEqual([]);
    expect(found(deployed, { recorded: record })).toEqual([]);
  });

  it("may hold a secret that was encrypted again", () => {
    const before = { ...slow, inputs: { ...slow.inputs, key: SECRET } };
    const after = { ...slow, inputs: { ...slow.inputs, key: { ...SECRET, ciphertext: "v1:b" } } };
    expect(digestsOf([before])).toEqual(digestsOf([after]));
    expect(digestsOf([before])).not.toEqual(digestsOf([slow]));
  });
});

describe("a state that somebody changed", () => {
  it("is told from a catalog that went on where there is a record", () => {
    const difference = "above.high is `9s` in the state and `1s` by the catalog";
    expect(found([edited, answers], { recorded: record })).toEqual([
      `error state-edited 7 prod: Datadog monitor \`shop-slow\` was changed in the state since it was deployed: ${difference}`,
    ]);
    expect(found([edited, answers], { recorded: digestsOf([edited, answers]) })).toEqual([
      `warning state-differs 7 prod: Datadog monitor \`shop-slow\` is deployed differently from what the catalog says: ${difference}. The catalog was changed and is not deployed yet.`,
    ]);
    const [undecided = ""] = found([edited, answers]);
    expect(undecided).toMatch(/^error state-differs 7 .*`1s` by the catalog\. Either the catalog went on, or somebody/);
  });

  it("is seen in an id alone, which is named, and in a reference", () => {
    expect(found([renumbered, answers], { recorded: record }).join("\n")).toContain(
      "error state-edited 7 prod: Datadog monitor `shop-slow` was changed in the state since it was deployed: its id is `70` and was `7`",
    );
    const lost = [slow, { ...answers, inputs: { ...answers.inputs, monitorIds: [99] } }];
    expect(found(lost).join("\n")).toContain("monitorIds");
  });

  it("is seen where something is gone or came", () => {
    expect(found([slow], { recorded: record })).toEqual([
      "error state-edited 7 prod: Datadog service level objective `shop-answers` was taken out of the state since it was deployed; its id was `8`",
    ]);
    expect(found([slow])[0]).toMatch(/^error not-deployed 7 .* is in the catalog and not deployed\. Either/);
    expect(found([slow], { recorded: digestsOf([slow]) })[0]).toMatch(
      /^warning not-deployed 7 .* is not deployed yet$/,
    );
    expect(found(deployed, { specs: [ANSWERS] })[0]).toMatch(
      /^error not-in-catalog 1 .*the catalog does not make it\. Either/,
    );
    expect(found(deployed, { specs: [ANSWERS], recorded: record })[0]).toMatch(
      /^warning not-in-catalog 1 .*next deployment$/,
    );
    expect(found([answers], { specs: [ANSWERS], recorded: record })[0]).toMatch(
      /^error state-edited 1 .*`shop-slow` was taken/,
    );
  });

  it.each<[string, StateResource[], string]>([
    ["was taken out", [answers], "was taken out of the state since it was deployed; its id was `7`"],
    ["has another id", [renumbered, answers], "its id is `70` and was `7`"],
  ])("is not a change of the catalog in what refers to the one that %s", (_, state, words) => {
    const [edit = "", ...more] = found(state, { recorded: record });
    expect(edit).toMatch(/^error state-edited 7 .*`shop-slow`/);
    expect(edit).toContain(words);
    expect(more).toEqual([]);
  });

  it("is not a change of the catalog, without a record, in what the state says was made of the one taken out", () => {
    const made = { ...answers, propertyDependencies: { monitorIds: [slow.urn] } };
    expect(found([made]).map((text) => text.split(" ")[1])).toEqual(["not-deployed"]);
    expect(found([answers]).map((text) => text.split(" ")[1])).toEqual(["state-differs", "not-deployed"]);
  });

  it("is seen in a reference to something else than what was taken out, with a record", () => {
    const other = { ...answers, inputs: { ...answers.inputs, monitorIds: [99] } };
    const propertyDependencies = { monitorIds: [slow.urn] };
    expect(found([{ ...other, propertyDependencies }], { recorded: record })[0]).toMatch(
      /^error state-edited 7 .*monitorIds.* is `99` in the state and `{datadog\/monitor\/shop-slow}` by the catalog/,
    );
  });

  it("is mended by the kind of edit", () => {
    const hint = (state: StateResource[], specs: Spec[]) => edits(state, { specs, recorded: record })[0]?.hint ?? "";
    const both = [SLOW, ANSWERS];
    expect(hint([edited, answers], both)).toContain("Deploy again, and what the program says is restored");
    expect(hint([renumbered, answers], both)).toContain("No deployment restores an id");
    const gone = hint([slow], both);
    expect(gone).toContain(
      "to make it as a duplicate, or there are two of it then. This takes it in again:\n  pulumi import ",
    );
    expect(gone).toContain(
      " shop-answers 8 -s prod --parent parent=urn:pulumi:prod::p::watchbill:components:Objective::",
    );
    expect(hint([answers], [ANSWERS])).toContain(
      "no deployment deletes it at the vendor any more. This takes it in again:\n  pulumi import ",
    );
    const foreign = { ...slow, urn: `urn:pulumi:prod::p::${slow.type}::by-hand` };
    expect(hint([slow, answers, foreign], both)).toContain("Find out who put it there.");
    for (const one of [gone, hint([renumbered, answers], both)]) expect(one).not.toContain("is restored");
  });

  it("is not mended by what would reach the real vendors, where it is the sandbox's", () => {
    const hint = (state: StateResource[], specs: Spec[]) =>
      edits(state, { specs, recorded: record, sandbox: true })[0]?.hint ?? "";
    const foreign = { ...slow, urn: `urn:pulumi:prod::p::${slow.type}::by-hand` };
    const hints = [
      hint([slow], [SLOW, ANSWERS]),
      hint([answers], [ANSWERS]),
      hint([renumbered, answers], [SLOW, ANSWERS]),
      hint([foreign, slow, answers], [SLOW, ANSWERS]),
    ];
    expect(hints[0]).toContain("`watchbill up --sandbox --env prod` prints the command");
    for (const one of hints) expect(one).not.toMatch(/pulumi (?:import|stack|state)/);
  });

  it("and that the catalog has dropped is said not to be in it, and not to be restored", () => {
    const [gone] = edits([edited, answers], { specs: [ANSWERS], recorded: record });
    expect(gone?.message).toBe(
      "prod: Datadog monitor `shop-slow` was changed in the state since it was deployed: its inputs, its protection, its provider, its parent or a mark are not what was recorded. The catalog does not make it any more",
    );
    expect(gone?.hint).toContain("Nothing restores it: the next deployment takes it down as it is now.");
  });

  it("is shown where the catalog has it, not at the beginning of the line", () => {
    const source = { ...SOURCE, column: 3, endLine: 7, endColumn: 9 };
    const [differs] = edits([edited, answers], { specs: [{ ...SLOW, source }, ANSWERS] });
    expect(differs).toMatchObject({ code: "state-differs", line: 7, column: 3, endLine: 7, endColumn: 9 });
  });

  it("may have lost the protection of what has a history", () => {
    const bare = [slow, { ...answers, protect: false }];
    expect(found(bare).join("\n")).toContain("error protection-removed 7 prod: Datadog service level objective");
    expect(found(bare, { protects: false })).toEqual([]);
  });
});

describe("a mark of the state", () => {
  it.each<[string, Partial<StateResource>]>([
    ["protection", { protect: true }],
    ["a provider", { provider: "urn:pulumi:prod::p::pulumi:providers:datadog::other::1" }],
    ["a parent", { parent: "urn:pulumi:prod::p::watchbill:components:Team::other" }],
    ["an owner", { external: true }],
  ])("is seen where it is %s", (_, more) => {
    expect(found([{ ...slow, ...more }, answers], { recorded: record })[0]).toMatch(
      /^error state-edited 7 .*shop-slow/,
    );
  });

  it("for deletion is told without a record: what somebody marked, and what a replacement left", () => {
    const deleting = { ...slow, deleting: true };
    expect(found([deleting, answers])).toEqual([
      "error marked-for-deletion 7 prod: Datadog monitor `shop-slow` is marked in the state for deletion and no other is in its place: the next deployment deletes it",
    ]);
    expect(found([deleting, { ...slow, id: "9" }, answers])[0]).toMatch(/^warning marked-for-deletion 7 /);
    expect(found([deleting, slow, answers], { recorded: record })[0]).toMatch(/^error marked-for-deletion 7 /);
  });

  it("that it is another's is told without a record", () => {
    expect(found([{ ...slow, external: true }, answers])[0]).toMatch(/^error marked-external 7 .*makes a second one/);
  });

  it("does not hide a second resource of the same name", () => {
    const twin = { ...edited, urn: slow.urn.replace("MonitoredService", "Objective") };
    for (const state of [
      [slow, twin, answers],
      [twin, slow, answers],
    ]) {
      expect(found(state)[0]).toMatch(/^error not-in-catalog 1 .*`shop-slow` is deployed/);
      expect(found(state, { recorded: record })[0]).toMatch(/^error state-edited 1 .*no deployment recorded it$/);
    }
  });
});

describe("a long text", () => {
  it("is shown where it differs", () => {
    const start = "All that is said before the difference is the same on both sides, and long. ";
    const long = (end: string) => `${start}${end}${" And so on.".repeat(20)}`;
    const spec = { ...SLOW, body: { ...SLOW.body, name: long("Slow") } };
    const [said = ""] = found([held(SLOW, { ...slow.inputs, name: long("Fast") }), answers], {
      specs: [spec, ANSWERS],
    });
    expect(said).toContain(
      "name is `…and long. Fast And so on…` in the state and `…and long. Slow And so on…` by the catalog",
    );
  });
});

describe("what a run that failed records", () => {
  const changed = held(SLOW, { name: "Slow", monitorThresholds: { critical: "2" } });
  const of = (after: StateResource[], before: StateResource[]) =>
    whatCameOf({ after: digestsOf(after), before: digestsOf(before), recorded: record });

  it("is what it changed, and what was recorded of the rest", () => {
    expect(of([changed, answers], [slow, answers])).toEqual(digestsOf([changed, answers]));
    expect(of([edited, answers], [edited, answers])).toEqual(record);
    expect(of([changed, answers], [edited, answers])).toEqual(digestsOf([changed, answers]));
    const gone = of([slow], [slow]);
    expect(gone).toEqual(record);
    expect(of([slow], [slow, answers])).toEqual(digestsOf([slow]));
    const foreign = { ...slow, urn: `${slow.urn}-2` };
    expect(of([slow, foreign, answers], [slow, foreign, answers])).toEqual(record);
  });

  it("keeps an edit of the state an edit", () => {
    const recorded = of([edited, answers], [edited, answers]);
    expect(found([edited, answers], { recorded })[0]).toMatch(/^error state-edited 7 /);
    expect(changedBetween(recorded, digestsOf([edited, answers]))).toEqual([slow.urn]);
  });
});

describe("what no catalog made", () => {
  const foreign = { ...slow, urn: `urn:pulumi:prod::p::${slow.type}::by-hand` };
  it("is compared with a record only, and says so", () => {
    expect(found([...deployed, foreign])[0]).toMatch(/^info not-compared 1 .*`by-hand` was not made by the catalog/);
    const recorded = digestsOf([...deployed, foreign]);
    expect(found([...deployed, foreign], { recorded })).toEqual([]);
    expect(found([...deployed, { ...foreign, id: "1" }], { recorded })[0]).toMatch(/^error state-edited 1/);
  });
});

describe("bodies", () => {
  it.each<[string, Body, Body, string[]]>([
    ["numbers as texts", { a: 1 }, { a: "1" }, []],
    ["nothing and an empty list", {}, { a: [], b: "", c: null }, []],
    ["JSON in another order", { a: { $json: { x: 1, y: 2 } } }, { a: { $json: { y: 2, x: 1 } } }, []],
    ["JSON of another content", { a: { $json: { x: 1 } } }, { a: { $json: { x: 2 } } }, ["a"]],
    ["a value inside a list", { a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] }, ["a[1].b"]],
    ["another length", { a: [1] }, { a: [1, 2] }, ["a"]],
    ["another reference", { a: { $ref: "datadog/slo/a", output: "id" } }, { a: "7" }, ["a"]],
    ["a secret", { a: { $secret: "x" } }, { a: { $secret: "x" } }, []],
  ])("with %s", (_, state, catalog, paths) => {
    expect(differences(state, catalog).map(({ path }) => path)).toEqual(paths);
  });
});

it("every code has a section in docs/audit.md, and no other", () => {
  const sections = [...read("docs/audit.md").matchAll(/^### (\S+)$/gm)].map(([, code]) => code);
  expect(sections.sort()).toEqual([...AUDIT_CODES].sort());
});
