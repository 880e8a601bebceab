/** The order of the account's log indexes names every index, once. */

import type { Rule } from "../../rule";
import { deployedIn } from "../deployed";
import { incompleteOrder } from "../incomplete-order";

export const indexOrderIncomplete: Rule = {
  id: "index-order-incomplete",
  pack: "retention",
  severity: "error",
  title: "Order of indexes incomplete",
  summary: "There is one order of the account's log indexes, and it names every index once.",
  kinds: ["datadog/logs-index", "datadog/logs-index-order"],
  check: (stack) =>
    incompleteOrder(stack, {
      what: "index",
      all: stack.ofKind("datadog/logs-index"),
      others: stack.catalog?.owner ? stack.catalog.accountDetails.datadog.otherIndexes : [],
      othersAt: "otherIndexes",
      orders: stack.ofKind("datadog/logs-index-order"),
      order: deployedIn(stack).indexOrder,
      property: "indexes",
    }),
};
