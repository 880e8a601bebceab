/** What is said after a run that did not go as it should, and what policies say of one. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Options } from "../../cli/command";
import { pulumiByHand } from "../../cli/deploy/adopt";
import type { Deployment, Verb } from "../../cli/deploy/deploy";
import { type Course, reportEnd, reportRun } from "../../cli/deploy/report";
import type { OneResult } from "../../cli/deploy/run-one";
import { summarise } from "../../cli/deploy/summary";
import type { Diagnostic } from "../../diagnostics/index";
import type { EngineMessage, PolicyViolation } from "../../engine/index";
import type { Spec } from "../../model/index";
import type { PolicyReport } from "../../policies/index";
import { KINDS } from "../../vendors/index";

const PLACE = { file: "catalog/shop.yaml", line: 3, column: 1, endLine: 3, endColumn: 2 };

function reported(
  verb: Verb,
  result: Partial<OneResult>,
  findings: Diagnostic[] = [],
  { course = {}, ...more }: Partial<Record<keyof Deployment, unknown>> & { course?: Course } = {},
): { out: string; err: string; code: number } {
  const said = { out: "", err: "" };
  const add = (stream: "out" | "err") => (text: string) => {
    said[stream] += `${text}\n`;
  };
  const deployment = {
    verb,
    options: {},
    io: { out: add("out"), err: add("err"), colour: false, cwd: "/project" },
    project: { root: "/project" },
    sandbox: { url: "http://127.0.0.1:8126" },
    specs: [],
    protecting: ["prod"],
    ...more,
  } as unknown as Deployment;
  const whole: OneResult = {
    ...{ exitCode: 0, outcome: "succeeded", changes: [], counts: {}, names: {}, messages: [], policyViolations: [] },
    ...{ policies: { loaded: 1, packs: [] }, output: "", seconds: 1 },
    ...result,
  };
  const summary = { ...summarise("prod", whole, []), findings };
  const code = reportRun(deployment, "prod", whole, summary, course);
  reportEnd(deployment, { summaries: [summary], planned: [], records: [], succeeded: whole.outcome === "succeeded" });
  return { ...said, code };
}

const RECORD = { version: 1, command: "up", at: "2026-01-02T03:04:05.000Z", vendors: "sandbox" };
const written = (message: string): EngineMessage => ({ severity: "output", message, urn: undefined });
const advice = (policy: string, name: string): PolicyViolation => ({
  ...{ pack: "tagging", policy, level: "advisory", message: `${name} has unknown tags` },
  urn: `urn:pulumi:prod::p::t::${name}`,
});

it("a run says in JSON whose word on policies held beside the catalog's own", () => {
  const options = { format: "json" };
  const whole = (project: object) => JSON.parse(reported("preview", {}, [], { options, project }).out);
  expect(whole({ root: "/project", policiesFrom: "/base/catalog" })).toMatchObject({ policiesFrom: "../base/catalog" });
  expect(whole({ root: "/project" })).not.toHaveProperty("policiesFrom");
});

describe("a run that failed", () => {
  it("tells what a policy pack wrote when it could not start, why the engine gave up, and what to install", () => {
    const { err, code } = reported("preview", {
      outcome: "failed",
      messages: [written("error: failed:"), written("    Error: Cannot find module '@pulumi/policy'")],
      output: "error: policy pack failed to start",
    });
    expect(err).toBe(
      [
        "  error: failed:",
        "      Error: Cannot find module '@pulumi/policy'",
        "  error: policy pack failed to start",
        'The package of "@pulumi/policy" is not installed: run npm install --ignore-scripts in /project',
        "prod: preview failed",
        "",
      ].join("\n"),
    );
    expect(code).toBe(3);
  });

  it("speaks of no package where a file of the user's own is missing", () => {
    const { err } = reported("up", { outcome: "failed", messages: [written("Cannot find module './mine'")] });
    expect(err).not.toContain("is not installed");
  });

  it("keeps to the end of a long output", () => {
    const messages = Array.from({ length: 90 }, (_, index) => written(`line ${index}`));
    const { err } = reported("up", { outcome: "failed", messages });
    expect(err).toContain("line 89");
    expect(err).not.toContain("line 49\n");
  });

  it("says nothing of what a program writes when all is well", () => {
    expect(reported("up", { messages: [written("(node:1) DeprecationWarning")] }).err).toBe("");
  });
});

describe("after an interruption", () => {
  const counts = { "datadog:index/monitor:Monitor": { create: 1 } };
  const interrupted = (verb: Verb, course: Course = {}, options: Options = {}, more: Partial<OneResult> = {}) =>
    reported(verb, { outcome: "interrupted", ...more }, [], { course, options });
  const DONE = "prod: interrupted; what was done is recorded,";

  it.each<[string, ReturnType<typeof interrupted>, string]>([
    ["a preview", interrupted("preview"), 'prod: interrupted; "watchbill preview --sandbox" begins again\n'],
    [
      "what was not yet begun",
      interrupted("up", { approved: 16 }, { env: ["prod"] }),
      'prod: interrupted before anything was changed; "watchbill up --sandbox --env prod --approve-deletions 16" begins again\n',
    ],
    [
      "a look at what would go",
      interrupted(
        "preview",
        { lookingFor: "up" },
        { env: ["prod"], approveDeletions: 16 },
        { output: "error: preview canceled" },
      ),
      'prod: interrupted while looking at what would be deleted; nothing was changed, "watchbill up --sandbox --env prod --approve-deletions 16" begins again\n',
    ],
    ["what was begun", interrupted("up", {}, {}, { counts }), `${DONE} "watchbill up --sandbox" goes on from there\n`],
    [
      "a number that nothing needed",
      interrupted("up", {}, { approveDeletions: 3 }, { counts }),
      `${DONE} "watchbill up --sandbox" goes on from there\n`,
    ],
    [
      "what has still to be deleted",
      interrupted("up", { approved: 16 }, { approveDeletions: { prod: 12, dev: 4 } }, { counts }),
      `${DONE} "watchbill up --sandbox --approve-deletions prod=12,dev=4" goes on from there\n`,
    ],
    [
      "work with an approval in one number",
      interrupted("up", { approved: 16 }, { approveDeletions: 16 }, { counts }),
      `${DONE} "watchbill up --sandbox --approve-deletions 16" goes on from there\n`,
    ],
    [
      "a second environment",
      interrupted("up", { approved: 16, changed: true }),
      `${DONE} "watchbill up --sandbox --approve-deletions 16" goes on from there\n`,
    ],
    [
      "deletions",
      interrupted("destroy", { approved: 44, deleted: 12 }, { env: ["dev"], approveDeletions: 44 }, { counts }),
      `${DONE} "watchbill destroy --sandbox --env dev" goes on from there\n12 of the 44 approved deletions are done: that command says which number the others need, if any\n`,
    ],
    [
      "the last deletion",
      interrupted("destroy", { approved: 44, deleted: 44 }, {}, { counts }),
      `${DONE} "watchbill destroy --sandbox" goes on from there\n`,
    ],
  ])(
    "of %s the command that goes on is named, and nothing is said to be done that is not",
    (_, { code, err }, text) => {
      expect(err).toBe(text);
      expect(code).toBe(130);
    },
  );

  it("what the engine says of it is left out", () => {
    const messages = [{ severity: "error" as const, message: "update canceled", urn: undefined }];
    expect(interrupted("up", {}, {}, { messages }).err).not.toContain("canceled");
  });
});

describe("what to do next", () => {
  const MONITOR =
    "urn:pulumi:prod::shop::watchbill:components:MonitoredService$datadog:index/monitor:Monitor::shop-errors";
  const SPEC = {
    ...{ kind: "datadog/monitor", key: "shop-errors", env: "prod", component: "MonitoredService/shop" },
    source: { file: "catalog/shop.yaml", line: 3 },
    ...{ body: {}, refs: [] },
  } as unknown as Spec;
  const refused = (message: string, specs = [SPEC]) =>
    reported(
      "up",
      { outcome: "failed", byHand: "pulumi -C /project", messages: [{ severity: "error", message, urn: MONITOR }] },
      [],
      { specs },
    ).err;

  it("is an import where the vendor has the thing already", () => {
    expect(
      refused('POST /api/v1/monitor: 400 {"errors":["Duplicate of an existing monitor_id:900000004 org_id:1"]}'),
    ).toBe(
      [
        "error: Datadog monitor shop-errors (catalog/shop.yaml:3) is at Datadog already, as 900000004, and the state of prod does not have it.",
        '  If it is this one, take it in; "watchbill up --sandbox --env prod" then changes it to what the catalog says:',
        `  pulumi -C /project import datadog:index/monitor:Monitor shop-errors 900000004 -s prod --parent parent=urn:pulumi:prod::shop::watchbill:components:MonitoredService::shop --provider provider=urn:pulumi:prod::shop::pulumi:providers:datadog::datadog --protect=false --generate-code=false`,
        '  (POST /api/v1/monitor: 400 {"errors":["Duplicate of an existing monitor_id:900000004 org_id:1"]})',
        "prod: up failed",
        "",
      ].join("\n"),
    );
    expect(refused("POST /teams: 400 Name has already been taken.")).toContain(
      "Monitor shop-errors '<id>' -s prod --parent",
    );
    // What other code makes hangs where only that code knows.
    expect(refused("409 Service x already exists", [])).toContain("Monitor shop-errors '<id>' -s prod --protect=false");
  });

  it("has the resource and its place where the message has neither", () => {
    expect(refused("POST /api/v1/monitor: 400 invalid query")).toContain(
      "error: Datadog monitor shop-errors (catalog/shop.yaml:3): POST /api/v1/monitor: 400 invalid query\n",
    );
    expect(refused("shop-errors cannot be made")).toContain("error: shop-errors cannot be made\n");
  });

  it("is typed with what the stack of a sandbox needs", () => {
    const engine = {
      env: { PATH: "/host:/bin" },
      how: "cache",
      languageHost: "stand-in",
      path: "/cache/it's/pulumi",
    } as const;
    const target = { project: "shop", stack: "dev", cwd: "/project" };
    expect(pulumiByHand({ ...engine, how: "path", languageHost: "official" }, target)).toBe("pulumi -C /project");
    const sandbox = {
      home: "/s/home",
      backendUrl: "file:///s/state",
      passphrase: "p q",
      providers: { datadog: 1, sentry: 2 },
    };
    expect(pulumiByHand(engine, { ...target, ...sandbox })).toBe(
      `PATH=/host:"$PATH" PULUMI_HOME=/s/home PULUMI_BACKEND_URL=file:///s/state PULUMI_CONFIG_PASSPHRASE='p q' PULUMI_DEBUG_PROVIDERS=datadog:1,sentry:2 '/cache/it'\\''s/pulumi' -C /project`,
    );
  });

  it("is a command of Watchbill where the owner was not deployed", () => {
    const message = "the stack prod owns what the account has once. Deploy it first: pulumi up -s prod";
    const { err } = reported("up", { outcome: "failed", messages: [{ severity: "error", message, urn: undefined }] });
    expect(err).toContain("Deploy it first: watchbill up --sandbox --env prod\n");
  });

  const names = {
    "datadog:index/monitor:Monitor": new Map([["900000007", "shop-errors"]]),
    "pagerduty:index/team:Team": new Map([["900000007", "another"]]),
  };
  it.each(["preview", "up"] as const)("in %s is a refresh where something was deleted at the vendor", (verb) => {
    const message =
      'error validating monitor from /api/v1/monitor/900000007/validate: 404 {"errors":["Monitor not found"]}';
    const messages = [{ severity: "error" as const, message, urn: undefined }];
    expect(reported(verb, { outcome: "failed", messages, names }).err).toContain(
      'error: Datadog monitor shop-errors was deleted at Datadog; run "watchbill refresh --sandbox --env prod", after which up makes it again\n',
    );
    expect(reported(verb, { outcome: "failed", messages }).err).toContain(`error: ${message}\n`);
  });

  it.each<[Verb, string]>([
    ["refresh", '; "watchbill refresh --sandbox --env prod" once more takes it out of the state, after which up makes'],
    ["destroy", '; run "watchbill refresh --sandbox --env prod", after which destroy goes on without it\n'],
  ])("in %s does not promise what it does not do", (verb, next) => {
    const message = 'GET /api/v1/monitor/900000007: 404 {"errors":["Monitor not found"]}';
    const messages = [{ severity: "error" as const, message, urn: undefined }];
    expect(reported(verb, { outcome: "failed", messages, names }).err).toContain(`was deleted at Datadog${next}`);
  });

  it("is an audit where the state was edited, and a refresh where something was put into it", () => {
    const root = mkdtempSync(join(tmpdir(), "watchbill-edited-"));
    const folder = join(root, ".watchbill", "records", "sandbox", "prod");
    mkdirSync(folder, { recursive: true });
    const said = (state: object) => {
      const environments = [{ environment: "prod", outcome: "succeeded", state }];
      writeFileSync(join(folder, "up.json"), JSON.stringify({ ...RECORD, environments }));
      const message = 'GET /api/v1/monitor/900000007: 404 {"errors":["Monitor not found"]}';
      const messages = [{ severity: "error" as const, message, urn: undefined }];
      return reported("up", { outcome: "failed", messages, names }, [], { project: { root } }).err;
    };
    const urn = "urn:pulumi:prod::p::watchbill:components:MonitoredService$datadog:index/monitor:Monitor::shop-errors";
    expect(said({ [urn]: { id: "900000001", digest: "d" } })).toContain(
      'error: Datadog monitor shop-errors is not at Datadog as 900000007: its id was 900000001 when it was deployed, and the state of prod was edited; "watchbill audit --sandbox --env prod" says how to put it back\n',
    );
    expect(said({})).toContain(
      'is not at Datadog, and no deployment recorded it (somebody put it into the state of prod, or a run was interrupted); "watchbill refresh --sandbox --env prod" takes it out\n',
    );
    expect(said({ [urn]: { id: "900000007", digest: "d" } })).toContain("shop-errors was deleted at Datadog; run");
    rmSync(root, { recursive: true });
  });

  it("is a refresh by whatever word the vendor calls the thing", () => {
    const message = 'PUT /escalation_policies/P000013: 404 {"error":{"message":"Not Found","code":2100}}';
    const messages = [{ severity: "error" as const, message, urn: undefined }];
    const names = { [KINDS["pagerduty/escalation-policy"].token]: new Map([["P000013", "shop"]]) };
    expect(reported("up", { outcome: "failed", messages, names }).err).toContain(
      "error: PagerDuty escalation policy shop, or something it refers to, was deleted at PagerDuty; run",
    );
  });

  it("is not a refresh where something could not be made", () => {
    const message = "POST /pagerduty/teams/900000007: 404 no such user";
    const { err } = reported("up", {
      outcome: "failed",
      messages: [{ severity: "error", message, urn: undefined }],
      names,
    });
    expect(err).toContain(`error: ${message}\n`);
  });
});

describe("what policies say", () => {
  const violation = advice("names", "board");

  it("of another pack is shown as the engine has it", () => {
    expect(reported("up", { policyViolations: [violation] }).err).toContain(
      "policy advice: tagging/names board\n  board has unknown tags",
    );
  });

  it("of our own packs is shown as findings with their places, once", () => {
    const own = { ...violation, pack: "watchbill-tagging" };
    const report = { version: 1, findings: [] } as unknown as PolicyReport;
    expect(reported("up", { policyViolations: [own, violation], report }).err).not.toContain("watchbill-tagging");
    const found: Diagnostic = { code: "required-tags", severity: "error", message: "no `team`", ...PLACE };
    expect(reported("up", { report }, [found]).err).toContain("error [required-tags] catalog/shop.yaml:3:1");
    // A pack that wrote nothing down is heard all the same.
    expect(reported("up", { policyViolations: [own] }).err).toContain("watchbill-tagging/names board");
  });
});

describe("the table", () => {
  it.each([
    ["preview", "create  update  replace  unchanged  delete"],
    ["up", "created  updated  replaced  unchanged  deleted"],
  ] as const)("of %s has a column for what is replaced, where something is", (verb, columns) => {
    const counts = { "datadog:index/monitor:Monitor": { replace: 1, same: 2 } };
    expect(reported(verb, { counts }).out).toContain(columns);
    expect(reported(verb, { counts: { "datadog:index/monitor:Monitor": { same: 2 } } }).out).not.toContain("replace");
  });
});

it.each([
  ["destroy", "prod: nothing was left to take down\n"],
  ["up", "prod: no changes\n"],
] as const)("%s that had nothing to do says so", (verb, text) => {
  expect(reported(verb, {}).out).toContain(text);
});

describe("the page", () => {
  it.each([
    ["preview", "Nothing was changed; what the sandbox holds is listed at http://127.0.0.1:8126"],
    ["up", "Everything provisioned is listed at http://127.0.0.1:8126"],
    ["destroy", "What the sandbox still holds is listed at http://127.0.0.1:8126"],
  ] as const)("after %s is named for what it shows", (verb, text) => {
    expect(reported(verb, {}).out).toContain(text);
  });
});
