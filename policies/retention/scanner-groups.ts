/** Groups of the sensitive data scanner: what each sees, and whether it hides data of persons in all of it. Judges nothing. */

import { type SearchSet, searchSet } from "../../query/index";
import { STANDARD_PATTERNS, type StandardPattern } from "../../vendors/index";
import type { Resource, Stack } from "../stack";
import { itemsAt, numberAt, refAt, textAt, UNKNOWN, valueAt } from "../values";

export interface ScannerGroup {
  resource: Resource;
  /** Undefined where its search is not known. */
  set: SearchSet | undefined;
  /**
   * Whether it hides something in all logs that it sees that may be data of a person: not where it looks for credentials alone. Undefined
   * where it is not known.
   */
  hides: boolean | undefined;
  /** What it looks for and hides, for people; what may be data of persons first. */
  finds: readonly Find[];
}

export interface Find {
  name: string;
  seeks: Seeks;
}

/** `persons`: data of persons. `own`: by an expression of one's own, or another rule of Datadog's: what it finds nobody can tell. */
export type Seeks = "persons" | "own" | "credentials";

const RANK: readonly Seeks[] = ["persons", "own", "credentials"];

export function groupsOf(stack: Stack): ScannerGroup[] {
  const rules = new Map<string, Hiding[]>();
  for (const rule of stack.ofKind("datadog/scanner-rule")) {
    const group = refAt(rule.body, "groupId");
    const key = group && group !== UNKNOWN ? stack.at(group.$ref)?.key : undefined;
    const hides = hidesSomething(rule);
    if (key === undefined || hides === false) continue;
    const one = { name: nameOf(rule), seeks: soughtBy(rule), sure: hides === true };
    rules.set(key, [...(rules.get(key) ?? []), one]);
  }
  return stack.ofKind("datadog/scanner-group").map((resource) => groupOf(resource, rules.get(resource.key) ?? []));
}

interface Hiding extends Find {
  /** It is known to hide. */
  sure: boolean;
}

function groupOf(resource: Resource, rules: readonly Hiding[]): ScannerGroup {
  const { body } = resource;
  const on = valueAt(body, "isEnabled");
  const products = itemsAt(body, "productLists");
  const logs = products === UNKNOWN ? UNKNOWN : products.includes("logs");
  const some = rules.filter(({ seeks }) => seeks !== "credentials");
  const unsure = on === UNKNOWN || logs === UNKNOWN || !some.some(({ sure }) => sure);
  const hides = on !== false && logs !== false && !isSampled(resource) && some.length > 0;
  const query = textAt(body, "filter.query");
  return {
    resource,
    set: typeof query === "string" ? searchSet(query) : undefined,
    hides: hides && unsure ? undefined : hides,
    finds: RANK.flatMap((wanted) =>
      rules.filter(({ seeks, sure }) => sure && seeks === wanted).map(({ name, seeks }) => ({ name, seeks })),
    ),
  };
}

function nameOf({ body, key }: Resource): string {
  const name = textAt(body, "name");
  return typeof name === "string" ? name : key;
}

const STANDARD: readonly StandardPattern[] = Object.values(STANDARD_PATTERNS);

function soughtBy({ body }: Resource): Seeks {
  const library = textAt(body, "standardPatternId");
  const pattern = textAt(body, "pattern");
  const known = STANDARD.find((one) => (one.library === undefined ? one.pattern === pattern : one.library === library));
  if (!known) return "own";
  return known.personal ? "persons" : "credentials";
}

/** Undefined where it is not known. */
function hidesSomething({ body }: Resource): boolean | undefined {
  const on = valueAt(body, "isEnabled");
  const becomes = textAt(body, "textReplacement.type");
  if (on === false || (becomes !== UNKNOWN && (becomes ?? "none") === "none")) return false;
  return on === UNKNOWN || becomes === UNKNOWN ? undefined : true;
}

/** Whether only a share of the logs is looked at. */
function isSampled({ body }: Resource): boolean {
  const items = itemsAt(body, "samplings");
  if (items === UNKNOWN) return true;
  return items.some((_, at) => {
    const rate = numberAt(body, `samplings.${at}.rate`);
    return textAt(body, `samplings.${at}.product`) === "logs" && rate !== undefined && rate !== 100;
  });
}
