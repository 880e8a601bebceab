import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Diagnostic, formatFrames, type PolicyDetails } from "../../diagnostics/index";

const finding = (more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "unknown-key",
  severity: "error",
  message: "`denominater` is no key here",
  hint: "Did you mean `denominator`?",
  file: "catalog/shop.yaml",
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 14,
  ...more,
});

const POLICY: PolicyDetails = {
  pack: "tagging",
  level: "mandatory",
  state: "violated",
  environments: ["prod"],
  resource: "datadog/monitor/a",
  property: null,
  value: null,
  clauses: [],
};

const shown = (text: string, more: Partial<Diagnostic> = {}): string =>
  formatFrames([finding(more)], { read: () => text });

describe("a finding is shown with its line and a caret below the value", () => {
  it("in the plainest case", () => {
    expect(shown("a:\n  denominater: x\n")).toMatchInlineSnapshot(`
      "error [unknown-key] catalog/shop.yaml:2:3
        \`denominater\` is no key here
        2 |   denominater: x
          |   ^^^^^^^^^^^
        fix: Did you mean \`denominator\`?

      1 error
      "
    `);
  });

  it("without the line when the file cannot be read", () => {
    expect(formatFrames([finding()], { read: () => undefined })).toMatchInlineSnapshot(`
      "error [unknown-key] catalog/shop.yaml:2:3
        \`denominater\` is no key here
        fix: Did you mean \`denominator\`?

      1 error
      "
    `);
  });

  it("without a place when it is about no file", () => {
    const { file: _, ...bare } = finding();
    expect(formatFrames([bare])).toMatchInlineSnapshot(`
      "error [unknown-key]
        \`denominater\` is no key here
        fix: Did you mean \`denominator\`?

      1 error
      "
    `);
  });

  it("only around the value when the line is long", () => {
    const line = `${"x".repeat(150)}HERE${"y".repeat(150)}`;
    expect(shown(`a\n${line}`, { column: 151, endColumn: 155 })).toMatchInlineSnapshot(`
      "error [unknown-key] catalog/shop.yaml:2:151
        \`denominater\` is no key here
        2 | …xxxxxxxxxxxxxxxxxxxxHEREyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
          |                      ^^^^
        fix: Did you mean \`denominator\`?

      1 error
      "
    `);
  });

  it("to the end of the line when it goes over several", () => {
    expect(shown("a:\n  b: |\n    c\n", { column: 6, endLine: 3, endColumn: 6 })).toMatchInlineSnapshot(`
      "error [unknown-key] catalog/shop.yaml:2:6
        \`denominater\` is no key here
        2 |   b: |
          |      ^
        fix: Did you mean \`denominator\`?

      1 error
      "
    `);
  });

  it("below the whole line when a policy knows no column", () => {
    const whole = { column: 1, endColumn: 2, policy: POLICY };
    expect(shown("a:\n    shop: # ours\n", whole)).toContain("  2 |     shop: # ours\n    |     ^^^^^^^^^^^^\n");
    expect(shown("a:\nshop:\n", whole)).toContain("  2 | shop:\n    | ^\n");
    expect(shown("a:\n\tshop:\n", { column: 1, endColumn: 2 })).toContain("    | ^\n");
  });

  it("and counted at the end", () => {
    const text = formatFrames([finding(), finding({ severity: "warning" }), finding({ severity: "info" })]);
    expect(text.split("\n").at(-2)).toBe("1 error, 1 warning, 1 note");
  });

  it("and nothing is shown of nothing", () => {
    expect(formatFrames([])).toBe("");
  });
});

it("colour is used only when asked for", () => {
  expect(formatFrames([finding()], { colour: true })).toContain("\u001b[31m");
  expect(formatFrames([finding()])).not.toContain("\u001b");
});

describe("whatever the catalog says, the frame is harmless", () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "\u001b[2J",
          "\r",
          "\n",
          "::add-mask::x",
          "\u202e",
          "\u0000",
          "\u0007",
          "\u009b",
          "\u200b",
          "\ufeff",
          "`",
          "\t",
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(""));

  it("no control or direction character comes out, no line is a command, no line is wider than 100 unless a word is", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, fc.nat(40), fc.nat(40), (text, message, hint, column, length) => {
        const frames = formatFrames(
          [
            finding({
              message,
              hint,
              file: message,
              line: 1,
              column: column + 1,
              endLine: 1,
              endColumn: column + 1 + length,
            }),
          ],
          { read: () => text },
        );
        expect(frames).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/,
        );
        for (const line of frames.split("\n")) expect(line).not.toMatch(/^\s*::/);
      }),
      { numRuns: 500 },
    );
  });

  it("long messages are broken at 100 columns", () => {
    const text = shown("a\nb\n", { message: "word ".repeat(80), hint: "fix ".repeat(80) });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
