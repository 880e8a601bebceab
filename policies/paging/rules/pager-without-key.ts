/** Second hop: Datadog's object has the key of an integration that is there. */

import { nameOf } from "../../evaluate";
import { eachOf, type Rule } from "../../rule";
import { textAt } from "../../values";
import { keyHop, objectsByName, sayHop } from "../page-path";

export const pagerWithoutKey: Rule = {
  id: "pager-without-key",
  pack: "paging",
  severity: "error",
  title: "Pager without a key",
  summary: "Datadog's object for a PagerDuty service holds the key of an integration that is there.",
  ...eachOf(["datadog/pagerduty-service"], function* (resource, stack) {
    const name = textAt(resource.body, "serviceName");
    const same = typeof name === "string" ? (objectsByName(stack).get(name) ?? []) : [];
    const other = same.find((one) => one !== resource);
    // Said where it can be mended: at what no catalog made, else at the second.
    if (other && typeof name === "string" && (same[0] !== resource || other.spec !== undefined) && !resource.spec)
      yield {
        type: "violated",
        resource,
        property: "serviceName",
        value: name,
        message: `\`@pagerduty-${name}\` has ${same.length} objects at Datadog, of which it keeps one: whose key is used is not certain`,
        fix: `Take one of them out, or name it otherwise; the other is ${nameOf(other)}.`,
      };
    yield* sayHop(keyHop(stack, resource), {
      resource,
      property: "serviceKey",
      what: `\`@pagerduty-${String(textAt(resource.body, "serviceName")?.toString() ?? resource.key)}\``,
      to: "an integration of PagerDuty",
      fix: "Set `serviceKey` to the `integrationKey` of a `pagerduty.ServiceIntegration`.",
    });
  }),
};
