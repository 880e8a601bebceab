import { expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { bytesOf, withMistake } from "./files";

const noPhone: ["organisation.yaml", string, string] = ["organisation.yaml", ', phone: "+44 2079460102"', ""];

it("someone on call without a telephone is warned of once, at the person", () => {
  const { diagnostics, specs } = checkFiles(bytesOf(withMistake({ change: [noPhone] })));
  expect(diagnostics).toMatchObject([
    { code: "no-phone", severity: "warning", path: "people.ben", file: "catalog/organisation.yaml" },
  ]);
  expect(specs.length).toBeGreaterThan(20);
});

it("but not where no environment pages", () => {
  const { diagnostics } = checkFiles(
    bytesOf(withMistake({ change: [noPhone, ["organisation.yaml", "notify: page", "notify: chat"]] })),
  );
  expect(diagnostics).toEqual([]);
});

const ESCALATION = `escalations:
  more:
    title: More
    team: shop
    steps:
      - { notify: [nights], escalateAfter: 10min }
      - { notify: [nights], escalateAfter: 10min }
`;
const BEN = '  ben: { name: Ben Lind, email: ben@example.com, phone: "+44 2079460102" }\n';

it("somebody who left and is still named: each place is a finding, and the first has all places and how to hand over", () => {
  const texts = withMistake({ change: [["organisation.yaml", BEN, ""]] });
  const { diagnostics } = checkFiles(bytesOf(texts));
  const [first, ...more] = diagnostics;
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "unknown-name teams.shop.members.1",
    "unknown-name rotations.primary.people.1",
  ]);
  for (const { file, line, path = "" } of more)
    expect(first?.hint).toContain(`\`${path.replace(/\.\d+$/, "")}\` (${file}:${line})`);
  expect(first?.hint).toMatch(/put who takes over in the same place of the list/);
  for (const { hint } of more) expect(hint).toContain(`As at ${first?.file}:${first?.line},`);
});

it("a misspelt person keeps what was meant at each place", () => {
  const texts = withMistake({ change: [["organisation.yaml", BEN, BEN.replace("  ben:", "  benn:")]] });
  const hints = checkFiles(bytesOf(texts)).diagnostics.flatMap(({ code, hint = "" }) =>
    code === "unknown-name" ? [hint] : [],
  );
  expect(hints.length).toBeGreaterThan(1);
  for (const hint of hints) expect(hint).toMatch(/^Did you mean `benn`\?/);
});

it("a rotation that two steps name and that is not there is no person who left", () => {
  const texts = withMistake({ add: { "more.yaml": ESCALATION } });
  const { diagnostics } = checkFiles(bytesOf(texts));
  expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "unknown-name escalations.more.steps.0.notify.0",
    "unknown-name escalations.more.steps.1.notify.0",
  ]);
  expect(diagnostics.filter(({ hint = "" }) => /who left|hand over/.test(hint))).toEqual([]);
});
