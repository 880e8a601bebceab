/** Finds the part of the schema a path leads to, so that a finding can name the keys and forms that are possible there. */

import * as z from "zod";
import { child, type Node } from "./tree";

/** The object schema a map at the path is read with; undefined when it is no map with fixed keys. */
export function objectAt(
  schema: z.ZodType,
  root: Node | undefined,
  path: readonly PropertyKey[],
): z.ZodObject | undefined {
  const found = schemaAt(schema, root, path);
  return found instanceof z.ZodObject ? found : undefined;
}

/** The keys a map at the path may have, as far as they are fixed. */
export function keysAt(schema: z.ZodType, root: Node | undefined, path: readonly PropertyKey[]): string[] {
  const found = schemaAt(schema, root, path);
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  return found instanceof z.ZodRecord ? [...(found.keyType._zod.values ?? [])].map(String) : [];
}

function schemaAt(schema: z.ZodType, root: Node | undefined, path: readonly PropertyKey[]): z.ZodType | undefined {
  let current: z.ZodType | undefined = schema;
  let node = root;
  for (const name of path) {
    current = step(current && open(current, node), name);
    node = child(node, name);
  }
  return current && open(current, node);
}

/** The description of the field a path leads to. */
export function descriptionAt(
  schema: z.ZodType,
  root: Node | undefined,
  path: readonly PropertyKey[],
): string | undefined {
  const parent = objectAt(schema, root, path.slice(0, -1));
  const field = parent?.shape[String(path.at(-1))] as z.ZodType | undefined;
  return field?.description;
}

/** Without what wraps it; of a union the branch that fits the node. */
function open(schema: z.ZodType, node: Node | undefined): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return open(schema.unwrap() as z.ZodType, node);
  if (schema instanceof z.ZodLazy) return open(schema.unwrap() as z.ZodType, node);
  if (schema instanceof z.ZodUnion) {
    const branch = branchFor(schema, node);
    return branch ? open(branch, node) : schema;
  }
  return schema;
}

/** The branch of a union a person meant: by `type` where there is one, else the map form for maps. */
export function branchFor(union: z.ZodUnion, node: Node | undefined): z.ZodType | undefined {
  const options = union.options as z.ZodType[];
  if (union instanceof z.ZodDiscriminatedUnion) {
    const discriminator = union.def.discriminator;
    const kind = child(node, discriminator);
    const value = kind?.type === "scalar" ? kind.value : undefined;
    return options.find((option) => {
      const field = (option as z.ZodObject).shape[discriminator] as z.ZodType;
      return field._zod.values?.has(value as string) === true;
    });
  }
  if (node?.type !== "map") return undefined;
  const full = options.find((option) => option instanceof z.ZodDiscriminatedUnion);
  if (full) return node.entries.has("type") ? full : options.find((option) => option !== full);
  const maps = options.filter((option): option is z.ZodObject => option instanceof z.ZodObject);
  return maps.toSorted((a, b) => sharedKeys(b, node) - sharedKeys(a, node))[0];
}

function sharedKeys(object: z.ZodObject, node: Node): number {
  if (node.type !== "map") return 0;
  return [...node.entries.keys()].filter((name) => Object.hasOwn(object.shape, name)).length;
}

function step(schema: z.ZodType | undefined, name: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(name)] as z.ZodType | undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}
