/** Reading what may be gone. */

import { type Value, VendorError } from "../kind";

/** The answer, or undefined for a 404. */
export async function found(answer: Promise<Value>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof VendorError && error.status === 404) return undefined;
    throw error;
  }
}

/** Waits for an answer whose 404 means "done already". */
export async function goneIsFine(answer: Promise<Value>): Promise<void> {
  await found(answer);
}
