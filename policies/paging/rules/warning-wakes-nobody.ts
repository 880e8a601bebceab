/**
 * A monitor's warning reaches PagerDuty as the event severity `warning`. Where the service decides by that ("Dynamic Notifications"), it is
 * of low urgency: it uses the notices for what can wait and never escalates.
 */

import type { Rule } from "../../rule";
import type { Stack } from "../../stack";
import { textAt, UNKNOWN } from "../../values";
import { ALERT_KINDS, alertsOf, isPager, URGENT, undecidedOf } from "../alerts";
import { serviceOf } from "../page-path";

export const warningWakesNobody: Rule = {
  id: "warning-wakes-nobody",
  pack: "paging",
  severity: "error",
  title: "Warning that wakes nobody",
  summary: "No monitor pages on a warning through a PagerDuty service that takes warnings for low urgency.",
  kinds: ALERT_KINDS,
  *check(stack) {
    for (const alert of alertsOf(stack)) {
      // A case or a test has no warning.
      if (alert.title !== "monitor" || !warns(alert.resource.body)) continue;
      yield* undecidedOf(alert);
      if (alert.pagers().length === 0) continue;
      const told = alert.told();
      if (told === UNKNOWN) continue;
      for (const { handle } of told.warning.filter(isPager)) {
        const service = serviceOf(stack, handle);
        const urgency = service && textAt(service.body, "incidentUrgencyRule.urgency");
        if (urgency === UNKNOWN) {
          const message = `how urgent a warning is for the service \`${service?.key ?? ""}\` is not known yet`;
          yield { type: "undecided", resource: alert.resource, property: "message", message };
        }
        if (urgency !== "severity_based") continue;
        const quiet = service?.spec ? quietSeverities(stack) : [];
        for (const { key, source } of quiet)
          yield {
            type: "violated",
            resource: alert.resource,
            at: source,
            property: "urgency",
            value: "low",
            message: `\`${key}\` pages with \`urgency: low\`, so PagerDuty decides by the severity of an event: a monitor's warning is of low urgency then, wakes nobody and never escalates`,
            fix: `Change \`urgency\` of \`severities.${key}\` to \`high\`; or, where it can wait, \`page: false\` and a priority of ${Math.max(...URGENT) + 1} or more, and what is less urgent a later one.`,
          };
        if (quiet.length > 0) continue;
        yield {
          type: "violated",
          resource: alert.resource,
          property: "message",
          value: handle,
          message: `the monitor pages \`${handle}\` on a warning, and the service \`${service?.key ?? ""}\` decides by severity: a warning is of low urgency there, wakes nobody and never escalates`,
          fix: "Make a monitor of its own of what must wake somebody, with that line as its critical one; or take the pager out of the warning.",
        };
      }
    }
  },
};

/** Lines of the catalog, for each of which its services do not call everything urgent. */
function quietSeverities({ catalog }: Stack) {
  return (catalog?.severities ?? []).filter(({ page, urgency }) => page && urgency === "low");
}

/** Whether the monitor has a line for a warning at all; what is not known may be one. */
function warns(body: Parameters<typeof textAt>[0]): boolean {
  return textAt(body, "monitorThresholds.warning") !== undefined;
}
