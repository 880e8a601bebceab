/** The conditions of a detection rule: `failed > 10 && succeeded > 0`. */

import type { TextSpan } from "../../text/index";
import type { DetectionInput } from "../detection";
import { asRecord } from "../input";

/** One comparison of a condition; undefined parts could not be read. */
export interface Comparison {
  path: string;
  span: TextSpan;
  /** As written. */
  text: string;
  left: string;
  operator: string;
  right: string;
}

export function comparisonsOf({ cases = [] }: DetectionInput): Comparison[] {
  return cases.flatMap((item, index) => {
    const { condition } = asRecord(item);
    return typeof condition === "string" ? split(condition, `cases.${index}.condition`) : [];
  });
}

/** Longer conditions do not occur, and a bound keeps hostile text short. */
const LONGEST = 5000;

function split(condition: string, path: string): Comparison[] {
  const found: Comparison[] = [];
  for (const match of condition.slice(0, LONGEST).matchAll(/[^&|()]+/g)) {
    const parts = /^\s*([^<>=!\s]+)\s*([<>=!]+)\s*([^<>=!\s]+)\s*$/.exec(match[0]);
    if (!parts) continue;
    const [, left = "", operator = "", right = ""] = parts;
    const text = match[0].trim();
    const start = match.index + match[0].indexOf(text);
    found.push({ path, span: { start, end: start + text.length }, text, left, operator, right });
  }
  return found;
}

/** Names of the searches, those without one called a, b, c … by their place, and of the steps of a sequence [REC]. */
export function namesOf({ queries = [], options }: DetectionInput): string[] {
  const searches = queries.map((item, index) => nameOf(item) ?? String.fromCharCode(97 + index));
  const { steps } = asRecord(asRecord(options).sequenceDetectionOptions);
  return [...searches, ...(Array.isArray(steps) ? steps.flatMap((step) => nameOf(step) ?? []) : [])];
}

function nameOf(item: unknown): string | undefined {
  const { name } = asRecord(item);
  return typeof name === "string" && name !== "" ? name : undefined;
}

export function isNumber(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text));
}
