/** C5: a pager that both a composite and its member call. */

import { monitorIdsIn } from "../../composite/index";
import { PAGING, toldIn } from "../facts/handles";
import { memberName } from "../facts/member";
import { type Finding, NOTHING, type Rule } from "../rule";
import { createSubject } from "../subject";

export const compositePagesTwice: Rule = {
  id: "composite-pages-twice",
  ref: "C5",
  severity: "warning",
  confidence: "likely",
  summary:
    "A member of a composite calls the same pager as the composite, so the condition of the composite changes nothing.",
  needsQuery: true,
  needs: ["composite", "handles"],
  check: (subject, { byId }) => {
    const { query } = subject;
    if (query.type !== "composite") return NOTHING;
    const own = toldIn("alert", subject).filter(({ kind }) => PAGING.has(kind));
    if (own.length === 0) return NOTHING;
    const seen = new Set<string>();
    const found: Finding[] = [];
    for (const { id, span } of monitorIdsIn(query.expression)) {
      const member = seen.has(id) ? undefined : byId.get(id);
      seen.add(id);
      if (!member?.message?.includes("@")) continue;
      const called = new Set(toldIn("alert", createSubject(member)).map(({ handle }) => handle));
      const twice = own.find(({ handle }) => called.has(handle));
      if (!twice) continue;
      found.push({
        message: `\`${twice.handle}\` is called by the composite and, without waiting for it, by its member ${memberName(id, byId)}`,
        hint: "Let the member tell a channel, or nobody.",
        path: "query",
        span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
