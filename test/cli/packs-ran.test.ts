/** A run counts as checked only where the engine says that the rules were asked: what is missing is told, and by which name. */

import { describe, expect, it } from "vitest";
import { notAsked, PACK } from "../../cli/deploy/packs-ran";
import type { PackRun } from "../../engine/index";
import { DEFAULTS, type Level, RULES } from "../../policies/index";

const IDS = RULES.map(({ id }) => id);
const whole: PackRun = { name: PACK, version: "1", policies: IDS, failed: [], resources: 12, stacks: 1 };

/** As the catalog wants it. */
const LEVELS = RULES.map((rule) => ({ rule: rule.id, level: DEFAULTS.applied(rule, "prod").level }));
const MANDATORY = LEVELS.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);

interface More {
  loaded?: number;
  expected?: number;
  off?: () => Level | undefined;
  hasBase?: boolean;
  counts?: typeof LEVELS | undefined;
  imposed?: string[];
}

function said(packs: PackRun[], more: More = {}): string[] {
  const { loaded = 1, expected = 9, hasBase = true, imposed = [], off = () => undefined } = more;
  const counts = "counts" in more ? more.counts : LEVELS;
  const applied: typeof DEFAULTS.applied = (rule, environment) => {
    const own = DEFAULTS.applied(rule, environment);
    return { ...own, level: off() ?? own.level };
  };
  const asked = { environment: "prod", rules: RULES, configuration: { applied }, expected, counts, hasBase, imposed };
  return notAsked({ policies: { loaded, packs } }, asked);
}

describe("a run", () => {
  it("in which every rule was asked about the stack counts", () => {
    expect(said([whole])).toEqual([]);
    expect(said([{ ...whole, name: "own" }, whole], { loaded: 2 })).toEqual([]);
  });

  it.each<[string, PackRun[], Parameters<typeof said>[1], string]>([
    ["without a pack", [], { loaded: 0 }, "the engine loaded no policy pack: nothing was checked"],
    [
      "whose pack was never asked",
      [],
      {},
      'the policy pack "watchbill" was never given the stack: nothing was checked',
    ],
    [
      "with somebody else's pack in its place",
      [{ ...whole, name: "own" }],
      {},
      'the policy pack "watchbill" was never given the stack: nothing was checked',
    ],
    ["whose pack saw no stack", [{ ...whole, stacks: 0 }], {}, "was never given the stack"],
    ["whose pack is empty", [{ ...whole, policies: [] }], {}, `${IDS.length} of ${IDS.length} rules were not asked`],
    [
      "in which one rule was switched off from outside",
      [{ ...whole, policies: IDS.slice(1) }],
      {},
      `1 of ${IDS.length} rules were not asked, though the catalog does not switch them off: ${IDS[0]}`,
    ],
    [
      "in which one rule was lowered from outside",
      [whole],
      { counts: LEVELS.map((one) => (one.rule === MANDATORY[0] ? { ...one, level: "advisory" } : one)) },
      `1 of ${IDS.length} rules were only advisory, though the catalog makes them mandatory: ${MANDATORY[0]}`,
    ],
    [
      "in which a rule was given other parameters from outside",
      [whole],
      { imposed: IDS.slice(0, 1) },
      `1 of ${IDS.length} rules were asked with other parameters than the catalog's: ${IDS[0]}`,
    ],
    ["that says nothing of its levels", [whole], { counts: undefined }, "wrote down nothing of its levels"],
    [
      "that looked at no resource",
      [{ ...whole, resources: 0 }],
      {},
      'the policy pack "watchbill" was given none of 9 resources: nothing was checked',
    ],
    ["for which everything is disabled", [whole], { off: () => "disabled" }, "every rule is disabled in prod"],
  ])("%s does not", (_, packs, more, text) => {
    expect(said(packs, more).join("\n")).toContain(text);
  });

  it("in which a rule was made stricter from outside counts", () => {
    expect(said([whole], { counts: LEVELS.map((one) => ({ ...one, level: "mandatory" })) })).toEqual([]);
  });

  it("without another checkout needs no answer of the rules that compare with one", () => {
    const compare = RULES.filter(({ needsBase }) => needsBase).map(({ id }) => id);
    expect(compare.length).toBeGreaterThan(0);
    const packs = [{ ...whole, policies: IDS.filter((id) => !compare.includes(id)) }];
    expect(said(packs, { hasBase: false })).toEqual([]);
    expect(said(packs, { hasBase: true })[0]).toContain(`${compare.length} of ${IDS.length} rules were not asked`);
  });

  it("of an environment that has nothing has nothing to ask about", () => {
    expect(said([], { expected: 0 })).toEqual([]);
  });

  it("is not asked for rules that the catalog switches off", () => {
    const [first = ""] = IDS;
    const applied: typeof DEFAULTS.applied = (rule, environment) => {
      const own = DEFAULTS.applied(rule, environment);
      return rule.id === first ? { ...own, level: "disabled" } : own;
    };
    const asked = {
      environment: "prod",
      rules: RULES,
      configuration: { applied },
      expected: 9,
      counts: LEVELS,
      hasBase: true,
      imposed: [first],
    };
    const packs = [{ ...whole, policies: IDS.slice(1) }];
    expect(notAsked({ policies: { loaded: 1, packs } }, asked)).toEqual([]);
  });
});
