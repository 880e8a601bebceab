/** What changed in what people read when a monitor speaks: who is told, and what the text says beyond what is already told. Pure. */

/** Those who are told, before and after; of which states, where they are not the same in all. */
export interface Told {
  name: string;
  old: readonly string[];
  new: readonly string[];
}

const STATES: Readonly<Record<string, string>> = {
  is_alert: "alerts",
  is_warning: "warnings",
  is_no_data: "silence",
  is_unknown: "unknown states",
  is_recovery: "recoveries",
  is_alert_to_warning: "alerts that become warnings",
  is_warning_recovery: "recoveries",
};

/** Nothing where all are told as before. */
export function toldOf(before: string, after: string): Told[] {
  const [old, next] = [handlesOf(before), handlesOf(after)];
  const states = [...new Set([...old.keys(), ...next.keys()])];
  const rows = new Map<string, Told & { states: string[] }>();
  for (const state of states) {
    const change = changeOf(old.get(state) ?? [], next.get(state) ?? []);
    const key = JSON.stringify(change);
    const row = rows.get(key) ?? { name: "told", ...change, states: [] };
    rows.set(key, { ...row, states: [...row.states, state] });
  }
  const changed = [...rows.values()].filter((row) => row.old.join() !== row.new.join());
  return changed.map((row) => ({
    name: rows.size === 1 ? "told" : `told of ${row.states.join(", ")}`,
    old: row.old,
    new: row.new,
  }));
}

/** Of those who take another's place only these, of others all. */
function changeOf(old: readonly string[], next: readonly string[]): Pick<Told, "old" | "new"> {
  const [gone, come] = [old.filter((one) => !next.includes(one)), next.filter((one) => !old.includes(one))];
  return gone.length === come.length ? { old: gone, new: come } : { old, new: next };
}

/** Lines with handles alone, by the state they stand in. */
function handlesOf(message: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let state = "all";
  for (const line of message.split("\n")) {
    state = STATES[/^\{\{#(\w+)\}\}$/.exec(line)?.[1] ?? ""] ?? state;
    if (isHandles(line)) found.set(state, [...(found.get(state) ?? []), ...line.trim().split(/\s+/)]);
  }
  return found;
}

function isHandles(line: string): boolean {
  return /^\s*@\S+(\s+@\S+)*\s*$/.test(line);
}

/** The lines that only one of the two has, without handles and without what only steers; undefined where both say the same. */
export function saidOtherwise(before: string, after: string): { old: string; new: string } | undefined {
  const [old, next] = [textOf(before), textOf(after)];
  const [gone, come] = [old.filter((line) => !next.includes(line)), next.filter((line) => !old.includes(line))];
  return gone.length + come.length === 0 ? undefined : { old: gone.join(" / "), new: come.join(" / ") };
}

function textOf(message: string): string[] {
  return message.split("\n").filter((line) => line.trim() !== "" && !isHandles(line) && !/^\{\{[^{}]*\}\}$/.test(line));
}

/** Whether only numbers and their units differ, which follow from a threshold or a length of time. */
export function onlyNumbersDiffer(old: string, next: string): boolean {
  return withoutNumbers(old) === withoutNumbers(next);
}

const UNIT = "(?:%|[µnm]?s|min|[hdw]|[KMGT]?i?B|(?:second|minute|hour|day|week)s?)(?![A-Za-z])";
const NUMBER = new RegExp(`(?:\\{\\{eval [^{}]*\\}\\}|\\d[\\d.,]*\\d|\\d)(?: ?${UNIT}|(?:/s)(?![A-Za-z]))*`, "g");

function withoutNumbers(text: string): string {
  return text.replaceAll(NUMBER, "#");
}
