import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamSearch } from "../../../model/index";
import { placementsOf } from "../../../policies/retention/placement";
import { type Event, eventOf, takes } from "../../query/search/takes";
import { changedStack, refs } from "./deployed-changes";

const NAMES = ["audit-prod", "security-prod", "application-prod"];
const OTHERS = ["audit", "security", "application"].flatMap((name) => [`${name}-dev`, `${name}-staging`]);

const term = fc.constantFrom(
  "env:production",
  "env:staging",
  "service:checkout",
  "service:check*",
  "service:web",
  "@event_type:*",
  "@event_type:login",
  "@audit.action:*",
  "@audit.action:delete",
  "status:error",
  "*",
);
const { search } = fc.letrec<{ search: string }>((tie) => ({
  search: fc.oneof(
    { maxDepth: 2 },
    term,
    tie("search").map((one) => `-(${one})`),
    fc.tuple(tie("search"), tie("search")).map(([one, two]) => `(${one} ${two})`),
    fc.tuple(tie("search"), tie("search")).map(([one, two]) => `(${one} OR ${two})`),
  ),
}));

const maybe = (...values: string[]) => fc.constantFrom([], ...values.map((value) => [value]));
const event = fc.record({
  env: fc.constant(["production"]),
  service: fc.constant(["checkout"]),
  status: maybe("error", "info"),
  "@event_type": maybe("login", "logout"),
  "@audit.action": maybe("delete", "create"),
});

describe("where events go", () => {
  it("is what happens to each of them, whatever indexes and archives take in whatever order", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        fc.tuple(search, search, search),
        fc.shuffledSubarray(NAMES, { minLength: 3 }),
        fc.array(event, { minLength: 15, maxLength: 15 }),
        (queries, order, events) => {
          const changes = Object.fromEntries(
            NAMES.flatMap((name, at) => [
              [`logs-index/${name}`, { filters: [{ query: queries[at] ?? "*" }] }],
              [`logs-archive/${name}`, { query: queries[at] ?? "*" }],
            ]),
          );
          const stack = changedStack({
            changes: {
              ...changes,
              "logs-index-order/main": { indexes: refs("logs-index", ...order, ...OTHERS) },
              "logs-archive-order/main": { archiveIds: refs("logs-archive", ...order) },
            },
          });
          const first = (one: Event) => order.find((name) => takes(queries[NAMES.indexOf(name)] ?? "*", one));
          for (const placement of placementsOf(stack).filter(({ tenant }) => tenant.name === "prod")) {
            const text = streamSearch(placement.tenant, placement.service, placement.stream);
            const own = events.filter((one) => takes(text, one));
            const ways = new Set(own.map(first));
            const { taken, lost, archives } = placement;
            expect(archives.map(({ by, share }) => `${by.name} ${share}`)).toEqual(
              taken.map(({ by, share }) => `${by.name} ${share}`),
            );
            if (lost.answer === "no") expect(ways).not.toContain(undefined);
            if (lost.answer === "yes") expect(first(eventOf(lost.example ?? ""))).toBeUndefined();
            const names = new Set(taken.map(({ by }) => by.name));
            for (const way of ways) if (way !== undefined) expect(names).toContain(way);
            for (const { by, share, gets } of taken) {
              if (share === "every") expect([...ways].filter((way) => way !== by.name)).toEqual([]);
              if (share === "some") expect(first(eventOf(gets.example ?? ""))).toBe(by.name);
              if (share !== "undecided") decided += 1;
            }
          }
        },
      ),
      { numRuns: 100 },
    );
    expect(decided).toBeGreaterThan(200);
  }, 60_000);
});
