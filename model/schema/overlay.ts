/**
 * The overlay of a schema: the same fields, none required and none defaulted, so that a service can say only what differs from
 * its packs, and an environment only what differs from the service. What an overlay is laid over decides what is required.
 */

import * as z from "zod";
import { lineOver } from "./scalars";

const made = new WeakMap<z.ZodType, z.ZodType>();

/** The overlay of a schema, made once. Lists and single values are replaced whole. */
export function overlay(schema: z.ZodType): z.ZodType {
  const known = made.get(schema);
  if (known) return known;
  const plain = build(schema);
  const result = schema.description === undefined ? plain : plain.describe(schema.description);
  made.set(schema, result);
  return result;
}

function build(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return overlay(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return partial(schema.shape);
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType, lineOver(schema.valueType as z.ZodType) ?? overlay(schema.valueType as z.ZodType));
  if (schema instanceof z.ZodDiscriminatedUnion)
    return partial(joined(schema.options as z.ZodObject[], schema.def.discriminator));
  return schema;
}

function partial(shape: Readonly<Record<string, z.core.$ZodType>>): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, overlay(field as z.ZodType).optional()])),
  );
}

/** The fields of all variants; a field that differs between variants takes any of their forms. */
function joined(options: readonly z.ZodObject[], discriminator: string): Record<string, z.ZodType> {
  const forms = new Map<string, Set<z.ZodType>>();
  for (const option of options)
    for (const [name, field] of Object.entries(option.shape)) {
      const found = forms.get(name) ?? new Set();
      const form = overlay(field as z.ZodType);
      if (![...found].some((other) => alike(other, form))) found.add(form);
      forms.set(name, found);
    }
  return Object.fromEntries(
    [...forms].map(([name, found]) => [name, name === discriminator ? kindOf(options, name) : oneOf([...found])]),
  );
}

/** Whether two fields take the same values, whatever their descriptions. */
function alike(a: z.ZodType, b: z.ZodType): boolean {
  if (a._zod.def === b._zod.def) return true;
  if (a instanceof z.ZodArray && b instanceof z.ZodArray) return alike(a.element as z.ZodType, b.element as z.ZodType);
  if (a instanceof z.ZodRecord && b instanceof z.ZodRecord)
    return alike(a.valueType as z.ZodType, b.valueType as z.ZodType);
  if (a instanceof z.ZodEnum && b instanceof z.ZodEnum) return a.options.join() === b.options.join();
  if (a._zod.def.type === "pipe" && b._zod.def.type === "pipe") return pipeOf(a) === pipeOf(b);
  return ["string", "boolean"].includes(a._zod.def.type) && a._zod.def.type === b._zod.def.type;
}

function pipeOf(schema: z.ZodType): unknown {
  return schema instanceof z.ZodPipe ? schema.def.out : schema;
}

function oneOf(forms: readonly z.ZodType[]): z.ZodType {
  const [first] = forms;
  return forms.length === 1 && first ? first : z.union(forms as [z.ZodType, z.ZodType]);
}

function kindOf(options: readonly z.ZodObject[], discriminator: string): z.ZodType {
  return z
    .enum(variants(options, discriminator))
    .describe("What it is; only for what is new here, it cannot be changed.");
}

/** The names of a discriminated union's variants. */
function variants(options: readonly z.ZodObject[], discriminator: string): string[] {
  return options.flatMap((option) => [...((option.shape[discriminator] as z.ZodType)._zod.values ?? [])].map(String));
}
