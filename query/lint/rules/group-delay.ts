/** N15: a delay for new groups in a monitor that has none. */

import { groupsOf } from "../../meaning/index";
import { asNumber } from "../input";
import { NOTHING, type Rule } from "../rule";

export const groupDelay: Rule = {
  id: "group-delay",
  ref: "N15",
  severity: "error",
  confidence: "certain",
  summary: "`new_group_delay` is for monitors that are grouped.",
  needsQuery: true,
  check: ({ query, options }) => {
    const delay = asNumber(options.new_group_delay);
    if (delay === undefined || delay <= 0) return NOTHING;
    const { keys, exact } = groupsOf(query, options.variables);
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
