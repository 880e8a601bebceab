/** Each tag stands once. */

import type { Rule } from "../../rule";
import { eachKnownTag } from "../tagged";

export const repeatedTag: Rule = {
  id: "repeated-tag",
  pack: "tagging",
  severity: "warning",
  title: "Each tag once",
  summary: "No tag stands twice: a vendor that keeps a set of tags gives back fewer than it was given.",
  ...eachKnownTag(function* ({ resource, tagged, tags }) {
    const times = new Map<string, number>();
    for (const tag of tags) times.set(tag, (times.get(tag) ?? 0) + 1);
    for (const [tag, count] of times)
      if (count > 1)
        yield {
          type: "violated",
          resource,
          property: "tags",
          value: tag,
          message: `the tag \`${tag}\` of the ${tagged.title} stands ${count} times`,
          fix: "Leave it once.",
        };
  }),
};
