/** Everything that can carry tags says its team, service, environment and what manages it. */

import { eachOf, type Rule } from "../../rule";
import { hasKey, readTags, TAGGED, TAGGED_KINDS } from "../tagged";

const EXAMPLES: Readonly<Record<string, string>> = {
  team: "<the team that answers for it>",
  service: "<the service it watches>",
  env: "<the environment's tag value>",
  "managed-by": "watchbill",
};

export const requiredTags: Rule = {
  id: "required-tags",
  pack: "tagging",
  severity: "error",
  title: "Required tags",
  summary: "Everything that can carry tags says its team, service, environment and what manages it.",
  parameters: {
    keys: {
      description: "The keys of the tags that everything must have.",
      default: ["team", "service", "env", "managed-by"],
    },
  },
  ...eachOf(TAGGED_KINDS, function* (resource, _stack, { keys }) {
    const tagged = resource.kind && TAGGED[resource.kind];
    if (!tagged) return;
    const { tags, unknown } = readTags(resource);
    const required = (keys as readonly string[]).filter((key) => !tagged.except.includes(key));
    const missing = required.filter((key) => !tags.some((tag) => hasKey(tag, key)));
    if (missing.length === 0) return;
    const about = { resource, property: "tags" };
    if (unknown) {
      const names = missing.map((key) => `\`${key}\``).join(", ");
      yield { type: "undecided", ...about, message: `its tags are not known yet: ${names} may be missing` };
      return;
    }
    const shown = tags.length === 0 ? "it has no tags at all" : `it has ${[...tags].sort().join(", ")}`;
    for (const key of missing)
      yield {
        type: "violated",
        ...about,
        value: tags.join(", "),
        message: `the ${tagged.title} has no tag \`${key}\`; ${shown}`,
        fix: `Add \`${key}:${EXAMPLES[key] ?? "…"}\` to its tags.`,
      };
  }),
};
