/** G4: `{{a.b.name}}` for the key `a.b`, which must be `{{[a.b].name}}`. */

import { groupsIn } from "../facts/groups";
import { messageVariables, nameVariables } from "../facts/variables";
import { type Finding, NOTHING, type Rule } from "../rule";

export const dottedKeyWithoutBrackets: Rule = {
  id: "dotted-key-without-brackets",
  ref: "G4",
  severity: "error",
  confidence: "certain",
  summary: "A group key with a dot needs brackets: `{{[a.b].name}}`.",
  needsQuery: true,
  needs: ["groups", "text-variables"],
  check: (subject) => {
    const keys = groupsIn(subject).keys.filter((key) => key.includes("."));
    if (keys.length === 0) return NOTHING;
    const found: Finding[] = [];
    const texts = [
      { path: "name", variables: nameVariables(subject) },
      { path: "message", variables: messageVariables(subject) },
    ];
    for (const { path, variables } of texts) {
      for (const { path: written, use, triple, span } of variables) {
        const key = written.endsWith(".name") ? written.slice(0, -".name".length) : undefined;
        if (key === undefined || !keys.includes(key)) continue;
        const right = `[${key}].name`;
        const finding: Finding = {
          message: `\`${written}\` reads as a path, the group is \`${key}\``,
          hint: `Write \`${right}\`.`,
          path,
          span,
        };
        // In `is_match` both spellings are documented.
        if (use === "match") continue;
        const text = use === "eval" ? right : triple ? `{{{${right}}}}` : `{{${right}}}`;
        found.push({ ...finding, fix: { type: "text", path, span, text } });
      }
    }
    return found;
  },
};
