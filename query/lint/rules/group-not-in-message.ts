/** G1: one alert per group, and neither name nor message says which. */

import { pathSteps } from "../../template/index";
import { groupsIn } from "../facts/groups";
import { messageVariables, nameVariables } from "../facts/variables";
import { NOTHING, type Rule } from "../rule";

export const groupNotInMessage: Rule = {
  id: "group-not-in-message",
  ref: "G1",
  severity: "warning",
  confidence: "likely",
  summary: "The monitor alerts per group, but the notification does not say which group.",
  needsQuery: true,
  needs: ["groups"],
  check: (subject) => {
    // By default the title lists the groups.
    const { include_tags: included } = subject.options;
    if (included !== false && included !== "false") return NOTHING;
    const { keys } = groupsIn(subject);
    if (keys.length === 0) return NOTHING;
    const used = [...nameVariables(subject), ...messageVariables(subject)];
    const roots = new Set(used.flatMap(({ path }) => [path, path.replace(/\.name$/, ""), pathSteps(path)[0] ?? ""]));
    if (keys.some((key) => roots.has(key))) return NOTHING;
    // The event says where it comes from.
    if (used.some(({ path }) => /^(log|span|rum|event|issue|audit)\./.test(path))) return NOTHING;
    const [key = ""] = keys;
    return [
      {
        message: `alerts come per ${keys.map((one) => `\`${one}\``).join(", ")}, \`include_tags\` is off and the text names none of them`,
        hint: `Put \`{{${key.includes(".") ? `[${key}]` : key}.name}}\` into the name or message.`,
        path: "message",
      },
    ];
  },
};
