/** What a rule of tags finds nothing in once is not looked at again in tags that are alike: nothing may be missed by it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../diagnostics/index";
import { DEFAULTS, evaluate, offlineStacks, type Resource, RULES, type Stack, stackOf } from "../../../policies/index";
import { TAGGED_KINDS, taggedIn } from "../../../policies/tagging/tagged";
import { shipped } from "../../catalog/shipped";
import { foreign, stackFor } from "../example";

const OF_TAGS = RULES.filter(({ kinds }) => kinds === TAGGED_KINDS);
const [MONITOR, SLO] = ["datadog:index/monitor:Monitor", "datadog:index/serviceLevelObjective:ServiceLevelObjective"];

function found(stack: Stack): string[] {
  const said = ({ code, message, subject, hint, line, policy }: Diagnostic): string =>
    JSON.stringify([code, message, subject, hint, line, policy]);
  return evaluate(stack, OF_TAGS, DEFAULTS).findings.map(said).sort();
}

/** Each resource in a stack of its own is like nothing but itself. */
function foundInEach({ environment, catalog }: Stack, resources: readonly Resource[]): string[] {
  return resources.flatMap((resource) => found(stackOf(environment, catalog, [resource]))).sort();
}

const base = stackFor();
const services = (base.catalog?.services ?? []).map(({ datadogService }) => `service:${datadogService}`);
const tags = fc.constantFrom(
  ...services,
  "service:nobody",
  "service:Shop",
  "service:-",
  "service:",
  "service",
  ...[
    "signal:latency",
    "signal:errors",
    "signal:Errors",
    "signal:a_b_",
    "signal:",
    "signal",
    "signal:cpu\nx",
    `signal:${"a".repeat(220)}`,
  ],
  ...[
    "env:production",
    "env:staging",
    "managed-by:watchbill",
    "managed-by:hand",
    "team:shop",
    "team:nobody",
    "tier:1",
    "tier:9",
  ],
  ...["Team:shop", '"service:a"', "service null", "x:y"],
);
const lists = fc.oneof(
  fc.array(tags, { maxLength: 9 }),
  // Nothing is wrong with most of them, as with what the catalog makes.
  fc
    .tuple(fc.constantFrom(...base.resources), fc.array(tags, { maxLength: 2 }))
    .map(([{ body }, more]) => [
      ...(Array.isArray(body.tags) ? body.tags : []).filter((tag) => typeof tag === "string"),
      ...more,
    ]),
  fc.constant({ $unknown: true }),
);

describe("tags that are alike", () => {
  it("are found what they are found by themselves, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(MONITOR, SLO), lists), { maxLength: 25 }), (all) => {
        const resources = foreign(
          Object.fromEntries(
            all.map(([type = "", list], index) => [`r${index}`, { type, properties: { tags: list } }]),
          ),
        );
        for (const catalog of [base.catalog, undefined]) {
          const stack = stackOf(base.environment, catalog, resources);
          expect(found(stack)).toEqual(foundInEach(stack, resources));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are most of what the four systems have, and each is found what it is found by itself", () => {
    for (const stack of offlineStacks(shipped)) {
      const all = [...taggedIn(stack).values()];
      expect(new Set(all.map(({ like }) => like)).size).toBeLessThan(all.length * 0.6);
      const broken = stack.resources.map((resource, index) => {
        const own = Array.isArray(resource.body.tags) ? resource.body.tags : [];
        return index % 5 === 0 ? { ...resource, body: { ...resource.body, tags: own.slice(index % 3) } } : resource;
      });
      expect(found(stackOf(stack.environment, stack.catalog, broken))).toEqual(foundInEach(stack, broken));
    }
  });
});
