import { expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { baseTexts, bytesOf } from "./files";

it("takes what a monitor is about from its signal's title, whatever its service is called", () => {
  const codes = (title: string): string[] => {
    const more = `services:
  payments:
    system: shop
    monitors: { a: { type: metric, title: ${title}, metric: system.cpu.user, above: { high: 90% } } }`;
    return checkFiles(bytesOf(new Map([...baseTexts(), ["more.yaml", more]]))).diagnostics.map(({ code }) => code);
  };
  expect(codes("Processor")).toEqual([]);
  expect(codes("Payments that fail")).toEqual(["title-mismatch"]);
});
