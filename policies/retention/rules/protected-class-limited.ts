/** No daily limit stops indexing what must be whole: behind it events are dropped until the next day. */

import type { Found, Rule } from "../../rule";
import type { DeployedIndex } from "../deployed";
import { clausesOf, some } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement, type Taken } from "../placement";
import { type Protection, protectionOf, WHOLE_CLASSES } from "../protected";
import { saidAt, settingOf } from "../said";
import { takenFix } from "../taken-fix";

interface Limited {
  type: "violated" | "undecided";
  placement: Placement;
  taken: Taken<DeployedIndex>;
  protection: Protection;
}

export const protectedClassLimited: Rule = {
  id: "protected-class-limited",
  pack: "retention",
  severity: "error",
  title: "Protected events limited",
  summary: "No daily limit of an index drops events of a class that must be whole.",
  parameters: WHOLE_CLASSES,
  kinds: ["datadog/logs-index"],
  needsCatalog: true,
  *check(stack, parameters) {
    const found = new Grouped<Limited>();
    for (const placement of governedPlacements(stack))
      for (const taken of placement.taken) {
        const { by, share } = taken;
        if (by.dailyLimit === undefined) continue;
        const protection = protectionOf(placement, taken, [], stack, parameters);
        if (!protection) continue;
        const sure = by.dailyLimit !== "unknown" && share !== "undecided" && protection.answer === "yes";
        const type = sure ? "violated" : "undecided";
        found.add([type, by.name, placement.retention.key, protection.why].join("\n"), placement.name, {
          type,
          placement,
          taken,
          protection,
        });
      }
    for (const { what, names } of found.all()) yield findingOf(what, names);
  },
};

function findingOf({ type, placement, taken, protection }: Limited, names: readonly string[]): Found {
  const { retention, tenant } = placement;
  const { by } = taken;
  const of = by.home ?? { tenant, retention };
  const about = {
    resource: by.resource,
    ...saidAt(of, "dailyLimit"),
    subject: `${retention.key} in ${tenant.name}`,
    property: "dailyLimit",
    clauses: clausesOf(protection.figures),
  };
  if (type === "undecided")
    return {
      type,
      ...about,
      message: `whether a daily limit of \`${by.name}\` drops events of ${some(names)} is not known; ${protection.why}`,
    };
  // Another order mends it, and more days of what comes first do not: it is told beside what takes the events.
  const order = takenFix(placement, taken, 0);
  const own = `Leave ${settingOf(of, "dailyLimit")} out, and watch how much comes in instead.`;
  return {
    type,
    ...about,
    value: String(by.dailyLimit),
    message: `\`${by.name}\` takes ${by.dailyLimit} events a day, and drops what comes behind them of ${some(names)}; ${protection.why}`,
    fix: order === undefined ? own : `${order} Or: ${own}`,
  };
}
