/** Lengths of time that the vendors count in whole minutes: anything else would be rounded without a word, so it is refused. */

import type { Duration, Problem } from "./quantity";

/** What is wrong with a length of time that is not whole minutes; undefined when it is. */
export function minutesProblem({ text, seconds }: Duration): Problem | undefined {
  if (seconds >= 60 && seconds % 60 === 0) return undefined;
  const below = Math.floor(seconds / 60);
  return {
    code: "not-whole-minutes",
    message: `\`${text}\` is not a whole number of minutes`,
    hint: below === 0 ? "The least is `1min`." : `Write \`${below}min\` or \`${below + 1}min\`.`,
  };
}
