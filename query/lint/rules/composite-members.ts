/** C1: what a composite may be made of. */

import { monitorIdsIn } from "../../composite/index";
import { memberName } from "../facts/member";
import { type Finding, NOTHING, type Rule } from "../rule";

/** [DOC composite] */
const MOST = 10;

export const compositeMembers: Rule = {
  id: "composite-members",
  ref: "C1",
  severity: "error",
  confidence: "certain",
  summary: "A composite joins at most ten other monitors, none of them a composite, none of them itself.",
  needsQuery: true,
  needs: ["composite"],
  check: ({ query, input }, { byId }) => {
    if (query.type !== "composite") return NOTHING;
    const found: Finding[] = [];
    const distinct = new Set<string>();
    for (const { id, span } of monitorIdsIn(query.expression)) {
      if (distinct.has(id)) continue;
      distinct.add(id);
      if (input.id !== undefined && String(input.id) === id) {
        found.push({
          message: `the composite refers to itself (${memberName(id, byId)})`,
          hint: "Name another monitor.",
          path: "query",
          span,
        });
      } else if (byId.get(id)?.type === "composite") {
        found.push({
          message: `${memberName(id, byId)} is a composite itself`,
          hint: "Name its members instead.",
          path: "query",
          span,
        });
      }
      if (distinct.size === MOST + 1) {
        found.push({
          message: `${memberName(id, byId)} is the eleventh monitor, ${MOST} are possible`,
          hint: "Split the composite.",
          path: "query",
          span,
        });
      }
    }
    return found.length === 0 ? NOTHING : found;
  },
};
