/** A change keeps whatever the catalog keeps that it is judged by: the other rules of the pack ask no more than the classes promise. */

import type { Base, ResolvedEnvironment, RetentionEntry } from "../../../model/index";
import { foundOf, type Loosened, loosened, type Promised } from "../../loosened";
import { moved } from "../../moved";
import type { Rule } from "../../rule";
import { CLASS } from "../promised";
import { lostScans } from "../promised-scans";
import { lostStreams } from "../promised-streams";

const ENVIRONMENT: readonly Promised<ResolvedEnvironment>[] = [
  {
    field: "protect",
    shown: ({ protect }) => String(protect),
    looser: (before, now) => before.protect && !now.protect,
    means: "the engine no longer refuses to delete what has history",
  },
  {
    field: "tag",
    shown: ({ tag }) => tag,
    looser: (before, now) => !before.testData && before.tag !== now.tag,
    means: "no index and no archive takes what applications send under the old tag",
  },
];

const MOVED = {
  account: "what was kept stays in the other accounts, and nothing new is kept there",
  datadog: "what was kept stays at the other site, and nothing new is kept there, maybe in another part of the world",
  sentry: "errors are kept by another organisation",
};

export const retentionPromiseLoosened: Rule = {
  id: "retention-promise-loosened",
  pack: "retention",
  severity: "error",
  title: "Promise to keep loosened",
  summary:
    "A change promises no less of what is kept, how long, under which frameworks and how protected than the catalog it is judged by.",
  kinds: [],
  needsCatalog: true,
  needsBase: true,
  *check({ base, catalog }) {
    if (!base || !catalog) return;
    for (const one of promisesOf(base, catalog)) yield foundOf("retention-promise-loosened", one);
  },
};

function* promisesOf(base: Base, now: ResolvedEnvironment): Iterable<Loosened> {
  for (const lost of base.gone) if (!lost.testData || lost.protect) yield gone(base, lost);
  const { name } = now;
  const before = base.environments.find((one) => one.name === name);
  const path = ["environments", name] as const;
  const subject = `environment ${name}`;
  if (base.testData.has(name) && !before?.testData)
    yield {
      ...{ promise: `${path.join(".")}.testData`, subject, now: "true" },
      ...(before && { before: "false", there: base.there([...path, "testData"]) }),
      means: `${before ? "" : "the environment is new, and "}no framework would govern what is kept of it; until it is merged it counts as real data`,
      here: base.here([...path, "testData"]),
    };
  if (!before) return;
  yield* loosened(base, ENVIRONMENT, { subject, path, before, now });
  if (before.testData) return;
  yield* moved(base, before, now, MOVED);
  yield* ofClasses(base, before, now);
  yield* lostScans(base, before, now);
  yield* lostStreams(before, now);
}

function gone(base: Base, lost: ResolvedEnvironment): Loosened {
  return {
    promise: `environments.${lost.name}`,
    subject: `environment ${lost.name}`,
    before: lost.testData ? "protect: true" : "testData: false",
    means: "what it kept is kept by nobody any more, and what has another name is another environment",
    there: base.there(["environments", lost.name]),
    here: base.here(["environments", lost.name]),
  };
}

function* ofClasses(base: Base, before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const classes = new Map<string, RetentionEntry>(now.retentionClasses.map((one) => [one.key, one]));
  for (const one of before.retentionClasses) {
    const same = classes.get(one.key);
    const subject = `retention class ${one.key}`;
    const path = ["retentionClasses", one.key] as const;
    if (same) {
      const first = ["environments", now.name, "retention", one.key] as const;
      yield* loosened(base, CLASS, { subject, path, first, before: one, now: same });
    } else
      yield {
        ...{ promise: path.join("."), subject, before: `days: ${one.days}` },
        means: "nothing is kept as it any more",
        there: base.there(path),
        here: base.here(path),
      };
  }
}
