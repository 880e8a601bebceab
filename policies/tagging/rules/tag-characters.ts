/** Tags have the form that Datadog gives those of the data, so that a search by one finds both. */

import type { Rule } from "../../rule";
import { MOST_BYTES, normalForm } from "../normal-form";
import { eachKnownTag } from "../tagged";

export const tagCharacters: Rule = {
  id: "tag-characters",
  pack: "tagging",
  severity: "error",
  title: "The vendor's form of a tag",
  summary: `A tag begins with a letter, has letters, digits and \`_ - : . /\` alone, and at most ${MOST_BYTES} bytes, as Datadog makes those of data.`,
  ...eachKnownTag(function* ({ resource, tagged, tags, originOf }) {
    for (const tag of new Set(tags)) {
      const said = originOf(tag);
      const form = normalForm(tag);
      // A missing value is another rule's.
      if (form === tag || tag === `${form}:`) continue;
      const long = Buffer.byteLength(tag) > MOST_BYTES;
      const shown = long ? `${tag.slice(0, 40)}…` : tag;
      const why = long
        ? `is ${Buffer.byteLength(tag)} bytes long, ${MOST_BYTES} at most are kept`
        : "is not in Datadog's form";
      yield {
        type: "violated",
        resource,
        property: "tags",
        at: said,
        value: shown,
        message: `the tag \`${shown}\`${said ? "" : ` of the ${tagged.title}`} ${why}; data tagged alike have another`,
        fix:
          long || form === ""
            ? "Change it to a shorter one of letters, digits and `_ - : . /`."
            : `Change it to \`${form}\`.`,
      };
    }
  }),
};
