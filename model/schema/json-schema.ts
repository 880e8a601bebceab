/** The JSON Schema of a catalog file, which editors use for completion and hints: `docs/schema/catalog.schema.json`. */

import * as z from "zod";
import { CatalogFile, SECTIONS } from "./catalog";
import { Dashboard } from "./dashboard";
import { Logs } from "./logs";
import { Objective } from "./objective";
import { overlay } from "./overlay";
import { SCALAR_JSON } from "./scalars";
import { SecurityRule } from "./security";
import { SentryAlert, SentryProject } from "./sentry";
import { Signal } from "./signal";
import { SyntheticTest } from "./synthetics";
import { Waiver } from "./waiver";
import { Widget } from "./widget";

/** What gets a name of its own in the schema instead of being repeated. */
const NAMED: Record<string, z.ZodType> = {
  Signal,
  Objective,
  SecurityRule,
  SyntheticTest,
  Dashboard,
  Widget,
  Logs,
  SentryProject,
  SentryAlert,
  Service: SECTIONS.services,
  Pack: SECTIONS.packs,
  Waiver,
};

const OVERLAID = [
  "Signal",
  "Objective",
  "SecurityRule",
  "SyntheticTest",
  "Dashboard",
  "SentryProject",
  "SentryAlert",
  "Logs",
];

/** The schema as a plain object, always in the same order. */
export function catalogJsonSchema(): Record<string, unknown> {
  const names = new Map<z.core.$ZodType, string>(Object.entries(NAMED).map(([name, schema]) => [schema, name]));
  for (const name of OVERLAID) {
    const schema = NAMED[name];
    if (schema) names.set(overlay(schema), `${name}Overrides`);
  }
  const registry = z.registry<{ id?: string; description?: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const schema = z.toJSONSchema(CatalogFile, {
    io: "input",
    unrepresentable: "any",
    metadata: registry,
    override: ({ zodSchema, jsonSchema }) => {
      const scalar = SCALAR_JSON.get(zodSchema)?.json;
      if (scalar) Object.assign(jsonSchema, scalar);
      const described = z.globalRegistry.get(zodSchema)?.description;
      if (described !== undefined) jsonSchema.description = described;
      if (isWritten(jsonSchema.default)) jsonSchema.default = jsonSchema.default.text;
      delete jsonSchema.id;
    },
  });
  // Sections of one's own, e.g. for YAML anchors.
  return { ...schema, title: "Watchbill catalog", patternProperties: { "^x-": {} } };
}

function isWritten(value: unknown): value is { text: string } {
  return typeof value === "object" && value !== null && "text" in value && "seconds" in value;
}
