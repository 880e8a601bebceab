/** M10: nothing for the person who is woken. */

import { NOTHING, type Rule } from "../rule";

export const emptyMessage: Rule = {
  id: "empty-message",
  ref: "M10",
  severity: "info",
  confidence: "certain",
  summary: "The monitor has no message: whoever is told learns only its name.",
  needsQuery: false,
  check: (subject) => {
    if ((subject.input.message ?? "").trim() !== "") return NOTHING;
    return [
      {
        message: "the monitor has no message",
        hint: "Say what it means, what to do first, and who is told.",
        path: "message",
      },
    ];
  },
};
