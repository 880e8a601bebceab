/** How a monitor's number comes about: what is aggregated first, and how often it is looked at. */

import { type WindowSlot, windowSeconds } from "../lexer/index";
import { type Expression, hasModifier, type MetricMonitor, walkExpression } from "../metric/index";

/**
 * `points`: arithmetic at every point, then the window is reduced (1 + 2 errors of 10 each: 0.1 + 0.2).
 * `totals`: every operand is summed over the window first, then arithmetic (3 errors of 20: 0.15) [DOC as-count guide].
 */
export type Arithmetic = "none" | "points" | "totals";

export function arithmeticOf(expression: Expression): Arithmetic {
  let operators = 0;
  walkExpression(expression, (node) => {
    if (node.type === "binary" && node.left.type !== "number" && node.right.type !== "number") operators++;
  });
  if (operators === 0) return "none";
  return hasModifier(expression, "as_count") ? "totals" : "points";
}

/** Whether the result depends on which comes first: only where something is divided or multiplied. */
export function orderMatters(expression: Expression): boolean {
  let matters = false;
  walkExpression(expression, (node) => {
    if (node.type !== "binary" || (node.op !== "/" && node.op !== "*")) return;
    if (node.left.type !== "number" && node.right.type !== "number") matters = true;
  });
  return matters;
}

/** Seconds between two evaluations; undefined when the window is not known. [DOC configuration] */
export function evaluationInterval(window: WindowSlot): number | undefined {
  if (window?.type !== "window") return undefined;
  const seconds = windowSeconds(window);
  if (seconds < 24 * 3600) return 60;
  return seconds < 48 * 3600 ? 600 : 1800;
}

/** The function that turns the value into a share of anomalous points, a prediction, or a mark for outliers. */
export type Algorithm = "anomalies" | "forecast" | "outliers";

export function algorithmOf(
  monitor: MetricMonitor,
): { name: Algorithm; call: Extract<Expression, { type: "call" }> } | undefined {
  const { expression } = monitor;
  if (expression.type !== "call") return undefined;
  const name = expression.name.text;
  return name === "anomalies" || name === "forecast" || name === "outliers" ? { name, call: expression } : undefined;
}
