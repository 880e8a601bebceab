/** Findings of several environments as one list. Decides nothing about what was found. */

import { type Diagnostic, sortDiagnostics } from "../diagnostics/index";

/** What is found alike in several environments, once, with the names of all of them. */
export function inAll(findings: readonly Diagnostic[]): Diagnostic[] {
  const merged = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { code, severity, file, line, column, message, subject, path } = finding;
    const same = JSON.stringify([code, severity, file, line, column, message, subject, path]);
    const known = merged.get(same);
    const environments = [...(known?.policy?.environments ?? []), ...(finding.policy?.environments ?? [])];
    merged.set(same, {
      ...finding,
      ...(finding.policy && { policy: { ...finding.policy, environments: [...new Set(environments)].sort() } }),
    });
  }
  return sortDiagnostics([...merged.values()]);
}
