/**
 * Findings that are mended by mending another one: they are told with it, not beside it. Only what a rule itself says to follow from
 * something is folded, and only into a finding that fails a run no less.
 */

import type { Diagnostic } from "../diagnostics/index";
import type { Found } from "./rule";

export interface Linked {
  finding: Diagnostic;
  found: Found;
}

/** In the same order, without what follows from another one of them. */
export function folded(all: readonly Linked[]): Diagnostic[] {
  const causes = all.filter(({ found }) => found.type === "violated" && found.explains !== undefined);
  if (causes.length === 0) return all.map(({ finding }) => finding);
  const followers = new Map<Linked, Diagnostic[]>();
  const left = all.filter((one) => {
    const mine = causes.filter((cause) => explains(cause, one));
    for (const cause of mine) followers.set(cause, [...(followers.get(cause) ?? []), one.finding]);
    return mine.length === 0;
  });
  return left.map((one) => withFollowers(one.finding, followers.get(one) ?? []));
}

function explains({ finding, found }: Linked, other: Linked): boolean {
  if (found.type !== "violated" || other.found.type !== "violated" || found.explains === undefined) return false;
  return other.found.follows === found.explains && (finding.severity === "error" || other.finding.severity !== "error");
}

function withFollowers(finding: Diagnostic, followers: readonly Diagnostic[]): Diagnostic {
  if (followers.length === 0) return finding;
  const rules = [...new Set(followers.map(({ code }) => `\`${code}\``))].sort();
  const clauses = new Map(
    [finding, ...followers].flatMap(({ policy }) =>
      (policy?.clauses ?? []).map((one) => [`${one.framework}\n${one.clause}`, one]),
    ),
  );
  const names = rules.length < 2 ? rules.join() : `${rules.slice(0, -1).join(", ")} and ${rules.at(-1)}`;
  return {
    ...finding,
    message: `${finding.message}; this breaks ${names} as well`,
    ...(finding.policy && {
      policy: {
        ...finding.policy,
        clauses: [...clauses.values()],
        follows: followers.map(({ code, message }) => ({ code, message })),
      },
    }),
  };
}
