/** Whether a stack is one in which somebody is paged: its catalog says so; where there is none, its name alone may. */

import type { Stack } from "../stack";

/** `open`: nothing says it. */
export function pagingIn({ catalog, environment: { name, notify, tag } }: Stack): "page" | "quiet" | "open" {
  if (catalog || tag !== "") return notify === "page" ? "page" : "quiet";
  return /^(.*[-_./])?(prod|production|live)$/i.test(name) ? "page" : "open";
}

/** Why it is open, to be added to what is said. */
export function notKnownWhere({ environment: { name } }: Stack): string {
  return `whether \`${name}\` is to page is not known without a catalog: not checked`;
}
