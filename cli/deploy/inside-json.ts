/**
 * What changed inside a property that is JSON as text, a dashboard's: one change a value, widgets by their titles. A widget is
 * compared with itself wherever it went, not with what is in its place now. Pure.
 */

export interface InnerChange {
  /** Where: the names and places inside, of what is there after it; of what was there where it is gone. */
  keys: readonly string[];
  /** In which widget, for people; undefined outside of widgets. */
  name: string | undefined;
  old: unknown;
  new: unknown;
}

/** The widget that values are in. */
interface Widget {
  /** Its own title first, then those of the groups around it. */
  titles: readonly string[];
  depth: number;
}

/** Undefined where the values are not JSON. */
export function innerChanges(old: unknown, next: unknown): InnerChange[] | undefined {
  const [before, after] = [parsed(old), parsed(next)];
  return before === undefined || after === undefined ? undefined : compare(before, after, [], undefined);
}

function parsed(value: unknown): object | undefined {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function compare(before: unknown, after: unknown, keys: readonly string[], widget: Widget | undefined): InnerChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (keys.at(-1) === "widgets" && Array.isArray(before) && Array.isArray(after))
    return compareWidgets(before, after, keys, widget);
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => compare(before[name], after[name], [...keys, name], widget));
  }
  return [{ keys, name: widget && nameOf(widget, keys), old: before, new: after }];
}

function compareWidgets(
  before: readonly unknown[],
  after: readonly unknown[],
  keys: readonly string[],
  group: Widget | undefined,
): InnerChange[] {
  const pairs = pair(before, after);
  const stayed = inOrder(pairs);
  const moved = pairs.some((one) => isPair(one) && !stayed.has(one));
  return pairs.flatMap((one) => {
    const { from, to } = one;
    const at = to ?? from ?? 0;
    const path = [...keys, String(at)];
    const old = from === undefined ? undefined : before[from];
    const next = to === undefined ? undefined : after[to];
    const titles = [titleOf(next ?? old) ?? `number ${at + 1}`, ...(group?.titles ?? [])];
    const widget = { titles, depth: path.length };
    if (from === undefined || to === undefined) return compare(old, next, path, widget);
    // Where widgets change places their coordinates only follow.
    const changes = moved
      ? compare(withoutPlace(old), withoutPlace(next), path, widget)
      : compare(old, next, path, widget);
    if (stayed.has(one)) return changes;
    const place = { old: `place ${from + 1}`, new: `place ${to + 1}` };
    return [{ keys: path, name: `${nameOf(widget, path)}, moved`, ...place }, ...changes];
  });
}

interface Pair {
  /** Its place before; undefined: it is new. */
  from: number | undefined;
  /** Its place after; undefined: it is gone. */
  to: number | undefined;
}

/** Pairs what is equal, then what has the same title, then what is in the same place. */
function pair(before: readonly unknown[], after: readonly unknown[]): Pair[] {
  const fromOf = new Map<number, number>();
  const left = new Set(before.keys());
  const take = (keyOf: (widget: unknown, index: number) => unknown) => {
    for (const [to, widget] of after.entries()) {
      const key = keyOf(widget, to);
      if (fromOf.has(to) || key === undefined) continue;
      const fits = (from: number) => left.has(from) && keyOf(before[from], from) === key;
      const from = fits(to) ? to : [...left].find(fits);
      if (from === undefined) continue;
      fromOf.set(to, from);
      left.delete(from);
    }
  };
  take((widget) => JSON.stringify(definitionOf(widget)));
  take(titleOf);
  take((_, index) => index);
  return [
    ...[...after.keys()].map((to) => ({ from: fromOf.get(to), to })),
    ...[...left].map((from) => ({ from, to: undefined })),
  ];
}

function isPair({ from, to }: Pair): boolean {
  return from !== undefined && to !== undefined;
}

/** The most pairs that kept their order; the others moved. */
function inOrder(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const longest: Pair[][] = [];
  for (const one of pairs) {
    if (!isPair(one)) continue;
    const best = longest
      .filter((row) => (row.at(-1)?.from ?? 0) < (one.from ?? 0))
      .reduce<Pair[]>((most, row) => (row.length > most.length ? row : most), []);
    longest.push([...best, one]);
  }
  return new Set(longest.reduce<Pair[]>((most, row) => (row.length > most.length ? row : most), []));
}

function withoutPlace(widget: unknown): unknown {
  if (!isObject(widget) || !isObject(widget.layout)) return widget;
  const { x: _x, y: _y, ...layout } = widget.layout;
  return { ...widget, layout };
}

/** `widget "Latency" in "What customers feel", title`. */
function nameOf({ titles, depth }: Widget, keys: readonly string[]): string {
  const [widget, ...groups] = titles;
  const place = [`widget ${widget}`, ...groups.map((group) => `in ${group}`)].join(" ");
  const rest = keys.slice(keys[depth] === "definition" ? depth + 1 : depth).join(".");
  return rest === "" ? place : `${place}, ${rest}`;
}

function titleOf(widget: unknown): string | undefined {
  const definition = definitionOf(widget);
  const title = isObject(definition) ? definition.title : undefined;
  return typeof title === "string" && title !== "" ? JSON.stringify(title) : undefined;
}

function definitionOf(widget: unknown): unknown {
  return isObject(widget) ? widget.definition : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
