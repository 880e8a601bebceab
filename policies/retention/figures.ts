/**
 * The figures that data of a class must meet in an environment: what frameworks ask for, and what the company says of the class itself.
 * Test data has none. Also how rules speak of them.
 */

import type { ResolvedEnvironment, RetentionEntry } from "../../model/index";
import type { Clause } from "../rule";
import { type RequiredTerm, type Requirement, requirementsOf } from "./requirements";

export interface Figure {
  days: number;
  /** `PCI DSS 10.5.1 asks for 12 months (366 days)`. */
  text: string;
  /** Undefined: the company's own, as the class says it. */
  requirement: Requirement | undefined;
}

export interface Figures {
  atLeast: readonly Figure[];
  immediately: readonly Figure[];
  atMost: readonly Figure[];
  /** Clauses for which personal data must be hidden. */
  hidden: readonly Clause[];
}

const NONE: Figures = { atLeast: [], immediately: [], atMost: [], hidden: [] };

const known = new WeakMap<ResolvedEnvironment, ReadonlyMap<string, Figures>>();

export function figuresOf(tenant: ResolvedEnvironment, { key }: RetentionEntry): Figures {
  let byClass = known.get(tenant);
  if (!byClass) {
    byClass = read(tenant);
    known.set(tenant, byClass);
  }
  return byClass.get(key) ?? NONE;
}

function read(tenant: ResolvedEnvironment): ReadonlyMap<string, Figures> {
  const byClass = new Map<string, Requirement[]>();
  for (const requirement of requirementsOf(tenant)) {
    const { key } = requirement.retention;
    byClass.set(key, [...(byClass.get(key) ?? []), requirement]);
  }
  return new Map(
    [...byClass].map(([key, all]): [string, Figures] => [
      key,
      {
        atLeast: all.flatMap((one) => figure(one, one.atLeast, "asks for")),
        immediately: all.flatMap((one) => figure(one, one.immediatelyAvailable, "wants at hand")),
        atMost: all.flatMap((one) => figure(one, one.atMost, "allows")),
        hidden: all.filter(({ hidden }) => hidden).map(({ clause }) => clause),
      },
    ]),
  );
}

function figure(requirement: Requirement, term: RequiredTerm | undefined, verb: string): Figure[] {
  if (!term) return [];
  const { framework, clause } = requirement.clause;
  const same = new RegExp(`^${term.days} days?$`).test(term.text);
  const own = term.own ? `, as \`${requirement.retention.key}\` itself says` : "";
  const text = `${framework} ${clause} ${verb} ${term.text}${same ? "" : ` (${term.days} days)`}${own}`;
  return [{ days: term.days, text, requirement }];
}

/** The days that its index keeps, as the class says. */
export function searchableOf({ searchableDays, flexDays = 0 }: RetentionEntry): number {
  return Math.max(searchableDays, flexDays);
}

/** Whether the class relies on an archive. */
export function isArchived(retention: RetentionEntry): boolean {
  return retention.days > searchableOf(retention);
}

export function clausesOf(figures: readonly Figure[]): Clause[] | undefined {
  const clauses = figures.flatMap(({ requirement }) => requirement?.clause ?? []);
  return clauses.length > 0 ? clauses : undefined;
}

export function textsOf(figures: readonly Figure[]): string {
  return listed([...new Set(figures.map(({ text }) => text))]);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** So many of many, for a message: a class may have hundreds of streams. */
export function some(names: readonly string[]): string {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const more = names.length - shown.length;
  return listed([...shown.map((name) => `\`${name}\``), ...(more > 0 ? [`${more} more`] : [])]);
}

export function days(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}
