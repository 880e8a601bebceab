/** The team, system and tier of a resource are those that the catalog gives its service. */

import type { Rule } from "../../rule";
import { factsOf, type Owner } from "../catalog-facts";
import { eachKnownTag } from "../tagged";

const KEYS = ["team", "system", "tier"] as const;

export const ownerTags: Rule = {
  id: "owner-tags",
  pack: "tagging",
  severity: "error",
  title: "Tags of the service's owner",
  summary: "The team, system and tier in the tags are those that the catalog gives the service in the tags.",
  clauses: [{ framework: "ISO 27001", clause: "A.5.9" }],
  needsCatalog: true,
  ...eachKnownTag(function* ({ resource, tagged, values, originOf }, stack) {
    const facts = factsOf(stack);
    const services = values.get("service") ?? [];
    const owners = services.flatMap((service) => facts?.owners.get(service.toLowerCase()) ?? []);
    if (owners.length === 0) return;
    const of = (key: keyof Owner): readonly string[] => values.get(key) ?? [];
    const said = { team: of("team"), system: of("system"), tier: of("tier") };
    // Two values of a key are another rule's; of what is shared each value has to be some service's.
    const wrong = tagged.shared
      ? KEYS.flatMap((key) =>
          said[key].filter((value) => !owners.some((owner) => same(owner, key, value))).map(() => key),
        )
      : wrongKeys(owners, said);
    for (const key of new Set(wrong)) {
      const expected = [...new Set(owners.map((owner) => `${key}:${owner[key]}`))].sort();
      const shown = said[key].map((value) => `${key}:${value}`).join(", ");
      const [tag = ""] = said[key].map((value) => `${key}:${value}`);
      const written = originOf(tag);
      yield {
        type: "violated",
        resource,
        property: "tags",
        at: written,
        value: shown,
        message: written
          ? `the tag \`${tag}\` is not the ${key} that the catalog gives the service`
          : `the ${tagged.title} of service \`${services.join(", ")}\` has ${shown}, but the catalog says ${expected.join(" or ")}`,
        fix: written
          ? `Take \`${tag}\` out of the catalog's tags: that of the service's own ${key} is written without being asked.`
          : `Change it to \`${expected.join("` or `")}\`, or change whose the service is in the catalog.`,
      };
    }
  }),
};

/** What differs from the owner that fits best. */
function wrongKeys(owners: readonly Owner[], said: Readonly<Record<keyof Owner, readonly string[]>>): (keyof Owner)[] {
  let best: (keyof Owner)[] | undefined;
  for (const owner of owners) {
    const wrong = KEYS.filter((key) => said[key].length === 1 && !same(owner, key, said[key][0] ?? ""));
    if (!best || wrong.length < best.length) best = wrong;
  }
  return best ?? [];
}

/** Capitals are another rule's. */
function same(owner: Owner, key: keyof Owner, value: string): boolean {
  return owner[key] === value.toLowerCase();
}
