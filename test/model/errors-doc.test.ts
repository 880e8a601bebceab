import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CATALOG_CODES } from "../../model/index";
import { MISTAKES } from "./mistakes";

const ROOT = join(__dirname, "../..");

it("every code has its section in docs/errors.md, and every section its code", () => {
  const text = readFileSync(join(ROOT, "docs/errors.md"), "utf8");
  const sections = [...text.matchAll(/^### (.+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual([...CATALOG_CODES]);
});

it("every code is one the model uses, and the model uses no other", () => {
  const source = sources(join(ROOT, "model"))
    .filter((file) => !file.endsWith("codes.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  // What is wrong with the configuration of policies, only who knows the rules can say.
  const policies = ["configuration", "loosened-policies", "parameters", "waivers"].map((name) =>
    readFileSync(join(ROOT, "policies", `${name}.ts`), "utf8"),
  );
  const said = [source, ...policies].join("\n");
  expect(CATALOG_CODES.filter((code) => !said.includes(`"${code}"`))).toEqual([]);
  const used = [...source.matchAll(/\bcode: "([a-z-]+)"/g)].map(([, code]) => code);
  expect(
    [...new Set(used)].filter((code) => code !== "custom" && !(CATALOG_CODES as readonly unknown[]).includes(code)),
  ).toEqual([]);
});

it("most codes have a mistake that shows them", () => {
  const shown = new Set(MISTAKES.flatMap(({ codes }) => codes));
  expect(CATALOG_CODES.filter((code) => !shown.has(code))).toMatchInlineSnapshot(`
    [
      "no-catalog",
      "unreadable-file",
      "empty-file",
      "bad-pattern",
      "unknown-reference",
      "left-out",
      "ungoverned",
      "no-phone",
      "uncovered-hours",
      "first-step-empty",
      "overlapping-hours",
      "slow-answer",
      "ended",
      "muted-elsewhere",
      "made-twice",
      "urgency-not-told",
      "warning-not-urgent",
      "scanner-limit",
      "metric-tag-dropped",
      "metric-without-percentiles",
      "unscanned",
      "metric-twice",
      "channel-missing",
      "sampled-count",
      "page-not-told",
      "chat-not-told",
      "told-by-mail",
      "bad-metrics-file",
      "waiver-new",
      "waiver-changed",
      "policies-loosened",
      "not-compared",
      "waiver-too-long",
      "bad-parameter",
      "pack-disabled",
    ]
  `);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    return item.isDirectory() ? sources(path) : path.endsWith(".ts") ? [path] : [];
  });
}
