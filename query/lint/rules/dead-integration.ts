/** M14: handles of a product that no longer exists. */

import { handleName } from "../../template/index";
import { handlesIn } from "../facts/handles";
import type { Finding, Rule } from "../rule";

export const deadIntegration: Rule = {
  id: "dead-integration",
  ref: "M14",
  severity: "warning",
  confidence: "certain",
  summary: "The handle belongs to a product that no longer exists: nobody is told.",
  needsQuery: false,
  needs: ["handles"],
  check: (subject) =>
    handlesIn(subject).flatMap((handle): Finding[] => {
      if (handle.kind !== "hipchat") return [];
      return [
        {
          message: `\`${handleName(handle)}\`: HipChat was shut down in 2019`,
          hint: "Name the channel people read today, e.g. `@slack-<channel>`.",
          path: "message",
          span: handle.span,
        },
      ];
    }),
};
