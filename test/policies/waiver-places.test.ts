/** A waiver that accepts nothing is told where what it means was found. */

import { expect, it } from "vitest";
import { checkFiles, type ResolvedEnvironment } from "../../model/index";
import { configurationOf, evaluate, offlineStacks, type Rule } from "../../policies/index";
import { bytesOf, withMistake } from "../model/files";

const WAIVER = "{ rule: required-tags, reason: It is being mended., owner: shop, until: 2027-01-31 }";

it.each([
  [
    "at a class of logs that a stream of the service is of",
    ["services.checkout"],
    ({ retentionClasses: [one] }: ResolvedEnvironment) => ({ at: one?.source, subject: "logs of a class" }),
    "at `retentionClasses.application` (catalog/standards.yaml:",
  ],
  [
    "at an entry, and is named by what is found elsewhere",
    ["retentionClasses.application"],
    ({ services: [one] }: ResolvedEnvironment) => ({ at: one?.source, subject: "a stream of `application`" }),
    "at `services.checkout` (catalog/shop.yaml:",
  ],
  [
    "at a class that nothing found names",
    ["retentionClasses.application"],
    ({ services: [one] }: ResolvedEnvironment) => ({ at: one?.source, subject: "a stream of `applications`" }),
    undefined,
  ],
])("a waiver %s is told where it belongs", (_what, [holder = ""], found, place) => {
  const rule: Rule = {
    id: "required-tags",
    pack: "tagging",
    severity: "error",
    title: "Every",
    summary: "Finds one thing.",
    kinds: [],
    *check({ catalog }) {
      if (catalog) yield { type: "violated", message: "this is something", fix: "Mend it.", ...found(catalog) };
    },
  };
  const [file, from, to] =
    holder === "services.checkout"
      ? (["shop.yaml", "    packs: [web]", `    packs: [web]\n    waivers: [${WAIVER}]`] as const)
      : (["standards.yaml", "  application: {", `  application: { waivers: [${WAIVER}],`] as const);
  const catalog = checkFiles(bytesOf(withMistake({ change: [[file, from, to]] })), { today: "2026-11-21" });
  expect(catalog.diagnostics).toEqual([]);
  const configuration = configurationOf(catalog, [rule]);
  for (const stack of offlineStacks(catalog)) evaluate(stack, [rule], configuration);
  const [one, ...more] = configuration.problems(true);
  expect(more).toEqual([]);
  expect(one).toMatchObject({
    code: "waiver-unused",
    message: place === undefined ? expect.stringMatching(/finds nothing here$/) : expect.stringContaining(place),
    hint: place === undefined ? "Take it out." : "Put the waiver there, or mend what it finds.",
  });
});
