/** Writes down that a run was refused since its catalog has errors: which, and that nothing was changed. */

import { counted, type Diagnostic } from "../../diagnostics/index";
import type { Options } from "../command";
import { countedFindings, type Recording, writeRecord } from "./record";

/** Returns the files; none where the catalog does not even say which environments there are. */
export function refusedByCatalog(
  command: string,
  {
    checked,
    options,
    ...rest
  }: Recording & { options: Pick<Options, "env" | "record" | "sandbox" | "approveDeletions"> },
): string[] {
  const named = checked.environments.filter(({ name }) => options.env?.includes(name) ?? true);
  const environments = named.map(({ name: environment }) => {
    const own = checked.diagnostics.filter(({ policy }) => policy?.environments.includes(environment) ?? true);
    const refused = { reasons: [reasonOf(own)], deletions: [], needed: null, given: options.approveDeletions ?? null };
    return {
      ...{ environment, outcome: "refused" as const, resources: 0, engine: null, problems: [], rules: [], state: null },
      ...{ findings: countedFindings(own), deletions: { count: 0, approved: null }, refused },
    };
  });
  const vendors = options.sandbox ? "sandbox" : "real";
  if (environments.length === 0) return [];
  return writeRecord({ command, vendors, environments }, { checked, options, ...rest });
}

/** What is wrong in another environment refuses this one as well. */
function reasonOf(own: readonly Diagnostic[]): string {
  const errors = own.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return "the catalog has errors in another environment";
  const codes = [...new Set(errors.map(({ code }) => code))].sort();
  return `the catalog has ${counted(errors)}: ${codes.join(", ")}`;
}
