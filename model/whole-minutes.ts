/** Lengths of time that the vendors count in whole minutes, hours or days: anything else would be rounded without a word, so it is refused. */

import type { Duration, Problem } from "./quantity";

const STEPS = { minutes: ["min", 60], hours: ["h", 3600], days: ["d", 86_400] } as const;

/** What is wrong with a length of time that is not whole minutes, or hours, or days; undefined when it is. */
export function notWhole({ text, seconds }: Duration, steps: keyof typeof STEPS = "minutes"): Problem | undefined {
  const [unit, step] = STEPS[steps];
  if (seconds >= step && seconds % step === 0) return undefined;
  const below = Math.floor(seconds / step);
  return {
    code: "not-whole-minutes",
    message: `\`${text}\` is not a whole number of ${steps}`,
    hint: below === 0 ? `The least is \`1${unit}\`.` : `Write \`${below}${unit}\` or \`${below + 1}${unit}\`.`,
  };
}
