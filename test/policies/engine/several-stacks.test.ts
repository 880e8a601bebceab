/** One process of a pack that is asked about several stacks, about one again, and in ways that the engine never asks. */

import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { handleUnaryCall } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterAll, beforeEach, expect, it } from "vitest";
import { analyzerService } from "../../../policies/engine/analyzer";
import { readReport, reportVariables } from "../../../policies/index";
import { ALL } from "./through-engine";

const MONITOR = "datadog:index/monitor:Monitor";
const GOOD = ["team:shop", "service:checkout", "env:prod", "tier:1", "managed-by:pulumi"];
const LACKING = GOOD.slice(1);

const folder = mkdtempSync(join(tmpdir(), "watchbill-stacks-"));
const file = join(folder, "report.json");
let service: ReturnType<typeof analyzerService>;

beforeEach(() => {
  service = analyzerService(ALL, reportVariables(file, folder));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ask<Response>(method: string, request: unknown): Response {
  let answer: Response | undefined;
  (service[method] as handleUnaryCall<unknown, Response>)({ request } as never, (error, response) => {
    if (error) throw new Error("details" in error ? String(error.details) : String(error));
    answer = response ?? undefined;
  });
  return answer as Response;
}

const begin = (stack: string) => ask("configureStack", new proto.AnalyzerStackConfigureRequest().setStack(stack));

function configure(level: proto.EnforcementLevel): void {
  const request = new proto.ConfigureAnalyzerRequest();
  request.getPolicyconfigMap().set("required-tags", new proto.PolicyConfig().setEnforcementlevel(level as never));
  ask("configure", request);
}

function requests(stack: string, name: string, tags: string[] | undefined) {
  const urn = `urn:pulumi:${stack}::shop::${MONITOR}::${name}`;
  const properties = tags && Struct.fromJavaScript({ name, type: "query alert", query: "q", message: "m", tags });
  const alone = new proto.AnalyzeRequest().setUrn(urn).setType(MONITOR).setName(name).setProperties(properties);
  const whole = new proto.AnalyzerResource().setUrn(urn).setType(MONITOR).setName(name).setProperties(properties);
  return { alone, whole };
}

function levels(answer: proto.AnalyzeResponse): number[] {
  const told = answer.getDiagnosticsList().filter((one) => one.getPolicyname() === "required-tags");
  return told.map((one) => one.getEnforcementlevel());
}

const analyze = (stack: string, name: string, tags: string[] | undefined) =>
  levels(ask("analyze", requests(stack, name, tags).alone));
const analyzeStack = (stack: string, name: string, tags: string[] | undefined) =>
  levels(ask("analyzeStack", new proto.AnalyzeStackRequest().setResourcesList([requests(stack, name, tags).whole])));

const { ADVISORY, DISABLED, MANDATORY } = proto.EnforcementLevel;

it("forgets of the run before what was registered, told and asked of it, and its report", () => {
  begin("prod");
  configure(DISABLED);
  expect(analyzeStack("prod", "queue", LACKING)).toEqual([]);
  expect(readReport(file)).toMatchObject({ environment: "prod" });
  begin("prod");
  expect(readReport(file)).toBeUndefined();
  expect(analyze("prod", "queue", LACKING)).toEqual([MANDATORY]);
  begin("dev");
  expect(analyze("dev", "queue", LACKING)).toEqual([MANDATORY]);
  begin("prod");
  expect(analyzeStack("prod", "queue", GOOD)).toEqual([]);
  expect(readReport(file)?.findings.map(({ code }) => code)).not.toContain("required-tags");
});

it("is configured by the last word alone", () => {
  begin("prod");
  configure(DISABLED);
  configure(ADVISORY);
  expect(analyze("prod", "queue", LACKING)).toEqual([]);
  expect(analyzeStack("prod", "queue", LACKING)).toEqual([ADVISORY]);
});

it("writes down each finding once that is told before the whole stack is there, whatever their number", () => {
  begin("prod");
  for (const name of ["first", "second", "second", "third"]) analyze("prod", name, LACKING);
  // The one that is being written when somebody ends it.
  appendFileSync(`${file}.early`, '{"version":1,"find');
  const report = readReport(file);
  expect(report).toMatchObject({ environment: "prod", resources: 3 });
  const of = report?.findings.filter(({ code }) => code === "required-tags").map(({ policy }) => policy?.resource);
  expect(of).toEqual(["first", "second", "third"].map((name) => `datadog/monitor/${name}`));
});

it("survives requests that lack what the engine always says, and goes on", () => {
  ask("getAnalyzerInfo", {});
  ask("analyze", new proto.AnalyzeRequest());
  ask("analyze", new proto.AnalyzeRequest().setUrn("nonsense").setType(MONITOR).setProperties(new Struct()));
  ask("analyzeStack", new proto.AnalyzeStackRequest());
  ask("analyzeStack", new proto.AnalyzeStackRequest().setResourcesList([new proto.AnalyzerResource()]));
  expect(analyzeStack("prod", "queue", undefined)).not.toEqual([]);
  ask("cancel", {});
  begin("prod");
  expect(analyze("prod", "queue", LACKING)).toEqual([MANDATORY]);
});
