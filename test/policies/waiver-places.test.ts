/** A waiver that accepts nothing is told where what it means was found. */

import { expect, it } from "vitest";
import type { Diagnostic } from "../../diagnostics/index";
import { checkFiles, type ResolvedEnvironment } from "../../model/index";
import { checkPolicies, configurationOf, evaluate, offlineStacks, type Rule } from "../../policies/index";
import { type Open, placesAmong } from "../../policies/waiver-places";
import { bytesOf, withMistake } from "../model/files";
import { baseCatalog, compiled, type Fragment, overlaid } from "./example";

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

const ACCEPTED = { reason: "It is being mended.", owner: "shop", until: "2027-01-31" };
const SLOW = { services: { checkout: { pagerduty: { acknowledgeTimeout: "600min" } } } };

it.each(["teams.shop", "severities.critical", "rotations.shop-primary", "people.cleo", "escalations.shop"])(
  "a waiver at %s is told to be the service's, of which the rule finds it",
  (holder) => {
    const [section = "", key = ""] = holder.split(".");
    const waivers = [{ rule: "no-acknowledgement-timeout", ...ACCEPTED }];
    const one = compiled(overlaid(SLOW, { [section]: { [key]: { waivers } } }) as Fragment);
    expect(checkPolicies(one).diagnostics.find(({ code }) => code === "waiver-unused")).toMatchObject({
      message: expect.stringContaining("finds nothing here, but at `services.checkout` (catalog/example.yaml:"),
    });
  },
);

it("a waiver of one service is not told to be another's, though they are of one system", () => {
  const waivers = [{ rule: "no-acknowledgement-timeout", ...ACCEPTED }];
  const { services } = baseCatalog() as { services: Record<string, Fragment> };
  const one = compiled(overlaid(SLOW, { services: { payment: { ...services.checkout, waivers } } }) as Fragment);
  expect(checkPolicies(one).diagnostics.find(({ code }) => code === "waiver-unused")).toMatchObject({
    message: expect.stringMatching(/finds nothing here$/),
    hint: "Take it out.",
  });
});

it.each([
  ["retentionClasses.security", true],
  ["environments.prod", true],
  ["retentionClasses.audit", false],
])("of what an environment says of a class a waiver at %s: %s", (holder, accepted) => {
  const [section = "", key = ""] = holder.split(".");
  const waivers = [{ rule: "not-immediately-available", ...ACCEPTED }];
  const short = { environments: { prod: { retention: { security: { searchableDays: 30 } } } } };
  const { diagnostics } = checkPolicies(compiled(overlaid(short, { [section]: { [key]: { waivers } } }) as Fragment));
  expect(diagnostics.some(({ code }) => code === "not-immediately-available")).toBe(!accepted);
});

it("findings and services are not looked at again for each of the waivers that nothing needs", () => {
  const looked = (waivers: number): number => {
    let count = 0;
    const counted = <T extends object>(one: T): T =>
      new Proxy(one, {
        get(of, name) {
          count++;
          return Reflect.get(of, name);
        },
      });
    const [prod] = compiled().resolved.filter(({ name }) => name === "prod");
    const services = prod!.services.map(counted);
    const environment = { ...prod!, services };
    const [service] = services;
    const found: Open[] = [...Array(waivers).keys()].map((index) =>
      counted({
        ...{ resource: undefined, entry: undefined, environment, made: { service: service!, at: "" } },
        finding: { code: "one-level", severity: "error", message: `of ${index}`, line: 1, column: 1 } as Diagnostic,
      }),
    );
    const places = placesAmong(found);
    for (const index of found.keys()) places({ holder: ["services", `other-${index}`], rule: "one-level" } as never);
    return count;
  };
  const [few, many] = [looked(100), looked(200)];
  expect(few).toBeGreaterThan(100);
  expect(many).toBeLessThan(few * 2.5);
});
