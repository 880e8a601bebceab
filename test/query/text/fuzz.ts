/** Generated and mutated texts for the parsers' fuzz tests, from a seed that the test prints. */

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** FUZZ_SEED repeats a run; without it every run differs. */
export const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Texts per fuzz test; FUZZ_RUNS raises it. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);

/** Milliseconds a fuzz test may take on a machine that does other things as well. */
export const PATIENCE = 60_000 + RUNS;

export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}

/** One to eight deletions, insertions of a token, swaps and repetitions. */
export function mutate(random: () => number, text: string, tokens: readonly string[]): string {
  let mutated = text;
  for (let edits = 1 + Math.floor(random() * 8); edits > 0; edits--) {
    const at = Math.floor(random() * (mutated.length + 1));
    const length = Math.floor(random() * 6);
    switch (Math.floor(random() * 4)) {
      case 0:
        mutated = mutated.slice(0, at) + mutated.slice(at + length);
        break;
      case 1:
        mutated = mutated.slice(0, at) + pick(random, tokens) + mutated.slice(at);
        break;
      case 2:
        mutated = mutated.slice(at) + mutated.slice(0, at);
        break;
      default:
        mutated = mutated.slice(0, at) + mutated.slice(at, at + length).repeat(2) + mutated.slice(at + length);
    }
  }
  return mutated.slice(0, 2000);
}

export function generate(random: () => number, tokens: readonly string[]): string {
  let text = "";
  for (let count = Math.floor(random() * 30); count > 0; count--) text += pick(random, tokens);
  return text;
}

/** Texts of about 100 KB that repeat what recursive or backtracking parsers choke on. */
export function hostile(tokens: readonly string[]): { name: string; text: string }[] {
  const size = 100_000;
  const repeated = tokens.map((token) => ({
    name: JSON.stringify(token),
    text: token.repeat(Math.ceil(size / token.length)),
  }));
  const pairs = tokens.flatMap((first) =>
    tokens.slice(0, 12).map((second) => ({
      name: `${JSON.stringify(first)} then ${JSON.stringify(second)}`,
      text: first.repeat(Math.ceil(size / 2 / first.length)) + second.repeat(Math.ceil(size / 2 / second.length)),
    })),
  );
  return [...repeated, ...pairs];
}

/**
 * Milliseconds of processor time of the fastest of up to five runs: other processes of the machine delay a run, and only ever
 * slow it down.
 */
export function fastest(run: () => void, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5 && best >= enough; attempt++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** The tree without places, to compare what two texts mean. */
export function withoutSpans(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === "span" || key.endsWith("Span") ? undefined : value)));
}
