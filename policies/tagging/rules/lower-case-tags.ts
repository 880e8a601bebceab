/** Tags are written in lower case, as data have them; what the vendor makes of capitals depends on the kind of resource. */

import type { Rule } from "../../rule";
import { eachKnownTag } from "../tagged";

export const lowerCaseTags: Rule = {
  id: "lower-case-tags",
  pack: "tagging",
  severity: "error",
  title: "Tags in lower case",
  summary:
    "Tags have no capitals: Datadog lower-cases those of data and of SLOs, and keeps those of monitors as they are.",
  ...eachKnownTag(function* ({ resource, tagged, tags }) {
    for (const tag of new Set(tags)) {
      const lower = tag.toLowerCase();
      if (tag === lower) continue;
      const then = tagged.lowered
        ? `Datadog keeps \`${lower}\`, and every preview shows a change`
        : `Datadog keeps it so, and it is not \`${lower}\`, which its data have`;
      yield {
        type: "violated",
        resource,
        property: "tags",
        value: tag,
        message: `the tag \`${tag}\` of the ${tagged.title} has capitals: ${then}`,
        fix: `Change it to \`${lower}\`.`,
      };
    }
  }),
};
