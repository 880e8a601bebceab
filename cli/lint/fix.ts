/** Applies certain fixes to a JSON text, keeping its layout: only the parts that change are written again. */

import { type Edit, findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Fix } from "../../query/index";
import { insideString, type Path, rangeAt } from "./json-text";
import type { Placed } from "./placed";

export interface Fixed<T> {
  text: string;
  /** Those that were made; of two fixes of one place the second waits for the next run. */
  applied: T[];
}

export function applyFixes<T extends { placed: Placed; fix: Fix }>(text: string, fixes: readonly T[]): Fixed<T> {
  const chosen: Edit[] = [];
  const applied: T[] = [];
  for (const wanted of fixes) {
    const group = editsOf(text, wanted.placed, wanted.fix);
    if (group.length === 0 || group.some((edit) => chosen.some((other) => overlap(edit, other)))) continue;
    chosen.push(...group);
    applied.push(wanted);
  }
  const sorted = chosen.sort((a, b) => b.offset - a.offset);
  const result = sorted.reduce(
    (current, { offset, length, content }) => current.slice(0, offset) + content + current.slice(offset + length),
    text,
  );
  return { text: result, applied };
}

function editsOf(text: string, { range, pathOf }: Placed, fix: Fix): Edit[] {
  const whole = range();
  const path = pathOf(fix.path);
  if (fix.type === "text") {
    const string = rangeAt(text, whole, path);
    if (!string || text[string.start] !== '"') return [];
    const { start, end } = insideString(text, string, fix.span);
    return [{ offset: start, length: end - start, content: JSON.stringify(fix.text).slice(1, -1) }];
  }
  const there = fix.type === "set" ? rangeAt(text, whole, path) : undefined;
  if (fix.type === "set" && there)
    return [{ offset: there.start, length: there.end - there.start, content: JSON.stringify(fix.value) }];
  const slice = text.slice(whole.start, whole.end);
  const root = parseTree(slice);
  const edit = root && (fix.type === "set" ? insertion(slice, root, path, fix.value) : removal(root, path));
  return edit ? [{ ...edit, offset: edit.offset + whole.start }] : [];
}

/** A property with the comma that goes with it. */
function removal(root: Node, path: Path): Edit | undefined {
  const property = findNodeAtLocation(root, path)?.parent;
  const siblings = property?.parent?.children;
  if (property?.type !== "property" || !siblings) return undefined;
  const index = siblings.indexOf(property);
  const [before, next] = [siblings[index - 1], siblings[index + 1]];
  const end = property.offset + property.length;
  // What follows takes its place; of the last one what stands between it and the one before goes too.
  if (next) return { offset: property.offset, length: next.offset - property.offset, content: "" };
  const start = before ? before.offset + before.length : property.offset;
  return { offset: start, length: end - start, content: "" };
}

/** Behind the last property of the object, on a line of its own where those are, with the same blanks. */
function insertion(text: string, root: Node, path: Path, value: string | number | boolean): Edit | undefined {
  const depth = path.findIndex((_key, index) => !findNodeAtLocation(root, path.slice(0, index + 1)));
  const object = findNodeAtLocation(root, path.slice(0, depth));
  if (depth < 0 || object?.type !== "object") return undefined;
  const missing = path.slice(depth);
  const last = object.children?.at(-1);
  const lead = last ? leading(text, last.offset) : "";
  const colon = last ? between(text, last) : ": ";
  const content = missing.reduceRight<string>((inner, key, index) => {
    const written = `${JSON.stringify(String(key))}${colon}${inner}`;
    return index === 0 ? written : `{${written}}`;
  }, JSON.stringify(value));
  const offset = last ? last.offset + last.length : object.offset + 1;
  return { offset, length: 0, content: last ? `,${lead}${content}` : content };
}

/** The blanks before a place, back to what is none. */
function leading(text: string, offset: number): string {
  return /\s*$/.exec(text.slice(0, offset))?.[0] ?? "";
}

/** What stands between the key and the value of a property: `: `. */
function between(text: string, { children = [] }: Node): string {
  const [key, value] = children;
  return key && value ? text.slice(key.offset + key.length, value.offset) : ": ";
}

function overlap(a: Edit, b: Edit): boolean {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}
