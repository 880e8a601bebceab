/**
 * Tags that differ in nothing a rule looks at, as those of the monitors of a pack do: in the name of the signal, and in the name of a service
 * whose owners are the same. What is wrong with none of such tags need not be looked for a thousand times.
 */

import type { Stack } from "../stack";
import { factsOf } from "./catalog-facts";

/** A name in which nothing can be wrong but that nobody knows it. */
const NAME = /^(service|signal):([a-z](?:[a-z0-9-]{0,98}[a-z0-9])?)$/;

/** What stands for a tag: the tag itself, or what is known of the service that it names. */
export type Neutral = (tag: string) => string;

export function neutralIn(stack: Stack): Neutral {
  const owners = factsOf(stack)?.owners;
  const known = new Map<string, string>();
  return (tag) => {
    const before = known.get(tag);
    if (before !== undefined) return before;
    const [, key, name = ""] = NAME.exec(tag) ?? [];
    // A tag begins with a quotation mark, and what stands for one does not.
    const text =
      key === "service" ? `service ${JSON.stringify(owners?.get(name))}` : key === "signal" ? key : JSON.stringify(tag);
    known.set(tag, text);
    return text;
  };
}

/** Equal for tags that are alike. Two names of a key may be the same one or may not: those are like themselves alone. */
export function alikeOf(tags: readonly string[], neutral: Neutral): string {
  const neutrals = tags.map(neutral);
  const names = neutrals.filter((text) => !text.startsWith('"')).map((text) => text.slice(0, 7));
  return (new Set(names).size === names.length ? neutrals : tags.map((tag) => JSON.stringify(tag))).join("\n");
}
