/** What is said after a run that did not go as it should, and what policies say of one. */

import { describe, expect, it } from "vitest";
import type { Deployment, Verb } from "../../cli/deploy/deploy";
import { reportEnd, reportRun } from "../../cli/deploy/report";
import type { OneResult } from "../../cli/deploy/run-one";
import { summarise } from "../../cli/deploy/summary";
import type { Diagnostic } from "../../diagnostics/index";
import type { EngineMessage, PolicyViolation } from "../../engine/index";
import type { PolicyReport } from "../../policies/index";
import { KINDS } from "../../vendors/index";

const PLACE = { file: "catalog/shop.yaml", line: 3, column: 1, endLine: 3, endColumn: 2 };

function reported(
  verb: Verb,
  result: Partial<OneResult>,
  findings: Diagnostic[] = [],
  more: object = {},
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
  const code = reportRun(deployment, "prod", whole, summary);
  reportEnd(deployment, { summaries: [summary], planned: [], records: [], succeeded: whole.outcome === "succeeded" });
  return { ...said, code };
}

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

describe("what to do next", () => {
  it("names the sandbox after an interruption", () => {
    expect(reported("up", { outcome: "interrupted" }).err).toContain('"watchbill up --sandbox" goes on from there');
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
