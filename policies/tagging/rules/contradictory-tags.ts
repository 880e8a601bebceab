/** One value a key: a resource has one team, one environment, one tier. What several services share has several of those. */

import type { Rule } from "../../rule";
import { eachKnownTag } from "../tagged";

/** Of what several services share, e.g. a log index. */
const SHARED_KEYS = ["team", "service", "system"];

export const contradictoryTags: Rule = {
  id: "contradictory-tags",
  pack: "tagging",
  severity: "error",
  title: "Contradictory tags",
  summary: "No key has two values: a search by either finds the resource, and nobody knows which is meant.",
  parameters: {
    several: {
      description: "The keys that may have several values.",
      looser: "more",
      default: ["tactic", "technique", "owasp"],
    },
  },
  ...eachKnownTag(function* ({ resource, tagged, values: byKey, originOf }, _stack, { several }) {
    const allowed = tagged.shared ? [...(several as string[]), ...SHARED_KEYS] : (several as string[]);
    for (const [key, values] of byKey) {
      if (values.length < 2 || allowed.includes(key)) continue;
      const given = values.map((value) => `${key}:${value}`).sort();
      const shown = given.join(", ");
      // The other is the compiler's own: it knows the team, the tier and all else that it writes.
      const wrong = given.filter((tag) => originOf(tag) !== undefined);
      const [tag] = wrong;
      // Said in the same words of all that have it from there.
      const alone = wrong.length === 1 && given.length === 2;
      yield {
        type: "violated",
        resource,
        property: "tags",
        at: tag === undefined ? undefined : originOf(tag),
        value: shown,
        message: alone
          ? `the tag \`${tag}\` is a second value of \`${key}\` for whatever has it`
          : `the ${tagged.title} has ${values.length} values of the tag \`${key}\`: ${shown}`,
        fix: alone
          ? `Take \`${tag}\` out of the catalog's tags, or change what the other is made of.`
          : "Leave the one that is true.",
      };
    }
  }),
};
