/** What is kept longer than it can be searched goes into an archive, every event of it. */

import { type Answer, eventIn, type SearchSet } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import { deployedIn } from "../deployed";
import { clausesOf, days, figuresOf, isArchived, some } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement } from "../placement";
import { saidAt } from "../said";

interface Missing {
  type: "violated" | "undecided";
  placement: Placement;
  /** The archive of its class, where there is one: it takes too little. */
  own: string | undefined;
  example: string | undefined;
}

export const archiveMissing: Rule = {
  id: "archive-missing",
  pack: "retention",
  severity: "error",
  title: "Archive missing",
  summary: "What a class keeps longer than its index does is taken by an archive, every event of it.",
  kinds: ["datadog/logs-index", "datadog/logs-archive"],
  needsCatalog: true,
  *check(stack) {
    const found = new Grouped<Missing>();
    for (const placement of governedPlacements(stack)) {
      const missing = isArchived(placement.retention) ? missingOf(placement, stack) : undefined;
      if (!missing) continue;
      const { retention, tenant } = placement;
      found.add([missing.type, retention.key, tenant.name].join("\n"), placement.name, missing);
    }
    for (const { what, names } of found.all()) yield findingOf(what, names, stack);
  },
};

function missingOf(placement: Placement, stack: Stack): Missing | undefined {
  const { retention, tenant, set } = placement;
  const long: SearchSet[] = [];
  const unsure: SearchSet[] = [];
  let unknown = false;
  const { archives } = deployedIn(stack);
  for (const archive of archives)
    if (!archive.set) unknown = true;
    else if (archive.days === undefined) unsure.push(archive.set);
    else if (archive.days >= retention.days) long.push(archive.set);
  // Events in an index that keeps them as long need no archive.
  for (const { by, share } of placement.taken)
    if (by.set && (by.days ?? 0) >= retention.days) (share === "every" ? long : unsure).push(by.set);
  const { answer, example } = eventIn([set], long);
  if (answer === "no") return undefined;
  const perhaps: Answer = unknown ? "maybe" : eventIn([set], [...long, ...unsure]).answer;
  const type = answer === "yes" && perhaps === "yes" ? "violated" : "undecided";
  const own = archives.find(({ resource }) => resource.key === `${retention.key}-${tenant.name}`)?.name;
  return { type, placement, own, example };
}

function findingOf({ type, placement, own, example }: Missing, names: readonly string[], stack: Stack): Found {
  const { retention, tenant } = placement;
  const { atLeast } = figuresOf(tenant, retention);
  const index = deployedIn(stack).indexes.find(({ resource }) => resource?.key === `${retention.key}-${tenant.name}`);
  const archive = deployedIn(stack).archives.find(({ name }) => name === own);
  const about = {
    resource: archive?.resource ?? index?.resource,
    ...(retention.changed.has("days") ? saidAt(placement, "days") : { at: retention.source }),
    subject: `${retention.key} in ${tenant.name}`,
    property: own === undefined ? "archive" : "query",
    clauses: clausesOf(atLeast),
  };
  const kept = index?.days === undefined ? "" : `, of which its index keeps ${index.days}`;
  const said = `\`${retention.key}\` is kept for ${days(retention.days)}${kept}`;
  if (type === "undecided")
    return { type, ...about, message: `${said}; whether an archive takes every event of ${some(names)} is not known` };
  if (own !== undefined)
    return {
      type,
      ...about,
      value: own,
      message: `${said}; the archive \`${own}\` does not take every event of ${some(names)}${example === undefined ? "" : `, e.g. \`${example}\``}`,
      fix: `Let the archive's search be that of the index \`${retention.key}-${tenant.name}\`.`,
    };
  return {
    type,
    ...about,
    value: "none",
    message: `${said}; no archive takes ${some(names)}`,
    fix: retention.archive
      ? `Deploy the archive \`${retention.key}-${tenant.name}\` that the class names.`
      : `Give the retention class \`${retention.key}\` an \`archive\`, or keep it in the index: \`searchableDays\` or \`flexDays\` up to \`days\`.`,
  };
}
