/** Q29: signs of other search languages that this one takes for text: `!x`, `a=b`, curly quotes. */

import { searchesOf } from "../facts/searches";
import type { Finding, Rule } from "../rule";

/** `level=error`, `level=`, or a lone `=`; an escaped one is meant, and so is what `==` and `<=` do in code. */
const ASSIGNED = /^([a-z@][\w.@-]{0,100})?=(?!=)([^=\s]{0,100})$/i;

export const searchForeignSyntax: Rule = {
  id: "search-foreign-syntax",
  ref: "Q29",
  severity: "warning",
  confidence: "likely",
  summary: "A sign that means something in another language is plain text in this search.",
  needsQuery: true,
  needs: ["searches"],
  check: (subject) =>
    searchesOf(subject).flatMap(({ terms, text, path, place }) =>
      terms.flatMap(({ node }): Finding[] => {
        if (node.type !== "term") return [];
        const written = text.slice(node.span.start, node.span.end);
        const found = (): Pick<Finding, "path" | "span"> => ({ path, span: place(node.span) });
        const shown = written.length > 40 ? `${written.slice(0, 39)}…` : written;
        if (/[“”„]/.test(written)) {
          return [
            {
              message: `\`${shown}\` has typographic quotes, which the search ignores`,
              hint: 'Write straight quotes: `"`.',
              ...found(),
            },
          ];
        }
        if (written.length > 1 && written.startsWith("!") && !written.startsWith("!=")) {
          return [
            {
              message: `\`!\` in \`${shown}\` is text here: it excludes nothing`,
              hint: `Write \`-${shown.slice(1)}\`.`,
              ...found(),
            },
          ];
        }
        const assigned = node.key === undefined && node.value.type === "word" ? ASSIGNED.exec(written) : null;
        if (assigned) {
          const [, key = "", value = ""] = assigned;
          const hint =
            key === "" ? "Write `key:value`, without blanks." : `Write \`${key}:${value === "" ? "value" : value}\`.`;
          return [{ message: `\`=\` in \`${shown}\` is text here: it compares nothing`, hint, ...found() }];
        }
        return [];
      }),
    ),
};
