/** Finds or builds the engine before the tests, so that none of them is skipped for the want of it; on a fresh machine this takes minutes. */

import { findEngine } from "../engine/index";

export async function main(): Promise<void> {
  try {
    const { how, version } = await findEngine({ onProgress: (text) => console.log(text) });
    console.log(`engine: ${version} (${how})`);
  } catch (error) {
    // The tests that need it say so themselves.
    console.log(`no engine: ${error instanceof Error ? error.message : String(error)}`);
  }
}
