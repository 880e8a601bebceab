/** Where a vendor has no tags, a name is all there is: no two of a kind have the same one. */

import { address } from "../../../model/index";
import type { Rule } from "../../rule";
import type { Resource } from "../../stack";
import { UNKNOWN } from "../../values";
import { NAMED, NAMED_KINDS, nameAtVendor, scopeOf } from "../names";

export const ambiguousName: Rule = {
  id: "ambiguous-name",
  pack: "tagging",
  severity: "error",
  title: "Names that tell apart",
  summary:
    "No two dashboards, PagerDuty objects or Sentry projects of an account have the same name, nor two alerts of a project.",
  kinds: NAMED_KINDS,
  *check(stack) {
    for (const kind of NAMED_KINDS) {
      const same = new Map<string, Resource[]>();
      for (const resource of stack.ofKind(kind)) {
        const name = nameAtVendor(resource);
        const scope = scopeOf(resource);
        if (name === UNKNOWN || scope === UNKNOWN) {
          if (!resource.elsewhere)
            yield {
              type: "undecided",
              resource,
              property: NAMED[kind].name,
              message: `the ${NAMED[kind].title}: its name is not known yet, and may be another's`,
            };
          continue;
        }
        if (name === undefined) continue;
        const key = `${scope} ${name.trim().toLowerCase()}`;
        const others = same.get(key);
        if (others) others.push(resource);
        else same.set(key, [resource]);
      }
      for (const resources of same.values()) {
        const [first, ...others] = resources;
        if (!first || others.length === 0) continue;
        for (const resource of resources.filter(({ elsewhere }) => !elsewhere)) {
          const other = resource === first ? others[0] : first;
          // Told once of two in the stack.
          if (!other || (resource === first && !other.elsewhere)) continue;
          const where = other.elsewhere && other.spec ? ` of ${other.spec.env}` : "";
          const name = String(nameAtVendor(resource));
          yield {
            type: "violated",
            resource,
            property: NAMED[kind].name,
            value: name,
            message: `the ${NAMED[kind].title} \`${name}\` has the name of ${address({ kind, key: other.key })}${where}`,
            fix: "Give it another name: who sees it in a list has nothing else to tell them apart by.",
          };
        }
      }
    }
  },
};
