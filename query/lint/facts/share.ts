/** What to write instead of a limit that no fraction reaches. */

import type { Limit } from "./limit";

/** Up to twice the whole a number may be 120 % or 1.2 %: then both are named. */
export function shareHint({ op, value }: Limit): string {
  const part = Number((value / 100).toPrecision(10));
  if (value > 2) return `Write \`${op} ${part}\``;
  const percent = Number((value * 100).toPrecision(10));
  return `\`${value}\` is ${percent} %: write a limit below 1, e.g. \`${op} 0.9\` (for ${value} % it is \`${part}\`)`;
}
