/** Writes a file whole: beside it first, then over it, so that nobody ever reads half of one. */

import { renameSync, rmSync, writeFileSync } from "node:fs";

export function writeWhole(file: string, text: string): void {
  const beside = `${file}.${process.pid}.watchbill-new`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
