/** M8: several Opsgenie handles in one message become one alert. */

import { handlesIn, toldIn } from "../facts/handles";
import { NOTHING, type Rule } from "../rule";

export const severalOpsgenieHandles: Rule = {
  id: "several-opsgenie-handles",
  ref: "M8",
  severity: "warning",
  confidence: "likely",
  summary: "Several Opsgenie handles are sent with one alias, so only one service gets the alert.",
  needsQuery: false,
  needs: ["handles"],
  check: (subject) => {
    if (!handlesIn(subject).some(({ kind }) => kind === "opsgenie")) return NOTHING;
    const always = toldIn("alert", subject).filter(
      ({ kind, conditions }) => kind === "opsgenie" && conditions.length === 0,
    );
    const [first, second] = always;
    if (!first || !second) return NOTHING;
    return [
      {
        message: `${always.map(({ handle }) => `\`${handle}\``).join(" and ")} are sent with the same alias: Opsgenie keeps one`,
        hint: "Notify one service and let Opsgenie route to the others.",
        path: "message",
        span: second.node.span,
      },
    ];
  },
};
