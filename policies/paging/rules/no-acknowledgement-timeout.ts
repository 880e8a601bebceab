/** Who acknowledges a page and falls asleep again is called again. */

import { eachOf, type Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";
import { pagerSays } from "../said";

/** What PagerDuty uses where nothing is said, in seconds. */
const DEFAULT = 1800;

export const noAcknowledgementTimeout: Rule = {
  id: "no-acknowledgement-timeout",
  pack: "paging",
  severity: "error",
  title: "Acknowledged and forgotten",
  summary: "A page that was acknowledged and not resolved comes back after a while.",
  parameters: {
    atMostMinutes: {
      description: "After how many minutes it comes back at the latest.",
      looser: "more",
      default: 240,
      problem: (value) => (Number(value) > 0 ? undefined : "Write a number of minutes, more than 0."),
    },
  },
  ...eachOf(["pagerduty/service"], function* (resource, stack, { atMostMinutes }) {
    const property = "acknowledgementTimeout";
    const text = textAt(resource.body, property);
    if (text === UNKNOWN) {
      yield { type: "undecided", resource, property, message: "after what time a page comes back is not known yet" };
      return;
    }
    const seconds = text === undefined ? DEFAULT : Number(text);
    const minutes = Math.min(DEFAULT / 60, Number(atMostMinutes));
    const never = Number.isNaN(seconds) || seconds <= 0;
    if (!never && seconds <= Number(atMostMinutes) * 60) return;
    const said = pagerSays(stack, resource, "acknowledgeTimeout");
    yield {
      type: "violated",
      resource,
      at: said,
      property,
      value: text ?? "",
      message: never
        ? `an acknowledged page of \`${resource.key}\` never comes back (\`${text}\`): whoever falls asleep over it is not called again`
        : `an acknowledged page of \`${resource.key}\` comes back after ${seconds / 60} minutes, later than ${Number(atMostMinutes)}`,
      fix: said
        ? `Change \`acknowledgeTimeout\` to \`${minutes}min\`.`
        : resource.spec
          ? `Write \`pagerduty: { acknowledgeTimeout: ${minutes}min }\` at the service.`
          : `Set \`acknowledgementTimeout\`, e.g. \`"${minutes * 60}"\`.`,
    };
  }),
};
