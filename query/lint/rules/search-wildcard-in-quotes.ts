/** Q29: wildcards inside quotes are literal. */

import { excerpt } from "../../text/index";
import { searchesOf } from "../facts/searches";
import type { Finding, Rule } from "../rule";

export const searchWildcardInQuotes: Rule = {
  id: "search-wildcard-in-quotes",
  ref: "Q29",
  severity: "warning",
  confidence: "likely",
  summary: "A `*` inside quotes is an asterisk, not a wildcard.",
  needsQuery: true,
  needs: ["searches"],
  check: (subject) =>
    searchesOf(subject).flatMap(({ terms, path, place }) =>
      terms.flatMap(({ node }): Finding[] => {
        if (node.type !== "term" || node.value.type !== "phrase" || !hasBareAsterisk(node.value.raw)) return [];
        const { raw, span } = node.value;
        const free = /^[\w.*/-]+$/.test(raw.slice(0, 500));
        const finding: Finding = {
          message: `the \`*\` in \`"${excerpt(raw)}"\` is a literal asterisk`,
          hint: free
            ? `Write \`${excerpt(raw)}\` without quotes.`
            : "Leave the quotes out and escape blanks and special characters with `\\`, or write `?` for a blank.",
          path,
          span: place(span),
        };
        return [free ? { ...finding, fix: { type: "text", path, span: place(span), text: raw } } : finding];
      }),
    ),
};

function hasBareAsterisk(raw: string): boolean {
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === "\\") at++;
    else if (raw[at] === "*") return true;
  }
  return false;
}
