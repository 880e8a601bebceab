/**
 * What a kill may leave in the sandbox: objects that an adapter made and the engine never heard of. The client's side;
 * which of them are lost is decided here, from what the engine's state has, and nowhere else.
 */

import { ask } from "./client";
import type { MadeObject, ObjectKey } from "./store/index";

export type { MadeObject } from "./store/index";

/** Longer than the sandbox waits for its adapters. */
const LIST_LIMIT_MS = 60_000;

/**
 * What the adapters made for an environment's stack since it was last recovered, in order. Answers when no adapter is
 * at work any more.
 */
export async function madeBy(url: string, environment: string): Promise<MadeObject[]> {
  const path = `/_sandbox/made?owner=${encodeURIComponent(environment)}`;
  return ((await ask(url, path, undefined, LIST_LIMIT_MS)) as { objects: MadeObject[] }).objects;
}

/** The id the engine was to be told for what was made for this resource last, apart from those it knows. */
export function madeFor(made: readonly MadeObject[], urn: string, known: ReadonlySet<string>): string | undefined {
  return made.findLast((object) => object.madeFor === urn && object.madeAs !== undefined && !known.has(object.madeAs))
    ?.madeAs;
}

export interface LeftOver {
  /** Made for the stack, and its state does not have it. */
  lost: MadeObject[];
  /** Made for the stack, and its state has it. */
  recorded: MadeObject[];
}

/**
 * Compares what was made for a stack with what its state has. By type and id: a renamed resource has another URN than
 * the one it was made for. What was made for another project's stack of the same name is neither.
 */
export function leftOver(
  made: readonly MadeObject[],
  { stack, project }: { stack: string; project: string },
  state: readonly { urn: string; id?: string | undefined }[],
): LeftOver {
  const known = new Set(state.flatMap(({ urn, id }) => (id === undefined ? [] : [`${typeOf(urn)} ${id}`])));
  const own = made.filter((object) => object.madeFor.startsWith(`urn:pulumi:${stack}::${project}::`));
  const isRecorded = ({ madeFor: urn, madeAs }: MadeObject) =>
    madeAs !== undefined && known.has(`${typeOf(urn)} ${madeAs}`);
  return { lost: own.filter((object) => !isRecorded(object)), recorded: own.filter(isRecorded) };
}

/** Removes what is lost, and takes what is recorded off the list for good. */
export async function recovered(url: string, { lost, recorded }: LeftOver): Promise<void> {
  if (lost.length + recorded.length === 0) return;
  await ask(url, "/_sandbox/recovered", { lost: lost.map(key), recorded: recorded.map(key) });
}

function key({ vendor, kind, id }: MadeObject): ObjectKey {
  return { vendor, kind, id };
}

function typeOf(urn: string): string | undefined {
  return urn.split("::")[2]?.split("$").pop();
}
