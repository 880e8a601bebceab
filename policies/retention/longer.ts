/**
 * Whether something that is deployed keeps events of a stream longer than a clause allows. An event of two classes may be kept as long as
 * the clause lets either be. The rule and the compliance matrix ask the same.
 */

import type { ResolvedEnvironment, RetentionEntry } from "../../model/index";
import { eitherSet, eventIn, type FoundEvent, type SearchSet } from "../../query/index";
import type { Stack } from "../stack";
import type { DeployedArchive, DeployedIndex } from "./deployed";
import { type Figure, figuresOf } from "./figures";
import { governedPlacements, type Placement, type Taken } from "./placement";

type Holder = Taken<DeployedIndex | DeployedArchive>;

export type Longer =
  /** Not so long. */
  | { type: "no" }
  /** All that it takes of the stream is of other classes as well, which may be kept so long. */
  | { type: "allowed"; classes: () => readonly string[] }
  | { type: "violated"; event: FoundEvent }
  | { type: "undecided" };

export type LongerOf = (placement: Placement, taken: Holder, figure: Pick<Figure, "days" | "requirement">) => Longer;

const known = new WeakMap<Stack, LongerOf>();

export function longerIn(stack: Stack): LongerOf {
  const before = known.get(stack);
  if (before) return before;
  const allowed = allowedIn(stack);
  const found = new WeakMap<Holder, Map<Allowed, FoundEvent>>();
  const made: LongerOf = (placement, taken, { days, requirement }) => {
    const { by, before: earlier, share } = taken;
    const kept = by.days ?? Number.POSITIVE_INFINITY;
    if (kept <= days) return { type: "no" };
    const others = allowed(placement, by.days ?? by.home?.retention.days ?? kept, requirement?.id);
    const inside = by.set ? [placement.set, by.set] : [placement.set];
    const answers = found.get(taken) ?? new Map<Allowed, FoundEvent>();
    found.set(taken, answers);
    const event = answers.get(others) ?? eventIn(inside, [...earlier, others.set]);
    answers.set(others, event);
    if (event.answer === "no") return { type: "allowed", classes: () => classesOf(inside, earlier, others.classes) };
    const sure = event.answer === "yes" && share !== "undecided" && by.days !== undefined;
    return sure ? { type: "violated", event } : { type: "undecided" };
  };
  known.set(stack, made);
  return made;
}

/** The one class that all of the events are of, or all that some are of. */
function classesOf(inside: readonly SearchSet[], outside: readonly SearchSet[], classes: Allowed["classes"]): string[] {
  const one = [...classes].find(([, set]) => eventIn(inside, [...outside, set]).answer === "no");
  if (one) return [one[0]];
  return [...classes].flatMap(([key, set]) => (eventIn([...inside, set], outside).answer === "no" ? [] : key));
}

/** The classes that may be kept so long by a clause, with their events. */
interface Allowed {
  classes: ReadonlyMap<string, SearchSet>;
  set: SearchSet;
}

function allowedIn(stack: Stack): (placement: Placement, kept: number, clause: string | undefined) => Allowed {
  const events = eventsByClass(governedPlacements(stack));
  const made = new Map<string, Allowed>();
  return ({ tenant, retention }, kept, clause) => {
    const others = tenant.retentionClasses.flatMap((one): [string, SearchSet][] => {
      const set = events.get(tenant)?.get(one.key);
      return set && one.key !== retention.key && mayBeKept(tenant, one, kept, clause) ? [[one.key, set]] : [];
    });
    const key = [tenant.name, ...others.map(([name]) => name)].join("\n");
    const allowed = made.get(key) ?? { classes: new Map(others), set: eitherSet(others.map(([, set]) => set)) };
    made.set(key, allowed);
    return allowed;
  };
}

/** A clause that does not speak of the class leaves it to what the class says itself. */
function mayBeKept(
  tenant: ResolvedEnvironment,
  retention: RetentionEntry,
  kept: number,
  clause: string | undefined,
): boolean {
  const { atMost } = figuresOf(tenant, retention);
  return retention.days >= kept && atMost.every(({ days, requirement }) => days >= kept || requirement?.id !== clause);
}

function eventsByClass(
  placements: readonly Placement[],
): ReadonlyMap<ResolvedEnvironment, ReadonlyMap<string, SearchSet>> {
  const sets = new Map<ResolvedEnvironment, Map<string, SearchSet[]>>();
  for (const { tenant, retention, set } of placements) {
    const byClass = sets.get(tenant) ?? new Map<string, SearchSet[]>();
    sets.set(tenant, byClass);
    const same = byClass.get(retention.key);
    if (same) same.push(set);
    else byClass.set(retention.key, [set]);
  }
  return new Map(
    [...sets].map(([tenant, byClass]) => [
      tenant,
      new Map([...byClass].map(([key, all]): [string, SearchSet] => [key, eitherSet(all)])),
    ]),
  );
}
