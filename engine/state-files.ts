/**
 * Where the file backend keeps a stack, and what is in it: checkpoints, locks. Read without starting the engine. Paths
 * and shapes are those of the engine's own "diy" backend.
 */

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A stack of a project in a file backend. */
export interface StackFiles {
  checkpoint: string;
  /** What the engine copied aside before it last wrote. */
  backup: string;
  /** The folder of the stack's lock files. */
  locks: string;
  /** What the engine writes beside its files and must be able to read, though nothing of the user's is in it. */
  attributes: string[];
}

/** A resource as the checkpoint holds it. Secrets are encrypted there. */
export interface StateResource {
  urn: string;
  type: string;
  id: string | undefined;
  /** Whether a vendor holds it, rather than it being a component. */
  custom: boolean;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  parent: string | undefined;
  /** The one that holds it: its URN and number. */
  provider?: string | undefined;
  /** Waiting to be deleted after a replacement. */
  deleting: boolean;
  /** Only read by the stack, which never deletes it. */
  external: boolean;
  /** The engine refuses to delete it. */
  protect: boolean;
  /** The URNs of the resources whose outputs a property holds. */
  propertyDependencies: Record<string, string[]>;
}

/** A step that was begun and not finished when the engine ended. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, `reading`, `importing`. */
  type: string;
  resource: StateResource;
}

/** A checkpoint's content. */
export interface StackState {
  resources: StateResource[];
  pending: PendingOperation[];
}

/** The folder of a `file://` backend, or undefined when the backend is another kind. */
export function backendFolder(backendUrl: string | undefined): string | undefined {
  if (backendUrl === undefined || !backendUrl.startsWith("file://")) return undefined;
  return backendUrl.startsWith("file:///") ? fileURLToPath(backendUrl.replace(/[?#].*$/, "")) : undefined;
}

/** The files of a stack. */
export function stackFiles(folder: string, project: string, stack: string): StackFiles {
  const home = join(folder, ".pulumi");
  const checkpoint = join(home, "stacks", project, `${stack}.json`);
  const backup = `${checkpoint}.bak`;
  return {
    checkpoint,
    backup,
    locks: join(home, "locks", "organization", project, stack),
    attributes: [checkpoint, backup, join(home, "meta.yaml")].map((file) => `${file}.attrs`),
  };
}

/** What the engine or we were writing beside a stack's files when they were killed: never read again, never removed by the engine. */
export async function unfinishedFiles(folder: string, project: string, stack: string): Promise<string[]> {
  const home = join(folder, ".pulumi");
  const found = await Promise.all([
    filesIn(join(home, "stacks", project), (name) => name.startsWith(`${stack}.json.`)),
    filesIn(join(home, "history", project, stack)),
    filesIn(join(home, "backups", project, stack)),
    filesIn(join(home, "locks", "organization", project, stack)),
  ]);
  return found.flat().sort();
}

async function filesIn(folder: string, isOurs: (name: string) => boolean = () => true): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".tmp") && isOurs(name)).map((name) => join(folder, name));
}

/** Where the locks of every stack of every project are. */
export async function lockFolders(folder: string): Promise<{ stack: string; locks: string }[]> {
  const all = join(folder, ".pulumi", "locks", "organization");
  const projects = await readdir(all).catch(() => []);
  const stacks = projects.map(async (project) =>
    (await readdir(join(all, project)).catch(() => [])).map((stack) => ({ stack, locks: join(all, project, stack) })),
  );
  return (await Promise.all(stacks)).flat();
}

/** The names of a project's stacks in a file backend. */
export async function stackNamesInFolder(folder: string, project: string): Promise<string[]> {
  const names = await readdir(join(folder, ".pulumi", "stacks", project)).catch(() => []);
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"))
    .sort();
}

/** The state in a checkpoint, or why it cannot be read. */
export type ReadState = { type: "state"; state: StackState } | { type: "absent" } | { type: "damaged"; reason: string };

/** Reads a checkpoint file. */
export async function readCheckpoint(file: string): Promise<ReadState> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { type: "absent" };
    return { type: "damaged", reason: String(error) };
  }
  return parseCheckpoint(text);
}

/** The state in the text of a checkpoint (`checkpoint.latest`) or of an export (`deployment`). */
export function parseCheckpoint(text: string): ReadState {
  let content: Fields | undefined;
  try {
    content = fields(JSON.parse(text));
  } catch (error) {
    return { type: "damaged", reason: `not JSON: ${error instanceof Error ? error.message : error}` };
  }
  const checkpoint = fields(content?.checkpoint);
  if (content?.deployment === undefined && checkpoint === undefined) {
    return { type: "damaged", reason: "it holds no checkpoint" };
  }
  // A stack that never was deployed has no `latest`.
  const latest = fields(content?.deployment ?? checkpoint?.latest) ?? {};
  return {
    type: "state",
    state: {
      resources: list(latest.resources).flatMap(toResource),
      pending: list(latest.pending_operations).flatMap((item) => {
        const operation = fields(item);
        return toResource(operation?.resource).map((resource) => ({ type: String(operation?.type), resource }));
      }),
    },
  };
}

type Fields = Record<string, unknown>;

function toResource(value: unknown): StateResource[] {
  const item = fields(value);
  if (item === undefined || typeof item.urn !== "string") return [];
  return [
    {
      urn: item.urn,
      type: String(item.type),
      id: typeof item.id === "string" && item.id !== "" ? item.id : undefined,
      custom: item.custom === true,
      inputs: fields(item.inputs) ?? {},
      outputs: fields(item.outputs) ?? {},
      parent: typeof item.parent === "string" ? item.parent : undefined,
      provider: typeof item.provider === "string" ? item.provider : undefined,
      deleting: item.delete === true,
      external: item.external === true,
      protect: item.protect === true,
      propertyDependencies: Object.fromEntries(
        Object.entries(fields(item.propertyDependencies) ?? {}).map(([name, urns]) => [name, list(urns).map(String)]),
      ),
    },
  ];
}

function fields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
