/**
 * The engine's events: one JSON object a line, parsed here into the few that matter to us. Secrets arrive blinded by the
 * engine and stay so; what is not known before deployment becomes UNKNOWN.
 */

/** A step of the engine. Replacements are told as one `replace`. */
export type Op = "same" | "create" | "update" | "delete" | "replace" | "read" | "refresh" | "import" | "discard";

/** A message of the engine, a provider or the program. `output` is a line a program or policy pack wrote to standard error. */
export interface EngineMessage {
  severity: "info" | "output" | "warning" | "error";
  message: string;
  urn: string | undefined;
}

/** A policy that was broken, or a warning of one. */
export interface PolicyViolation {
  urn: string | undefined;
  pack: string;
  policy: string;
  level: "advisory" | "mandatory";
  message: string;
}

/** What a policy pack has looked at: a resource, or the whole stack. Without these a pack may have been loaded and not asked. */
export interface PolicySummary {
  pack: string;
  version: string;
  /** Undefined: the stack. */
  urn: string | undefined;
  passed: string[];
  failed: string[];
}

/** What is known of a resource on one side of a step. */
export interface ResourceSide {
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** A step on a resource, as the engine tells it. */
export interface Step {
  op: Op;
  /** Which part of a replacement, if it is one. */
  part: "whole" | "create" | "delete";
  urn: string;
  type: string;
  provider: string;
  old: ResourceSide | undefined;
  new: ResourceSide | undefined;
  detailedDiff: Record<string, { kind: string; inputDiff: boolean }> | undefined;
}

export type EngineEvent =
  | { type: "step-started"; step: Step }
  | { type: "step-done"; step: Step }
  | { type: "step-failed"; step: Step }
  | { type: "message"; message: EngineMessage; passing: boolean }
  | { type: "policy"; violation: PolicyViolation }
  /** A pack is being loaded; the engine does not say which. */
  | { type: "policy-load" }
  | { type: "policy-summary"; summary: PolicySummary }
  | { type: "summary"; result: string; maybeCorrupt: boolean };

/** Stands for a value that is only known after deployment. */
export const UNKNOWN = "(known after deployment)";
/** Stands for a secret. */
export const SECRET = "(secret)";

const ENGINE_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const BLINDED = "[secret]";

const OPS: Record<string, [Op, Step["part"]]> = {
  same: ["same", "whole"],
  create: ["create", "whole"],
  update: ["update", "whole"],
  delete: ["delete", "whole"],
  replace: ["replace", "whole"],
  "create-replacement": ["replace", "create"],
  "delete-replaced": ["replace", "delete"],
  read: ["read", "whole"],
  "read-replacement": ["replace", "create"],
  refresh: ["refresh", "whole"],
  discard: ["discard", "whole"],
  "discard-replaced": ["replace", "delete"],
  "remove-pending-replace": ["replace", "delete"],
  import: ["import", "whole"],
  "import-replacement": ["replace", "create"],
};

type Fields = Record<string, unknown>;

/** The event of one line, or undefined when it is none we need or no JSON. */
export function parseEvent(line: string): EngineEvent | undefined {
  // The SDK sends several debug messages per resource; they are not worth parsing.
  if (
    line.startsWith('"diagnosticEvent"', line.indexOf(",", line.indexOf(",") + 1) + 1) &&
    line.endsWith('"severity":"debug"}}')
  )
    return undefined;
  const event = parseObject(line);
  if (event === undefined) return undefined;
  for (const [field, read] of READERS) {
    const content = fields(event[field]);
    if (content !== undefined) return read(content);
  }
  return undefined;
}

const READERS: [string, (content: Fields) => EngineEvent | undefined][] = [
  ["resourcePreEvent", (content) => stepEvent("step-started", content)],
  ["resOutputsEvent", (content) => stepEvent("step-done", content)],
  ["resOpFailedEvent", (content) => stepEvent("step-failed", content)],
  ["diagnosticEvent", messageEvent],
  ["policyEvent", policyEvent],
  ["policyLoadEvent", () => ({ type: "policy-load" })],
  ["policyAnalyzeSummaryEvent", policySummaryEvent],
  ["policyAnalyzeStackSummaryEvent", policySummaryEvent],
  [
    "summaryEvent",
    (content) => ({ type: "summary", result: text(content.result), maybeCorrupt: content.maybeCorrupt === true }),
  ],
  [
    "errorEvent",
    (content) => ({
      type: "message",
      passing: false,
      message: { severity: "error", message: text(content.error), urn: undefined },
    }),
  ],
];

function stepEvent(type: "step-started" | "step-done" | "step-failed", content: Fields): EngineEvent | undefined {
  const metadata = fields(content.metadata);
  const op = OPS[text(metadata?.op)];
  if (metadata === undefined || op === undefined) return undefined;
  return {
    type,
    step: {
      op: op[0],
      part: op[1],
      urn: text(metadata.urn),
      type: text(metadata.type),
      provider: text(metadata.provider),
      old: side(metadata.old),
      new: side(metadata.new),
      detailedDiff: detailedDiff(metadata.detailedDiff),
    },
  };
}

function side(value: unknown): ResourceSide | undefined {
  const state = fields(value);
  if (state === undefined) return undefined;
  return { id: text(state.id), inputs: plainFields(state.inputs), outputs: plainFields(state.outputs) };
}

function detailedDiff(value: unknown): Step["detailedDiff"] {
  const diff = fields(value);
  if (diff === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(diff).map(([path, entry]) => [
      path,
      { kind: text(fields(entry)?.diffKind), inputDiff: fields(entry)?.inputDiff === true },
    ]),
  );
}

const SEVERITIES: Record<string, EngineMessage["severity"]> = {
  error: "error",
  warning: "warning",
  "info#err": "output",
};

function messageEvent(content: Fields): EngineEvent | undefined {
  const severity = text(content.severity);
  if (severity === "debug") return undefined;
  const message = text(content.message);
  return {
    type: "message",
    passing: content.ephemeral === true,
    message: {
      severity: SEVERITIES[severity] ?? "info",
      // Lines of one text, whose indentation says what belongs together.
      message: severity === "info#err" ? message.trimEnd() : message.trim(),
      urn: text(content.urn) || undefined,
    },
  };
}

function policyEvent(content: Fields): EngineEvent {
  return {
    type: "policy",
    violation: {
      urn: text(content.resourceUrn) || undefined,
      pack: text(content.policyPackName),
      policy: text(content.policyName),
      level: text(content.enforcementLevel) === "mandatory" ? "mandatory" : "advisory",
      message: text(content.message).trim(),
    },
  };
}

function policySummaryEvent(content: Fields): EngineEvent {
  return {
    type: "policy-summary",
    summary: {
      pack: text(content.policyPackName),
      version: text(content.policyPackVersion),
      urn: text(content.resourceUrn) || undefined,
      passed: texts(content.passed),
      failed: texts(content.failed),
    },
  };
}

/** The same value with secrets and unknowns as words. */
export function plain(value: unknown): unknown {
  if (value === ENGINE_UNKNOWN) return UNKNOWN;
  if (value === BLINDED) return SECRET;
  if (Array.isArray(value)) return value.map(plain);
  const object = fields(value);
  if (object === undefined) return value;
  if (object[SIGNATURE] === SECRET_SIGNATURE) return SECRET;
  return plainFields(object);
}

function plainFields(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fields(value) ?? {}).map(([key, item]) => [key, plain(item)]));
}

function parseObject(line: string): Fields | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return fields(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function fields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
