/** Two texts as people compare them: cut to where they differ, so that the difference shows. Pure. */

import { shorten } from "../../diagnostics/index";

/** How much of what both have in common is kept on either side of the difference. */
const KEPT = 10;

/** Both, whole where neither is longer than `width`. */
export function around(before: string, after: string, width: number): [string, string] {
  if (before.length <= width && after.length <= width) return [before, after];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  let sameEnd = 0;
  const most = Math.min(before.length, after.length) - same;
  while (sameEnd < most && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd += 1;
  return [cut(before, same, sameEnd, width), cut(after, same, sameEnd, width)];
}

/** The part between the common beginning and end, with a little of both, at most `width` long. */
function cut(whole: string, same: number, sameEnd: number, width: number): string {
  const from = Math.max(0, same - KEPT);
  const to = Math.min(whole.length, whole.length - sameEnd + KEPT);
  const part = shorten(whole.slice(from, to), width);
  return `${from > 0 ? "…" : ""}${part}${to < whole.length ? "…" : ""}`;
}
