/** What must be kept so long may be kept so long: no minimum of a class is more than one of its maxima. */

import type { ResolvedEnvironment, RetentionEntry } from "../../../model/index";
import type { Found, Rule } from "../../rule";
import { clausesOf, days, type Figure, figuresOf, searchableOf } from "../figures";
import { saidAt, searchedBy, settingOf } from "../said";

export const retentionContradiction: Rule = {
  id: "retention-contradiction",
  pack: "retention",
  severity: "error",
  title: "Minimum above maximum",
  summary: "No class has to be kept longer than it may be kept, by its frameworks or by what it says itself.",
  kinds: ["datadog/logs-index"],
  needsCatalog: true,
  *check({ catalog }) {
    for (const tenant of catalog?.tenants ?? []) {
      if (tenant.testData) continue;
      for (const retention of tenant.retentionClasses) yield* ofClass(tenant, retention);
    }
  },
};

function* ofClass(tenant: ResolvedEnvironment, retention: RetentionEntry): Iterable<Found> {
  const { atLeast, immediately, atMost } = figuresOf(tenant, retention);
  const about = { subject: `${retention.key} in ${tenant.name}` };
  const least = longest([...atLeast, ...immediately]);
  // What the class says itself is not what makes two frameworks contradict each other.
  const most = shortest(atMost.filter(({ requirement }) => requirement?.atMost?.own !== true));
  if (least && most && least.days > most.days)
    yield {
      type: "violated",
      ...about,
      ...saidAt({ retention }, "regulations"),
      property: "regulations",
      value: `${least.days} > ${most.days}`,
      message: `\`${retention.key}\` cannot do both: ${least.text}, ${most.text}`,
      fix: "Split the class: what the one speaks of, and what the other does; or leave the framework out that does not govern it.",
      clauses: clausesOf([least, most]),
    };
  const searchable = searchableOf(retention);
  const field = searchedBy(retention);
  if (searchable > retention.days)
    yield {
      type: "violated",
      ...about,
      ...saidAt({ retention }, retention.changed.has(field) ? field : "days"),
      property: field,
      value: `${searchable} > ${retention.days}`,
      message: `\`${retention.key}\` says ${days(retention.days)} in all, and ${searchable} in its index`,
      fix: `Set ${settingOf({ tenant, retention }, "days")} to ${searchable}, or ${settingOf({ tenant, retention }, field)} to ${retention.days}.`,
    };
}

function longest(figures: readonly Figure[]): Figure | undefined {
  return figures.reduce<Figure | undefined>((most, one) => (!most || one.days > most.days ? one : most), undefined);
}

function shortest(figures: readonly Figure[]): Figure | undefined {
  return figures.reduce<Figure | undefined>((least, one) => (!least || one.days < least.days ? one : least), undefined);
}
