/**
 * Turns a spec's body into Pulumi inputs: references, texts and JSON with references inside, and secrets become outputs;
 * everything else stays the plain value it is, so that previews and policies can decide on it.
 */

import * as pulumi from "@pulumi/pulumi";
import type { Body, BodyValue, JsonText, Ref, SecretRef, TextWithRefs } from "../model/index";

/** Where references and secrets come from. */
export interface Lookup {
  /** The output of another resource; `ref.as` is left to the caller. */
  output(ref: Ref): pulumi.Output<unknown>;
  secret(name: string): pulumi.Output<string>;
}

type Dynamic =
  | { type: "ref"; ref: Ref }
  | { type: "text"; parts: TextWithRefs["$text"] }
  | { type: "json"; value: BodyValue }
  | { type: "secret"; name: string };

export function wireBody(body: Body, lookup: Lookup): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, wire(value, lookup)]));
}

/** A plain value comes back as the same object. */
export function wire(value: BodyValue, lookup: Lookup): unknown {
  const dynamic = dynamicOf(value);
  if (dynamic) return wireDynamic(dynamic, lookup);
  if (isPlain(value)) return value;
  if (Array.isArray(value)) return value.map((item) => wire(item, lookup));
  return wireBody(value as Body, lookup);
}

function wireDynamic(dynamic: Dynamic, lookup: Lookup): unknown {
  switch (dynamic.type) {
    case "ref":
      return wireRef(dynamic.ref, lookup);
    case "secret":
      return lookup.secret(dynamic.name);
    case "text":
      return wireText(dynamic.parts, lookup);
    case "json":
      return wireJson(dynamic.value, lookup);
  }
}

function wireRef(ref: Ref, lookup: Lookup): pulumi.Output<unknown> {
  const output = lookup.output(ref);
  return ref.as === "number" ? output.apply((id) => toNumber(id, ref)) : output;
}

function toNumber(id: unknown, ref: Ref): number {
  const number = Number(id);
  if (Number.isNaN(number)) throw new Error(`${ref.$ref} has the ${ref.output} "${String(id)}", which is not a number`);
  return number;
}

function wireText(parts: TextWithRefs["$text"], lookup: Lookup): string | pulumi.Output<string> {
  if (parts.every((part) => typeof part === "string")) return parts.join("");
  const inputs = parts.map((part) => (typeof part === "string" ? part : lookup.output(part)));
  return pulumi.all(inputs).apply((values) => values.map(String).join(""));
}

/** One output for the whole text, however large the value: only what is dynamic in it is waited for. */
function wireJson(value: BodyValue, lookup: Lookup): string | pulumi.Output<string> {
  const found: unknown[] = [];
  const positions = new Map<BodyValue, number>();
  collect(value, (dynamicValue, dynamic) => {
    positions.set(dynamicValue, found.length);
    found.push(wireDynamic(dynamic, lookup));
  });
  if (found.length === 0) return JSON.stringify(value);
  return pulumi.all(found).apply((known) => JSON.stringify(fill(value, positions, known)));
}

function collect(value: BodyValue, seen: (value: BodyValue, dynamic: Dynamic) => void): void {
  const dynamic = dynamicOf(value);
  if (dynamic) seen(value, dynamic);
  else if (Array.isArray(value)) for (const item of value) collect(item, seen);
  else if (value !== null && typeof value === "object") for (const item of Object.values(value)) collect(item, seen);
}

function fill(value: BodyValue, positions: Map<BodyValue, number>, known: unknown[]): unknown {
  const position = positions.get(value);
  if (position !== undefined) return known[position];
  if (Array.isArray(value)) return value.map((item) => fill(item, positions, known));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, positions, known)]));
}

function dynamicOf(value: BodyValue): Dynamic | undefined {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  if ("$ref" in value) return { type: "ref", ref: value as unknown as Ref };
  if ("$text" in value) return { type: "text", parts: (value as unknown as TextWithRefs).$text };
  if ("$json" in value) return { type: "json", value: (value as unknown as JsonText).$json };
  if ("$secret" in value) return { type: "secret", name: (value as unknown as SecretRef).$secret };
  return undefined;
}

function isPlain(value: BodyValue): boolean {
  if (value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return dynamicOf(value) === undefined && Object.values(value).every(isPlain);
}
