/** The known name a misspelt one was probably meant to be. Says nothing when no name is near. */

import { distance } from "fastest-levenshtein";

/** Longest name compared: what is longer is no misspelling but hostile or generated text. */
const LONGEST = 64;

/** The candidate within a third of the name's length in edits (at least one), ties to the first; undefined when none is. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length === 0 || name.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestEdits = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestEdits) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < bestEdits && candidate !== name) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}
