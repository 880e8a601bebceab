/** G5: the first argument of `is_match` without `.name`. */

import { groupsIn } from "../facts/groups";
import { isBuiltIn, messageVariables } from "../facts/variables";
import { type Finding, NOTHING, type Rule } from "../rule";

export const matchWithoutName: Rule = {
  id: "match-without-name",
  ref: "G5",
  severity: "warning",
  confidence: "certain",
  summary: "`is_match` compares a group's name, which is written with `.name`.",
  needsQuery: true,
  needs: ["text-variables"],
  check: (subject) => {
    const matches = messageVariables(subject).filter(
      ({ use, path }) => use === "match" && !isBuiltIn(path, subject.type),
    );
    if (matches.length === 0) return NOTHING;
    const { keys } = groupsIn(subject);
    return matches.flatMap(({ path: key, span }): Finding[] => {
      if (!keys.includes(key)) return [];
      const right = `${key}.name`;
      const quote = subject.input.message?.[span.start] ?? '"';
      return [
        {
          message: `\`is_match\` compares \`${key}\`, the name of the group is \`${right}\``,
          hint: `Write \`${quote}${right}${quote}\`.`,
          path: "message",
          span,
          fix: { type: "text", path: "message", span, text: `${quote}${right}${quote}` },
        },
      ];
    });
  },
};
