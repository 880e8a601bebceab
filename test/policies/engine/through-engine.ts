/** Gives registered resources to the packs' analyzer by its protocol, message by message, as the engine does; without an engine. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { handleUnaryCall } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Diagnostic } from "../../../diagnostics/index";
import { analyzerService, type Pack } from "../../../policies/engine/analyzer";
import { type PolicyReport, type Registered, RULES, readReport, reportVariables } from "../../../policies/index";

export const ALL: Pack = { name: "watchbill", title: "All", description: "All rules.", version: "1.2.3", rules: RULES };

export interface Run {
  /** Holds `catalog`; places are told from here. */
  cwd: string;
  environment: string;
  registered: readonly Registered[];
  preview: boolean;
  /** The folder of the catalog, where it is not `catalog`; undefined: none is named. */
  catalog?: string | undefined;
  /** Where the shell stands. */
  pwd?: string;
  /** The catalog of another checkout. */
  policiesFrom?: string | undefined;
  pack?: Pack;
  /** The deployment ends before anybody asks about the whole stack. */
  bails?: true;
  /** What `--policy-pack-config` would say. */
  imposed?: Readonly<Record<string, { level: number; parameters?: Record<string, JavaScriptValue> }>>;
}

interface Told {
  policy: string;
  pack: string;
  urn: string;
  message: string;
  mandatory: boolean;
}

export interface Answer {
  report: PolicyReport;
  info: proto.AnalyzerInfo;
  diagnostics: Told[];
  /** Those of them that are told of a resource before it would be made. */
  early: Told[];
  /** Policies that were not asked. */
  notApplicable: string[];
}

export function throughEngine(run: Run): Answer {
  const { cwd, environment, imposed = {}, pack = ALL, preview, registered } = run;
  const catalog = "catalog" in run ? run.catalog : join(cwd, "catalog");
  const folder = mkdtempSync(join(tmpdir(), "watchbill-pack-"));
  const file = join(folder, "report.json");
  const env = {
    ...reportVariables(file, cwd),
    ...(catalog !== undefined && { WATCHBILL_CATALOG: catalog }),
    ...(run.pwd && { PWD: run.pwd }),
    ...(run.policiesFrom && { WATCHBILL_POLICIES_FROM: run.policiesFrom }),
  };
  const service = analyzerService(pack, env);
  const call = <Request, Response>(method: string, request: Request): Response => {
    let result: Response | undefined;
    const handler = service[method] as handleUnaryCall<Request, Response>;
    handler({ request } as never, (error, response) => {
      if (error) throw new Error("details" in error ? String(error.details) : String(error));
      result = response ?? undefined;
    });
    if (result === undefined) throw new Error(`${method} answered nothing`);
    return result;
  };
  try {
    const stack = new proto.AnalyzerStackConfigureRequest().setStack(environment).setProject("shop").setDryRun(preview);
    call("configureStack", stack);
    const info = call<unknown, proto.AnalyzerInfo>("getAnalyzerInfo", {});
    const configure = new proto.ConfigureAnalyzerRequest();
    // The engine gives every policy a level, the pack's own where nobody says another.
    for (const one of info.getPoliciesList())
      configure.getPolicyconfigMap().set(one.getName(), configOf(one, imposed[one.getName()]));
    // It also hands on what nobody has.
    for (const [name, one] of Object.entries(imposed))
      if (!configure.getPolicyconfigMap().has(name))
        configure.getPolicyconfigMap().set(name, configOf(new proto.PolicyInfo(), one));
    call("configure", configure);
    const early = registered.flatMap(({ inputs, name, type, urn }) => {
      const request = new proto.AnalyzeRequest().setUrn(urn).setType(type).setName(name);
      request.setProperties(Struct.fromJavaScript((inputs ?? {}) as Record<string, JavaScriptValue>));
      return told(call("analyze", request));
    });
    const request = new proto.AnalyzeStackRequest().setResourcesList(registered.map(resourceOf));
    const answer = run.bails
      ? new proto.AnalyzeResponse()
      : call<unknown, proto.AnalyzeResponse>("analyzeStack", request);
    const report = readReport(file);
    if (!report) throw new Error("the pack wrote no report");
    return {
      report,
      info,
      diagnostics: [...early, ...told(answer)],
      early,
      notApplicable: answer.getNotApplicableList().map((one) => one.getPolicyName()),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(answer: proto.AnalyzeResponse): Told[] {
  return answer.getDiagnosticsList().map((one) => ({
    policy: one.getPolicyname(),
    pack: one.getPolicypackname(),
    urn: one.getUrn(),
    message: one.getMessage(),
    mandatory: one.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY,
  }));
}

function configOf(
  info: proto.PolicyInfo,
  imposed: NonNullable<Run["imposed"]>[string] | undefined,
): proto.PolicyConfig {
  const config = new proto.PolicyConfig().setEnforcementlevel((imposed?.level ?? info.getEnforcementlevel()) as never);
  return config.setProperties(Struct.fromJavaScript(imposed?.parameters ?? {}));
}

function resourceOf({ name, outputs, propertyDependencies = {}, type, urn }: Registered): proto.AnalyzerResource {
  const resource = new proto.AnalyzerResource().setUrn(urn).setType(type).setName(name);
  resource.setProperties(Struct.fromJavaScript((outputs ?? {}) as Record<string, JavaScriptValue>));
  for (const [property, urns] of Object.entries(propertyDependencies))
    if (urns.length > 0)
      resource
        .getPropertydependenciesMap()
        .set(property, new proto.AnalyzerPropertyDependencies().setUrnsList([...urns]));
  return resource;
}

/** Everything that a reader sees of a finding. */
export function said({ code, file, hint, line, message, path, policy, subject }: Diagnostic): string {
  return JSON.stringify([code, policy?.state, policy?.resource, subject, path, file, line, message, hint]);
}
