/** The order of a set of texts: that of the decimal texts of their CRC-32. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { bySetOrder } from "../../vendors/sentry/set-order";

/** CRC-32 by its definition as a division of polynomials over bits, to compare with. */
function crc32(value: string): number {
  let rest = 0xffffffffn;
  for (const byte of Buffer.from(value)) {
    for (let bit = 0n; bit < 8n; bit++) {
      const top = (rest ^ (BigInt(byte) >> bit)) & 1n;
      rest = (rest >> 1n) ^ (top === 1n ? 0xedb88320n : 0n);
    }
  }
  return Number(rest ^ 0xffffffffn);
}

it("compares with a CRC that has the standard's check value", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
});

it("orders any two texts by their checksums' digits", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      const [left, right] = [String(crc32(a)), String(crc32(b))];
      expect(Math.sign(bySetOrder(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});
