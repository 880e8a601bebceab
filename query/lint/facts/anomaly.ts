/** The parts of `anomalies(…)` and `forecast(…)` that rules compare. */

import { type WindowUnit, windowSeconds } from "../../lexer/index";
import type { Call, KeywordArgument } from "../../metric/index";

export function callNamed(calls: readonly Call[], name: string): Call | undefined {
  return calls.find((call) => call.name.text === name);
}

export function keywordOf(call: Call, name: string): KeywordArgument | undefined {
  for (const argument of call.arguments)
    if (argument.type === "keyword" && argument.name.text === name) return argument;
  return undefined;
}

/** The value of a keyword as text; undefined when absent or a placeholder. */
export function keywordText(call: Call, name: string): string | undefined {
  const value = keywordOf(call, name)?.value;
  if (value?.type === "string") return value.value.includes("${") ? undefined : value.value;
  if (value?.type === "number") return String(value.value);
  return value?.type === "word" ? value.text : undefined;
}

/** The quoted text at a place among the arguments without keyword. */
export function textAt(call: Call, index: number): string | undefined {
  const argument = call.arguments.filter(({ type }) => type !== "keyword")[index];
  return argument?.type === "string" && !argument.value.includes("${") ? argument.value : undefined;
}

/** Seconds of `last_15m` or `15m`; undefined for what is no window. */
export function secondsOf(window: unknown): number | undefined {
  if (typeof window !== "string") return undefined;
  const match = /^(?:last_)?(\d{1,9})(mo|[smhdw])$/.exec(window.trim());
  return match ? windowSeconds({ amount: Number(match[1]), unit: match[2] as WindowUnit }) : undefined;
}
