/** T14: the algorithm of an anomaly monitor and the season it knows. */

import { nearest } from "../../text/index";
import { callNamed, keywordOf, textAt } from "../facts/anomaly";
import { NOTHING, type Rule } from "../rule";

/** `adaptive` is the old name of `agile` [DOC anomaly]. */
const ALGORITHMS: ReadonlySet<string> = new Set(["basic", "agile", "robust", "adaptive"]);

export const anomalyAlgorithm: Rule = {
  id: "anomaly-algorithm",
  ref: "T14",
  severity: "warning",
  confidence: "likely",
  summary: "The algorithm of an anomaly monitor does not go with its seasonality.",
  needsQuery: true,
  needs: ["calls"],
  check: (subject) => {
    const call = callNamed(subject.calls, "anomalies");
    const algorithm = call && textAt(call, 1);
    if (!call || algorithm === undefined) return NOTHING;
    const seasonality = keywordOf(call, "seasonality");
    const span = seasonality?.span ?? call.arguments[1]?.span ?? call.span;
    const find = (message: string, hint: string) => [{ message, hint, path: "query", span }];
    if (!ALGORITHMS.has(algorithm)) {
      const meant = nearest(algorithm, ALGORITHMS);
      return find(
        `\`${algorithm}\` is not an algorithm of \`anomalies\``,
        `Write \`${meant ?? "agile"}\`; there are basic, agile and robust.`,
      );
    }
    if (algorithm === "basic" && seasonality) {
      return find("`basic` knows no seasons: `seasonality` has no effect", "Remove it, or use `agile` or `robust`.");
    }
    if (algorithm !== "basic" && !seasonality) {
      return find(`\`${algorithm}\` has no \`seasonality\``, "Add `seasonality='weekly'` (or daily, hourly).");
    }
    return NOTHING;
  },
};
