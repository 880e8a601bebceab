/**
 * Every rule against the four systems of the shipped catalog, broken: what a person, another program or a merge gone wrong would do to
 * one thing, in the places that are picked by a seed. The rule that is for it must find it; WATCHBILL_SEED picks others.
 */

import { beforeAll, describe, expect, it } from "vitest";
import type { PolicyId } from "../../model/index";
import { configurationOf, type Found, offlineStacks, RULES, type Stack } from "../../policies/index";
import { shipped } from "../catalog/shipped";
import { type Break, randomFrom, spread } from "./mutation/break";
import { BREAKS } from "./mutation/index";

const SEED = Number(process.env.WATCHBILL_SEED ?? 20_261_121);
/** By environment, as the catalog makes them. */
let stacks: Map<string, Stack>;
let found: (rule: PolicyId, stack: Stack) => Found[];

interface Injected {
  rule: PolicyId;
  what: string;
  place: string;
  caught: boolean;
  /** Whether the rule says anything where the value is not known yet; undefined where that cannot be or was not tried. */
  open: boolean | undefined;
}

let injected: Injected[];

beforeAll(() => {
  stacks = new Map(offlineStacks(shipped).map((stack) => [stack.environment.name, stack]));
  const configuration = configurationOf(shipped);
  const rules = new Map(RULES.map((rule) => [rule.id, rule]));
  found = (id, stack) => {
    const rule = rules.get(id);
    if (!rule) throw new Error(`no rule ${id}`);
    const { parameters } = configuration.applied(rule, stack.environment.name);
    return [...rule.check(stack, parameters)];
  };
  const random = randomFrom(SEED);
  injected = RULES.flatMap(({ id }) => BREAKS[id].flatMap((one) => inject(id, one, random)));
}, 180_000);

function inject(rule: PolicyId, one: Break, random: () => number): Injected[] {
  const stack = stacks.get(one.environment ?? "prod");
  if (!stack) throw new Error(`no environment ${one.environment}`);
  const before = new Set(found(rule, stack).map(({ message }) => message));
  // What a rule can only state it names by stating it; nothing else is found by less than a violation.
  const wanted = rule === "stated-retention" ? "stated" : "violated";
  return spread(one.places(stack), one.times ?? 2, random).map(({ name, broken, unknown }, index) => ({
    rule,
    what: one.what,
    place: name,
    caught: found(rule, broken()).some(({ type, message }) => type === wanted && !before.has(message)),
    // Once for each break: it is the same property at every place.
    open: index > 0 ? undefined : unknown && found(rule, unknown()).some(({ message }) => !before.has(message)),
  }));
}

it("every rule has breaks, and each break a place in the shipped systems", () => {
  expect(Object.keys(BREAKS).sort()).toEqual(RULES.map(({ id }) => id).sort());
  const placed = new Set(injected.map(({ rule, what }) => `${rule}: ${what}`));
  const all = RULES.flatMap(({ id }) => BREAKS[id].map(({ what }) => `${id}: ${what}`));
  expect(all.filter((one) => !placed.has(one))).toEqual([]);
});

it("at least 200 breaks are injected, and at least 95 % are found by the rule that is for them", () => {
  const missed = injected.filter(({ caught }) => !caught);
  const share = 1 - missed.length / injected.length;
  console.info(`${injected.length} breaks (seed ${SEED}), ${(share * 100).toFixed(1)} % found`);
  const shown = missed.map(({ rule, what, place }) => `${rule}: ${what} (${place})`);
  expect(injected.length).toBeGreaterThanOrEqual(200);
  expect(share, `seed ${SEED}; not found:\n${shown.join("\n")}`).toBeGreaterThanOrEqual(0.95);
});

it("a value that is not known yet silences no rule: it says so", () => {
  const asked = injected.filter(({ open }) => open !== undefined);
  expect(asked.length).toBeGreaterThan(100);
  const silent = asked.filter(({ open }) => !open);
  expect(silent.map(({ rule, what, place }) => `${rule}: ${what} (${place})`)).toEqual([]);
});

describe("each rule finds something of what is broken", () => {
  it.each(RULES.map(({ id }) => id))("%s", (id) => {
    const own = injected.filter(({ rule }) => rule === id);
    expect(own.length).toBeGreaterThan(0);
    expect(own.some(({ caught }) => caught)).toBe(true);
  });
});
