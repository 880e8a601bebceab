/** What somebody reads of a finding who runs plain `pulumi` with a pack: place, value, fix, clauses, and where to read more. */

import type { Diagnostic } from "../../diagnostics/index";

/** `preview`: values may not be known yet. */
export function textOf(
  { code, file, hint, line, message, path, policy, subject }: Diagnostic,
  preview: boolean,
): string {
  const { clauses = [], resource = null, state, value = null } = policy ?? {};
  const lines = [
    `${OPENING[state ?? "violated"](preview)}${message}`,
    file === undefined ? undefined : `at: ${file}:${line}`,
    path === undefined ? undefined : `property: ${path}`,
    resource === null && subject !== undefined ? `about: ${subject}` : undefined,
    value === null || message.includes(value) ? undefined : `value: ${value}`,
    hint === undefined ? undefined : `fix: ${hint}`,
    clauses.length === 0
      ? undefined
      : `clauses: ${clauses.map(({ framework, clause }) => `${framework} ${clause}`).join(", ")}`,
    `rule: ${code} ("watchbill explain policy ${code}" says more)`,
  ];
  return lines.filter((one) => one !== undefined).join("\n");
}

const OPENING = {
  violated: () => "",
  undecided: (preview: boolean) =>
    preview ? "not decidable in preview, decided when it is deployed: " : "could not be decided: ",
  stated: () => "stated, not verified: ",
} as const;
