/** N15: a delay for new groups in a monitor that has none. */

import { groupsIn } from "../facts/groups";
import { asNumber } from "../input";
import { NOTHING, type Rule } from "../rule";

export const groupDelay: Rule = {
  id: "group-delay",
  ref: "N15",
  severity: "error",
  confidence: "certain",
  summary: "`new_group_delay` is for monitors that are grouped.",
  needsQuery: true,
  check: (subject) => {
    const delay = asNumber(subject.options.new_group_delay);
    if (delay === undefined || delay <= 0) return NOTHING;
    const { keys, exact } = groupsIn(subject);
    if (keys.length > 0 || !exact) return NOTHING;
    return [
      {
        message: `\`new_group_delay: ${delay}\`, but the query has no groups`,
        hint: "Remove it, or group the query.",
        path: "options.new_group_delay",
        fix: { type: "remove", path: "options.new_group_delay" },
      },
    ];
  },
};
