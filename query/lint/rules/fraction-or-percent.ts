/** U4: a fraction compared with a percentage, or the reverse. */

import { sameScale } from "../../units/index";
import { shareHint } from "../facts/share";
import { wordsOf } from "../facts/text";
import { unitOfSubject } from "../facts/unit";
import { NOTHING, notChecked, type Rule } from "../rule";

/** Fractions of these go beyond 1. */
const UNBOUNDED: ReadonlySet<string> = new Set(["ratio", "fragmentation", "factor", "amplification"]);

export const fractionOrPercent: Rule = {
  id: "fraction-or-percent",
  ref: "U4",
  severity: "warning",
  confidence: "likely",
  summary: "A fraction (0 to 1) is compared with a percentage, or a percentage with a fraction.",
  needsQuery: true,
  needs: ["metric", "limit"],
  check: (subject, context) => {
    const { limit } = subject;
    if (subject.query.type !== "metric-monitor" || !limit) return NOTHING;
    if (subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers")) return NOTHING;
    if (limit.value === 0 || Number.isNaN(limit.value)) return NOTHING;
    const answer = unitOfSubject(subject, context);
    if (!answer.unit) return notChecked("the unit of the query is not known");
    if (answer.unit.ratio !== "part") return NOTHING;
    if (answer.doubts.length > 0) return notChecked(answer.doubts[0] ?? "");
    const { scale } = answer.unit;
    const tooLarge = sameScale(scale, 1) && limit.value > 1;
    const tooSmall = sameScale(scale, 0.01) && limit.value > 0 && limit.value < 1;
    if (!tooLarge && !tooSmall) return NOTHING;
    const words = subject.series.flatMap(({ metric }) => wordsOf(metric.text));
    if (words.some((word) => UNBOUNDED.has(word))) return NOTHING;
    if (subject.query.head?.type === "change") return NOTHING;
    const compared = `\`${limit.op} ${limit.value}\``;
    const why = answer.why().join("; ");
    if (tooLarge) {
      const outcome = limit.downward || limit.op === "!=" ? "is always true" : "is never reached";
      return [
        {
          message: `the query is a fraction from 0 to 1, ${compared} ${outcome} (${why})`,
          hint: `${shareHint(limit)}, or multiply the query by 100.`,
          path: "query",
          span: limit.span,
        },
      ];
    }
    return [
      {
        message: `the query is in percent, ${compared} is less than one percent (${why})`,
        hint: `Write \`${limit.op} ${tidy(limit.value * 100)}\` if ${tidy(limit.value * 100)} % is meant.`,
        path: "query",
        span: limit.span,
      },
    ];
  },
};

function tidy(value: number): number {
  return Number(value.toPrecision(10));
}
