/** The `env` tag is that of the environment the stack is for. */

import type { Rule } from "../../rule";
import { environmentTags } from "../catalog-facts";
import { eachKnownTag } from "../tagged";

export const environmentTag: Rule = {
  id: "environment-tag",
  pack: "tagging",
  severity: "error",
  title: "The stack's environment",
  summary:
    "The `env` tag is that of the stack's environment; the stack that owns an account's log indexes has those of all its environments.",
  clauses: [{ framework: "ISO 27001", clause: "A.8.31" }],
  ...eachKnownTag(function* ({ resource, tagged, values: byKey, originOf }, { environment, catalog }) {
    const values = (byKey.get("env") ?? []).filter((value) => value !== environment.tag);
    if (values.length === 0) return;
    // In Pulumi's engine nothing but the catalog says what the environment's tag is.
    if (environment.tag === "") {
      const message = `the ${tagged.title} has \`env:${values.join(", env:")}\`, and without a catalog nobody knows the tag of ${environment.name}`;
      yield { type: "undecided", resource, property: "tags", value: `env:${values.join(", env:")}`, message };
      return;
    }
    const ofAccount = tagged.shared === true && environment.owner;
    const allowed = ofAccount && catalog ? environmentTags(catalog) : [environment.tag];
    for (const value of values) {
      if (allowed.includes(value)) continue;
      const about = { resource, property: "tags", value: `env:${value}` };
      if (ofAccount && !catalog)
        yield {
          type: "undecided",
          ...about,
          message: `the ${tagged.title} is of \`env:${value}\`, and without a catalog nobody knows whether that is an environment of the account`,
        };
      else
        yield {
          type: "violated",
          ...about,
          at: originOf(`env:${value}`),
          message: `the ${tagged.title} has \`env:${value}\` in the stack of ${environment.name}, whose environment is \`env:${environment.tag}\``,
          fix: originOf(`env:${value}`)
            ? `Take \`env:${value}\` out of the catalog's tags: \`env:${environment.tag}\` is written without being asked.`
            : `Write \`env:${allowed.join("` or `env:")}\`, or move it to the stack of its environment.`,
        };
    }
  }),
};
