/** From a resource's state: what the engine is given as outputs, and what its inputs are after a read. Pure. */

import { type Field, type Fields, isZero, type Kind, UNKNOWN, type Value, type Values } from "../../vendors/index";
import { planOf, sameSdk } from "./plan";
import { sameValue } from "./values";

/** The plan with what the vendor answered laid over it; what is still unknown was never answered. */
export function stateAfter(kind: Kind, planned: Values, answered: Values, id: string): Values {
  const state: Values = {};
  for (const name of Object.keys(kind.fields)) {
    const value = answered[name] !== undefined ? answered[name] : planned[name];
    if (value !== undefined && value !== UNKNOWN) state[name] = value;
  }
  return { ...state, id: typeof answered.id === "string" ? answered.id : id };
}

/** What a preview can say: fields the vendor fills in are unknown. */
export function previewOutputs(kind: Kind, planned: Values): Values {
  return fillUnknown(kind.fields, planned);
}

function fillUnknown(fields: Fields, planned: Values): Values {
  const out: Values = { ...planned };
  for (const [name, field] of Object.entries(fields)) {
    if (out[name] === undefined && (field.computed || field.output)) out[name] = UNKNOWN;
  }
  return out;
}

/**
 * The inputs after a read: those the program gave take the vendor's value where it differs; for an import (no inputs
 * before) everything that can be an input and is not what leaving it out means.
 */
export function inputsAfterRead(kind: Kind, inputs: Values, state: Values): Values {
  if (Object.keys(inputs).length === 0) return importInputs(kind, state);
  const out: Values = { ...inputs };
  const planned = planOf(kind, inputs, state, false);
  for (const [name, field] of Object.entries(kind.fields)) {
    const input = inputs[name];
    if (input === undefined || field.local || field.secret) continue;
    const same =
      kind.flavour === "framework" ? sameValue(planned[name], state[name]) : sameSdk(planned[name], state[name]);
    if (!same) out[name] = strip(field, state[name], input);
  }
  return out;
}

function importInputs(kind: Kind, state: Values): Values {
  const out: Values = { __defaults: [] };
  for (const [name, field] of Object.entries(kind.fields)) {
    const value = state[name];
    // To the framework's plugins an empty text is not an absent one.
    const given = kind.flavour === "framework" && value === "" && !field.computed;
    if (field.output || value === undefined || value === null || (isLeftOut(field, value) && !given)) continue;
    out[name] = strip(field, value, undefined);
  }
  return out;
}

/** Whether a value is what leaving it out means: the default, or zero where there is none. */
function isLeftOut(field: Field, value: Value | undefined): boolean {
  if (field.required) return false;
  const standard = field.default ?? field.planDefault;
  return standard === undefined ? isZero(value) : sameValue(standard, value);
}

/** The state's value without the zeros that only the state spells out. */
function strip(field: Field, value: Value | undefined, input: Value | undefined): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.type === "block") return stripFields(field.fields, value as Values, (input ?? {}) as Values);
  if ((field.type === "list" || field.type === "set") && Array.isArray(value)) {
    const before = Array.isArray(input) ? input : [];
    return value.map((item, i) => strip(field.of, item, before[i]) ?? item);
  }
  return value;
}

function stripFields(fields: Fields, values: Values, input: Values): Values {
  const out: Values = { __defaults: [] };
  for (const [name, field] of Object.entries(fields)) {
    if (field.output || (isLeftOut(field, values[name]) && input[name] === undefined)) continue;
    const value = strip(field, values[name], input[name]);
    if (value !== undefined) out[name] = value;
  }
  return out;
}
