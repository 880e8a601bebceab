/** Problems of the searches that `options.variables` holds; those of the query are reported with the query. */

import { searchesOf } from "../facts/searches";
import type { Finding, Rule } from "../rule";

export const searchSyntax: Rule = {
  id: "search-syntax",
  ref: "Q29",
  severity: "error",
  confidence: "certain",
  summary: "The search of a variable cannot be read as it stands.",
  needsQuery: false,
  needs: ["searches"],
  check: (subject) =>
    searchesOf(subject).flatMap(({ problems, path, place }) =>
      problems.map(({ message, hint, severity, span }): Finding => {
        const finding: Finding = { message, severity, path, span: place(span) };
        return hint === undefined ? finding : { ...finding, hint };
      }),
    ),
};
