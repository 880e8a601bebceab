/** What comes first in an order takes an event for good: no other index or archive that keeps it shorter comes before a stream's own. */

import { type Answer, eventIn } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import { type DeployedArchive, type DeployedIndex, deployedIn } from "../deployed";
import { days, isArchived, searchableOf, some } from "../figures";
import { Grouped } from "../grouped";
import { type Placement, placementsOf, type Taken } from "../placement";
import { theftBy } from "../taken-fix";

interface Theft {
  type: "violated" | "undecided";
  placement: Placement;
  by: DeployedIndex | DeployedArchive;
  what: "index" | "archive";
  promised: number;
  example: string | undefined;
}

export const streamTakenFirst: Rule = {
  id: "stream-taken-first",
  pack: "retention",
  severity: "error",
  title: "Another index takes it first",
  summary: "No index or archive that keeps a stream's events shorter comes before the one of the stream's own class.",
  kinds: ["datadog/logs-index", "datadog/logs-index-order", "datadog/logs-archive", "datadog/logs-archive-order"],
  needsCatalog: true,
  *check(stack) {
    const found = new Grouped<Theft>();
    for (const placement of placementsOf(stack))
      for (const theft of [...ofIndexes(placement), ...ofArchives(placement, stack)])
        found.add(
          [theft.type, theft.what, theft.by.name, placement.retention.key, placement.tenant.name].join("\n"),
          placement.name,
          theft,
        );
    for (const { what, names } of found.all()) yield findingOf(what, names, stack);
  },
};

function* ofIndexes(placement: Placement): Iterable<Theft> {
  const promised = searchableOf(placement.retention);
  for (const { by, home, share, gets } of placement.taken) {
    if (home || (by.days ?? 0) >= promised) continue;
    // What cannot be told of an index that comes first is no comfort; one of which nothing is said keeps nothing for sure.
    const type = !by.resource ? "violated" : share === "undecided" || by.days === undefined ? "undecided" : "violated";
    yield { type, placement, by, what: "index", promised, example: gets.example };
  }
}

function* ofArchives(placement: Placement, stack: Stack): Iterable<Theft> {
  const { retention, archives } = placement;
  if (!isArchived(retention)) return;
  const own = deployedIn(stack).archives.find(
    (archive) => archive.resource.key === `${retention.key}-${placement.tenant.name}`,
  );
  for (const taken of archives) {
    const { by, home } = taken;
    if (home || (by.days ?? 0) >= retention.days || !own) continue;
    const { answer, example } = fromOwn(placement, taken, own);
    if (answer === "no") continue;
    const type = answer === "yes" && taken.share !== "undecided" && by.days !== undefined ? "violated" : "undecided";
    yield { type, placement, by, what: "archive", promised: retention.days, example };
  }
}

/** Events of the stream that its own archive would have taken. */
function fromOwn(
  { set }: Placement,
  { by, before }: Taken<DeployedArchive>,
  own: DeployedArchive,
): { answer: Answer; example?: string } {
  const inside = [set, ...(by.set ? [by.set] : []), ...(own.set ? [own.set] : [])];
  return eventIn(inside, before);
}

function findingOf(
  { type, placement, by, what, promised, example }: Theft,
  names: readonly string[],
  stack: Stack,
): Found {
  const { retention, tenant } = placement;
  const { indexOrder, archiveOrder } = deployedIn(stack);
  const order = what === "index" ? indexOrder : archiveOrder;
  const about = {
    resource: order?.resource ?? by.resource,
    at: by.resource?.source ?? retention.source,
    subject: `${retention.key} in ${tenant.name}`,
    property: what === "index" ? "indexes" : "archiveIds",
    value: by.name,
  };
  const own = `\`${retention.key}-${tenant.name}\``;
  const shown = example === undefined ? "" : `, e.g. \`${example}\`,`;
  if (!by.resource)
    return {
      type: "violated",
      ...about,
      message: `the index \`${by.name}\`, of which nothing is known here, comes before ${own}: it may take ${some(names)}`,
      fix: `Put \`${by.name}\` behind the indexes of the catalog, or declare it with its filter.`,
    };
  if (type === "undecided") {
    const why = order
      ? by.days === undefined
        ? "how long it keeps them is not known"
        : "the searches do not tell"
      : "nothing says which comes first";
    return {
      type,
      ...about,
      message: `the ${what} \`${by.name}\` may take events of ${some(names)}${shown} before ${own}: ${why}`,
    };
  }
  return {
    type,
    ...about,
    ...("retentionDays" in by && { explains: theftBy(by, placement) }),
    message: `the ${what} \`${by.name}\` takes events of ${some(names)}${shown} before ${own}, and keeps them ${days(by.days ?? 0)} instead of ${promised}`,
    fix:
      what === "index"
        ? `Put ${own} before it in the order, or narrow the filter of \`${by.name}\`. In a catalog the class with more \`days\` comes first: let it keep no fewer in its index.`
        : `Put ${own} before it in the order of the archives, or narrow the search of \`${by.name}\`.`,
  };
}
