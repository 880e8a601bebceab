/** What to do about each kind of difference between a state, its record and the catalog. What no deployment mends says so. */

export const EITHER =
  "Either the catalog went on, or somebody changed the state: without a record of the deployment nobody can tell.";
export const MEND =
  "Find out who changed it: somebody by hand, or a refresh that took note of a change at the vendor. Deploy again, and what the program says is restored.";
export const MEND_DROPPED =
  "Find out who changed it: somebody by hand, or a refresh that took note of a change at the vendor. Nothing restores it: the next deployment takes it down as it is now.";
export const MADE_TWICE =
  "The next deployment does not find it: the vendor refuses to make it as a duplicate, or there are two of it then.";
export const LEFT = "The catalog does not make it, and no deployment deletes it at the vendor any more.";
export const DEPLOY = "`watchbill preview` shows what the next deployment does about it.";
export const RECORD = "Give the record of its deployment with --against.";

/** Whose state it is: `pulumi` by itself finds that of the real vendors, and not the sandbox's. */
export interface Whose {
  environment: string;
  sandbox?: boolean;
}

export function mendState({ sandbox }: Whose): string {
  if (sandbox)
    return "Find out who changed it, and put the sandbox's state back from its history (docs/audit.md says how), or begin anew with `watchbill sandbox reset`.";
  return "Find out who changed it, and put the state back with `pulumi stack import`: Pulumi Cloud keeps each version (`pulumi stack export --version <n>`), a folder or bucket those below `.pulumi/history` (docs/audit.md says how).";
}

export function mendId(whose: Whose): string {
  return `${mendState(whose)} No deployment restores an id: the next one changes what has the id that is written there now, or fails.`;
}

export function mendNew({ sandbox }: Whose): string {
  const alone = sandbox ? "" : "; `pulumi state delete` takes it out of the state alone";
  return `Find out who put it there. The next deployment deletes at the vendor what the program does not make${alone}.`;
}

/** How what was taken out of the state is taken in again. `made`: the catalog still makes it. */
export function takenIn({ environment, sandbox }: Whose, importArguments: string, made: boolean): string {
  if (!sandbox) return `This takes it in again:\n  pulumi ${importArguments}`;
  return made
    ? `Where it refuses, \`watchbill up --sandbox --env ${environment}\` prints the command that takes it in again.`
    : "";
}
