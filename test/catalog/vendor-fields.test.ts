import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BodyValue, checkCatalog } from "../../model/index";
import { type Field, type Fields, KINDS } from "../../vendors/index";

const { specs } = checkCatalog("catalog", { cwd: join(__dirname, "../..") });

/** What a vendor's kind would refuse of a body: unknown and missing properties, wrong types, values outside an enum. */
function refusedIn(values: { [property: string]: BodyValue }, fields: Fields, path: string): string[] {
  const unknown = Object.keys(values).filter((name) => !fields[name] || fields[name].output);
  const missing = Object.entries(fields).filter(([name, field]) => field.required && values[name] === undefined);
  return [
    ...unknown.map((name) => `${path}.${name} is unknown`),
    ...missing.map(([name]) => `${path}.${name} is missing`),
    ...Object.entries(values).flatMap(([name, value]) => {
      const field = fields[name];
      return field ? refused(value, field, `${path}.${name}`) : [];
    }),
  ];
}

function refused(value: BodyValue, field: Field, path: string): string[] {
  if (value === null) return [`${path} is null`];
  const isObject = typeof value === "object" && !Array.isArray(value);
  if (isObject && "$json" in value) return [];
  if (isObject && ("$ref" in value || "$text" in value || "$secret" in value)) {
    const number = "as" in value;
    return number === (field.type === "number" || field.type === "int") ? [] : [`${path} refers to the wrong type`];
  }
  switch (field.type) {
    case "list":
    case "set":
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((item, index) => refused(item, field.of, `${path}[${index}]`));
    case "map":
      return isObject
        ? Object.entries(value).flatMap(([name, one]) => refused(one as BodyValue, field.of, `${path}.${name}`))
        : [`${path} is no map`];
    case "block":
      return isObject
        ? refusedIn(value as { [property: string]: BodyValue }, field.fields, path)
        : [`${path} is no block`];
    case "json":
      return [];
    default: {
      const type = field.type === "text" ? "string" : field.type === "boolean" ? "boolean" : "number";
      const reasons = typeof value === type ? [] : [`${path} is a ${typeof value}, not a ${type}`];
      if (field.oneOf && !field.oneOf.includes(value as string)) reasons.push(`${path} cannot be ${String(value)}`);
      const reason = field.check?.(value as string);
      return reason === undefined ? reasons : [...reasons, `${path}: ${reason}`];
    }
  }
}

describe("what the vendors take", () => {
  it("is not everything", () => {
    const wrong = { nam: "a", url: 5, encodeAs: "xml" };
    expect(refusedIn(wrong, KINDS["datadog/webhook"].fields, "hook")).toEqual([
      "hook.nam is unknown",
      "hook.name is missing",
      "hook.url is a number, not a string",
      "hook.encodeAs cannot be xml",
    ]);
  });

  it.each(specs.map((spec) => [`${spec.env} ${spec.kind}/${spec.key}`, spec] as const))(
    "%s fits its kind",
    (_, spec) => {
      expect(refusedIn(spec.body, KINDS[spec.kind].fields, spec.kind)).toEqual([]);
    },
  );
});
