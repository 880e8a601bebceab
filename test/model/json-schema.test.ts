import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { jsonSchemaText, writeJsonSchema } from "../../model/index";

const FILE = join(__dirname, "../../docs/schema/catalog.schema.json");

it("the published JSON Schema is the one the schema gives", () => {
  if (process.env.UPDATE_GOLDEN === "1" || !existsSync(FILE)) writeJsonSchema(FILE);
  expect(readFileSync(FILE, "utf8")).toBe(jsonSchemaText());
});

it("a length of time may be a pack's parameter, as packs write it", () => {
  const patterns = [...jsonSchemaText().matchAll(/"pattern": ("[^\n]*\(s\|min\|h\|d\|w\)[^\n]*")/g)].map(
    ([, text = ""]) => new RegExp(JSON.parse(text)),
  );
  expect(patterns.length).toBeGreaterThan(10);
  for (const pattern of patterns)
    expect(["5min", "1.5 h", "${silent}", "5m", "${silent}min", "$silent"].map((text) => pattern.test(text))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
});

it("every field has a description", () => {
  const missing: string[] = [];
  walk(JSON.parse(jsonSchemaText()), "", missing);
  expect(missing).toEqual([]);
});

function walk(node: unknown, path: string, missing: string[]): void {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties")
      for (const [name, field] of Object.entries(value as Record<string, unknown>))
        if (!described(field)) missing.push(`${path}/${name}`);
    walk(value, `${path}/${key}`, missing);
  }
}

function described(field: unknown): boolean {
  const { description, $ref, anyOf, oneOf } = field as Record<string, unknown>;
  const forms = (anyOf ?? oneOf) as unknown[] | undefined;
  return typeof description === "string" || typeof $ref === "string" || forms?.every(described) === true;
}
