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
