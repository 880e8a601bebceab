/** The matrix and the check give one answer: what the one calls not met, a rule of the other finds, by the same clause. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULTS, evaluate, matricesOf, offlineStacks, RULES } from "../../../policies/index";
import { compiled, type Fragment } from "../example";

const RETENTION = RULES.filter(({ pack }) => pack === "retention");

/** Clauses that the matrix calls not met without a rule that found it, with what it says. */
function contradictions(fragment: Fragment): string[] {
  const checked = compiled(fragment);
  const broken = new Set(
    offlineStacks(checked).flatMap((stack) =>
      evaluate(stack, RETENTION, DEFAULTS).findings.flatMap(({ policy }) =>
        policy?.state === "violated" ? policy.clauses.map(({ clause }) => clause) : [],
      ),
    ),
  );
  return matricesOf(checked).flatMap(({ rows }) =>
    rows.flatMap(({ clause, parts, verdict }) =>
      verdict === "not met" && !broken.has(clause)
        ? [`${clause}: ${JSON.stringify(parts.filter((part) => part.verdict === "not met"))}`]
        : [],
    ),
  );
}

const TERMS = [10, 20, 30, 90, 366, 2557];
const term = fc.constantFrom(...TERMS);
const filters = fc.constantFrom("*", "@event_type:*", "@audit.action:*", "status:error", "@event_type:login");

const retention = fc.record({ days: term, searchable: term, archived: fc.boolean(), limit: fc.boolean() });

function classOf({
  days,
  searchable,
  archived,
  limit,
}: {
  days: number;
  searchable: number;
  archived: boolean;
  limit: boolean;
}) {
  const searchableDays = Math.min(days, archived ? searchable : 450, 450);
  const isArchived = searchableDays < days;
  return {
    days,
    searchableDays,
    ...(!isArchived && { archive: null }),
    ...(limit && { dailyLimit: 1000 }),
  };
}

const CLASSES = ["security", "audit", "application"] as const;

const fragments = fc
  .record({
    classes: fc.tuple(retention, retention, retention),
    filters: fc.tuple(filters, filters, filters),
    terms: fc.tuple(term, term, term),
    of: fc.subarray([...CLASSES], { minLength: 1 }),
  })
  .map(({ classes, filters: [one, two, three], of, terms: [atLeast, atOnce, atMost] }): Fragment => {
    const demand = (clause: string, asks: Fragment) => ({
      ...{ clause, title: clause, address: "https://example.com", dataClasses: of },
      ...asks,
    });
    return {
      retentionClasses: Object.fromEntries(CLASSES.map((name, at) => [name, classOf(classes[at] ?? classes[0])])),
      services: {
        checkout: {
          logs: { streams: { security: { filter: one }, audit: { filter: two }, application: { filter: three } } },
        },
      },
      frameworks: {
        own: {
          title: "Own",
          governs: "everything",
          requirements: {
            long: demand("least", { atLeast: `${atLeast} days` }),
            once: demand("once", { immediatelyAvailable: `${atOnce} days` }),
            short: demand("most", { atMost: `${Math.max(atMost, atLeast)} days` }),
            own: demand("own", { atMost: "days of the class" }),
          },
        },
      },
    };
  });

it("whatever classes, streams and clauses there are", () => {
  let judged = 0;
  fc.assert(
    fc.property(fragments, (fragment) => {
      let found: string[];
      try {
        found = contradictions(fragment);
        judged += 1;
      } catch (error) {
        if (!String(error).includes("does not compile")) throw error;
        return;
      }
      expect(found).toEqual([]);
    }),
    { numRuns: 25 },
  );
  expect(judged).toBeGreaterThan(15);
});
