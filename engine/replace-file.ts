/**
 * Replaces a file as a whole: its new content is written beside it, reaches the disk, and takes its name in one step. A kill or
 * a loss of power at any moment leaves the old file or the new one, never half of either.
 */

import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes `content` to `file`, whose folder is made when it is missing. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(beside, "w");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** The same with another file's content. */
export async function replaceWithCopy(from: string, to: string): Promise<void> {
  await replaceFile(to, await readFile(from));
}

/** The new name is on disk too; systems that open no folder (Windows) do without. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
