/** Where each stream's events go, as the compliance matrix needs it: all that holds them, and whether that is everything. Judges nothing. */

import { eventIn, type SearchSet, setWithout } from "../../query/index";
import type { Stack } from "../stack";
import { archivedFor, type DeployedArchive, type DeployedIndex, deployedIn } from "./deployed";
import { type Longer, longerIn } from "./longer";
import { type Placement, placementsOf, type Taken } from "./placement";
import type { RequiredStream, Requirement } from "./requirements";
import type { Coverage, Keeping, KeepingOf } from "./verdicts";

/** In the stack that keeps the logs of the environment. */
export function keepingIn(stack: Stack, environment: string): KeepingOf {
  const placements = new Map(
    placementsOf(stack)
      .filter(({ tenant }) => tenant.name === environment)
      .map((placement) => [nameOf(placement), placement]),
  );
  return (required) => {
    const placement = placements.get(nameOf(required));
    return placement ? keepingOf(stack, placement) : UNTOLD;
  };
}

const NOT_LONGER: Longer = { type: "no" };

function nameOf({ service, stream }: RequiredStream): string {
  return `${service.key}/${stream.key}`;
}

const NOBODY: Coverage = { answer: "maybe", because: "nothing says where its events go" };
const UNTOLD: Keeping = {
  indexes: [],
  indexed: NOBODY,
  archives: [],
  archived: NOBODY,
  left: () => ({ indexes: "maybe", all: "maybe" }),
  scanners: [],
  scanned: NOBODY,
};

function keepingOf(stack: Stack, placement: Placement): Keeping {
  const { set, taken, archives } = placement;
  const longer = longerIn(stack);
  const longerFor = (one: Taken<DeployedIndex | DeployedArchive>) => (requirement: Requirement) =>
    requirement.atMost ? longer(placement, one, { days: requirement.atMost.days, requirement }) : NOT_LONGER;
  return {
    indexes: taken.flatMap((one) => {
      const { by, share } = one;
      const { resource, days, flexRetentionDays: flexDays } = by;
      return resource ? [{ resource, days, flexDays, sure: share !== "undecided", longer: longerFor(one) }] : [];
    }),
    indexed: worstOf([notLost(placement), ...taken.map((one) => wholeIn(one, placement))]),
    archives: archives.map((one) => ({ resource: one.by.resource, days: one.by.days, longer: longerFor(one) })),
    archived: archived(placement),
    left: (days) => leftAfter(days, stack, placement),
    ...scanners(stack, set),
  };
}

const RANK = ["no", "maybe", "yes"] as const;

function worstOf(all: readonly Coverage[]): Coverage {
  return RANK.flatMap((answer) => all.find((one) => one.answer === answer) ?? []).at(0) ?? { answer: "maybe" };
}

function notLost({ lost, taken }: Placement): Coverage {
  const foreign = taken.find(({ by }) => !by.resource);
  if (lost.answer === "yes")
    return {
      answer: "no",
      because: `no index takes ${lost.example === undefined ? "some of its events" : `events such as ${lost.example}`}`,
    };
  if (foreign)
    return { answer: "maybe", because: `the index ${foreign.by.name}, which others manage, may take some of it` };
  return lost.answer === "no"
    ? { answer: "yes" }
    : { answer: "maybe", because: "whether an index takes every event cannot be told from the searches" };
}

/** Whether an index keeps what it takes of the stream: exclusion filters and a daily limit drop some. */
function wholeIn({ by }: Taken<DeployedIndex>, { set }: Placement): Coverage {
  for (const { name, set: dropped, share } of by.exclusions) {
    if (share === 0) continue;
    const hit = dropped ? eventIn([set, dropped]).answer : "maybe";
    if (hit === "no") continue;
    const because = `the exclusion filter ${name} of the index ${by.name} drops some of it`;
    return hit === "yes" && share !== undefined
      ? { answer: "no", because }
      : { answer: "maybe", because: `whether ${because} is not known` };
  }
  if (by.dailyLimit === undefined) return { answer: "yes" };
  const limit = by.dailyLimit === "unknown" ? "a daily limit" : `at most ${by.dailyLimit} events a day`;
  return { answer: "maybe", because: `the index ${by.name} takes ${limit}: what comes on top is not in it` };
}

/** Whether some of its events are kept shorter by all that keeps them: by indexes alone, and by archives with them. */
function leftAfter(days: number, stack: Stack, { set, taken }: Placement): ReturnType<Keeping["left"]> {
  const sure: SearchSet[] = [];
  const unsure: SearchSet[] = [];
  for (const { by, before, share } of taken) {
    if (by.days !== undefined && by.days < days) continue;
    const dropped = by.exclusions.filter((exclusion) => exclusion.share !== 0);
    const isSure = share !== "undecided" && by.days !== undefined && by.dailyLimit === undefined;
    const known = by.set && isSure && dropped.every((one) => one.set && one.share !== undefined);
    const kept = setWithout(by.set ?? set, [...before, ...dropped.flatMap((one) => (one.share && one.set) || [])]);
    (known ? sure : unsure).push(kept);
  }
  const archive = archivedFor(days, stack);
  const all = [...sure, ...archive.sure];
  const maybe = unsure.length + archive.unsure.length > 0;
  const { answer } = eventIn([set], all);
  return {
    indexes: eventIn([set], sure).answer,
    all:
      answer === "yes" && maybe
        ? eventIn([set], [...all, ...unsure, ...archive.unsure]).answer === "yes"
          ? "yes"
          : "maybe"
        : answer,
  };
}

function archived({ set, archives }: Placement): Coverage {
  if (archives.length === 0) return { answer: "no", because: "no archive takes it" };
  if (archives.some(({ by }) => by.set === undefined))
    return { answer: "maybe", because: "what an archive takes is not known before deployment" };
  const left = eventIn(
    [set],
    archives.flatMap(({ by }) => by.set ?? []),
  );
  if (left.answer === "no") return { answer: "yes" };
  return left.answer === "yes"
    ? {
        answer: "no",
        because: `no archive takes ${left.example === undefined ? "some of its events" : `events such as ${left.example}`}`,
      }
    : { answer: "maybe", because: "whether an archive takes every event cannot be told from the searches" };
}

function scanners(stack: Stack, set: Placement["set"]): Pick<Keeping, "scanners" | "scanned"> {
  const seen = deployedIn(stack).groups.filter((group) => !group.set || eventIn([set, group.set]).answer !== "no");
  const groups = seen.filter((group) => group.hides !== false);
  const all = groups.map(({ resource, finds }) => ({ resource, finds }));
  const sure = groups.flatMap((group) => (group.hides && group.set ? { ...group, set: group.set } : []));
  const coveredBy = (some: typeof sure) =>
    eventIn(
      [set],
      some.map((one) => one.set),
    ).answer;
  const left = coveredBy(sure);
  if (left === "no") {
    const known = sure.filter(({ finds }) => finds.some(({ seeks }) => seeks === "persons"));
    return { scanners: all, scanned: { answer: "yes", ...(coveredBy(known) !== "no" && { because: OWN }) } };
  }
  if (left === "maybe" || sure.length < groups.length)
    return {
      scanners: all,
      scanned: { answer: "maybe", because: "whether the scanner sees every event cannot be told" },
    };
  const because =
    seen.length > groups.length
      ? "no scanner hides data of persons in some of its events: credentials are none"
      : "no scanner hides anything in some of its events";
  return { scanners: all, scanned: { answer: "no", because } };
}

const OWN = "whether what an expression of one's own finds is data of persons nobody can tell from here";
