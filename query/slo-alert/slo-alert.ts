/**
 * Alerts on an objective: `error_budget("id").over("7d") > 75` and
 * `burn_rate("id").over("30d").long_window("1h").short_window("5m") > 14.4`.
 */

import {
  onlyText,
  pick,
  printText,
  printWindowCall,
  readChain,
  requirePart,
  type Text,
  windowOf,
} from "../chain/index";
import {
  type Condition,
  createReader,
  printCondition,
  quote,
  readCondition,
  report,
  type WindowSlot,
} from "../lexer/index";
import type { SyntaxProblem, TextSpan } from "../text/index";

export interface ErrorBudget {
  type: "error-budget";
  /** The objective's id. */
  objective: Text | undefined;
  over: WindowSlot;
  condition: Condition;
  span: TextSpan;
}

export interface BurnRate {
  type: "burn-rate";
  objective: Text | undefined;
  over: WindowSlot;
  longWindow: WindowSlot;
  shortWindow: WindowSlot;
  condition: Condition;
  span: TextSpan;
}

const METHODS = ["over", "long_window", "short_window"] as const;

export function parseSloAlert(text: string, problems: SyntaxProblem[] = []): ErrorBudget | BurnRate {
  const reader = createReader(text, 0, text.length, problems);
  const chain = readChain(reader);
  const [source] = chain.calls;
  const name = source?.name.text ?? "";
  if (name !== "error_budget" && name !== "burn_rate") {
    const span = source?.name.span ?? { start: chain.span.start, end: chain.span.start + 1 };
    const hint = 'Write `error_budget("<id>")` or `burn_rate("<id>")`.';
    report(reader, "query-unknown-source", span, `\`${quote(reader, span)}\` is no alert on an objective`, hint);
  }
  const isBurnRate = name === "burn_rate";
  const parts = pick(reader, chain, isBurnRate ? METHODS : ["over"], 1) as Record<
    (typeof METHODS)[number],
    undefined | (typeof chain.calls)[0]
  >;
  requirePart(reader, chain, parts.over, "over", '.over("7d")');
  const shared = {
    objective: onlyText(reader, source),
    over: windowOf(reader, parts.over).window,
  };
  if (!isBurnRate) {
    return {
      type: "error-budget",
      ...shared,
      condition: readCondition(reader),
      span: { start: chain.span.start, end: text.trimEnd().length },
    };
  }
  requirePart(reader, chain, parts.long_window, "long_window", '.long_window("1h")');
  requirePart(reader, chain, parts.short_window, "short_window", '.short_window("5m")');
  return {
    type: "burn-rate",
    ...shared,
    longWindow: windowOf(reader, parts.long_window).window,
    shortWindow: windowOf(reader, parts.short_window).window,
    condition: readCondition(reader),
    span: { start: chain.span.start, end: text.trimEnd().length },
  };
}

export function printSloAlert(alert: ErrorBudget | BurnRate): string {
  const objective = printText(alert.objective, '"');
  const over = printWindowCall("over", alert.over, '"');
  const condition = printCondition(alert.condition);
  if (alert.type === "error-budget") return `error_budget(${objective})${over}${condition}`;
  const long = printWindowCall("long_window", alert.longWindow, '"');
  const short = printWindowCall("short_window", alert.shortWindow, '"');
  return `burn_rate(${objective})${over}${long}${short}${condition}`;
}
