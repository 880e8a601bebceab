/** G4: `{{a.b.name}}` for the key `a.b`, which must be `{{[a.b].name}}`. */

import { scopeOf, variablesIn } from "../facts/variables";
import { type Finding, NOTHING, type Rule } from "../rule";

export const dottedKeyWithoutBrackets: Rule = {
  id: "dotted-key-without-brackets",
  ref: "G4",
  severity: "error",
  confidence: "certain",
  summary: "A group key with a dot needs brackets: `{{[a.b].name}}`.",
  needsQuery: true,
  check: (subject) => {
    const keys = scopeOf(subject).groups.keys.filter((key) => key.includes("."));
    if (keys.length === 0) return NOTHING;
    const found: Finding[] = [];
    const templates = [
      { path: "name", tree: subject.title().tree },
      { path: "message", tree: subject.message().tree },
    ];
    for (const { path, tree } of templates) {
      for (const { path: written, use, triple, span } of variablesIn(tree)) {
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
