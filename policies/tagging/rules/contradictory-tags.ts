/** A resource is in one environment and managed by one tool; several teams and services may share one, e.g. a log index. */

import { eachOf, type Rule } from "../../rule";
import { hasKey, readTags, TAGGED, TAGGED_KINDS } from "../tagged";

export const contradictoryTags: Rule = {
  id: "contradictory-tags",
  pack: "tagging",
  severity: "error",
  title: "Contradictory tags",
  summary: "No key that has one value has two: a search by either finds the resource, and nobody knows which is meant.",
  parameters: {
    keys: { description: "The keys that have one value.", default: ["env", "managed-by"] },
  },
  ...eachOf(TAGGED_KINDS, function* (resource, _stack, { keys }) {
    const { tags } = readTags(resource);
    for (const key of keys as readonly string[]) {
      const values = [...new Set(tags.filter((tag) => hasKey(tag, key)))].sort();
      if (values.length < 2) continue;
      const title = resource.kind ? (TAGGED[resource.kind]?.title ?? "resource") : "resource";
      yield {
        type: "violated",
        resource,
        property: "tags",
        value: values.join(", "),
        message: `the ${title} has ${values.length} values of the tag \`${key}\`: ${values.join(", ")}`,
        fix: "Leave one.",
      };
    }
  }),
};
