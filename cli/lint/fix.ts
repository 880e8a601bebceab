/** Applies certain fixes to a JSON text, keeping its layout: only the parts that change are written again. */

import { type Edit, modify } from "jsonc-parser";
import type { Fix } from "../../query/index";
import { insideString, rangeAt } from "./json-text";
import type { Placed } from "./placed";

export interface Fixed {
  text: string;
  applied: number;
  /** Two fixes of one place: the second waits for the next run. */
  left: number;
}

export function applyFixes(text: string, fixes: readonly { placed: Placed; fix: Fix }[]): Fixed {
  const edits = fixes.map(({ placed, fix }) => editsOf(text, placed, fix));
  const chosen: Edit[] = [];
  let applied = 0;
  for (const group of edits) {
    if (group.length === 0 || group.some((edit) => chosen.some((other) => overlap(edit, other)))) continue;
    chosen.push(...group);
    applied += 1;
  }
  const sorted = chosen.sort((a, b) => b.offset - a.offset);
  const result = sorted.reduce(
    (current, { offset, length, content }) => current.slice(0, offset) + content + current.slice(offset + length),
    text,
  );
  return { text: result, applied, left: fixes.length - applied };
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
  const edits = modify(slice, path, fix.type === "set" ? fix.value : undefined, {
    formattingOptions: { insertSpaces: !/^\t/m.test(slice), tabSize: indentOf(slice), eol: "\n" },
  });
  return edits.map((edit) => ({ ...edit, offset: edit.offset + whole.start }));
}

function indentOf(text: string): number {
  return /\n( +)"/.exec(text)?.[1]?.length ?? 2;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;
}
