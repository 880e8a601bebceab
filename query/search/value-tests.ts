/**
 * What a term of a search asks of one value, and whether a value can pass some tests and fail others. An answer is proved either way,
 * by a value or by a contradiction; else it is `maybe`.
 */

export type Answer = "yes" | "no" | "maybe";

export type ValueTest =
  | { type: "exact"; value: string }
  /** Characters, one by one, and the two wildcards. */
  | { type: "glob"; tokens: readonly string[] }
  /** Whatever it is: `key:*`. */
  | { type: "any" }
  /** Numbers. */
  | { type: "range"; low: number; high: number; lowExcluded: boolean; highExcluded: boolean };

/** Longer than a character, so that no character is taken for one of them. */
export const MANY = "<many>";
export const ONE = "<one>";

export function passes(test: ValueTest, value: string): boolean {
  switch (test.type) {
    case "any":
      return true;
    case "exact":
      return test.value === value;
    case "glob":
      return meets(test.tokens, [...value]);
    case "range": {
      const number = numberOf(value);
      if (number === undefined) return false;
      if (number === test.low && test.lowExcluded) return false;
      if (number === test.high && test.highExcluded) return false;
      return number >= test.low && number <= test.high;
    }
  }
}

function numberOf(value: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Whether a pattern takes all that another one does: a wildcard of `inner` is taken by one of `outer` alone. */
function meets(outer: readonly string[], inner: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const token of inner) {
    const next = new Set<number>();
    for (const at of behindMany(outer, reached)) {
      const mine = outer[at];
      if (mine === MANY) next.add(at);
      else if (mine === token || (mine === ONE && token !== MANY)) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return behindMany(outer, reached).has(outer.length);
}

/** A `*` may stand for nothing. */
function behindMany(pattern: readonly string[], places: ReadonlySet<number>): Set<number> {
  const all = new Set(places);
  for (const at of all) if (pattern[at] === MANY) all.add(at + 1);
  return all;
}

/** Whether no value passes both; false also where it is not known. */
function exclude(a: ValueTest, b: ValueTest): boolean {
  if (a.type === "any" || b.type === "any") return false;
  if (a.type === "exact") return !passes(b, a.value);
  if (b.type === "exact") return !passes(a, b.value);
  if (a.type === "range" && b.type === "range") {
    const low = Math.max(a.low, b.low);
    const high = Math.min(a.high, b.high);
    return low > high || (low === high && !(passes(a, String(low)) && passes(b, String(low))));
  }
  return a.type === "glob" && b.type === "glob" && !meet(a.tokens, b.tokens);
}

/** Whether two patterns have a value in common. */
function meet(a: readonly string[], b: readonly string[]): boolean {
  let reached = new Set([0]);
  const width = b.length + 1;
  const seen = new Set<number>();
  while (reached.size > 0) {
    const next = new Set<number>();
    for (const place of reached) {
      if (seen.has(place)) continue;
      seen.add(place);
      const i = Math.floor(place / width);
      const j = place % width;
      const mine = a[i];
      const other = b[j];
      if (mine === undefined && other === undefined) return true;
      if (mine === MANY) next.add((i + 1) * width + j);
      if (other === MANY) next.add(i * width + j + 1);
      if (mine === undefined || other === undefined) continue;
      if (mine === MANY) next.add(i * width + j + 1);
      else if (other === MANY) next.add((i + 1) * width + j);
      else if (mine === other || mine === ONE || other === ONE) next.add((i + 1) * width + j + 1);
    }
    reached = next;
  }
  return false;
}

/** Whether one test passes whatever the other one does; false also where it is not known. */
function includes(outer: ValueTest, inner: ValueTest): boolean {
  if (outer.type === "any") return true;
  if (inner.type === "exact") return passes(outer, inner.value);
  if (outer.type === "glob" && inner.type === "glob") return meets(outer.tokens, inner.tokens);
  if (outer.type === "glob" && inner.type === "any") return outer.tokens.every((token) => token === MANY);
  if (outer.type !== "range" || inner.type !== "range") return false;
  const low = outer.low < inner.low || (outer.low === inner.low && (!outer.lowExcluded || inner.lowExcluded));
  const high = outer.high > inner.high || (outer.high === inner.high && (!outer.highExcluded || inner.highExcluded));
  return low && high;
}

/** Whether one value passes all of `must` and none of `mustNot`. Without `must` nothing need be there at all. */
export function oneValue(
  must: readonly ValueTest[],
  mustNot: readonly ValueTest[],
): { answer: Answer; value?: string | undefined } {
  const [first] = must;
  if (!first) return { answer: "yes" };
  const fits = (value: string) =>
    must.every((test) => passes(test, value)) && !mustNot.some((test) => passes(test, value));
  const exact = must.find((test) => test.type === "exact");
  if (exact) return fits(exact.value) ? { answer: "yes", value: exact.value } : { answer: "no" };
  if (must.some((test, at) => must.slice(at + 1).some((other) => exclude(test, other)))) return { answer: "no" };
  if (must.some((test) => mustNot.some((other) => includes(other, test)))) return { answer: "no" };
  const value = candidates(must, mustNot).find(fits);
  return value === undefined ? { answer: "maybe" } : { answer: "yes", value };
}

/** Values that are likely to tell the tests apart, the plainest first. */
function candidates(must: readonly ValueTest[], mustNot: readonly ValueTest[]): string[] {
  const letters = must.map((test) => (test.type === "glob" ? plain(test.tokens) : "")).filter((text) => text !== "");
  const fillers = ["", "x", ...letters, "other", "0", "~"];
  const ones = [...new Set(["a", "0", ...letters.join("")])].slice(0, 8);
  return [...must, ...mustNot].flatMap((test) => valuesNear(test, fillers, ones));
}

function valuesNear(test: ValueTest, fillers: readonly string[], ones: readonly string[]): string[] {
  switch (test.type) {
    case "exact":
      return [test.value];
    case "any":
      return ["x", "other", "0", "~"];
    case "glob":
      return fillers.flatMap((filler) => ones.map((one) => filled(test.tokens, filler, one)));
    case "range":
      return [test.low, test.high]
        .filter((bound) => Number.isFinite(bound))
        .flatMap((bound) => [Math.floor(bound), Math.ceil(bound), Math.floor(bound) - 1, Math.ceil(bound) + 1])
        .map(String);
  }
}

function plain(tokens: readonly string[]): string {
  return tokens.filter((token) => token !== MANY && token !== ONE).join("");
}

function filled(tokens: readonly string[], many: string, one: string): string {
  return tokens.map((token) => (token === MANY ? many : token === ONE ? one : token)).join("");
}
