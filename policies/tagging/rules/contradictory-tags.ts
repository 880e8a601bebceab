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
      default: ["tactic", "technique", "owasp"],
    },
  },
  ...eachKnownTag(function* ({ resource, tagged, values: byKey }, _stack, { several }) {
    const allowed = tagged.shared ? [...(several as string[]), ...SHARED_KEYS] : (several as string[]);
    for (const [key, values] of byKey) {
      if (values.length < 2 || allowed.includes(key)) continue;
      const shown = values
        .map((value) => `${key}:${value}`)
        .sort()
        .join(", ");
      yield {
        type: "violated",
        resource,
        property: "tags",
        value: shown,
        message: `the ${tagged.title} has ${values.length} values of the tag \`${key}\`: ${shown}`,
        fix: "Leave the one that is true.",
      };
    }
  }),
};
