/** S1: the targets of an objective. */

import { isOpaqueValue } from "../facts/placeholder";
import { asNumber, asRecord } from "../input";
import type { Finding, Rule } from "../rule";

/** [API] */
const TIMEFRAMES: ReadonlySet<string> = new Set(["7d", "30d", "90d"]);

export const objectiveTarget: Rule = {
  id: "objective-target",
  ref: "S1",
  severity: "error",
  confidence: "certain",
  summary: "The target of an objective is outside 0 to 100, below its warning, too precise, or given twice.",
  needsQuery: false,
  checkObjective: ({ type, thresholds = [] }) => {
    const found: Finding[] = [];
    const seen = new Set<string>();
    for (const [index, item] of thresholds.entries()) {
      const { timeframe, target, warning } = asRecord(item);
      const path = `thresholds.${index}`;
      if (typeof timeframe === "string" && !isOpaqueValue(timeframe))
        found.push(...checkTimeframe(timeframe, seen, path));
      const number = asNumber(target);
      if (number === undefined) continue;
      const decimals = type === "monitor" && timeframe !== "90d" ? 2 : 3;
      found.push(...checkTarget("target", number, decimals, path));
      const warns = asNumber(warning);
      if (warns === undefined) continue;
      found.push(...checkTarget("warning", warns, decimals, path));
      if (warns > number) continue;
      found.push({
        message: `\`warning\` (\`${warns}\`) is not above \`target\` (\`${number}\`): it would never warn before it is missed`,
        hint: `Write a warning between ${number} and 100.`,
        path: `${path}.warning`,
      });
    }
    return found;
  },
};

function checkTimeframe(timeframe: string, seen: Set<string>, path: string): Finding[] {
  if (seen.has(timeframe)) {
    return [
      {
        message: `the timeframe \`${timeframe}\` has two targets`,
        hint: "Keep one of them.",
        path: `${path}.timeframe`,
      },
    ];
  }
  seen.add(timeframe);
  if (TIMEFRAMES.has(timeframe)) return [];
  return [{ message: `\`${timeframe}\` is not a timeframe`, hint: "Write 7d, 30d or 90d.", path: `${path}.timeframe` }];
}

function checkTarget(name: string, value: number, decimals: number, path: string): Finding[] {
  if (value <= 0 || value >= 100) {
    return [
      {
        message: `\`${name}\` is \`${value}\``,
        hint: "Write a percentage above 0 and below 100.",
        path: `${path}.${name}`,
      },
    ];
  }
  if (Number(value.toFixed(decimals)) === value) return [];
  const message = `\`${name}\` (\`${value}\`) has more than ${decimals} decimals`;
  return [{ message, hint: `Write \`${nearest(value, decimals)}\`.`, path: `${path}.${name}` }];
}

/** Rounded, but neither to 0 nor to 100, which are refused as well. */
function nearest(value: number, decimals: number): string {
  const step = 10 ** -decimals;
  return Math.min(Math.max(Number(value.toFixed(decimals)), step), 100 - step).toFixed(decimals);
}
