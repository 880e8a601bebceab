/** Where each stream's events go, as the compliance matrix needs it: all that holds them, and whether that is everything. Judges nothing. */

import { eventIn } from "../../query/index";
import type { Stack } from "../stack";
import { type DeployedIndex, deployedIn } from "./deployed";
import { type Placement, placementsOf, type Taken } from "./placement";
import type { RequiredStream } from "./requirements";
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

function nameOf({ service, stream }: RequiredStream): string {
  return `${service.key}/${stream.key}`;
}

const NOBODY: Coverage = { answer: "maybe", because: "nothing says where its events go" };
const UNTOLD: Keeping = {
  indexes: [],
  indexed: NOBODY,
  archives: [],
  archived: NOBODY,
  scanners: [],
  scanned: NOBODY,
};

function keepingOf(stack: Stack, placement: Placement): Keeping {
  const { set, taken, archives } = placement;
  return {
    indexes: taken.flatMap(({ by, share }) =>
      by.resource
        ? [{ resource: by.resource, days: by.days, flexDays: by.flexRetentionDays, sure: share !== "undecided" }]
        : [],
    ),
    indexed: worstOf([notLost(placement), ...taken.map((one) => wholeIn(one, placement))]),
    archives: archives.map(({ by, home }) => ({ resource: by.resource, days: by.days, home })),
    archived: archived(placement),
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
