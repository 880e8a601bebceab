/** Asks before something that cannot be taken back; without a person at a terminal it refuses. */

import { createInterface } from "node:readline/promises";
import { UsageError } from "./command";
import type { Io } from "./io";

/** Returns when the answer is yes; otherwise the command ends. */
export async function confirm(what: string, io: Io): Promise<void> {
  const answer = await asked(`${what}. Type "yes" to go on: `, io);
  if (answer === undefined)
    throw new UsageError(`${what}\nAdd --yes to do it, or --sandbox to use the stand-in on this machine.`);
  if (answer !== "yes") throw new UsageError("nothing was changed");
}

/** What a person types; undefined where there is none to ask. */
export async function asked(question: string, io: Io): Promise<string | undefined> {
  if (!io.terminal || !process.stdin.isTTY) return undefined;
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await line.question(question, { signal: io.signal })).trim();
  } finally {
    line.close();
  }
}
