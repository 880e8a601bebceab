/** Asks before something that cannot be taken back; without a person at a terminal it refuses. */

import { createInterface } from "node:readline/promises";
import { UsageError } from "./command";
import type { Io } from "./io";

/** Returns when the answer is yes; otherwise the command ends. */
export async function confirm(what: string, io: Io): Promise<void> {
  if (!io.terminal || !process.stdin.isTTY)
    throw new UsageError(`${what}\nAdd --yes to do it, or --sandbox to use the stand-in on this machine.`);
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asked.question(`${what}. Type "yes" to go on: `, { signal: io.signal });
    if (answer.trim() !== "yes") throw new UsageError("nothing was changed");
  } finally {
    asked.close();
  }
}
