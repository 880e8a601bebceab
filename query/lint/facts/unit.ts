/** The unit of the value a monitor compares, worked out once per monitor. Undefined where nobody knows it. */

import type { ChainCall } from "../../chain/index";
import { parse } from "../../monitor/index";
import {
  COUNT,
  type Lookup,
  NANOSECOND_ATTRIBUTES,
  PERCENT,
  type Unit,
  type UnitAnswer,
  unitOf,
  unitOfMonitor,
  unitOfName,
} from "../../units/index";
import type { LintContext } from "../context";
import { asRecord } from "../input";
import { remembered, type Subject } from "../subject";

const NOT_KNOWN: UnitAnswer = { unit: undefined, why: () => [], suspicions: [], unknown: [], sources: [], doubts: [] };

/** Whether the units come from documentation or the user's own account, not from a list in which some rows are wrong. */
export function isTrusted(answer: UnitAnswer): boolean {
  return answer.doubts.length === 0 && answer.sources.every((source) => /^(DOC|AWS|pulled)/.test(source));
}

export const unitOfSubject = remembered(
  (subject, context: LintContext): UnitAnswer => workOut(subject, context.lookup),
);

function workOut(subject: Subject, lookup: Lookup): UnitAnswer {
  const { query } = subject;
  switch (query.type) {
    case "metric-monitor":
      return unitOfMonitor(query.head, query.expression, lookup);
    case "formula-monitor": {
      if (!query.expression) return NOT_KNOWN;
      const answer = unitOf(query.expression, lookup, variableUnits(subject, lookup));
      const relative = query.judgement?.name.text === "change" && isRelative(query.judgement.arguments);
      if (query.judgement && !relative) return { ...answer, unit: undefined };
      return relative ? { ...answer, unit: PERCENT } : answer;
    }
    case "event-monitor": {
      const method = query.rollup?.method;
      const measure = query.rollup?.measure;
      const unit = rolledUp(
        method?.type === "string" ? method.value : query.rollup ? undefined : "count",
        measure?.type === "string" ? measure.value : undefined,
      );
      return unit ? { ...NOT_KNOWN, unit, why: () => [measureWhy(unit)] } : NOT_KNOWN;
    }
    case "error-budget":
      return { ...NOT_KNOWN, unit: PERCENT, why: () => ["an error budget is compared in percent consumed"] };
    default:
      return NOT_KNOWN;
  }
}

function isRelative(given: ChainCall["arguments"]): boolean {
  return Array.isArray(given) && given.some((argument) => argument.type === "string" && argument.value === "relative");
}

function measureWhy(unit: Unit): string {
  return unit === COUNT ? "the events are counted" : "durations of events are kept in nanoseconds";
}

/** The unit of `rollup("avg", "@duration")`; numeric attributes other than the known durations say nothing. */
export function rolledUp(method: string | undefined, measure: string | undefined): Unit | undefined {
  if (method === "count" || method === "cardinality") return COUNT;
  return measure !== undefined && isNanoseconds(measure) ? unitOfName("nanosecond") : undefined;
}

export function isNanoseconds(attribute: string): boolean {
  return attribute.startsWith("@") && NANOSECOND_ATTRIBUTES.has(attribute.slice(1));
}

function variableUnits(subject: Subject, lookup: Lookup): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const list = Array.isArray(subject.options.variables) ? subject.options.variables : [];
  for (const item of list) {
    const variable = asRecord(item);
    if (typeof variable.name !== "string") continue;
    const unit = variableUnit(variable, lookup);
    if (unit) units.set(variable.name, unit);
  }
  return units;
}

function variableUnit(variable: Readonly<Record<string, unknown>>, lookup: Lookup): Unit | undefined {
  const compute = asRecord(variable.compute);
  if (typeof compute.aggregation === "string") {
    return rolledUp(compute.aggregation, typeof compute.metric === "string" ? compute.metric : undefined);
  }
  if (typeof variable.query !== "string" || variable.data_source === "cloud_cost") return undefined;
  const { query } = parse(variable.query);
  const [first, second] = query.type === "metric-expressions" ? query.expressions : [];
  return first && !second ? unitOf(first, lookup).unit : undefined;
}
