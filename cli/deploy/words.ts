/**
 * What changed in a resource, in the words of the catalog: `above.high: 5% → 7%`, `over: 5min → 15min`, a widget by its title. A
 * property the catalog has no word for keeps the name the engine gives it. Pure.
 */

import { type PropertyChange, parsePath } from "../../engine/index";
import { type BodyValue, inUnit, type Spec } from "../../model/index";
import { innerChanges } from "./inside-json";
import { toldOf } from "./message";
import { type Names, withNames } from "./names";

/** One changed value. */
export interface WordedChange {
  /** As the engine writes it, inside JSON texts too: `dashboard.widgets.0.definition.title`. */
  property: string;
  /** As the catalog calls it; undefined where it has no word for it. */
  name: string | undefined;
  /** Undefined when it was not there. Numbers that the catalog writes with a unit are texts. */
  old: unknown;
  new: unknown;
  /** Whether the resource is replaced because of it. */
  replaces: boolean;
}

/** What the catalog has words for comes first. */
export function inWords(
  properties: readonly PropertyChange[],
  spec: Spec | undefined,
  names: Names = {},
): WordedChange[] {
  const all = properties.flatMap((property) => wordsOf(property, spec, names));
  return [...all.filter(({ name }) => name !== undefined), ...all.filter(({ name }) => name === undefined)];
}

function wordsOf(property: PropertyChange, spec: Spec | undefined, names: Names): WordedChange[] {
  const { path, replaces } = property;
  const body = bodyAt(spec, path);
  const [old, next] = [withNames(property.old, body, names), withNames(property.new, body, names)];
  const inner = innerChanges(old, next);
  if (inner !== undefined)
    return inner.map(({ keys, name, ...change }) => ({
      ...worded([path, ...keys].join("."), change, spec, name),
      replaces,
    }));
  const change = { ...worded(path, { old: plainly(old), new: plainly(next) }, spec), replaces };
  if (path === "message" && typeof old === "string" && typeof next === "string")
    return [...toldOf(old, next).map((told) => ({ property: path, replaces, ...told })), change];
  const window = path === "query" ? spec?.words?.["query.window"] : undefined;
  const windows = [windowIn(old), windowIn(next)] as const;
  if (window === undefined || windows[0] === windows[1]) return [change];
  return [{ property: path, name: window.path, old: windows[0], new: windows[1], replaces }, change];
}

interface Values {
  old: unknown;
  new: unknown;
}

function worded(
  property: string,
  { old, new: next }: Values,
  spec: Spec | undefined,
  otherName?: string,
): Omit<WordedChange, "replaces"> {
  const { path: name = otherName, unit, written } = spec?.words?.[property] ?? {};
  if (unit === undefined) return { property, name, old, new: next };
  const asWritten = written !== undefined && String(bodyAt(spec, property)) === String(next);
  return { property, name, old: quantity(old, unit), new: asWritten ? written : quantity(next, unit) };
}

function quantity(value: unknown, unit: string): unknown {
  const number = value === undefined || value === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? inUnit(number, unit) : value;
}

/** Those whom a step of an escalation calls by their names, and steps as who is called and for how long. */
function plainly(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  const called = value.map(keyOf);
  if (called.every((one) => one !== undefined)) return called;
  const steps = value.map(stepText);
  return steps.every((one) => one !== undefined) ? steps : value;
}

function keyOf(target: unknown): string | undefined {
  const { id, type } = fieldsOf(target);
  return typeof id === "string" && typeof type === "string" && type.endsWith("_reference") ? id : undefined;
}

function stepText(step: unknown): string | undefined {
  const { escalationDelayInMinutes: minutes, targets } = fieldsOf(step);
  if (minutes === undefined || !Array.isArray(targets)) return undefined;
  const called = targets.map(keyOf);
  return called.includes(undefined) ? undefined : `${called.join(" and ")} (${quantity(minutes, "minute")})`;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** The length of time in a monitor's query, as the catalog writes it: `5min`, `1h`. */
function windowIn(query: unknown): string | undefined {
  const window = /\blast(?:_|\(")(\d+)([mhdw])\b/.exec(typeof query === "string" ? query : "");
  return window ? `${window[1]}${window[2] === "m" ? "min" : window[2]}` : undefined;
}

function bodyAt(spec: Spec | undefined, path: string): BodyValue | undefined {
  return parsePath(path).reduce<BodyValue | undefined>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<string | number, BodyValue>)[key] : undefined,
    spec?.body,
  );
}
