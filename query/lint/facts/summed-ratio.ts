/** A quotient of rates or counts worked out point by point and then summed over the window. */

import { arithmeticOf } from "../../meaning/index";
import { type Binary, type Expression, hasModifier, seriesIn, walkExpression } from "../../metric/index";
import type { Lookup } from "../../units/index";
import type { Subject } from "../subject";

export function summedRatio({ query, series }: Subject, lookup: Lookup): Binary | undefined {
  if (query.type !== "metric-monitor" || query.head?.type !== "aggregate") return undefined;
  if (query.head.aggregator.text !== "sum" || series.length < 2) return undefined;
  if (arithmeticOf(query.expression) === "totals") return undefined;
  let found: Binary | undefined;
  walkExpression(query.expression, (node) => {
    if (node.type === "binary" && node.op === "/" && isFlow(node.left, lookup) && isFlow(node.right, lookup)) {
      found ??= node;
    }
  });
  return found;
}

/** Holds series, and all of them are rates or counts. */
function isFlow(expression: Expression, lookup: Lookup): boolean {
  const series = seriesIn(expression);
  return (
    series.length > 0 && series.every((one) => hasModifier(one, "as_rate") || lookup(one.metric.text)?.type === "count")
  );
}
