/** What a change asks less of data by its own frameworks than the catalog it is judged by, clause by clause; whose figures hold until then. */

import {
  type Base,
  type Demand,
  type FrameworkFacts,
  longest,
  OWN_TERM,
  type Path,
  shortest,
  type Term,
} from "../model/index";
import { type Loosened, loosened, type Promised } from "./loosened";

const FRAMEWORK: readonly Promised<FrameworkFacts>[] = [
  {
    field: "governs",
    shown: ({ governs }) => governs,
    looser: (before, now) => before.governs === "everything" && now.governs !== "everything",
    means: "classes that do not name it are not governed by it",
  },
];

const DEMAND: readonly Promised<Demand>[] = [
  {
    field: "atLeast",
    shown: ({ atLeast }) => termOf(atLeast),
    looser: ({ atLeast: before }, { atLeast: now }) => isShorter(before, now),
    means: "data may be kept for a shorter time",
  },
  {
    field: "immediatelyAvailable",
    shown: ({ immediatelyAvailable }) => termOf(immediatelyAvailable),
    looser: ({ immediatelyAvailable: before }, { immediatelyAvailable: now }) => isShorter(before, now),
    means: "less of the data must be searchable",
  },
  {
    field: "atMost",
    shown: ({ atMost }) => termOf(atMost),
    looser: ({ atMost: before }, { atMost: now }) => isLonger(before, now),
    means: "data may be kept for a longer time",
  },
  {
    field: "dataClasses",
    shown: ({ dataClasses }) => (dataClasses ? `[${dataClasses.join(", ")}]` : "all"),
    looser: ({ dataClasses: before }, { dataClasses: now }) =>
      now !== undefined && (before === undefined || before.some((one) => !now.includes(one))),
    means: "it is asked of less data",
  },
  {
    field: "personalData",
    shown: ({ personalData }) => String(personalData),
    looser: (before, now) => now.personalData && !before.personalData,
    means: "it is asked of less data",
  },
  {
    field: "hidden",
    shown: ({ hidden }) => String(hidden),
    looser: (before, now) => before.hidden && !now.hidden,
    means: "personal data need not be hidden",
  },
  {
    field: "stated",
    shown: ({ stated = "nothing" }) => stated,
    looser: (before, now) => before.stated !== undefined && now.stated === undefined,
    means: "no report says it any more",
  },
];

export function* frameworksLoosened(base: Base): Iterable<Loosened> {
  for (const [key, before] of base.frameworks.before) {
    const path: Path = ["frameworks", key];
    const now = base.frameworks.now.get(key);
    if (!before) continue;
    const subject = `framework ${key}`;
    if (!base.frameworks.now.has(key))
      yield gone(base, path, subject, before.title, "what names it, or keeps data of its kinds, is not governed by it");
    // A mistake in it is told.
    if (!now) continue;
    yield* loosened(base, FRAMEWORK, { subject, path, before, now });
    for (const [name, demand] of Object.entries(before.requirements)) {
      const inside: Path = [...path, "requirements", name];
      const same = now.requirements[name];
      if (same) yield* loosened(base, DEMAND, { subject, path: inside, before: demand, now: same });
      else yield gone(base, inside, subject, wordsOf(demand), "nothing is asked by that clause");
    }
  }
}

function gone(base: Base, path: Path, subject: string, before: string, means: string): Loosened {
  return { promise: path.join("."), subject, before, means, there: base.there(path), here: base.here(path) };
}

/** `clause 10.5.1, at least 12 months` */
function wordsOf({ atLeast, atMost, clause, immediatelyAvailable, stated }: Demand): string {
  return [
    `clause ${clause}`,
    ...(atLeast ? [`at least ${termOf(atLeast)}`] : []),
    ...(immediatelyAvailable ? [`${termOf(immediatelyAvailable)} at hand`] : []),
    ...(atMost ? [`at most ${termOf(atMost)}`] : []),
    ...(stated ? [stated] : []),
  ].join(", ");
}

function termOf(term: Term | typeof OWN_TERM | undefined): string {
  return typeof term === "object" ? term.text : (term ?? "nothing");
}

function isShorter(before: Term | undefined, now: Term | undefined): boolean {
  return before !== undefined && (now === undefined || longest(now) < longest(before));
}

/** Between a figure and a class's own days nobody can tell which is longer. */
function isLonger(before: Term | typeof OWN_TERM | undefined, now: Term | typeof OWN_TERM | undefined): boolean {
  if (before === undefined) return false;
  if (now === undefined) return true;
  if (before === OWN_TERM || now === OWN_TERM) return before !== now;
  return shortest(now) > shortest(before);
}
