/** Writes the published JSON Schema; the only part of the schema that touches a file. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { catalogJsonSchema } from "./schema/index";

/** The JSON Schema's text, as it is committed in `docs/schema/catalog.schema.json`. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(catalogJsonSchema(), null, 1)}\n`;
}

/** Writes the JSON Schema to a file, for editors. */
export function writeJsonSchema(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, jsonSchemaText());
}
