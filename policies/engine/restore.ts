/**
 * Turns the inputs of a registered resource back into a body as a spec has it: known ids become references again, secrets lose their
 * values, what is not known yet says so. Where the catalog made the resource, its spec says what stood in the place of an output; a value
 * that contradicts the spec stays what was registered. Pure.
 */

import {
  type Body,
  type BodyValue,
  type JsonText,
  type Ref,
  refsIn,
  type SpecAddress,
  type TextWithRefs,
} from "../../model/index";
import type { Field, KindName } from "../../vendors/index";
import { NOT_KNOWN } from "../values";
import { holdsJson, referenceAt } from "./references";
import { isFields, read } from "./values";

/** What is known of the resource that a property depends on. */
export interface Dependency {
  address: SpecAddress;
  /** One of its outputs as text; undefined: not known, or no text. Never handed on, it may be a secret. */
  output(name: string): string | undefined;
}

export interface Place {
  kind: KindName | undefined;
  path: readonly string[];
  /** The resources that the property is made of. Undefined: nobody says. */
  dependencies: readonly Dependency[] | undefined;
  /** How many values of the property are not known as they are. */
  hidden: number;
  /** A resource of the stack by its address; undefined: another stack's, whose ids nobody knows here. */
  registered(wanted: SpecAddress): Dependency | undefined;
  /** Whether it would be there if it were deployed, and is not: no value leads to it, except what was made of it before it was taken out. */
  missing(wanted: SpecAddress): boolean;
  /** The id that the last deployment recorded of it, there or not; undefined: nobody did. */
  was(wanted: SpecAddress): string | undefined;
}

export function restore(value: unknown, guide: BodyValue | undefined, field: Field | undefined, at: Place): BodyValue {
  const found = read(value);
  switch (found.type) {
    case "secret":
      return restoreSecret(found.inside, guide, at);
    case "unknown":
      if (guide !== undefined && isPromised(guide, at)) return guide;
      return onlyDependency(at) ?? NOT_KNOWN;
    case "plain":
      return field?.secret && typeof found.value === "string"
        ? restoreSecret(found.value, guide, at)
        : restorePlain(found.value, guide, field, at);
  }
}

function restoreSecret(inside: unknown, guide: BodyValue | undefined, at: Place): BodyValue {
  if (guide !== undefined && (isSecretRef(guide) || isPromised(guide, at))) return guide;
  const same = inside === undefined ? undefined : byOutput(String(inside), at);
  return same ?? onlyDependency(at) ?? ({ $secret: at.path.join(".") } as BodyValue);
}

function restorePlain(value: unknown, guide: BodyValue | undefined, field: Field | undefined, at: Place): BodyValue {
  if (Array.isArray(value)) return restoreList(value, guide, field, at);
  if (isFields(value)) return restoreFields(value, isPlainObject(guide) ? guide : undefined, fieldsOf(field), at);
  if (typeof value === "string" || typeof value === "number") return restoreScalar(value, guide, at);
  return value as BodyValue;
}

function restoreScalar(value: string | number, guide: BodyValue | undefined, at: Place): BodyValue {
  if (isRef(guide) && means(guide, String(value), at)) return guide;
  if (isText(guide) && fits(guide, String(value), at)) return guide;
  if (typeof value === "string" && (isJson(guide) || holdsJson(at.kind, at.path)))
    return restoreJson(value, isJson(guide) ? guide.$json : undefined, at);
  if (referenceAt(at.kind, at.path) !== undefined || isRef(guide)) return byOutput(String(value), at) ?? value;
  return value;
}

function restoreJson(text: string, guide: Body | undefined, at: Place): BodyValue {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return { $json: restoreFields(value, guide, undefined, at) as Body };
  } catch {
    // No JSON: the vendor refuses it, and what it is stays to be seen.
  }
  return text;
}

function restoreList(
  values: readonly unknown[],
  guide: BodyValue | undefined,
  field: Field | undefined,
  at: Place,
): BodyValue {
  const guides = Array.isArray(guide) && guide.length === values.length ? guide : undefined;
  const of = field && "of" in field ? field.of : undefined;
  const items = values.map((value, index) => restore(value, guides?.[index], of, below(at, String(index))));
  // The plugins sort sets; the order of the catalog is the one that people know.
  return guides && sameItems(items, guides) ? guides : items;
}

/** The inputs of a resource, or a part of them. What only says the default that leaving it out means is left out. */
export function restoreFields(
  values: Readonly<Record<string, unknown>>,
  guide: Body | undefined,
  fields: Readonly<Record<string, Field>> | undefined,
  at: Place,
): Body {
  const body: Body = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fields?.[name];
    if (value === undefined || name.startsWith("__") || field?.output) continue;
    const known = guide?.[name];
    if (known === undefined && isLeftOut(field, value)) continue;
    const isPlainly = known !== undefined && !field?.secret && isSame(value, known);
    body[name] = isPlainly ? known : restore(value, known, field, below(at, name));
  }
  return body;
}

/** Most of what is registered is what the spec says, word for word. */
function isSame(value: unknown, guide: BodyValue): boolean {
  if (value === guide) return true;
  if (Array.isArray(value))
    return (
      Array.isArray(guide) &&
      value.length === guide.length &&
      guide.every((item, index) => isSame(value[index] as unknown, item))
    );
  if (!isFields(value) || !isPlainObject(guide)) return false;
  const names = Object.keys(guide);
  return names.length === Object.keys(value).length && names.every((name) => isSame(value[name], guide[name] ?? null));
}

function isLeftOut(field: Field | undefined, value: unknown): boolean {
  if (value === null) return true;
  const standard = field?.default ?? field?.planDefault;
  return standard !== undefined && JSON.stringify(standard) === JSON.stringify(value);
}

function below(at: Place, step: string): Place {
  return { ...at, path: [...at.path, step] };
}

function fieldsOf(field: Field | undefined): Readonly<Record<string, Field>> | undefined {
  return field?.type === "block" ? field.fields : undefined;
}

/** Whether the spec says that here stands what other resources give, and the engine that the value is made of them. */
function isPromised(guide: BodyValue, at: Place): boolean {
  const refs = refsIn(guide);
  return refs.length > 0 && refs.every(({ $ref }) => isDependency($ref, at));
}

function isDependency(wanted: SpecAddress, at: Place): boolean {
  if (at.registered(wanted) === undefined) return !isLost(wanted, at);
  return !at.dependencies || isMadeOf(wanted, at);
}

function isLost(wanted: SpecAddress, at: Place): boolean {
  return at.missing(wanted) && !isMadeOf(wanted, at);
}

function isMadeOf(wanted: SpecAddress, { dependencies = [] }: Place): boolean {
  return dependencies.some(({ address }) => address === wanted);
}

/** Whether this value is the output that the reference names. */
function means(ref: Ref, value: string, at: Place): boolean {
  const known = knownOf(ref, at);
  // Of which nothing is known: what is not there may have had any.
  return known.length > 0 ? known.includes(value) : at.registered(ref.$ref) === undefined && !isLost(ref.$ref, at);
}

function fits(text: TextWithRefs, value: string, at: Place): boolean {
  const refs = refsIn(text);
  if (refs.some((ref) => knownOf(ref, at).length === 0 && isLost(ref.$ref, at))) return false;
  const pattern = text.$text.map((part) => {
    if (typeof part === "string") return escaped(part);
    const known = knownOf(part, at);
    return known.length === 0 ? "[^\\s]+" : `(?:${known.map(escaped).join("|")})`;
  });
  return new RegExp(`^${pattern.join("")}$`, "s").test(value);
}

/** What the output is, and what it was when it was deployed: somebody may have changed an id in the state since then. */
function knownOf({ $ref, output }: Ref, at: Place): string[] {
  const known = [at.registered($ref)?.output(output), output === "id" ? at.was($ref) : undefined];
  return known.filter((one) => one !== undefined);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The reference to that one of the property's resources which has this output. */
function byOutput(value: string, { dependencies = [], kind, path, was }: Place): BodyValue | undefined {
  const output = referenceAt(kind, path) ?? "id";
  for (const one of dependencies)
    for (const name of new Set([output, "id"]))
      if (one.output(name) === value || (name === "id" && was(one.address) === value))
        return { $ref: one.address, output: name };
  return undefined;
}

/** A value that holds nothing but another resource's output, the only hidden one of a property that is made of one resource only. */
function onlyDependency({ dependencies, hidden, kind, path }: Place): BodyValue | undefined {
  const output = referenceAt(kind, path);
  const [only, ...more] = dependencies ?? [];
  return output !== undefined && hidden === 1 && only && more.length === 0 ? { $ref: only.address, output } : undefined;
}

function sameItems(items: readonly BodyValue[], guides: readonly BodyValue[]): boolean {
  const [a, b] = [items, guides].map((list) => list.map((item) => canonical(item)).sort());
  return a?.every((item, index) => item === b?.[index]) === true;
}

/** The same text for the same value, in whatever order its properties came. */
function canonical(value: BodyValue): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isFields(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isPlainObject(value: BodyValue | undefined): value is Body {
  return isFields(value) && !["$ref", "$text", "$json", "$secret"].some((name) => name in value);
}

function isRef(value: BodyValue | undefined): value is BodyValue & Ref {
  return isFields(value) && "$ref" in value;
}

function isText(value: BodyValue | undefined): value is BodyValue & TextWithRefs {
  return isFields(value) && "$text" in value;
}

function isJson(value: BodyValue | undefined): value is BodyValue & JsonText {
  return isFields(value) && "$json" in value;
}

function isSecretRef(value: BodyValue): boolean {
  return isFields(value) && "$secret" in value;
}
