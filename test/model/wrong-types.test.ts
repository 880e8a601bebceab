/**
 * Every key of the schema with every kind of value that does not belong there: whatever a person writes, the findings speak of it
 * in words.
 */

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { checkFiles } from "../../model/index";
import { Organisation, SECTIONS } from "../../model/schema/index";

/** Values as YAML, in brackets where they are more than a word. */
const WRONG = [
  "[a, [b], { c: 1 }]",
  "{ a: 1, b: [] }",
  "-1.5",
  ".nan",
  "1e400",
  "2026-01-05",
  "",
  "true",
  '""',
  "text",
  "[]",
  "{ a: ~ }",
];

type Wrap = (inner: string) => string;

/** Every place of a schema, as what stands around a value there. */
function places(schema: z.ZodType, wrap: Wrap, path: string, seen: ReadonlySet<z.ZodType>): Map<string, Wrap> {
  const found = new Map<string, Wrap>([[path, wrap]]);
  const add = (inner: z.core.$ZodType, next: Wrap, at: string): void => {
    for (const [name, one] of places(inner as z.ZodType, next, at, new Set([...seen, schema]))) found.set(name, one);
  };
  if (seen.has(schema)) return found;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    add(schema.unwrap(), wrap, path);
  else if (schema instanceof z.ZodObject)
    for (const [key, field] of Object.entries(schema.shape)) {
      const type = (schema.shape.type as z.ZodType | undefined)?._zod.values?.values().next().value;
      const kind = type === undefined || key === "type" ? "" : `type: ${String(type)}, `;
      add(field as z.ZodType, (inner) => wrap(`{ ${kind}${key}: ${inner} }`), `${path}.${key}`);
    }
  else if (schema instanceof z.ZodRecord) add(schema.valueType, (inner) => wrap(`{ k: ${inner} }`), `${path}.*`);
  else if (schema instanceof z.ZodArray) add(schema.element, (inner) => wrap(`[${inner}]`), `${path}[]`);
  else if (schema instanceof z.ZodUnion)
    for (const [index, option] of schema.options.entries()) add(option, wrap, `${path}|${index}`);
  return found;
}

const ORGANISATION = `organisation: { name: Acme }
accounts: { main: { owner: prod, datadog: { site: datadoghq.eu }, pagerduty: {}, sentry: { organization: acme } } }
environments: { prod: { tag: production, account: main, notify: page } }
people: { ann: { name: Ann, email: ann@example.com } }
teams: { ops: { name: Ops, members: [ann] } }
severities: { high: { title: High, priority: 1, respondWithin: 5min, urgency: high, page: true } }
systems: { shop: { title: Shop, team: ops } }
`;

const all = [
  ...places(Organisation, (inner) => `organisation: ${inner}`, "organisation", new Set()),
  ...Object.entries(SECTIONS).flatMap(([section, schema]) => [
    // What is laid over something has the forms of what it is laid over, and packs hold what services do.
    ...[...places(schema as z.ZodType, (inner) => inner, section, new Set())].filter(
      ([path]) => !/^services\.(environments\.\*\.|\w+\.\*\|)/.test(path) || /^services\.packs/.test(path),
    ),
  ]),
];

/** A service is told its system, so that what it holds is resolved too. */
function entries(path: string, wrap: Wrap): string {
  const section = path.split(/[.[|]/)[0] ?? "";
  if (section === "organisation") return "";
  const lines = WRONG.map((value, index) => {
    const text = wrap(value);
    const whole = section === "services" && text.startsWith("{ ") ? `{ system: shop, ${text.slice(2)}` : text;
    return `  x${index}: ${whole}`;
  });
  return `${section}:\n${lines.join("\n")}\n`;
}

function findings(files: Record<string, string>) {
  return checkFiles(Object.entries(files).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) })))
    .diagnostics;
}

const ODD = /\[object|undefined|NaN|\bnull\b|Infinity/;

describe("no finding shows what a program would print", () => {
  it("there are hundreds of places", () => expect(all.length).toBeGreaterThan(400));

  it("of any key", () => {
    const odd = new Set<string>();
    for (const [path, wrap] of all) {
      const documents =
        path.split(/[.[|]/)[0] === "organisation"
          ? WRONG.map((value) => ({ "a.yaml": ORGANISATION.replace(/^organisation.*$/m, () => wrap(value)) }))
          : [{ "a.yaml": ORGANISATION, "b.yaml": entries(path, wrap) }];
      for (const document of documents)
        for (const { message, hint = "", code, line, file } of findings(document)) {
          const text = `${message} | ${hint}`;
          if (ODD.test(text))
            odd.add(`${path}: ${code}: ${text} <- ${document[file as "a.yaml"]?.split("\n")[line - 1]}`);
        }
    }
    expect([...odd]).toEqual([]);
  }, 60_000);
});
