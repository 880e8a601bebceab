/** Q15: capitals in the tags of a metric query. */

import { filterOf, tagsIn } from "../facts/scope";
import { type Finding, NOTHING, type Rule } from "../rule";

export const upperCaseTag: Rule = {
  id: "upper-case-tag",
  ref: "Q15",
  severity: "warning",
  confidence: "likely",
  summary: "Tags are stored in lower case, so a filter with capitals matches nothing.",
  needsQuery: true,
  needs: ["series"],
  check: (subject) => {
    const found: Finding[] = [];
    for (const series of subject.series) {
      const filter = filterOf(series);
      if (!filter) continue;
      for (const { tag } of tagsIn(filter)) {
        const written = tag.value === undefined ? tag.key : `${tag.key}:${tag.value}`;
        if (!/[A-Z]/.test(written) || /[$%]/.test(written)) continue;
        const lower = written.toLowerCase();
        const length = tag.span.end - tag.span.start;
        found.push({
          message: `\`${written}\` has capitals, but tags are stored in lower case`,
          hint: `Write \`${lower}\`.`,
          path: "query",
          span: tag.span,
          ...(length === written.length
            ? { fix: { type: "text" as const, path: "query", span: tag.span, text: lower } }
            : {}),
        });
      }
    }
    return found.length === 0 ? NOTHING : found;
  },
};
