/** The condition of a composite signal: signals joined by `&&`, `||`, `!` and parentheses. */

import { type Context, complain, type Part } from "./context";

export interface CompositePart {
  /** As in the condition: `errors` or `checkout/errors`. */
  text: string;
  start: number;
  end: number;
}

const TOKEN = /\s*(&&|\|\||!|\(|\)|[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)?|\S)/gy;

/** Reads a condition; undefined, with a finding, when it is none. */
export function readCondition(when: string, part: Part, context: Context): CompositePart[] | undefined {
  const parts: CompositePart[] = [];
  let open = 0;
  let wantsSignal = true;
  const wrong = (message: string, hint: string): undefined => {
    complain(context, part, ["when"], { code: "bad-condition", message, hint });
    return undefined;
  };
  const hint = "Write signals joined by `&&`, `||` and `!`: `errors && !deploying`.";
  for (const match of when.trimEnd().matchAll(TOKEN)) {
    const token = match[1] ?? "";
    const end = match.index + match[0].length;
    if (/^[a-z]/.test(token)) {
      if (!wantsSignal) return wrong(`\`&&\` or \`||\` is missing before \`${token}\` in \`${when}\``, hint);
      parts.push({ text: token, start: end - token.length, end });
      wantsSignal = false;
    } else if (token === "!" || token === "(") {
      if (!wantsSignal) return wrong(`\`&&\` or \`||\` is missing before \`${token}\` in \`${when}\``, hint);
      if (token === "(") open++;
    } else if (token === ")") {
      if (wantsSignal || open === 0) return wrong(`\`)\` does not belong here in \`${when}\``, hint);
      open--;
    } else if (token === "&&" || token === "||") {
      if (wantsSignal) return wrong(`a signal is missing before \`${token}\` in \`${when}\``, hint);
      wantsSignal = true;
    } else return wrong(`\`${token}\` does not belong in a condition`, hint);
  }
  if (wantsSignal) return wrong(`a signal is missing at the end of \`${when}\``, hint);
  if (open > 0) return wrong(`\`)\` is missing in \`${when}\``, hint);
  if (parts.length > 10)
    return wrong(
      `the condition names ${parts.length} signals`,
      "Datadog takes at most ten: combine some in a composite of their own.",
    );
  return parts;
}
