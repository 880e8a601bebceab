/** Q10: one alert for everything everywhere. */

import { isEverythingScope } from "../facts/scope";
import { NOTHING, type Rule } from "../rule";

export const noScopeNoGroup: Rule = {
  id: "no-scope-no-group",
  ref: "Q10",
  severity: "info",
  confidence: "possible",
  summary: "The query has neither a scope nor groups: one bad host disappears among the others.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject) => {
    const { series, query } = subject;
    const [first] = series;
    if (query.type !== "metric-monitor" || !first || !subject.settled) return NOTHING;
    if (series.some(({ scope, by }) => by !== undefined || !isEverythingScope(scope))) return NOTHING;
    return [
      {
        message: `\`${first.metric.text}\` is watched over everything at once`,
        hint: "Name what to watch (`{env:prod}`) or split it (`by {host}`).",
        path: "query",
        span: first.scope?.span ?? first.span,
      },
    ];
  },
};
