/** The `env` tag is that of the environment the stack is for. */

import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import { environmentTags } from "../catalog-facts";
import { eachKnownTag, TAGGED_KINDS, taggedIn } from "../tagged";

/** Where the catalog says what the environment's tag is. */
const byCatalog = eachKnownTag(function* (
  { resource, tagged, values: byKey, originOf },
  { environment, catalog },
): Iterable<Found> {
  const ofAccount = tagged.shared === true && environment.owner;
  const allowed = ofAccount && catalog ? environmentTags(catalog) : [environment.tag];
  for (const value of byKey.get("env") ?? []) {
    if (value === environment.tag || allowed.includes(value)) continue;
    const said = originOf(`env:${value}`);
    yield {
      type: "violated",
      resource,
      property: "tags",
      at: said,
      value: `env:${value}`,
      message: said
        ? `the tag \`env:${value}\` is not the environment's own`
        : `the ${tagged.title} has \`env:${value}\` in the stack of ${environment.name}, whose environment is \`env:${environment.tag}\``,
      fix: said
        ? `Take \`env:${value}\` out of the catalog's tags: the environment's own is written without being asked.`
        : `Change it to \`env:${allowed.join("` or `env:")}\`, or move it to the stack of its environment.`,
    };
  }
});

/** Without a catalog only this is sure: a stack is one environment, so all of it says the same. */
function* byTheOthers(stack: Stack): Iterable<Found> {
  const saying = new Map<string, Found[]>();
  for (const { resource, tagged, values } of taggedIn(stack).values()) {
    if (tagged.shared) continue;
    const value = (values.get("env") ?? []).join(", env:");
    if (value === "") continue;
    const found: Found = {
      type: "violated",
      resource,
      property: "tags",
      value: `env:${value}`,
      message: `the ${tagged.title} has \`env:${value}\`, unlike others of its stack`,
      fix: "Give all of a stack the tag of its one environment.",
    };
    const same = saying.get(value);
    if (same) same.push(found);
    else saying.set(value, [found]);
  }
  const most = Math.max(0, ...[...saying.values()].map(({ length }) => length));
  const usual = [...saying].filter(([, { length }]) => length === most).map(([value]) => value);
  // Of two that are as frequent nobody knows which is wrong, but one is.
  for (const [value, found] of saying) if (saying.size > 1 && (usual.length > 1 || value !== usual[0])) yield* found;
  if (usual.length === 1)
    yield {
      type: "undecided",
      subject: stack.environment.name,
      property: "tags",
      value: `env:${usual[0]}`,
      message: `the stack says \`env:${usual[0]}\`, and without a catalog nobody knows the tag of ${stack.environment.name}`,
    };
}

export const environmentTag: Rule = {
  id: "environment-tag",
  pack: "tagging",
  severity: "error",
  title: "The stack's environment",
  summary:
    "The `env` tag is that of the stack's environment; the stack that owns an account's log indexes has those of all its environments.",
  clauses: [{ framework: "ISO 27001", clause: "A.8.31" }],
  kinds: TAGGED_KINDS,
  check: (stack, parameters) =>
    stack.environment.tag === "" ? byTheOthers(stack) : byCatalog.check(stack, parameters),
  alone: (stack, parameters) => (stack.environment.tag === "" ? [] : byCatalog.check(stack, parameters)),
};
