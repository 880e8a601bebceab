/** What may hold personal data passes a scanner that hides it before it is indexed or archived. */

import { eventIn } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import { deployedIn } from "../deployed";
import { figuresOf } from "../figures";
import { governedPlacements, type Placement } from "../placement";

export const personalDataUnscanned: Rule = {
  id: "personal-data-unscanned",
  pack: "retention",
  severity: "error",
  title: "Personal data unscanned",
  summary:
    "Every event of a class that may hold personal data passes a group of the scanner that is on and hides more than credentials.",
  kinds: ["datadog/scanner-group", "datadog/scanner-rule", "datadog/logs-index"],
  needsCatalog: true,
  *check(stack) {
    const { groups } = deployedIn(stack);
    const hiding = groups.flatMap(({ hides, set }) => (hides === true && set ? set : []));
    const unsure = groups.flatMap(({ hides, set }) => (hides === undefined && set ? set : []));
    const unknown = groups.some(({ hides, set }) => hides !== false && !set);
    for (const placement of governedPlacements(stack)) {
      if (!placement.retention.personalData) continue;
      const { answer, example } = eventIn([placement.set], hiding);
      if (answer === "no") continue;
      const perhaps = unknown || eventIn([placement.set], [...hiding, ...unsure]).answer !== "yes";
      yield findingOf(placement, answer === "maybe" || perhaps ? "undecided" : "violated", example, groups.length > 0);
    }
  },
};

function findingOf(
  { tenant, retention, service, name, source }: Placement,
  type: "violated" | "undecided",
  example: string | undefined,
  groups: boolean,
): Found {
  const { hidden } = figuresOf(tenant, retention);
  const about = { at: source, subject: name, clauses: hidden.length > 0 ? hidden : undefined };
  if (type === "undecided")
    return {
      type,
      ...about,
      message: `whether the scanner hides personal data in every event of \`${name}\` is not known`,
    };
  const shown = groups && example !== undefined ? `, e.g. \`${example}\`` : "";
  return {
    type,
    ...about,
    value: retention.key,
    message: `no group of the scanner that hides data of persons sees ${groups ? "every event" : "any event"} of \`${name}\`${shown}, whose class \`${retention.key}\` may hold personal data`,
    fix: `Add \`scanner:\` to the logs of \`${service.key}\` or to the system \`${service.system}\`, e.g. \`emails: {standard: email}\`; it must be enabled and hide, not mark.`,
  };
}
