/** Problems of the metric queries that `options.variables` holds; those of the query itself are reported by their own codes. */

import type { Finding, Rule } from "../rule";

export const querySyntax: Rule = {
  id: "query-syntax",
  ref: "Q21",
  severity: "error",
  confidence: "certain",
  summary: "The query of a variable cannot be read as it stands.",
  needsQuery: false,
  needs: ["variables"],
  check: (subject) =>
    subject.variables().flatMap(({ parsed, path }) =>
      parsed.problems.map(({ message, hint, severity, span }): Finding => {
        const finding: Finding = { message, severity, path, span };
        return hint === undefined ? finding : { ...finding, hint };
      }),
    ),
};
