/** What is wrong with a list of tags' keys or values that a catalog gives a rule. */

import type { ParameterValue } from "../rule";
import { normalForm } from "./normal-form";

/** A rule that asks for nothing looks as if it had found nothing: whoever wants that disables it. */
export function someOf(what: string, among?: readonly string[]): (value: ParameterValue) => string | undefined {
  return (value) => {
    const items = Array.isArray(value) ? value.map(String) : [];
    if (items.length === 0) return `Write at least one ${what}, or disable the rule.`;
    if (among && items.some((item) => !among.includes(item)))
      return `Write ${what}s among ${among.map((one) => `\`${one}\``).join(", ")}.`;
    const wrong = items.find((item) => item.includes(":") || normalForm(item) !== item || item !== item.toLowerCase());
    return wrong === undefined
      ? undefined
      : `Write each ${what} as it stands in a tag, in lower case: not \`${wrong}\`.`;
  };
}
