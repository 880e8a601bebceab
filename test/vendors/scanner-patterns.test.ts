import { describe, expect, it } from "vitest";
import { STANDARD_PATTERNS, type StandardPattern } from "../../vendors/index";

/** JavaScript has the flag outside. */
function found(name: keyof typeof STANDARD_PATTERNS, text: string): string | undefined {
  const { pattern = "" } = STANDARD_PATTERNS[name] as StandardPattern;
  const insensitive = pattern.startsWith("(?i)");
  return new RegExp(pattern.replace("(?i)", ""), insensitive ? "i" : "").exec(text)?.[0];
}

describe("patterns of our own", () => {
  it.each([
    ["card", "paid with 4111 1111 1111 1111 today", "4111 1111 1111 1111"],
    ["card", "card=5500-0000-0000-0004;", "5500-0000-0000-0004"],
    ["card", "amex 378282246310005", "378282246310005"],
    ["card", "order 1234567890123456", undefined],
    ["phone", "call +44 20 7946 0123 now", "+44 20 7946 0123"],
    ["phone", "tel:+49(30)1234567", "+49(30)1234567"],
    ["phone", "took 1234567 ms", undefined],
    ["json-web-token", "Bearer eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"],
    ["json-web-token", "eyJhbGciOiJI", undefined],
    ["password", '{"Password": "hunter22"}', 'Password": "hunter22'],
    ["password", "password reset was asked for", undefined],
  ] as const)("%s in `%s`", (name, text, expected) => {
    expect(found(name, text)).toBe(expected);
  });

  it("use nothing that Datadog's scanner does not know, and each is either Datadog's or ours", () => {
    for (const [name, one] of Object.entries<StandardPattern>(STANDARD_PATTERNS)) {
      expect(one.pattern ?? "", name).not.toMatch(/\(\?<?[=!]|\\[1-9]/);
      expect(one.library === undefined, name).toBe(one.pattern !== undefined);
    }
  });
});
