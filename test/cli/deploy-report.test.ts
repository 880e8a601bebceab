/** What is said after a run that did not go as it should, and after a preview of what cannot be checked yet. */

import { describe, expect, it } from "vitest";
import type { Deployment, Verb } from "../../cli/deploy/deploy";
import { reportEnd, reportRun } from "../../cli/deploy/report";
import { summarise } from "../../cli/deploy/summary";
import type { EngineMessage, PolicyViolation, RunResult } from "../../engine/index";

function reported(verb: Verb, result: Partial<RunResult>): { out: string; err: string; code: number } {
  const said = { out: "", err: "" };
  const add = (stream: "out" | "err") => (text: string) => {
    said[stream] += `${text}\n`;
  };
  const deployment = {
    verb,
    options: {},
    io: { out: add("out"), err: add("err"), colour: false },
    project: { root: "/project" },
    sandbox: { url: "http://127.0.0.1:8126" },
    specs: [],
    protecting: ["prod"],
  } as unknown as Deployment;
  const whole: RunResult = {
    ...{ exitCode: 0, outcome: "succeeded", changes: [], counts: {}, names: {}, messages: [], policyViolations: [] },
    ...{ output: "", seconds: 1 },
    ...result,
  };
  const summary = summarise("prod", whole, []);
  const code = reportRun(deployment, "prod", whole, summary);
  reportEnd(deployment, [summary], [], whole.outcome === "succeeded", false);
  return { ...said, code };
}

const written = (message: string): EngineMessage => ({ severity: "output", message, urn: undefined });
const advice = (policy: string, name: string): PolicyViolation => ({
  ...{ pack: "tagging", policy, level: "advisory", message: `${name} has unknown tags` },
  urn: `urn:pulumi:prod::p::t::${name}`,
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

describe("advice of a policy", () => {
  const violations = [advice("required-tags-not-checked", "board"), advice("required-tags-not-checked", "other")];

  it("about what is unknown before deployment is one line in a preview", () => {
    expect(reported("preview", { policyViolations: violations }).err).toBe(
      "checked when it is deployed (tagging/required-tags): board, other\n",
    );
  });

  it("is told in full otherwise", () => {
    expect(reported("up", { policyViolations: violations }).err).toContain(
      "policy advice: tagging/required-tags-not-checked board\n  board has unknown tags",
    );
    expect(reported("preview", { policyViolations: [advice("names", "board")] }).err).toContain("policy advice:");
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
