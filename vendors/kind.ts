/**
 * What a kind of vendor resource is: its fields as the Pulumi class takes them, their names on the wire, what forces
 * replacement, what is secret, and the calls that create, read, change and delete it. Tables plus pure functions; the
 * HTTP client is passed in. Must not import anything: components, policies and the sandbox all read it.
 */

import type { KindName } from "./kind-names";

export type Vendor = "datadog" | "pagerduty" | "sentry";

export type Value = string | number | boolean | null | Value[] | Values;

/** Properties by name; an absent property is `undefined`, a vendor's "no value" may be `null`. */
export type Values = { [property: string]: Value | undefined };

/** Stands for a value that is not known before deployment (the engine's own sentinel, so it survives JSON). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface FieldBase {
  /** Name in the vendor's JSON; default the property in snake_case. */
  wire?: string;
  /** Check refuses the resource without it. */
  required?: true;
  /** Left out by the program, it keeps what the vendor answered. */
  computed?: true;
  /** Set by the vendor only; an input is refused. */
  output?: true;
  /** Filled in by Check (and listed in `__defaults`) when the program leaves it out. */
  default?: Value;
  /** Used in the plan when the program leaves it out, without showing in the checked inputs. */
  planDefault?: Value;
  /** A change replaces the resource; a function says which changes do. */
  forceNew?: true | ((prior: Value | undefined, next: Value | undefined) => boolean);
  /** Marked secret in inputs and outputs. */
  secret?: true;
  /** Never sent to the vendor, e.g. `validate`. */
  local?: true;
  /** Framework resources: keeps its value in a plan that changes something else. */
  keep?: true;
  /** Check makes up `<resource name>-<7 hex>` when the program leaves it out. */
  autoname?: true;
  /** Refused together with these properties (names at the same level). */
  conflictsWith?: readonly string[];
  /** What is wrong with a value, as the plugin says it; undefined when nothing is. */
  check?: (value: Value) => string | undefined;
  /** True when the difference of two values is none, e.g. two spellings of one JSON. */
  same?: (prior: Value | undefined, next: Value | undefined, whole: { prior: Values; next: Values }) => boolean;
  /** How a given value is stored, e.g. trimmed or sorted. */
  store?: (value: Value) => Value;
}

export interface ScalarField extends FieldBase {
  type: "text" | "int" | "number" | "boolean";
  /** The values the vendor's enum has. */
  oneOf?: readonly (string | number)[];
}

/** A set's order does not count: it is kept sorted by code point and without twins. */
export interface CollectionField extends FieldBase {
  type: "list" | "set" | "map";
  of: Field;
  min?: number;
  max?: number;
}

export interface BlockField extends FieldBase {
  type: "block";
  fields: Fields;
}

/** Any JSON, compared as a whole. */
export interface JsonField extends FieldBase {
  type: "json";
}

export type Field = ScalarField | CollectionField | BlockField | JsonField;
export type Fields = { readonly [property: string]: Field };

/**
 * How the plugin plans: `sdk` takes zero, "" and [] for absent and reports detailed paths; `sdk-v1` reports them the
 * older way (parents and leaves); `framework` takes them apart, reports top-level names only, and does not know any
 * computed field that the program leaves out once something changes.
 */
export type Flavour = "sdk" | "sdk-v1" | "framework";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request to the vendor. Rejects with a `VendorError` unless the status is 2xx. */
export type Call = (method: Method, path: string, body?: Value) => Promise<Value>;

export class VendorError extends Error {
  override readonly name = "VendorError";
  constructor(
    readonly method: Method,
    readonly path: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${method} ${path}: ${status} ${body}`);
  }
}

export interface Plan {
  /** Absent before creation. */
  id: string | undefined;
  /** What the program says, checked. */
  inputs: Values;
  /** Inputs, defaults and kept values together: what the resource is to be. Unknown values are `UNKNOWN`. */
  planned: Values;
  /** The state before, empty before creation. */
  prior: Values;
}

export interface Made {
  id: string;
  /** What the answer says, by property; laid over the plan. */
  state: Values;
  /** The object exists but reading it back failed; the engine keeps it and repairs it next time. */
  unread?: string;
}

export interface Calls {
  /** What the plugin asks while it plans (every preview and diff), e.g. validation. Not called with unknown values. */
  plan?: (call: Call, plan: Plan) => Promise<void>;
  create: (call: Call, plan: Plan) => Promise<Made>;
  /** Undefined when the vendor no longer has it. */
  read: (call: Call, id: string, state: Values) => Promise<Values | undefined>;
  /** Absent when every change replaces. */
  update?: (call: Call, id: string, plan: Plan) => Promise<Values>;
  delete: (call: Call, id: string, state: Values) => Promise<void>;
}

export interface Kind {
  name: KindName;
  /** Pulumi type token: public, part of every state file. */
  token: string;
  vendor: Vendor;
  /** For people, e.g. `Datadog monitor`. */
  title: string;
  flavour: Flavour;
  fields: Fields;
  calls: Calls;
  /** Findings that need several properties at once, as the plugin says them; keyed by property. */
  check?: (inputs: Values) => { property: string; reason: string }[];
  /** Changes the plan after defaults and kept values, e.g. a field that follows from others. Throws what the plugin refuses. */
  customise?: (plan: Plan) => Values;
  /** The plugin asks for the old one to be deleted first when it is replaced. */
  deleteBeforeReplace?: true;
  /** Names are unique at the vendor, and the plugin does not think of it: a program has to ask for the same. */
  uniqueName?: true;
  /** Outputs that hold or lead to a credential, and the plugin does not mark them: a program has to. */
  alsoSecret?: readonly string[];
}

/** A data source: a question about what the vendor has, e.g. PagerDuty's list of vendors. */
export interface Lookup {
  /** Pulumi function token, e.g. `pagerduty:index/getVendor:getVendor`. */
  token: string;
  vendor: Vendor;
  /** Throws with the plugin's words when nothing or too much is found. */
  ask: (call: Call, args: Values) => Promise<Values>;
}
