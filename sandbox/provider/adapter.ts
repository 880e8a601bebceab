/**
 * One kind of resource as the engine's operations: check, diff, create, read, update, delete over an injected HTTP
 * call. Plain values in and out; no gRPC here, so the measured pairs of the official plugins can drive it.
 */

import type { Call, Kind, Made, Plan, Values } from "../../vendors/index";
import { type Difference, differenceOf } from "./difference";
import { planOf } from "./plan";
import { inputsAfterRead, previewOutputs, stateAfter } from "./state";
import { hasUnknown } from "./values";

export interface Outcome {
  id: string;
  outputs: Values;
  /** Why the object could not be read back although it exists. */
  unread?: string;
}

export interface ReadOutcome {
  id: string;
  outputs: Values;
  inputs: Values;
}

export async function diff(kind: Kind, call: Call, id: string, state: Values, inputs: Values): Promise<Difference> {
  const plan = makePlan(kind, inputs, state, idOf(id, state));
  await ask(kind, call, plan);
  return differenceOf(kind, state, plan.planned);
}

/** Asks the vendor nothing but validation. */
export async function previewCreate(kind: Kind, call: Call, inputs: Values): Promise<Values> {
  const plan = makePlan(kind, inputs, {}, undefined);
  await ask(kind, call, plan);
  return previewOutputs(kind, plan.planned);
}

export async function create(kind: Kind, call: Call, inputs: Values): Promise<Outcome> {
  const plan = makePlan(kind, inputs, {}, undefined);
  await ask(kind, call, plan);
  const made: Made = await kind.calls.create(call, plan);
  const outputs = stateAfter(kind, plan.planned, made.state, made.id);
  return made.unread === undefined ? { id: made.id, outputs } : { id: made.id, outputs, unread: made.unread };
}

export function previewUpdate(kind: Kind, id: string, state: Values, inputs: Values): Values {
  const plan = makePlan(kind, inputs, state, idOf(id, state));
  return { ...previewOutputs(kind, plan.planned), id };
}

export async function update(kind: Kind, call: Call, id: string, state: Values, inputs: Values): Promise<Values> {
  const plan = makePlan(kind, inputs, state, idOf(id, state));
  await ask(kind, call, plan);
  if (!kind.calls.update) throw new Error(`${kind.title} cannot be changed in place.`);
  const answered = await kind.calls.update(call, idOf(id, state), plan);
  return stateAfter(kind, plan.planned, answered, id);
}

/** `state` and `inputs` are empty for an import. Undefined when the object is gone. */
export async function read(
  kind: Kind,
  call: Call,
  id: string,
  state: Values,
  inputs: Values,
): Promise<ReadOutcome | undefined> {
  const answered = await kind.calls.read(call, idOf(id, state), state);
  if (!answered) return undefined;
  const outputs = stateAfter(kind, state, answered, id);
  return { id, outputs, inputs: inputsAfterRead(kind, inputs, outputs) };
}

export async function remove(kind: Kind, call: Call, id: string, state: Values): Promise<void> {
  await kind.calls.delete(call, idOf(id, state), state);
}

function makePlan(kind: Kind, inputs: Values, prior: Values, id: string | undefined): Plan {
  const plan: Plan = { id, inputs, prior, planned: planOf(kind, inputs, prior, id === undefined) };
  return kind.customise ? { ...plan, planned: kind.customise(plan) } : plan;
}

async function ask(kind: Kind, call: Call, plan: Plan): Promise<void> {
  if (kind.calls.plan && !hasUnknown(plan.inputs)) await kind.calls.plan(call, plan);
}

/** The vendor's own id: an update may have given the object another one than the engine remembers. */
function idOf(id: string, state: Values): string {
  return typeof state.id === "string" && state.id !== "" ? state.id : id;
}
