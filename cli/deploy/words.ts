/**
 * What changed in a resource, in the words of the catalog: `above.high: 5% → 7%`, `over: 5min → 15min`, a widget by its title. A
 * property the catalog has no word for keeps the name the engine gives it. Pure.
 */

import type { PropertyChange } from "../../engine/index";
import { inUnit, type Spec } from "../../model/index";

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
export function inWords(properties: readonly PropertyChange[], spec: Spec | undefined): WordedChange[] {
  const all = properties.flatMap((property) => wordsOf(property, spec));
  return [...all.filter(({ name }) => name !== undefined), ...all.filter(({ name }) => name === undefined)];
}

function wordsOf(property: PropertyChange, spec: Spec | undefined): WordedChange[] {
  const { path, old, new: next, replaces } = property;
  const before = parsed(old);
  const after = parsed(next);
  if (before !== undefined && after !== undefined)
    return leafChanges(before, after, []).map(({ keys, ...change }) => {
      const place = [path, ...keys].join(".");
      return { ...worded(place, change, spec, widgetOf(keys, before, after)), replaces };
    });
  const change = { ...worded(path, { old, new: next }, spec), replaces };
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
  const words = spec?.words?.[property];
  const { path: name = otherName, unit } = words ?? {};
  if (unit === undefined) return { property, name, old, new: next };
  return { property, name, old: quantity(old, unit), new: quantity(next, unit) };
}

function quantity(value: unknown, unit: string): unknown {
  const number = value === undefined || value === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? inUnit(number, unit) : value;
}

/** The length of time in a monitor's query, as the catalog writes it: `5min`, `1h`. */
function windowIn(query: unknown): string | undefined {
  const window = /\blast(?:_|\(")(\d+)([mhdw])\b/.exec(typeof query === "string" ? query : "");
  return window ? `${window[1]}${window[2] === "m" ? "min" : window[2]}` : undefined;
}

/** Texts that hold JSON (dashboards) are compared inside. */
function parsed(value: unknown): object | undefined {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function leafChanges(
  before: unknown,
  after: unknown,
  keys: readonly string[],
): (Values & { keys: readonly string[] })[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => leafChanges(before[name], after[name], [...keys, name]));
  }
  return [{ keys, old: before, new: after }];
}

/** Where in a dashboard: `widget "Latency" in "What customers feel", title`. Titles of after; of before where it is gone. */
function widgetOf(keys: readonly string[], before: object, after: object): string | undefined {
  const titles: string[] = [];
  let end = 0;
  for (const [at, key] of keys.entries()) {
    if (key !== "widgets" || keys[at + 1] === undefined) continue;
    const path = keys.slice(0, at + 2);
    titles.unshift(titleOf(valueAt(after, path) ?? valueAt(before, path)) ?? `number ${Number(keys[at + 1]) + 1}`);
    end = at + 2;
  }
  if (titles.length === 0) return undefined;
  const [widget, ...groups] = titles;
  const place = [`widget ${widget}`, ...groups.map((group) => `in ${group}`)].join(" ");
  const rest = keys.slice(keys[end] === "definition" ? end + 1 : end).join(".");
  return rest === "" ? place : `${place}, ${rest}`;
}

function titleOf(widget: unknown): string | undefined {
  const definition = isObject(widget) ? widget.definition : undefined;
  const title = isObject(definition) ? definition.title : undefined;
  return typeof title === "string" && title !== "" ? JSON.stringify(title) : undefined;
}

function valueAt(root: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), root);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
