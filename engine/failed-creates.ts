/**
 * Remembers creates that failed, beside the state of a file backend. A vendor that dies between making a resource and
 * answering leaves one that nobody knows: the engine counts the create as failed and forgets it. Recovery looks these up.
 * (A create that the engine itself did not survive is different: that one is pending in the state.)
 */

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Change } from "./result";
import { backendFolder, type StateResource } from "./state-files";

/** Adds the run's failed creates to what is remembered of the stack. In other backends nothing is written. */
export async function rememberFailedCreates(backendUrl: string | undefined, changes: readonly Change[]): Promise<void> {
  const failed = changes.filter(
    ({ op, status, provider }) => (op === "create" || op === "replace") && status === "failed" && provider !== "",
  );
  const folder = backendFolder(backendUrl);
  const first = failed[0];
  if (folder === undefined || first === undefined) return;
  const [stack = "", project = ""] = first.urn.slice("urn:pulumi:".length).split("::");
  const file = fileOf(folder, project, stack);
  const all = new Map([...(await read(file)), ...failed.map(toResource)].map((resource) => [resource.urn, resource]));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify([...all.values()]));
}

/** What is remembered of a stack. */
export function failedCreates(folder: string, project: string, stack: string): Promise<StateResource[]> {
  return read(fileOf(folder, project, stack));
}

/** Forgets it, once every one is settled. */
export async function forgetFailedCreates(folder: string, project: string, stack: string): Promise<void> {
  await rm(fileOf(folder, project, stack), { force: true });
}

function fileOf(folder: string, project: string, stack: string): string {
  return join(folder, ".pulumi", "failed-creates", project, `${stack}.json`);
}

async function read(file: string): Promise<StateResource[]> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return [];
  try {
    return JSON.parse(text) as StateResource[];
  } catch {
    // Torn by a crash of its own; the sandbox's status still shows what exists.
    return [];
  }
}

function toResource({ urn, type, new: next }: Change): StateResource {
  const inputs = next?.inputs ?? {};
  return { urn, type, id: undefined, custom: true, inputs, outputs: {}, parent: undefined, deleting: false };
}
