/** Nothing keeps a stream longer than its frameworks allow, unless the event is also of a class that may be kept so long. */

import { type Answer, eitherSet, eventIn, type SearchSet } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { DeployedArchive, DeployedIndex } from "../deployed";
import { clausesOf, days, type Figure, figuresOf, some, textsOf } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement, type Taken } from "../placement";

interface Long {
  type: "violated" | "undecided";
  placement: Placement;
  by: DeployedIndex | DeployedArchive;
  archive: boolean;
  example: string | undefined;
  figures: readonly Figure[];
}

export const retentionTooLong: Rule = {
  id: "retention-too-long",
  pack: "retention",
  severity: "error",
  title: "Kept too long",
  summary: "No index and no archive keeps a stream longer than its frameworks allow (storage limitation).",
  kinds: ["datadog/logs-index", "datadog/logs-archive"],
  needsCatalog: true,
  *check(stack) {
    const placements = governedPlacements(stack);
    const allowed = allowedSets(placements);
    const found = new Grouped<Long>();
    for (const placement of placements) {
      const { atMost } = figuresOf(placement.tenant, placement.retention);
      if (atMost.length === 0) continue;
      const all = [
        ...placement.taken.map((taken) => ({ taken, archive: false })),
        ...placement.archives.map((taken) => ({ taken, archive: true })),
      ];
      for (const { taken, archive } of all) {
        const { by } = taken;
        const kept = by.days ?? Number.POSITIVE_INFINITY;
        const figures = atMost.filter((figure) => kept > figure.days);
        if (figures.length === 0) continue;
        const { answer, example } = tooLong(
          placement,
          taken,
          allowed(placement, by.days ?? by.home?.retention.days ?? kept),
        );
        if (answer === "no") continue;
        const sure = answer === "yes" && taken.share !== "undecided" && by.days !== undefined;
        const type = sure ? "violated" : "undecided";
        const what: Long = { type, placement, by, archive, example, figures };
        found.add(
          [type, placement.retention.key, placement.tenant.name, archive, by.name].join("\n"),
          placement.name,
          what,
        );
      }
    }
    for (const { what, names } of found.all()) yield findingOf(what, names);
  },
};

function tooLong(
  { set }: Placement,
  { by, before }: Taken<DeployedIndex | DeployedArchive>,
  allowed: SearchSet,
): { answer: Answer; example?: string } {
  return eventIn(by.set ? [set, by.set] : [set], [...before, allowed]);
}

/** Of an environment the events that may be kept so long, since they are of another class that may: one set for each length. */
function allowedSets(placements: readonly Placement[]): (placement: Placement, kept: number) => SearchSet {
  const known = new Map<string, SearchSet>();
  return ({ tenant, retention }, kept) => {
    const key = [tenant.name, retention.key, kept].join("\n");
    const before = known.get(key);
    if (before) return before;
    const others = placements.filter(
      (one) =>
        one.tenant === tenant &&
        one.retention.key !== retention.key &&
        one.retention.days >= kept &&
        figuresOf(tenant, one.retention).atMost.every((figure) => figure.days >= kept),
    );
    const set = eitherSet(others.map((one) => one.set));
    known.set(key, set);
    return set;
  };
}

function findingOf({ type, placement, by, archive, example, figures }: Long, names: readonly string[]): Found {
  const { retention, tenant } = placement;
  const about = {
    resource: by.resource,
    at: by.home?.retention.source ?? retention.source,
    subject: `${retention.key} in ${tenant.name}`,
    property: archive ? "query" : "retentionDays",
    ...(by.days !== undefined && { value: String(by.days) }),
    clauses: clausesOf(figures),
  };
  if (by.days === undefined)
    return {
      type: "undecided",
      ...about,
      message: `how long the ${archive ? "archive" : "index"} \`${by.name}\` keeps ${some(names)} is not known; ${textsOf(figures)}`,
    };
  const keeps = `the ${archive ? "archive" : "index"} \`${by.name}\` keeps`;
  const asked = textsOf(figures);
  if (type === "undecided")
    return {
      type,
      ...about,
      message: `${keeps} ${days(by.days)}; whether it takes events of ${some(names)} that are of no other class cannot be told; ${asked}`,
    };
  const least = Math.min(...figures.map((figure) => figure.days));
  const other = by.home && by.home.retention.key !== retention.key;
  return {
    type,
    ...about,
    message: `${keeps} events of ${some(names)} for ${days(by.days)}${example === undefined ? "" : `, e.g. \`${example}\``}; ${asked}`,
    fix: other
      ? `Narrow what \`${by.name}\` takes to its own streams, or give these a class that says so.`
      : `Keep it for ${days(least)} at most: lower \`${archive ? "days" : "searchableDays"}\` of the retention class \`${retention.key}\`, or accept it by a waiver that says why it is needed longer.`,
  };
}
