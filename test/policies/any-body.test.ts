/**
 * Resources of somebody's own code can hold anything: no rule may throw over them, nor say anything that is no finding. fast-check
 * prints the seed of what fails.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Body, BodyValue } from "../../model/index";
import { DEFAULTS, evaluate, type Resource, RULES, stackOf } from "../../policies/index";
import { KIND_NAMES, KINDS, type KindName } from "../../vendors/index";
import { stackFor } from "./example";

const base = stackFor();

const texts = fc.oneof(
  fc.string(),
  fc.constantFrom(
    "",
    " ",
    "production",
    "env:production",
    "team:shop",
    "{{#is_alert}}@pagerduty-x{{/is_alert}}",
    "1",
    "*",
  ),
);

const addresses = fc
  .tuple(fc.constantFrom(...KIND_NAMES), fc.constantFrom("a", "b", "shop-checkout", "shop"))
  .map(([kind, key]) => `${kind}/${key}` as const);

const values = fc.letrec<{ value: BodyValue; body: Body }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    texts,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant({ $unknown: true }),
    fc.constant({ $secret: "x" }),
    addresses.map(($ref) => ({ $ref, output: "id" })),
    addresses.map(($ref) => ({ $text: ["a ", { $ref, output: "id" }] }) as unknown as BodyValue),
    tie("body").map(($json) => ({ $json })),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("body"),
  ),
  body: fc.dictionary(fc.oneof(fieldNames(KIND_NAMES), fc.string({ maxLength: 4 })), tie("value"), { maxKeys: 4 }),
}));

function fieldNames(kinds: readonly KindName[]): fc.Arbitrary<string> {
  return fc.constantFrom(...new Set(kinds.flatMap((kind) => Object.keys(KINDS[kind].fields))));
}

/** Most of its own fields, so that rules get past the first thing that is missing. */
const resources: fc.Arbitrary<Resource> = fc
  .constantFrom(...KIND_NAMES)
  .chain((kind) =>
    fc
      .tuple(
        fc.constantFrom("a", "b", "c"),
        fc.dictionary(fieldNames([kind]), values.value, { minKeys: 1, maxKeys: 12, size: "max" }),
      )
      .map(([key, body]) => ({ kind, token: KINDS[kind].token, key, body, elsewhere: false })),
  );

describe("whatever resources hold", () => {
  it.each([
    ["with a catalog", base.catalog, 40],
    ["without one", undefined, 300],
  ] as const)("no rule throws, %s, and each finding has its words", (_, catalog, numRuns) => {
    fc.assert(
      fc.property(fc.array(resources, { minLength: 1, maxLength: 8 }), (foreign) => {
        const environment = catalog ? base.environment : { ...base.environment, tag: "", title: "prod" };
        const stack = stackOf(environment, catalog, catalog ? [...base.resources, ...foreign] : foreign);
        for (const { message, subject, hint, policy } of evaluate(stack, RULES, DEFAULTS).findings) {
          expect(message).toMatch(/\S/);
          expect(message).not.toContain("[object Object]");
          expect(subject).toMatch(/\S/);
          if (policy?.state === "violated") expect(hint).toMatch(/\S/);
        }
      }),
      { numRuns },
    );
  });
});
