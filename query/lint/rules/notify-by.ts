/** G9: notifications per key that the query is not grouped by. */

import { groupsIn } from "../facts/groups";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const notifyBy: Rule = {
  id: "notify-by",
  ref: "G9",
  severity: "warning",
  confidence: "certain",
  summary: "`notify_by` names keys that the query is not grouped by.",
  needsQuery: true,
  check: (subject) => {
    const { notify_by: keys } = subject.options;
    if (!Array.isArray(keys) || keys.length === 0 || (keys.length === 1 && keys[0] === "*")) return NOTHING;
    const groups = groupsIn(subject);
    const unknown = keys.filter(
      (key): key is string => typeof key === "string" && !groups.keys.includes(key) && !key.includes("${"),
    );
    if (unknown.length > 0 && !groups.exact) return notChecked("the groups hold a placeholder");
    const path = "options.notify_by";
    const found: Finding[] = unknown.map((key) => ({
      message: `\`notify_by\` names \`${key}\`, but the query is grouped by ${groups.keys.length === 0 ? "nothing" : groups.keys.map((name) => `\`${name}\``).join(", ")}`,
      hint: groups.keys.length === 0 ? "Remove `notify_by`, or group the query." : "Name keys of the query's groups.",
      path,
    }));
    return found.length === 0 ? NOTHING : found;
  },
};
