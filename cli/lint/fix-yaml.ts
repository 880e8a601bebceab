/**
 * Changes parts of values in a YAML text and nothing else: comments, quotes and layout stay. A change is made only where reading
 * the file again gives exactly the value that was meant; what cannot be made so is left to the reader.
 */

import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { CatalogFix } from "../../model/index";

export type Change = Omit<CatalogFix, "file">;

export function applyToYaml(text: string, changes: readonly Change[]): { text: string; applied: Change[] } {
  let current = text;
  const applied: Change[] = [];
  // From the end, so that what is still to be changed keeps its place.
  for (const parts of byValue(changes).sort(fromTheEnd)) {
    const changed = changeValue(current, parts);
    if (changed === undefined) continue;
    current = changed;
    applied.push(...parts);
  }
  return { text: current, applied };
}

/** Changes of one value together, the last first; of two that overlap one waits for the next run. */
function byValue(changes: readonly Change[]): Change[][] {
  const values = new Map<string, Change[]>();
  for (const change of [...changes].sort((a, b) => b.start - a.start)) {
    const place = `${change.line}:${change.column}`;
    const parts = values.get(place) ?? [];
    if (parts.every(({ start }) => change.end <= start && change.start < start)) values.set(place, [...parts, change]);
  }
  return [...values.values()];
}

function fromTheEnd([a]: Change[], [b]: Change[]): number {
  return (b?.line ?? 0) - (a?.line ?? 0) || (b?.column ?? 0) - (a?.column ?? 0);
}

function changeValue(text: string, parts: readonly Change[]): string | undefined {
  const [first] = parts;
  const found = first && scalarAt(text, first.line, first.column);
  // With words of a pack filled in, the value is not what stands in the file.
  if (!found || found.value !== first.value) return undefined;
  let raw = text.slice(found.start, found.end);
  let meant = found.value;
  for (const { start, end, text: replacement } of parts) {
    const at = offsetInRaw(raw, meant, start, end);
    if (at === undefined) return undefined;
    raw = raw.slice(0, at) + replacement + raw.slice(at + end - start);
    meant = meant.slice(0, start) + replacement + meant.slice(end);
  }
  const changed = text.slice(0, found.start) + raw + text.slice(found.end);
  return scalarAt(changed, first.line, first.column)?.value === meant ? changed : undefined;
}

/** The part's place in the text of the file: where it stands once, with as much of its surroundings as that takes. */
function offsetInRaw(raw: string, value: string, start: number, end: number): number | undefined {
  for (const around of [0, 4, 16, 64]) {
    const from = Math.max(0, start - around);
    const piece = value.slice(from, end + around);
    const at = raw.indexOf(piece);
    if (piece !== "" && at >= 0 && raw.indexOf(piece, at + 1) < 0) return at + start - from;
  }
  return undefined;
}

function scalarAt(
  text: string,
  line: number,
  column: number,
): { value: string; start: number; end: number } | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) return undefined;
  const start = (lines.lineStarts[line - 1] ?? text.length) + column - 1;
  let found: { value: string; start: number; end: number } | undefined;
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || node.range?.[0] !== start || !isScalar(node) || typeof node.value !== "string") return;
      found = { value: node.value, start, end: node.range[1] };
      return visit.BREAK;
    },
  });
  return found;
}
