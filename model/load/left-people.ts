/**
 * Somebody who was taken out of `people` and is still named: every place in one go, and how the duty is handed over. Decides nothing about
 * which names are unknown.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Section } from "../schema/index";

/** A name that nothing has. */
export interface Unknown {
  name: string;
  to: readonly Section[];
  finding: Diagnostic;
}

/** The same findings; of somebody who is still named in several places, the first has all places, and the others name the first. */
export function withPlacesOfPeople(all: readonly Unknown[]): Diagnostic[] {
  const byName = new Map<string, Unknown[]>();
  for (const one of all) {
    if (!one.to.includes("people")) continue;
    const same = byName.get(one.name);
    if (same) same.push(one);
    else byName.set(one.name, [one]);
  }
  for (const [name, same] of byName)
    if (same.length < 2 || !same.some(({ to }) => to.length === 1)) byName.delete(name);
    else same.sort((a, b) => byPlace(a.finding, b.finding));
  return all.map((one) => {
    const same = one.to.includes("people") ? byName.get(one.name) : undefined;
    return same ? { ...one.finding, hint: hintOf(one, same) } : one.finding;
  });
}

function hintOf({ finding, name }: Unknown, [first, ...more]: readonly Unknown[]): string {
  const said = finding.hint ?? "";
  if (first && finding !== first.finding)
    return `${isMisspelt(said) ? `${said} ` : ""}As at ${lineOf(first.finding)}, where all places of \`${name}\` are told, and how to hand over.`;
  const places = more.map(({ finding: other }) => `\`${entryOf(other)}\` (${lineOf(other)})`);
  const duty = [first, ...more].some((one) => one?.finding.path?.startsWith("rotations."));
  const turns = duty
    ? " In `people` of a rotation put who takes over in the same place of the list: a shorter one moves everybody's turns."
    : "";
  return `${said} If that is somebody who left: put who takes over in their place, or take the name out, here and at ${places.join(", ")}.${turns}`;
}

/** Rather than somebody who left: each place has the name that is meant. */
function isMisspelt(hint: string): boolean {
  return hint.startsWith("Did you mean");
}

/** `teams.shop.members` of `teams.shop.members.1`. */
function entryOf({ path = "" }: Diagnostic): string {
  return path.replace(/\.\d+$/, "");
}

function lineOf({ file, line }: Diagnostic): string {
  return `${file}:${line}`;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (a.file ?? "").localeCompare(b.file ?? "") || a.line - b.line || a.column - b.column;
}
