/**
 * Collects the events of one run into a result: what was done to which resource, how often per type, what was said,
 * which policies were broken. Pure state; knows no process.
 */

import type { EngineEvent, EngineMessage, Op, PolicySummary, PolicyViolation, Step } from "./event";
import { type PropertyChange, propertyChanges } from "./property-changes";

/** What a run did, or would do, to one resource. Unchanged ones are only counted. */
export interface Change {
  op: Op;
  urn: string;
  type: string;
  name: string;
  /** The provider that holds it; empty for a component. */
  provider: string;
  /** `unfinished`: begun, and neither success nor failure was heard of. */
  status: "done" | "failed" | "unfinished";
  /** What changed; empty for create and delete. */
  properties: PropertyChange[];
  old: Step["old"];
  new: Step["new"];
}

/** Number of resources by type token and operation. */
export type Counts = Record<string, Partial<Record<Op, number>>>;

/** How a run ended. */
export type Outcome = "succeeded" | "failed" | "interrupted" | "timed-out";

/** What a policy pack has really looked at in a run, by what the engine says of it. */
export interface PackRun {
  name: string;
  version: string;
  /** The policies that were asked at least once, sorted. */
  policies: string[];
  /** Those of them that found something. */
  failed: string[];
  /** How many resources were given to it, each by itself. */
  resources: number;
  /** How often the whole stack was. */
  stacks: number;
}

/** The result of a run of the engine. */
export interface RunResult {
  /** The engine's; 130 when interrupted. */
  exitCode: number;
  outcome: Outcome;
  changes: Change[];
  /** Of finished steps; in a preview, of all. */
  counts: Counts;
  /** The names of all resources that were met, unchanged ones too, by their id, for each type. */
  names: Readonly<Record<string, ReadonlyMap<string, string>>>;
  messages: EngineMessage[];
  policyViolations: PolicyViolation[];
  /** How many policy packs the engine began to load, and what each of them looked at, by name. */
  policies: { loaded: number; packs: PackRun[] };
  /** What the engine printed outside its events: the reason when it failed before it began. */
  output: string;
  seconds: number;
}

/** Gathers events. */
export interface Collector {
  add(event: EngineEvent): void;
  finish(
    preview: boolean,
  ): Pick<RunResult, "changes" | "counts" | "names" | "messages" | "policyViolations" | "policies">;
}

type Record_ = { step: Step; status: Change["status"] };

/** Makes an empty collector. */
export function collector(): Collector {
  const steps = new Map<string, Record_>();
  const names: Record<string, Map<string, string>> = {};
  const messages: EngineMessage[] = [];
  const policyViolations: PolicyViolation[] = [];
  const packs = new Map<string, PolicySummary[]>();
  let loaded = 0;

  function record(step: Step, status: Change["status"]): void {
    const key = step.part === "whole" && step.op !== "replace" ? step.urn : `replace ${step.urn}`;
    const before = steps.get(key);
    for (const id of [step.old?.id, step.new?.id]) {
      if (!id) continue;
      names[step.type] ??= new Map();
      names[step.type]?.set(id, urnName(step.urn));
    }
    // A refresh begins as `refresh` and ends as what it found; a failure is never undone by a later event.
    steps.set(key, {
      step: before === undefined ? step : merge(before.step, step),
      status: before?.status === "failed" ? "failed" : status === "unfinished" ? (before?.status ?? status) : status,
    });
  }

  return {
    add(event) {
      switch (event.type) {
        case "step-started":
          return record(event.step, "unfinished");
        case "step-done":
          return record(event.step, "done");
        case "step-failed":
          return record(event.step, "failed");
        case "message":
          if (!event.passing && !isNoise(event.message)) messages.push(event.message);
          return;
        case "policy":
          policyViolations.push(event.violation);
          return;
        case "policy-load":
          loaded++;
          return;
        case "policy-summary": {
          const known = packs.get(event.summary.pack);
          if (known) known.push(event.summary);
          else packs.set(event.summary.pack, [event.summary]);
          return;
        }
        case "summary":
          return;
      }
    },
    finish(preview) {
      const all = withoutRenamed([...steps.values()]).map((record) => toChange(record, preview));
      return {
        changes: all.filter((change) => change.op !== "same"),
        counts: count(all.filter((change) => change.status === "done")),
        names,
        messages,
        policyViolations,
        policies: { loaded, packs: [...packs].map(([name, summaries]) => packRun(name, summaries)) },
      };
    },
  };
}

function packRun(name: string, summaries: readonly PolicySummary[]): PackRun {
  const failed = new Set(summaries.flatMap((summary) => summary.failed));
  const asked = new Set([...summaries.flatMap(({ passed }) => passed), ...failed]);
  const urns = new Set(summaries.flatMap(({ urn }) => urn ?? []));
  return {
    name,
    version: summaries[0]?.version ?? "",
    policies: [...asked].sort(),
    failed: [...failed].sort(),
    resources: urns.size,
    stacks: summaries.filter(({ urn }) => urn === undefined).length,
  };
}

/**
 * What is renamed and replaced at once is made by its new name and deleted by the old one: one replacement, of the new name. The
 * deletion tells how far it came, as it does where the name stays.
 */
function withoutRenamed(records: readonly Record_[]): Record_[] {
  const made = new Map<string, Record_>();
  for (const record of records)
    if (record.step.op === "replace" && record.step.new && record.step.old?.id) made.set(idOf(record.step), record);
  const gone = new Map<Record_, Record_>();
  for (const record of records) {
    const by = record.step.op === "replace" && !record.step.new ? made.get(idOf(record.step)) : undefined;
    if (by) gone.set(by, record);
  }
  const left = new Set(gone.values());
  return records
    .filter((record) => !left.has(record))
    .map((record) => {
      const deletion = gone.get(record);
      return deletion && record.status === "done" ? { ...record, status: deletion.status } : record;
    });
}

function idOf({ type, old }: Step): string {
  return `${type} ${old?.id}`;
}

function merge(before: Step, after: Step): Step {
  if (after.part === "whole" && after.op !== "replace") {
    return { ...after, detailedDiff: after.detailedDiff ?? before.detailedDiff };
  }
  return {
    ...after,
    old: after.part === "create" ? (before.old ?? after.old) : (after.old ?? before.old),
    new: after.part === "delete" ? (before.new ?? after.new) : (after.new ?? before.new),
    detailedDiff: after.detailedDiff ?? before.detailedDiff,
  };
}

function toChange({ step, status }: Record_, preview: boolean): Change {
  return {
    op: step.op,
    urn: step.urn,
    type: step.type,
    name: urnName(step.urn),
    provider: step.provider,
    status: preview && status === "unfinished" ? "done" : status,
    properties: step.op === "update" || step.op === "replace" ? propertyChanges(step) : [],
    old: step.old,
    new: step.new,
  };
}

function count(changes: readonly Change[]): Counts {
  const counts: Counts = {};
  for (const { type, op } of changes) {
    counts[type] ??= {};
    const ofType = counts[type];
    ofType[op] = (ofType[op] ?? 0) + 1;
  }
  return counts;
}

/** The name of a resource: the last part of its URN. */
export function urnName(urn: string): string {
  const at = urn.indexOf("::", urn.indexOf("::", urn.indexOf("::") + 2) + 2);
  return at === -1 ? urn : urn.slice(at + 2);
}

// Said by the engine on every run because of how it was started here; nobody can do anything about it.
function isNoise({ message }: EngineMessage): boolean {
  return /^using pulumi-(language|resource)-\w+ from \$PATH/.test(message);
}
