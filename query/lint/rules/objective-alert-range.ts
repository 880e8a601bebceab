/** S2: burn-rate and error-budget alerts outside what can happen. */

import { type WindowSlot, windowSeconds } from "../../lexer/index";
import type { BurnRate } from "../../slo-alert/index";
import type { LintContext } from "../context";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

const OVER: ReadonlySet<string> = new Set(["7d", "30d", "90d"]);

export const objectiveAlertRange: Rule = {
  id: "objective-alert-range",
  ref: "S2",
  severity: "error",
  confidence: "certain",
  summary: "The threshold or the windows of an alert on an objective are outside what the vendor takes.",
  needsQuery: true,
  needs: ["objective"],
  check: (subject, context) => {
    const { query } = subject;
    if (query.type !== "error-budget" && query.type !== "burn-rate") return NOTHING;
    const found = [...checkOver(query.over), ...checkDirection(subject)];
    if (query.type === "error-budget") found.push(...checkBudget(subject));
    else {
      found.push(...checkWindows(query));
      const rate = checkRate(subject, query, context);
      if (rate === undefined && found.length === 0) return notChecked("the objective's target is not known");
      found.push(...(rate ?? []));
    }
    return found.length === 0 ? NOTHING : found;
  },
};

function checkOver(over: WindowSlot): Finding[] {
  if (over?.type !== "window" || OVER.has(`${over.amount}${over.unit}`)) return [];
  return [
    {
      message: `an objective has no period of \`${over.amount}${over.unit}\``,
      hint: "Write 7d, 30d or 90d.",
      path: "query",
      span: over.span,
    },
  ];
}

/** `>` and `>=` only [API]. */
function checkDirection(subject: Subject): Finding[] {
  const { limit } = subject;
  if (!limit || limit.upward) return [];
  return [
    {
      message: `\`${limit.op}\` cannot stand in an alert on an objective`,
      hint: "Write `>`.",
      path: "query",
      span: subject.condition?.comparator?.span ?? limit.span,
    },
  ];
}

function checkBudget(subject: Subject): Finding[] {
  const { limit } = subject;
  if (!limit || (limit.value > 0 && limit.value <= 100)) return [];
  return [
    {
      message: `\`${limit.value}\` is no part of an error budget in percent`,
      hint: "Write a number above 0 and up to 100.",
      path: "query",
      span: limit.span,
    },
  ];
}

function checkWindows({ longWindow, shortWindow }: BurnRate): Finding[] {
  if (longWindow?.type !== "window") return [];
  const long = windowSeconds(longWindow);
  const found: Finding[] = [];
  if (long < 3600 || long > 48 * 3600) {
    found.push({
      message: "the long window is not between 1 and 48 hours",
      hint: "Write e.g. `1h`, `6h` or `24h`.",
      path: "query",
      span: longWindow.span,
    });
  }
  if (shortWindow?.type === "window" && windowSeconds(shortWindow) >= long) {
    const twelfth = Math.max(1, Math.round(long / 12 / 60));
    found.push({
      message: "the short window is not shorter than the long one",
      hint: `Write a twelfth of it: \`${twelfth}m\`.`,
      path: "query",
      span: shortWindow.span,
    });
  }
  return found;
}

/** Undefined: the target is not known. A budget of 1 - target cannot burn faster than 1 / (1 - target). */
function checkRate(subject: Subject, query: BurnRate, context: LintContext): Finding[] | undefined {
  const { limit } = subject;
  if (!limit) return [];
  if (limit.value <= 0) {
    return [
      {
        message: `a burn rate of \`${limit.value}\` is always exceeded`,
        hint: "Write e.g. 14.4 (1h), 6 (6h) or 3 (24h).",
        path: "query",
        span: limit.span,
      },
    ];
  }
  const target = query.objective?.type === "string" ? context.objectiveTarget?.(query.objective.value) : undefined;
  if (target === undefined) return undefined;
  const most = Number((1 / (1 - target / 100)).toFixed(6));
  if (limit.value <= most) return [];
  return [
    {
      message: `with a target of ${target} % nothing burns faster than ${most}, so \`${limit.op} ${limit.value}\` never alerts`,
      hint: `Write at most ${most}.`,
      path: "query",
      span: limit.span,
    },
  ];
}
