/** Whatever a tag names is in the catalog: nobody finds anything under a name that is not there. */

import { nearest } from "../../../model/index";
import type { Rule } from "../../rule";
import { factsOf } from "../catalog-facts";
import { someOf } from "../key-list";
import { eachKnownTag } from "../tagged";

const KEYS = ["team", "service", "system", "tier"];

export const unknownTagValue: Rule = {
  id: "unknown-tag-value",
  pack: "tagging",
  severity: "error",
  title: "Unknown tag value",
  summary: "The team, service, system and tier that tags name are in the catalog.",
  clauses: [{ framework: "ISO 27001", clause: "A.5.9" }],
  needsCatalog: true,
  parameters: {
    keys: {
      description: "The keys whose values the catalog knows.",
      looser: "less",
      default: KEYS,
      problem: someOf("key", KEYS),
    },
  },
  ...eachKnownTag(function* ({ resource, tagged, values, originOf }, stack, { keys }) {
    const facts = factsOf(stack);
    for (const key of keys as readonly string[]) {
      const known = facts?.values.get(key);
      if (!known) continue;
      for (const value of values.get(key) ?? []) {
        // Capitals are another rule's.
        if (known.has(value.toLowerCase())) continue;
        const said = originOf(`${key}:${value}`);
        const near = key === "tier" ? undefined : nearest(value, known);
        yield {
          type: "violated",
          resource,
          property: "tags",
          at: said,
          value: `${key}:${value}`,
          message: `the ${said ? "tag" : `${tagged.title} has the tag`} \`${key}:${value}\`${said ? " stands here" : ""}, but the catalog has no ${key} \`${value}\``,
          fix: near
            ? `Did you mean \`${key}:${near}\`?`
            : key === "tier"
              ? `Change \`${key}:${value}\` to \`tier:1\` … \`tier:4\`, 1 what most depends on.`
              : `Name one of the catalog's ${key}s, or add it to the catalog.`,
        };
      }
    }
  }),
};
