/** The vendors' ids of resources as the catalog's keys: `P000001` is `mia` where a value refers to a person. Pure. */

import { type RunResult, UNKNOWN } from "../../engine/index";
import { type BodyValue, type Ref, refsIn, type Spec } from "../../model/index";
import { KINDS } from "../../vendors/index";

/** Keys by id, of the resources a run met, for each type of resource. */
export type Names = RunResult["names"];

/** A value of a property with keys in place of ids; `body` is what the catalog compiles to there, which says what they refer to. */
export function withNames(value: unknown, body: BodyValue | undefined, names: Names): unknown {
  if (body === undefined) return value;
  const refs = refsIn(body);
  if (refs.length === 0) return value;
  const kinds = new Set(refs.map((ref) => partsOf(ref).kind));
  return renamed(value, body, new Map([...kinds].flatMap((kind) => [...(names[KINDS[kind].token] ?? [])])));
}

function renamed(value: unknown, body: BodyValue | undefined, keys: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string")
    return isRef(body) && value === UNKNOWN ? partsOf(body).key : (keys.get(value) ?? value);
  const inside = (name: string | number) =>
    typeof body === "object" && body !== null ? (body as Record<string | number, BodyValue>)[name] : undefined;
  if (Array.isArray(value)) return value.map((member, index) => renamed(member, inside(index), keys));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renamed(member, inside(name), keys)]));
}

function isRef(body: BodyValue | undefined): body is Ref {
  return typeof body === "object" && body !== null && "$ref" in body;
}

function partsOf({ $ref }: Ref): { kind: Spec["kind"]; key: string } {
  const end = $ref.indexOf("/", $ref.indexOf("/") + 1);
  return { kind: $ref.slice(0, end) as Spec["kind"], key: $ref.slice(end + 1) };
}
