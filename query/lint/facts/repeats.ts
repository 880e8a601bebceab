/** The same mistake twice in one text is told once, unless each place has a fix of its own. */

import type { Finding } from "../rule";

export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, message, fix }) => {
    const key = `${path}\n${message}`;
    if (fix) return true;
    const repeated = seen.has(key);
    seen.add(key);
    return !repeated;
  });
}
