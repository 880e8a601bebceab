/** The order of the account's log archives names every archive, once. */

import type { Rule } from "../../rule";
import { deployedIn } from "../deployed";
import { incompleteOrder } from "../incomplete-order";

export const archiveOrderIncomplete: Rule = {
  id: "archive-order-incomplete",
  pack: "retention",
  severity: "error",
  title: "Order of archives incomplete",
  summary: "There is one order of the account's log archives, and it names every archive once.",
  kinds: ["datadog/logs-archive", "datadog/logs-archive-order"],
  check: (stack) =>
    incompleteOrder(stack, {
      what: "archive",
      all: stack.ofKind("datadog/logs-archive"),
      others: stack.catalog?.owner ? stack.catalog.accountDetails.datadog.otherArchives : [],
      othersAt: "otherArchives",
      orders: stack.ofKind("datadog/logs-archive-order"),
      order: deployedIn(stack).archiveOrder,
      property: "archiveIds",
    }),
};
