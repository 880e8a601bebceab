/** D3: a condition of a detection rule that speaks of a search the rule does not have. */

import { nearest } from "../../text/index";
import { comparisonsOf, isNumber, namesOf } from "../facts/detection";
import type { Finding, Rule } from "../rule";

export const detectionQueryName: Rule = {
  id: "detection-query-name",
  ref: "D3",
  severity: "error",
  confidence: "certain",
  summary: "A case of a detection rule names a search that the rule does not have.",
  needsQuery: false,
  checkDetection: (detection) => {
    const names = namesOf(detection);
    return comparisonsOf(detection).flatMap(({ path, span, left, right }): Finding[] => {
      const name = isNumber(left) ? right : left;
      if (names.length === 0 || isNumber(name) || names.includes(name) || name.includes("${")) return [];
      const near = nearest(name, names);
      return [
        {
          message: `no search of the rule is called \`${name}\``,
          hint: near ? `Did you mean \`${near}\`?` : `There are ${names.map((one) => `\`${one}\``).join(", ")}.`,
          path,
          span,
        },
      ];
    });
  },
};
