/**
 * Stops a deployment that would delete much, what pages or what has a history, until somebody has approved it by its number: with
 * `--approve-deletions`, or by typing it. For every environment of the run before anything is changed in the first.
 */

import pc from "picocolors";
import { safeLine } from "../../diagnostics/index";
import type { RunResult, StateResource } from "../../engine/index";
import { KINDS, type KindName } from "../../vendors/index";
import { type ApprovedDeletions, shownApproval } from "../approved-deletions";
import { asked } from "../confirm";
import { commandLine } from "./advice";
import {
  type Deletion,
  deletionsAmong,
  deletionsOfAll,
  isOfVendor,
  mayDelete,
  type Quiet,
  whyApproval,
} from "./deletions";
import type { Deployment } from "./deploy";

/** The deletions of one environment. */
export interface Planned {
  environment: string;
  deletions: Deletion[];
  /** How many resources it has now. */
  total: number;
  /** Why they need an approval; empty where they need none. */
  why: string[];
}

/** How the guard looks at an environment. */
export interface Look {
  state(environment: string): Promise<StateResource[]>;
  preview(environment: string): Promise<RunResult>;
}

/** What a run would delete, or the preview that failed to say so. */
export type Guarded =
  | { type: "planned"; planned: Planned[] }
  | { type: "failed"; environment: string; result: RunResult };

export async function plannedDeletions(
  { specs, verb }: Pick<Deployment, "specs" | "verb">,
  environments: readonly string[],
  look: Look,
  quiet: Quiet = new Set(),
): Promise<Guarded> {
  const planned: Planned[] = [];
  for (const environment of environments) {
    const resources = await look.state(environment);
    const own = specs.filter(({ env }) => env === environment);
    let deletions: Deletion[] = [];
    if (verb === "destroy") deletions = deletionsOfAll(resources, quiet);
    else if (mayDelete(resources, own)) {
      const result = await look.preview(environment);
      if (result.outcome !== "succeeded") return { type: "failed", environment, result };
      deletions = deletionsAmong(result.changes, quiet);
    }
    planned.push(planOf(environment, deletions, resources.filter(isOfVendor).length));
  }
  return { type: "planned", planned };
}

export function planOf(environment: string, deletions: Deletion[], total: number): Planned {
  return { environment, deletions, total, why: deletions.length === 0 ? [] : whyApproval(deletions, total) };
}

/** How many deletions need an approval: those of all environments in which any does. */
export function toApprove(planned: readonly Planned[]): number {
  return planned.reduce((sum, { deletions, why }) => sum + (why.length > 0 ? deletions.length : 0), 0);
}

export interface Approval {
  /** Whether the run may go on. */
  may: boolean;
  /** The number that somebody has approved; null where nobody has, or nothing needed it. */
  approved: number | null;
}

/** Asks for it where it is needed. Says what would go, and what to type, where the run may not go on. */
export async function approval(deployment: Deployment, planned: readonly Planned[]): Promise<Approval> {
  const { io, options } = deployment;
  const count = toApprove(planned);
  if (count === 0) return { may: true, approved: null };
  const given = options.approveDeletions;
  const wrong = notTheirs(planned, given);
  if (given !== undefined && wrong.length === 0) return { may: true, approved: count };
  for (const line of describePlanned(planned, io.colour)) io.err(line);
  if (given !== undefined) for (const text of wrong) io.err(text);
  else if ((await asked(`To delete ${counted(count)}, type their number: `, io)) === String(count))
    return { may: true, approved: count };
  const numbers = Object.fromEntries(
    wanting(planned).map(({ deletions, environment }) => [environment, deletions.length]),
  );
  const approveDeletions = typeof given === "object" ? numbers : count;
  const meant = { ...deployment, options: { ...options, approveDeletions } };
  io.err(`nothing was changed. If this is meant: ${commandLine(meant)}`);
  return { may: false, approved: null };
}

/** Why what was given approves not all that needs an approval; each environment by its own number, where it has one. */
function notTheirs(planned: readonly Planned[], given: ApprovedDeletions | undefined): string[] {
  if (given === undefined) return [];
  const count = toApprove(planned);
  if (typeof given === "number")
    return given === count
      ? []
      : [`--approve-deletions ${given} is not this number: ${counted(count)} would be deleted`];
  return wanting(planned).flatMap(({ deletions, environment }) => {
    const own = given[environment];
    if (own === deletions.length) return [];
    const said = own === undefined ? `names no ${environment}` : `${environment}=${own} is not its number`;
    return [`--approve-deletions ${said}: ${counted(deletions.length)} would be deleted`];
  });
}

function wanting(planned: readonly Planned[]): Planned[] {
  return planned.filter(({ why }) => why.length > 0);
}

/** Whether a run deleted what would have needed an approval and was not foreseen, which it says. */
export function unforeseen(
  { io }: Pick<Deployment, "io">,
  environment: string,
  deletions: readonly Deletion[],
  planned: readonly Planned[],
): boolean {
  const own = planned.find((one) => one.environment === environment);
  const known = new Set(own?.deletions.map(({ kind, name }) => `${kind}/${name}`));
  const others = deletions.filter(({ kind, name }) => !known.has(`${kind}/${name}`));
  if (others.length === 0 || whyApproval(others, own?.total ?? 0).length === 0) return false;
  io.err(`${environment}: deleted what nobody had approved, since it was not foreseen:`);
  for (const deletion of others) io.err(lineOf(deletion));
  return true;
}

/** The same for machines; null where nothing needs an approval. */
export function approvalFor(planned: readonly Planned[], given: ApprovedDeletions | undefined): object | null {
  const needed = toApprove(planned);
  if (needed === 0) return null;
  return { needed, given: given ?? null, environments: planned.filter(({ why }) => why.length > 0) };
}

/** Why a run without it was refused; of what `planned` says. */
export function notApproved(planned: readonly Planned[], given: ApprovedDeletions | undefined): string {
  const count = toApprove(planned);
  const said =
    given === undefined ? "nobody approved them" : `--approve-deletions ${shownApproval(given)} is not their number`;
  return `${count} deletions need an approval (${whys(planned)}), and ${said}`;
}

/** After a preview: what `up` will want. */
export function approvalNeeded(planned: readonly Planned[]): string[] {
  const count = toApprove(planned);
  if (count === 0) return [];
  return [`up needs an approval of what it deletes (${whys(planned)}): --approve-deletions ${count}`];
}

function whys(planned: readonly Planned[]): string {
  return planned
    .filter(({ why }) => why.length > 0)
    .map(({ deletions, environment, why }) => `${environment} ${deletions.length}: ${why.join("; ")}`)
    .join(". ");
}

function counted(count: number): string {
  return count === 1 ? "1 resource" : `${count} resources`;
}

/** More than this are counted by kind. */
const NAMED = 20;

export function describePlanned(planned: readonly Planned[], colour: boolean): string[] {
  const { bold } = pc.createColors(colour);
  return planned.flatMap(({ environment, deletions, total, why }) => {
    if (why.length === 0) return [];
    const named = deletions.slice(0, NAMED);
    return [
      `${bold(environment)}: ${deletions.length} of ${counted(total)} would be deleted, which needs an approval (${why.join("; ")})`,
      ...named.map(lineOf),
      ...rest(deletions.slice(NAMED)),
    ];
  });
}

function lineOf({ kind, name, pages, history, replaced }: Deletion): string {
  const marks = [pages && "pages", history && "has a history", replaced && "is made again without it"].filter(Boolean);
  return `  - ${safeLine(`${titleOf(kind)} ${name}`)}${marks.length > 0 ? `  (${marks.join(", ")})` : ""}`;
}

function rest(deletions: readonly Deletion[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of deletions) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort().map(([kind, count]) => `  - and ${count} more: ${safeLine(titleOf(kind))}`);
}

function titleOf(kind: string): string {
  return KINDS[kind as KindName]?.title ?? kind;
}
