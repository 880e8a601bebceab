/** What to do about each kind of difference between a state, its record and the catalog. What no deployment mends says so. */

export const EITHER =
  "Either the catalog went on, or somebody changed the state: without a record of the deployment nobody can tell.";
export const MEND =
  "Find out who changed it: somebody by hand, or a refresh that took note of a change at the vendor. Deploy again, and what the program says is restored.";
export const MEND_STATE =
  "Find out who changed it, and put the state back with `pulumi stack import`: Pulumi Cloud keeps each version (`pulumi stack export --version <n>`), a folder or bucket those below `.pulumi/history`.";
export const MEND_ID = `${MEND_STATE} No deployment restores an id: the next one changes what has the id that is written there now, or fails.`;
export const MADE_TWICE =
  "The next deployment does not find it: the vendor refuses to make it as a duplicate, or there are two of it then.";
export const LEFT = "The catalog does not make it, and no deployment deletes it at the vendor any more.";
export const MEND_NEW =
  "Find out who put it there. The next deployment deletes at the vendor what the program does not make; `pulumi state delete` takes it out of the state alone.";
export const DEPLOY = "`watchbill preview` shows what the next deployment does about it.";
export const RECORD = "Give the record of its deployment with --against.";
