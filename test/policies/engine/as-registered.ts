/**
 * Resources as the engine would hand them to a pack: references resolved to made-up ids or not known yet, defaults filled in and sets
 * sorted as the plugins do, secrets in the engine's form.
 */

import { type Body, type BodyValue, type Ref, refsIn, type Spec } from "../../../model/index";
import type { Registered, Resource } from "../../../policies/index";
import { check } from "../../../sandbox/provider/check";
import { open, seal } from "../../../sandbox/provider/values";
import { KINDS, UNKNOWN, type Values } from "../../../vendors/index";

export const SECRET = "canary-of-a-secret";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export type Made = Pick<Resource, "kind" | "token" | "key" | "body">;

export function madeBy({ body, key, kind }: Spec): Made {
  return { kind, key, body, token: KINDS[kind].token };
}

/** `known`: the ids are there, as after a deployment; otherwise it is the first preview. */
export function asRegistered(own: readonly Made[], environment: string, known: boolean): Registered[] {
  const urns = new Map(own.map((one) => [addressOf(one), urnOf(one, environment)]));
  const numbers = new Map([...urns.keys()].map((address, index) => [address, 10_000 + index]));
  const wanted = new Map<string, Set<string>>();
  for (const { body } of own)
    for (const { $ref, output } of refsIn(body)) wanted.set($ref, (wanted.get($ref) ?? new Set()).add(output));

  // Of another stack's resource only the owner knows the number.
  const outputOf = ({ $ref, output }: Ref): string =>
    output === "id" ? String(numbers.get($ref) ?? 9_999) : `${output}-${numbers.get($ref) ?? "elsewhere"}`;

  function wired(value: BodyValue): unknown {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(wired);
    if ("$secret" in value) return { [SIGNATURE]: SECRET_SIGNATURE, value: SECRET };
    const dynamic = "$ref" in value || "$text" in value || "$json" in value;
    if (dynamic && !known && refsIn(value).length > 0) return UNKNOWN;
    if ("$ref" in value) {
      const ref = value as unknown as Ref;
      return ref.as === "number" ? Number(outputOf(ref)) : outputOf(ref);
    }
    if ("$text" in value) return (value.$text as BodyValue[]).map(wired).join("");
    if ("$json" in value) return JSON.stringify(wired(value.$json as Body));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wired(item)]));
  }

  return own.map((one) => {
    const address = addressOf(one);
    const { values, secrets } = open(wired(one.body) as Values);
    const inputs = one.kind ? check(KINDS[one.kind], one.key, {}, values, new Uint8Array(8)).inputs : values;
    const outputs = ["id", ...(wanted.get(address) ?? [])].map((output) => {
      return [output, known ? outputOf({ $ref: address as Ref["$ref"], output }) : UNKNOWN] as const;
    });
    const dependencies = Object.entries(one.body).map(([name, value]) => {
      return [name, refsIn(value).flatMap(({ $ref }) => urns.get($ref) ?? [])] as const;
    });
    return {
      urn: urnOf(one, environment),
      type: one.token,
      name: one.key,
      inputs: seal(inputs, secrets) as Record<string, unknown>,
      outputs: Object.fromEntries(outputs),
      propertyDependencies: Object.fromEntries(dependencies),
    };
  });
}

/** The engine does not tell a default that the program wrote out from one that the plugin filled in. */
export function withoutDefaults(one: Resource): Resource {
  const fields = one.kind ? KINDS[one.kind].fields : {};
  const body = Object.entries(one.body).filter(([name, value]) => fields[name]?.default !== value);
  return { ...one, body: Object.fromEntries(body) };
}

function addressOf({ key, kind, token }: Made): string {
  return `${kind ?? token}/${key}`;
}

export function urnOf({ key, token }: Made, environment: string): string {
  return `urn:pulumi:${environment}::watchbill::watchbill:components:X$${token}::${key}`;
}
