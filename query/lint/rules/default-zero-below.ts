/** N6: zeros where there was nothing, compared with a lower limit. */

import { hasModifier, walkExpression } from "../../metric/index";
import { callNamed } from "../facts/anomaly";
import { NOTHING, type Rule } from "../rule";

export const defaultZeroBelow: Rule = {
  id: "default-zero-below",
  ref: "N6",
  severity: "warning",
  confidence: "likely",
  summary: "`default_zero()` under a lower limit, or in a ratio of counts: no data alerts, or is taken for no errors.",
  needsQuery: true,
  needs: ["metric", "calls", "limit"],
  check: (subject) => {
    const call = callNamed(subject.calls, "default_zero");
    const { limit } = subject;
    if (!call || !limit || subject.query.type !== "metric-monitor") return NOTHING;
    const place = { path: "query", span: call.name.span };
    if (limit.downward && limit.value >= 0 && !(limit.op === "<" && limit.value === 0)) {
      return [
        {
          message: `missing data becomes 0, which is \`${limit.op} ${limit.value}\`: the monitor alerts when nothing arrives`,
          hint: "Remove `default_zero()` and choose `on_missing_data`, or say in the message that silence alerts too.",
          ...place,
        },
      ];
    }
    let ratio = false;
    walkExpression(subject.query.expression, (node) => {
      if (node.type === "binary" && node.op === "/" && hasModifier(node, "as_count")) ratio = true;
    });
    if (!ratio) return NOTHING;
    return [
      {
        message: "`default_zero()` in a ratio of counts: counts without data are 0 already",
        hint: "Remove it.",
        ...place,
      },
    ];
  },
};
