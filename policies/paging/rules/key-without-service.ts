/** Third hop: the integration whose key Datadog has belongs to a service, and is of a kind that takes events by key. */

import type { Rule } from "../../rule";
import { refAt, textAt, UNKNOWN } from "../../values";
import { sayHop, serviceHop } from "../page-path";

export const keyWithoutService: Rule = {
  id: "key-without-service",
  pack: "paging",
  severity: "error",
  title: "Key without a service",
  summary: "Every integration belongs to a PagerDuty service that is there, and takes events by its key.",
  kinds: ["pagerduty/service-integration"],
  *check(stack) {
    const used = new Set(
      stack.ofKind("datadog/pagerduty-service").flatMap(({ body }) => {
        const ref = refAt(body, "serviceKey");
        return ref === undefined || ref === UNKNOWN ? [] : [ref.$ref];
      }),
    );
    for (const resource of stack.ofKind("pagerduty/service-integration")) {
      if (resource.elsewhere) continue;
      const what = `the integration \`${resource.key}\``;
      const type = textAt(resource.body, "type");
      const isUsed = used.has(`pagerduty/service-integration/${resource.key}`);
      if (type === UNKNOWN && isUsed)
        yield {
          type: "undecided",
          resource,
          property: "type",
          message: `whether ${what} takes events by its key is not known yet`,
        };
      if (type === "generic_email_inbound_integration" && isUsed)
        yield {
          type: "violated",
          resource,
          property: "type",
          value: type,
          message: `${what} takes e-mail alone (\`${type}\`), and Datadog sends events by its key`,
          fix: "Leave `type` out and set `vendor` to Datadog's, or write `type: events_api_v2_inbound_integration`.",
        };
      yield* sayHop(serviceHop(stack, resource), {
        resource,
        property: "service",
        what,
        to: "a PagerDuty service",
        fix: "Set `service` to the id of the service it is for.",
      });
    }
  },
};
