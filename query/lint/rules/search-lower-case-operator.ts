/** Q29: `and`, `or`, `not` in a search are words the message must contain; operators are upper case. */

import { searchesOf } from "../facts/searches";
import type { Finding, Rule } from "../rule";

export const searchLowerCaseOperator: Rule = {
  id: "search-lower-case-operator",
  ref: "Q29",
  severity: "warning",
  confidence: "likely",
  summary: "A lower-case operator in a search is a word to look for, not an operator.",
  needsQuery: true,
  check: (subject) =>
    searchesOf(subject).flatMap(({ terms, text, path, place }) =>
      terms.flatMap(({ node }): Finding[] => {
        if (node.type !== "term" || !node.meant || isAlone(text, node.span.start, node.span.end)) return [];
        const written = text.slice(node.span.start, node.span.end);
        const span = place(node.span);
        return [
          {
            message: `\`${written}\` is a word the message must contain, not the operator \`${node.meant}\``,
            hint: `Write \`${node.meant}\`.`,
            path,
            span,
            fix: { type: "text", path, span, text: node.meant },
          },
        ];
      }),
    ),
};

/** `or` at either end, also of a group, joins nothing: then it may be a word, as in `state:or`. */
function isAlone(text: string, start: number, end: number): boolean {
  const next = text[skipBlanks(text, end, 1)];
  if (next === undefined || next === ")") return true;
  const previous = text[skipBlanks(text, start - 1, -1)];
  const first = previous === undefined || previous === ":" || previous === "(";
  return first && text.slice(start, end).toLowerCase() !== "not";
}

/** The first place from `at` on, in either direction, that is no blank. */
function skipBlanks(text: string, at: number, step: 1 | -1): number {
  let found = at;
  while (/^\s$/.test(text[found] ?? "")) found += step;
  return found;
}
