/**
 * Exact fractions of whole numbers, so that `5%` is 0.05 and `1.1%` is 0.011 and not the nearest thing a chain of
 * floating multiplications gives. Only what quantities need; no general arithmetic.
 */

export interface Rational {
  top: bigint;
  bottom: bigint;
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a decimal numeral (`12`, `-0.5`, `1e6`); undefined when it is none. */
export function fromDecimal(text: string): Rational | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "0", decimals = "", exponent = "0"] = match;
  const digits = BigInt(sign === "-" ? `-${whole}${decimals}` : `${whole}${decimals}`);
  const shift = Number(exponent) - decimals.length;
  return shift >= 0 ? rational(digits * 10n ** BigInt(shift)) : rational(digits, 10n ** BigInt(-shift));
}

export function rational(top: bigint, bottom = 1n): Rational {
  return { top, bottom };
}

export function times(a: Rational, b: Rational): Rational {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

export function over(a: Rational, b: Rational): Rational {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top };
}

/** The nearest number; exactly the decimal numeral's number when the fraction has one of at most 20 places. */
export function toNumber(value: Rational): number {
  // A division of whole numbers that are exact is rounded once, to the nearest.
  if (isSmall(value.top) && isSmall(value.bottom)) return Number(value.top) / Number(value.bottom) || 0;
  const negative = value.top < 0n !== value.bottom < 0n;
  const top = value.top < 0n ? -value.top : value.top;
  const bottom = value.bottom < 0n ? -value.bottom : value.bottom;
  const places = 20n;
  const scaled = (top * 10n ** places) / bottom;
  const text = scaled.toString().padStart(Number(places) + 1, "0");
  const number = Number(`${text.slice(0, -Number(places))}.${text.slice(-Number(places))}`);
  return negative && number !== 0 ? -number : number;
}

const EXACT = BigInt(Number.MAX_SAFE_INTEGER);

function isSmall(value: bigint): boolean {
  return value <= EXACT && value >= -EXACT;
}
