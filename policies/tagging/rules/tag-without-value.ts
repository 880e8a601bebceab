/** A tag is a key and a value; a word alone answers no question. */

import type { Rule } from "../../rule";
import { eachKnownTag, tagParts } from "../tagged";

export const tagWithoutValue: Rule = {
  id: "tag-without-value",
  pack: "tagging",
  severity: "warning",
  title: "Tags with key and value",
  summary: "Every tag is `key:value`: nobody can group by a word alone, or ask what other values there are.",
  ...eachKnownTag(function* ({ resource, tagged, tags, originOf }) {
    for (const tag of new Set(tags)) {
      const { key, value } = tagParts(tag);
      if (key !== "" && value) continue;
      const said = originOf(tag);
      const missing = key === "" ? "key" : "value";
      yield {
        type: "violated",
        resource,
        property: "tags",
        at: said,
        value: tag,
        message: `the tag \`${tag}\`${said ? "" : ` of the ${tagged.title}`} has no ${missing}`,
        fix:
          missing === "key"
            ? `Change \`${tag}\` to \`key:value\`.`
            : `Change it to \`${key}:<value>\`, or take it out.`,
      };
    }
  }),
};
