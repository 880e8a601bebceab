/**
 * Units through arithmetic. Knows when it does not know: an operand of unknown unit makes the result unknown, never a guess.
 * What is suspicious (unlike units added, an odd factor) is noted, not judged.
 */

import {
  COUNT,
  describeUnit,
  isCount,
  isRatio,
  product,
  quotient,
  sameDimension,
  sameScale,
  scaled,
  type Unit,
  unitName,
} from "./unit";

export type ArithmeticOperator = "+" | "-" | "*" | "/";

/** `constant`: a bare number; `unknown`: nothing can be said. */
export type Quantity =
  | { type: "constant"; value: number }
  /** `pending`: a factor that converts nothing yet; the 100 of `100 * errors / hits` does once the division is known. */
  | { type: "known"; unit: Unit; pending: number }
  | { type: "unknown" };

export const UNKNOWN: Quantity = { type: "unknown" };

export function known(unit: Unit, pending = 1): Quantity {
  return { type: "known", unit, pending };
}

export type Suspicion =
  /** Added or subtracted although they measure different things, or the same on different scales. */
  | { type: "mixed"; operator: "+" | "-"; left: Unit; right: Unit }
  /** Divided although they measure the same on different scales: the quotient is off by that factor. */
  | { type: "scales"; left: Unit; right: Unit }
  /** A factor that turns the unit into no other: `100 *` a duration. */
  | { type: "factor"; factor: number; unit: Unit };

export interface Combined {
  quantity: Quantity;
  suspicion?: Suspicion;
  /** One clause for an explanation, put into words where somebody asks; undefined when nothing is known. */
  why?: () => string;
}

export function combine(operator: ArithmeticOperator, left: Quantity, right: Quantity): Combined {
  if (left.type === "unknown" || right.type === "unknown") return { quantity: UNKNOWN };
  if (left.type === "constant") {
    if (right.type === "constant") return { quantity: fold(operator, left.value, right.value) };
    if (operator === "*") return times(right.unit, left.value * right.pending);
    if (operator === "/") return settle(quotient({ dims: {}, scale: 1 }, right.unit), 1 / right.pending);
    return { quantity: right };
  }
  if (right.type === "constant") {
    if (operator === "*") return times(left.unit, left.pending * right.value);
    if (operator === "/") return times(left.unit, left.pending / right.value);
    return { quantity: left };
  }
  const [a, b] = [left.unit, right.unit];
  switch (operator) {
    case "+":
    case "-":
      return add(operator, left, right);
    case "*":
      return settle(product(a, b), left.pending * right.pending, { operator: "×", a, b });
    case "/":
      return divide(a, b, left.pending / right.pending);
  }
}

function fold(operator: ArithmeticOperator, left: number, right: number): Quantity {
  switch (operator) {
    case "+":
      return { type: "constant", value: left + right };
    case "-":
      return { type: "constant", value: left - right };
    case "*":
      return { type: "constant", value: left * right };
    case "/":
      return { type: "constant", value: left / right };
  }
}

type Known = Extract<Quantity, { type: "known" }>;

function add(operator: "+" | "-", left: Known, right: Known): Combined {
  const [a, b] = [left.unit, right.unit];
  const pending = left.pending === right.pending ? left.pending : 1;
  if (isCount(a) && isCount(b)) return { quantity: known(a.noun === b.noun ? a : COUNT, pending) };
  if (sameDimension(a, b) && sameScale(a.scale, b.scale)) {
    return { quantity: known(a.ratio === b.ratio ? a : { dims: a.dims, scale: a.scale }, pending) };
  }
  return { quantity: UNKNOWN, suspicion: { type: "mixed", operator, left: a, right: b } };
}

function divide(a: Unit, b: Unit, pending: number): Combined {
  const unit = quotient(a, b);
  const result = settle(unit, pending, { operator: "/", a, b });
  if (!isRatio(unit) || isRatio(a) || sameScale(unit.scale, 1)) return result;
  if (result.quantity.type === "known" && isUsual(result.quantity.unit)) return result;
  return { ...result, suspicion: { type: "scales", left: a, right: b } };
}

function isUsual(unit: Unit): boolean {
  return sameScale(unit.scale, 1) || sameScale(unit.scale, 0.01);
}

function times(unit: Unit, factor: number): Combined {
  return settle(unit, factor);
}

/** What a unit came of. */
interface Step {
  operator: "×" | "/";
  a: Unit;
  b: Unit;
}

/** Conversions are recognised by the name they lead to; until one does, the factor waits. */
function settle(unit: Unit, factor: number, step?: Step): Combined {
  if (!Number.isFinite(factor) || factor === 0) return { quantity: UNKNOWN };
  const size = Math.abs(factor);
  const converted = size === 1 ? unit : scaled(unit, size);
  const isConversion = size !== 1 && unit.ratio !== "flag" && unitName(converted) !== undefined;
  const quantity = isConversion ? known(converted) : known(unit, size);
  if (!step && !isConversion) return { quantity };
  return {
    quantity,
    why: () => {
      const clauses = step ? [stepText(step, unit)] : [];
      if (isConversion) clauses.push(`${describeUnit(unit)} × ${shortNumber(size)} is ${describeUnit(converted)}`);
      return clauses.join(", ");
    },
  };
}

function stepText({ operator, a, b }: Step, unit: Unit): string {
  return `${describeUnit(a)} ${operator} ${describeUnit(b)} is ${describeUnit(unit)}`;
}

/** Powers of ten look like conversions; one that converted nothing in the end is odd. Other factors weigh a value. */
export function oddFactor(quantity: Quantity): Suspicion | undefined {
  if (quantity.type !== "known") return undefined;
  const exponent = Math.log10(quantity.pending);
  const isOdd = Math.abs(exponent) >= 2 && Math.abs(exponent - Math.round(exponent)) < 1e-9;
  return isOdd ? { type: "factor", factor: quantity.pending, unit: quantity.unit } : undefined;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
