/** Second hop: Datadog's object has the key of an integration that is there. */

import { eachOf, type Rule } from "../../rule";
import { textAt } from "../../values";
import { keyHop, sayHop } from "../page-path";

export const pagerWithoutKey: Rule = {
  id: "pager-without-key",
  pack: "paging",
  severity: "error",
  title: "Pager without a key",
  summary: "Datadog's object for a PagerDuty service holds the key of an integration that is there.",
  ...eachOf(["datadog/pagerduty-service"], function* (resource, stack) {
    yield* sayHop(keyHop(stack, resource), {
      resource,
      property: "serviceKey",
      what: `\`@pagerduty-${String(textAt(resource.body, "serviceName")?.toString() ?? resource.key)}\``,
      to: "an integration of PagerDuty",
      fix: "Set `serviceKey` to the `integrationKey` of a `pagerduty.ServiceIntegration`.",
    });
  }),
};
