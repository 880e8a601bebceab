/** G8: more facets than an event monitor takes. */

import { NOTHING, type Rule } from "../rule";

/** [DOC log monitors] */
const MOST = 4;

export const tooManyFacets: Rule = {
  id: "too-many-facets",
  ref: "G8",
  severity: "error",
  confidence: "certain",
  summary: "A monitor over events is grouped by at most four facets.",
  needsQuery: true,
  needs: ["event"],
  check: ({ query }) => {
    if (query.type !== "event-monitor" || !Array.isArray(query.by) || query.by.length <= MOST) return NOTHING;
    const fifth = query.by[MOST];
    return [
      {
        message: `the query is grouped by ${query.by.length} facets, ${MOST} are possible`,
        hint: `Keep the ${MOST} that matter most.`,
        path: "query",
        ...(fifth ? { span: fifth.span } : {}),
      },
    ];
  },
};
