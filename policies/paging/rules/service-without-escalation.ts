/** Fourth hop: a service has an escalation policy that is there. */

import { eachOf, type Rule } from "../../rule";
import { policyHop, sayHop } from "../page-path";

export const serviceWithoutEscalation: Rule = {
  id: "service-without-escalation",
  pack: "paging",
  severity: "error",
  title: "Service without an escalation",
  summary: "Every PagerDuty service escalates by a policy that is there.",
  ...eachOf(["pagerduty/service"], function* (resource, stack) {
    yield* sayHop(policyHop(stack, resource), {
      resource,
      property: "escalationPolicy",
      what: `the service \`${resource.key}\``,
      to: "an escalation policy",
      fix: "Set `escalationPolicy` to the id of the policy that calls its people.",
    });
  }),
};
