/** Whether an order of indexes or archives names all of them, each once: what it leaves out comes where nobody said. */

import type { Found } from "../rule";
import type { Resource, Stack } from "../stack";
import type { Order } from "./deployed";

export interface Ordered {
  /** `index`, `archive`. */
  what: string;
  /** Those of the stack. */
  all: readonly Resource[];
  /** What else has to be in it, as the account says. */
  others: readonly string[];
  /** Where in the catalog those are written. */
  othersAt: string;
  /** The resources that give an order; there should be one. */
  orders: readonly Resource[];
  order: Order | undefined;
  property: string;
}

export function* incompleteOrder(stack: Stack, ordered: Ordered): Iterable<Found> {
  const { what, order, orders, property } = ordered;
  const all = ordered.all.filter(({ elsewhere }) => !elsewhere);
  const [first] = all;
  if (!order) {
    if (first && all.length > 1)
      yield {
        type: "violated",
        resource: first,
        at: stack.catalog?.accountDetails.source,
        property,
        value: String(all.length),
        message: `nothing says in which order ${all.length} ${plural(what)} take events: the first that fits takes one for good`,
        fix: `Deploy an order that names every ${what}.`,
      };
    return;
  }
  for (const resource of orders.slice(1))
    if (!resource.elsewhere)
      yield {
        type: "violated",
        resource,
        property,
        message: `there is a second order of the account's ${plural(what)} beside \`${order.resource.key}\`: whichever is deployed last holds`,
        fix: "Keep one.",
      };
  yield* entries(order, all, ordered);
}

function* entries(order: Order, all: readonly Resource[], ordered: Ordered): Iterable<Found> {
  const { what, others, othersAt, property } = ordered;
  const { resource } = order;
  if (!order.entries) {
    yield { type: "undecided", resource, property, message: `the order of the ${plural(what)} is not known yet` };
    return;
  }
  const seen = new Set<Resource | string>();
  for (const [at, entry] of order.entries.entries()) {
    if (!entry) {
      yield {
        type: "undecided",
        resource,
        property: `${property}.${at}`,
        message: `which ${what} comes at place ${at + 1} of the order is not known yet`,
      };
      continue;
    }
    if (entry.gone)
      yield {
        type: "violated",
        resource,
        property: `${property}.${at}`,
        value: entry.name,
        message: `the order names the ${what} \`${entry.name}\`, which is not there`,
        fix: `Deploy the ${what}, or take it out of the order.`,
      };
    const one = entry.resource ?? entry.name;
    if (seen.has(one))
      yield {
        type: "violated",
        resource,
        property: `${property}.${at}`,
        value: entry.name,
        message: `the order names the ${what} \`${entry.name}\` twice`,
        fix: "Name it once.",
      };
    seen.add(one);
  }
  const unsure = order.entries.includes(undefined);
  for (const one of all)
    if (!seen.has(one))
      yield unsure
        ? {
            type: "undecided",
            resource: one,
            message: `whether the order names the ${what} \`${one.key}\` is not known yet`,
          }
        : {
            type: "violated",
            resource: one,
            property,
            value: one.key,
            message: `the order \`${resource.key}\` does not name the ${what} \`${one.key}\`: it must name every ${what} of the account`,
            fix: one.source ? "Let the order name it." : foreignFix(ordered),
          };
  for (const name of others)
    if (!seen.has(name) && !order.entries.some((entry) => entry?.name === name) && !unsure)
      yield {
        type: "violated",
        resource,
        property,
        value: name,
        message: `the order does not name the ${what} \`${name}\`, which \`${othersAt}\` of the account names`,
        fix: "Put it into the order, behind those of the catalog.",
      };
}

/** An index is named by its name; an archive by an id, which none of this stack has before it is there. */
function foreignFix({ othersAt, what }: Ordered): string {
  return what === "index"
    ? `Name it in \`${othersAt}\` of the account, which puts it behind those of the catalog.`
    : `Let a retention class make it; or make it in another stack, and add its id to \`${othersAt}\` of the account, which puts it behind those of the catalog.`;
}

function plural(what: string): string {
  return what === "index" ? "indexes" : `${what}s`;
}
