/**
 * The calls of a PagerDuty object: every one is sent and answered as `{ <key>: { … } }` under a collection, and most are
 * read again after each write. What differs per kind is passed in.
 */

import type { Call, Calls, Plan, Value, Values } from "../kind";
import { VendorError } from "../kind";
import { object, text } from "../wire";

interface ObjectCalls {
  /** Wraps the body both ways, e.g. `service`. */
  key: string;
  /** Path of the collection; may need the object it belongs to. */
  collection: (values: Values) => string;
  /** What is sent for a plan; `plan.id` is absent on creation. */
  body: (plan: Plan) => Values;
  /** What an answer says; `known` is the plan or the state, for what the vendor does not repeat. */
  state: (answer: Values, known: Values) => Values;
  /** Added to every read. */
  readQuery?: string;
  /** Added to a write. */
  writeQuery?: (plan: Plan) => string;
  /** False where the plugin takes its plan for the state after an update. Default true. */
  readAfterUpdate?: boolean;
  /** False where the plugin takes the answer to the POST for the state. Default true. */
  readAfterCreate?: boolean;
  /** Which values name the object's place when it is changed; default the plan. */
  updatePlace?: (plan: Plan) => Values;
  /** Sent with a read by a client that always sends a body. */
  readBody?: Values;
}

export function objectCalls(shape: ObjectCalls): Calls {
  const path = (id: string, values: Values) => `${shape.collection(values)}/${encodeURIComponent(id)}`;
  const inside = (answer: Value) => object(object(answer)[shape.key]);
  const fetch = async (call: Call, id: string, place: Values, known: Values) =>
    shape.state(inside(await call("GET", path(id, place) + (shape.readQuery ?? ""), shape.readBody)), known);
  const query = (plan: Plan) => shape.writeQuery?.(plan) ?? "";

  return {
    create: async (call, plan) => {
      const place = plan.planned;
      const made = inside(await call("POST", shape.collection(place) + query(plan), { [shape.key]: shape.body(plan) }));
      const id = text(made.id);
      if (shape.readAfterCreate === false) return { id, state: shape.state(made, plan.planned) };
      return readBack(id, () => fetch(call, id, place, plan.planned));
    },
    read: (call, id, state) => orGone(() => fetch(call, id, state, state)),
    update: async (call, id, plan) => {
      const place = shape.updatePlace?.(plan) ?? plan.planned;
      await call("PUT", path(id, place) + query(plan), { [shape.key]: shape.body(plan) });
      return shape.readAfterUpdate === false ? {} : fetch(call, id, place, plan.planned);
    },
    delete: async (call, id, state) => {
      await orGone(() => call("DELETE", path(id, state)));
    },
  };
}

/** An object that was made stays made when reading it back fails. */
export async function readBack(id: string, fetch: () => Promise<Values>) {
  try {
    return { id, state: await fetch() };
  } catch (error) {
    if (error instanceof VendorError) return { id, state: {}, unread: error.message };
    throw error;
  }
}

/** Undefined when the vendor says 404. */
export async function orGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VendorError && error.status === 404) return undefined;
    throw error;
  }
}

/** `{ id, type }`, as PagerDuty refers to another object. */
export const reference = (id: Value | undefined, type: string): Values => ({ id: text(id), type });

/** The ids of a list of references. */
export const idsOf = (references: Value | undefined): string[] =>
  Array.isArray(references) ? references.map((item) => text(object(item).id)) : [];
