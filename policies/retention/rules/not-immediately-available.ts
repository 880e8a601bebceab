/** What a framework wants at hand can be searched at once: it is in an index or in Flex Logs, not in an archive alone. */

import type { Found, Rule } from "../../rule";
import type { DeployedIndex } from "../deployed";
import { clausesOf, days, type Figure, figuresOf, some, textsOf } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement, type Taken } from "../placement";
import { saidAt, searchedBy, settingOf } from "../said";
import { takenFix, theftBy } from "../taken-fix";

interface Short {
  type: "violated" | "undecided";
  placement: Placement;
  taken: Taken<DeployedIndex>;
  figures: readonly Figure[];
}

export const notImmediatelyAvailable: Rule = {
  id: "not-immediately-available",
  pack: "retention",
  severity: "error",
  title: "Not at hand",
  summary:
    "What a framework wants immediately available is in an index or in Flex Logs for that long; an archive must be fetched first.",
  kinds: ["datadog/logs-index"],
  needsCatalog: true,
  *check(stack) {
    const found = new Grouped<Short>();
    for (const placement of governedPlacements(stack)) {
      const { immediately } = figuresOf(placement.tenant, placement.retention);
      for (const taken of immediately.length > 0 ? placement.taken : []) {
        const { by, share } = taken;
        const figures = immediately.filter((figure) => figure.days > (by.days ?? 0));
        if (figures.length === 0) continue;
        const type = share === "undecided" || by.days === undefined ? "undecided" : "violated";
        found.add([type, placement.retention.key, placement.tenant.name, by.name].join("\n"), placement.name, {
          type,
          placement,
          taken,
          figures,
        });
      }
    }
    for (const { what, names } of found.all()) yield findingOf(what, names);
  },
};

function findingOf({ type, placement, taken, figures }: Short, names: readonly string[]): Found {
  const { retention, tenant } = placement;
  const { by } = taken;
  const most = Math.max(...figures.map((figure) => figure.days));
  const about = {
    resource: by.resource,
    ...saidAt(placement, searchedBy(retention)),
    subject: `${retention.key} in ${tenant.name}`,
    property: "retentionDays",
    ...(by.days !== undefined && { value: String(by.days) }),
    clauses: clausesOf(figures),
  };
  const asked = textsOf(figures);
  if (type === "undecided")
    return {
      type,
      ...about,
      message:
        by.days === undefined
          ? `how long ${some(names)} can be searched in \`${by.name}\` is not known; ${asked}`
          : `whether \`${by.name}\`, which keeps ${days(by.days)}, takes ${some(names)} cannot be told; ${asked}`,
    };
  const order = takenFix(placement, taken, most);
  return {
    type,
    ...about,
    message: `${some(names)} can be searched for ${days(by.days ?? 0)} in \`${by.name}\`; ${asked}`,
    ...(order !== undefined && { follows: theftBy(by, placement) }),
    fix: order ?? `Set ${settingOf(placement, "searchableDays")} (or its \`flexDays\`) to at least ${most}.`,
  };
}
