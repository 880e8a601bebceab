/** S4: capitals in the tags of an objective. */

import { isOpaqueValue } from "../facts/placeholder";
import type { Finding, Rule } from "../rule";

export const objectiveTags: Rule = {
  id: "objective-tags",
  ref: "S4",
  severity: "warning",
  confidence: "certain",
  summary: "Tags of an objective are stored in lower case, so capitals show as a change for ever.",
  needsQuery: false,
  checkObjective: ({ tags = [] }) =>
    tags.flatMap((tag, index): Finding[] => {
      if (typeof tag !== "string" || isOpaqueValue(tag) || tag === tag.toLowerCase()) return [];
      const path = `tags.${index}`;
      const lower = tag.toLowerCase();
      return [
        {
          message: `\`${tag}\` is stored as \`${lower}\``,
          hint: `Write \`${lower}\`.`,
          path,
          fix: { type: "set", path, value: lower },
        },
      ];
    }),
};
