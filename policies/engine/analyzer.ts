/**
 * The policies as the engine's analyzer protocol wants them. `@pulumi/policy` would serve them too, but turns every resource into objects
 * again for every policy, opens secrets, and gives no policy the chance to see the whole stack once (docs/decisions/009). Decides nothing
 * about resources.
 */

import type { handleUnaryCall, UntypedHandleCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Diagnostic } from "../../diagnostics/index";
import type { Level, Parameters, ParameterValue, Rule } from "../rule";
import { refuseWrong } from "./imposed";
import { isVendors, type Registered } from "./registered";
import { forgetReport, type PolicyReport, writeEarly, writeReport } from "./report";
import { type Imposed, type Judged, Session } from "./session";
import { textOf } from "./told";

export interface Pack {
  /** As the engine shows it, e.g. `watchbill-tagging`. */
  name: string;
  title: string;
  description: string;
  version: string;
  rules: readonly Rule[];
}

const LEVELS: Record<Level, analyzer.EnforcementLevel> = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  disabled: analyzer.EnforcementLevel.DISABLED,
};

const SEVERITIES = {
  error: analyzer.PolicySeverity.POLICY_SEVERITY_HIGH,
  warning: analyzer.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  info: analyzer.PolicySeverity.POLICY_SEVERITY_LOW,
} as const;

/** The calls of `pulumirpc.Analyzer`. */
export function analyzerService(pack: Pack, env: NodeJS.ProcessEnv): UntypedServiceImplementation {
  const session = new Session(pack.rules, env);
  /** What the program said of each resource; the whole stack comes with what the vendors answered instead. */
  const inputs = new Map<string, analyzer.AnalyzeRequest>();
  /** What the engine was told of resources before they were made. */
  const told = new Map<string, Diagnostic>();

  return {
    handshake: unary(() => new analyzer.AnalyzerHandshakeResponse()),
    configureStack: unary((request: analyzer.AnalyzerStackConfigureRequest) => {
      told.clear();
      inputs.clear();
      forgetReport(env);
      session.begin({
        stack: request.getStack() || undefined,
        project: request.getProject() || undefined,
        catalog: request.getConfigMap().get("watchbill:catalog"),
        preview: request.getDryRun(),
      });
      return new analyzer.AnalyzerStackConfigureResponse();
    }),
    getAnalyzerInfo: unary(() => infoOf(pack, session)),
    getPluginInfo: unary(() => new PluginInfo().setVersion(pack.version)),
    configure: unary((request: analyzer.ConfigureAnalyzerRequest) => {
      const given = entriesOf(request.getPolicyconfigMap());
      const imposed = new Map(given.map(([name, config]) => [name, imposedBy(config)]));
      refuseWrong(imposed, pack.rules);
      session.impose(imposed);
      return new Empty();
    }),
    analyze: unary((request: analyzer.AnalyzeRequest) => {
      const [urn, type, name] = [request.getUrn(), request.getType(), request.getName()];
      if (!request.hasProperties() || !isVendors(type)) return new analyzer.AnalyzeResponse();
      inputs.set(urn, request);
      // Read while the engine goes on, in place of all together when the stack is judged.
      setImmediate(() => request.getProperties());
      if (!session.isForeign({ urn, type, name })) return new analyzer.AnalyzeResponse();
      const judged = session.judgeAlone({ urn, type, name, inputs: request.getProperties()?.toJavaScript() });
      const findings = judged.findings.filter((finding) => !told.has(keyOf(finding)));
      for (const finding of findings) told.set(keyOf(finding), finding);
      // It may be refused for them, and then nobody asks about the whole stack.
      if (findings.length > 0)
        writeEarly(reportOf(pack, session, { ...judged, counts: [], findings, resources: inputs.size }), env);
      return new analyzer.AnalyzeResponse().setDiagnosticsList(
        judged.findings.map((finding) => diagnosticOf(finding, pack, session.preview, urn)),
      );
    }),
    remediate: unary(() => new analyzer.RemediateResponse()),
    analyzeStack: unary((request: analyzer.AnalyzeStackRequest) => {
      const judged = session.judge(request.getResourcesList().map((one) => registeredOf(one, inputs)));
      writeReport(reportOf(pack, session, judged), env);
      return responseOf(pack, session.preview, judged, told);
    }),
    cancel: unary(() => new Empty()),
  };
}

function unary<Request, Response>(answer: (request: Request) => Response): UntypedHandleCall {
  const handle: handleUnaryCall<Request, Response> = (call, reply) => {
    let response: Response;
    try {
      response = answer(call.request);
    } catch (error) {
      // The engine shows the text and fails the run: what could not be judged must not pass.
      return reply({ code: 2, details: error instanceof Error ? error.message : String(error) });
    }
    reply(null, response);
  };
  return handle as UntypedHandleCall;
}

function infoOf(pack: Pack, session: Session): analyzer.AnalyzerInfo {
  return new analyzer.AnalyzerInfo()
    .setName(pack.name)
    .setDisplayname(pack.title)
    .setDescription(pack.description)
    .setVersion(pack.version)
    .setSupportsconfig(true)
    .setPoliciesList(pack.rules.map((rule) => policyOf(rule, session)));
}

function policyOf(rule: Rule, session: Session): analyzer.PolicyInfo {
  const [clause] = rule.clauses ?? [];
  const info = new analyzer.PolicyInfo()
    .setName(rule.id)
    .setDisplayname(rule.title)
    .setDescription(rule.summary)
    .setEnforcementlevel(LEVELS[session.levelOf(rule)])
    .setPolicyType(analyzer.PolicyType.POLICY_TYPE_STACK)
    .setSeverity(SEVERITIES[rule.severity])
    .setTagsList([rule.pack])
    .setConfigschema(schemaOf(rule));
  if (!clause) return info;
  return info.setFramework(
    new analyzer.PolicyComplianceFramework().setName(clause.framework).setReference(clause.clause),
  );
}

function schemaOf({ parameters = {} }: Rule): analyzer.PolicyConfigSchema {
  const properties = Object.entries(parameters).map(([name, { default: standard, description }]) => {
    return [name, { ...typeOf(standard), description, default: standard as JavaScriptValue }] as const;
  });
  return new analyzer.PolicyConfigSchema().setProperties(Struct.fromJavaScript(Object.fromEntries(properties)));
}

function typeOf(standard: ParameterValue): { type: string; items?: { type: string } } {
  if (!Array.isArray(standard)) return { type: typeof standard };
  // An empty list is one of texts.
  return { type: "array", items: { type: typeof (standard[0] ?? "") } };
}

function imposedBy(config: analyzer.PolicyConfig): Imposed {
  const level = config.getEnforcementlevel();
  const named = Object.entries(LEVELS).find(([, number]) => number === level)?.[0] as Level | undefined;
  const properties = config.getProperties()?.toJavaScript() ?? {};
  // Nothing is changed by a pack, so "remediate" can only mean that it must hold.
  return { level: named ?? "mandatory", parameters: properties as Parameters };
}

function registeredOf(
  one: analyzer.AnalyzerResource,
  inputs: ReadonlyMap<string, analyzer.AnalyzeRequest>,
): Registered {
  const [urn, type, name] = [one.getUrn(), one.getType(), one.getName()];
  if (!isVendors(type)) return { urn, type, name };
  const dependencies = entriesOf(one.getPropertydependenciesMap());
  let outputs: Registered["outputs"];
  return {
    ...{ urn, type, name },
    inputs: inputs.get(urn)?.getProperties()?.toJavaScript(),
    // Few are asked for theirs.
    get outputs() {
      outputs ??= one.getProperties()?.toJavaScript();
      return outputs;
    },
    propertyDependencies: Object.fromEntries(dependencies.map(([property, urns]) => [property, urns.getUrnsList()])),
  };
}

/** Not `toArray`, which gives what is on the wire. */
function entriesOf<V>(map: { forEach(each: (value: V, key: string) => void): void }): [string, V][] {
  const entries: [string, V][] = [];
  map.forEach((value, key) => {
    entries.push([key, value]);
  });
  return entries;
}

function responseOf(
  pack: Pack,
  preview: boolean,
  { counts, findings, urns }: Judged,
  before: ReadonlyMap<string, Diagnostic>,
): analyzer.AnalyzeResponse {
  const left = findings.filter((finding) => !before.has(keyOf(finding)));
  const told = left.map((finding) => diagnosticOf(finding, pack, preview, urnOf(finding, urns)));
  const codes = new Set(left.map(({ code }) => code));
  const early = [...before.values()].filter(({ code }) => !codes.has(code)).map(({ code }) => code);
  // The engine counts as passed what is neither told nor here.
  const notPassed = [
    ...counts.flatMap(({ level, notChecked, rule }): [string, string][] =>
      level === "disabled" || notChecked !== undefined ? [[rule, notChecked ?? "it is disabled"]] : [],
    ),
    ...[...new Set(early)].map((code): [string, string] => [code, "it was told of each resource"]),
  ];
  return new analyzer.AnalyzeResponse()
    .setDiagnosticsList(told)
    .setNotApplicableList(
      notPassed.map(([name, reason]) => new analyzer.PolicyNotApplicable().setPolicyName(name).setReason(reason)),
    );
}

function diagnosticOf(finding: Diagnostic, pack: Pack, preview: boolean, urn: string): analyzer.AnalyzeDiagnostic {
  const rule = pack.rules.find(({ id }) => id === finding.code);
  const mandatory = finding.policy?.state === "violated" && finding.policy.level === "mandatory";
  return new analyzer.AnalyzeDiagnostic()
    .setPolicyname(finding.code)
    .setPolicypackname(pack.name)
    .setPolicypackversion(pack.version)
    .setDescription(rule?.summary ?? "")
    .setMessage(textOf(finding, preview))
    .setEnforcementlevel(LEVELS[mandatory ? "mandatory" : "advisory"])
    .setUrn(urn)
    .setSeverity(SEVERITIES[finding.severity]);
}

function urnOf({ policy }: Diagnostic, urns: ReadonlyMap<string, string>): string {
  return (policy?.resource && urns.get(policy.resource)) || "";
}

function keyOf({ code, message, path, policy }: Diagnostic): string {
  return JSON.stringify([code, policy?.resource, path, message]);
}

function reportOf(pack: Pack, session: Session, judged: Judged): PolicyReport {
  const { catalog, counts, environment, findings, imposed, resources } = judged;
  const named = { version: 1, pack: pack.name, packVersion: pack.version } as const;
  return { ...named, environment, preview: session.preview, catalog, resources, findings, counts, imposed };
}
