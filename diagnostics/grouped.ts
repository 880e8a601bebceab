/**
 * For people, one mistake is one finding: what a policy says in the same words at the same place of many resources is told once, with the
 * first of them and how many more there are. Programs get them all.
 */

import type { Diagnostic } from "./diagnostic";

export function grouped(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = new Map<string, Diagnostic[]>();
  const order: Diagnostic[][] = [];
  for (const one of diagnostics) {
    const same = placeAndWords(one);
    const known = same === undefined ? undefined : groups.get(same);
    if (known) known.push(one);
    else {
      const group = [one];
      order.push(group);
      if (same !== undefined) groups.set(same, group);
    }
  }
  return order.flatMap(together);
}

/** Undefined: told by itself, since no line of the catalog joins it with another. */
function placeAndWords({ code, column, file, hint, line, message, policy, severity }: Diagnostic): string | undefined {
  if (policy === undefined || file === undefined) return undefined;
  return JSON.stringify([code, severity, file, line, column, message, hint, policy.state, policy.property]);
}

function together(group: readonly Diagnostic[]): Diagnostic[] {
  const [first, ...others] = group;
  if (first?.policy === undefined || others.length === 0) return [...group];
  const resources = new Set(group.flatMap(({ policy }) => policy?.resource ?? []));
  const environments = new Set(group.flatMap(({ policy }) => policy?.environments ?? []));
  const [resource = null] = resources;
  const more = resources.size > 1 ? ` and ${resources.size - 1} more` : "";
  const policy = {
    ...first.policy,
    environments: [...environments].sort(),
    resource: resource === null ? null : `${resource}${more}`,
  };
  return [{ ...first, policy }];
}
