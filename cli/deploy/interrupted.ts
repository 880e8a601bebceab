/** What is said after Ctrl-C: what was changed until then, and the command that goes on from there with the approval it will want. Pure. */

import { commandLine, type Run } from "./advice";

export interface Interruption {
  environment: string;
  run: Run;
  /** What it was at: finding out what it would delete, or the work itself. */
  at: "looking" | "work";
  /** Whether this run changed anything, in this environment or one before. */
  changed: boolean;
  /** The deletions that were approved for the whole run, and how many of them are done. */
  approved: number | null;
  deleted: number;
}

export function interruptedText({ approved, at, changed, deleted, environment, run }: Interruption): string {
  if (run.verb === "preview") return `${environment}: interrupted; ${again(run)}`;
  if (at === "looking")
    return `${environment}: interrupted while looking at what would be deleted; nothing was changed, ${again(run)}`;
  const { approveDeletions: given, ...options } = run.options;
  const plain = { ...run, options };
  // Another number than that of what is left is no approval.
  const next =
    approved === null || deleted > 0
      ? plain
      : { ...run, options: { ...options, approveDeletions: typeof given === "object" ? given : approved } };
  if (!changed) return `${environment}: interrupted before anything was changed; ${again(next)}`;
  const said = `${environment}: interrupted; what was done is recorded, "${commandLine(next)}" goes on from there`;
  if (approved === null || deleted === 0 || deleted >= approved) return said;
  return `${said}\n${deleted} of the ${approved} approved deletions are done: that command says which number the others need, if any`;
}

function again(run: Run): string {
  return `"${commandLine(run)}" begins again`;
}
