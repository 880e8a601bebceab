/** The end of a monitor's query: a comparator and the number it compares with. Shared by every language that has one. */

import { excerpt } from "../text/index";
import { isWord } from "./characters";
import { readNumber, readWord, startsNumber } from "./literals";
import type { Comparator, Comparison, Condition, Threshold } from "./nodes";
import { placeholderEnd } from "./placeholder";
import { atEnd, peek, peekAt, quote, type Reader, report, skipBlanks, spanFrom } from "./reader";

const COMPARISONS: readonly Comparison[] = [">=", "<=", "==", "!=", ">", "<"];

/** What people write, longest first, and what they mean. */
const WRONG_COMPARATORS: readonly (readonly [string, Comparison])[] = [
  ["===", "=="],
  ["!==", "!="],
  ["=>", ">="],
  ["=<", "<="],
  ["<>", "!="],
  ["≥", ">="],
  ["≤", "<="],
  ["≠", "!="],
  ["=", "=="],
];

const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const BANG = 33;

/** Whether a comparator, right or wrong, starts with the character. */
export function startsComparator(reader: Reader, code: number): boolean {
  if (code === GREATER || code === LESS || code === EQUALS) return true;
  if (code === BANG) return peekAt(reader, 1) === EQUALS;
  return code === 0x2265 || code === 0x2264 || code === 0x2260;
}

/** Reads comparator, threshold and whatever stands after them; all of it to the end of the text. */
export function readCondition(reader: Reader): Condition {
  skipBlanks(reader);
  const start = reader.pos;
  const comparator = readComparator(reader);
  if (!comparator)
    return { type: "condition", comparator, threshold: missingAt(reader), span: spanFrom(reader, start) };
  const threshold = readThreshold(reader, comparator);
  const condition: Condition = { type: "condition", comparator, threshold, span: spanFrom(reader, start) };
  rejectRest(reader, threshold);
  return condition;
}

function missingAt(reader: Reader): Threshold {
  return { type: "missing", span: { start: reader.pos, end: reader.pos } };
}

function readComparator(reader: Reader): Comparator | undefined {
  const start = reader.pos;
  if (atEnd(reader)) {
    if (endsInPlaceholder(reader)) return undefined;
    report(
      reader,
      "query-missing-comparison",
      { start: Math.max(0, start - 1), end: start },
      "the query ends without a comparison",
      "End it with what it is compared with, e.g. ` > 90`.",
    );
    return undefined;
  }
  const usual = usualComparison(reader);
  if (usual) {
    reader.pos += usual.length;
    return { type: "comparator", op: usual, span: spanFrom(reader, start) };
  }
  for (const [wrong, op] of WRONG_COMPARATORS) {
    if (!reader.text.startsWith(wrong, start) || (wrong === "=" && reader.text[start + 1] === "=")) continue;
    if (reader.text.startsWith("==", start) && wrong !== "===") continue;
    reader.pos += wrong.length;
    const span = spanFrom(reader, start);
    const message = `\`${wrong}\` is not a comparator`;
    if (op === "==") {
      // Refused as written, accepted and silent as `==` on an average: for a person to decide.
      const hint = `Write \`${op}\` if exactly this number is meant; averages are seldom exact, \`>=\` or \`<=\` is a range.`;
      report(reader, "query-bad-comparator", span, message, hint);
    } else report(reader, "query-bad-comparator", span, message, `Write \`${op}\`.`, { span, text: op });
    return { type: "comparator", op, span };
  }
  const op = COMPARISONS.find((candidate) => reader.text.startsWith(candidate, start));
  if (!op) return undefined;
  reader.pos += op.length;
  return { type: "comparator", op, span: spanFrom(reader, start) };
}

/** What nearly every query has, found without a look at what it might be instead. */
function usualComparison(reader: Reader): Comparison | undefined {
  const code = peek(reader);
  const next = peekAt(reader, 1);
  if (code === GREATER) return next === EQUALS ? ">=" : ">";
  if (code === LESS && next !== GREATER) return next === EQUALS ? "<=" : "<";
  return undefined;
}

/** `avg(last_5m):${var.query}`: the placeholder may hold the comparison. */
function endsInPlaceholder(reader: Reader): boolean {
  const end = reader.text.slice(0, reader.end).trimEnd().length;
  const at = Math.max(reader.text.lastIndexOf("${", end), reader.text.lastIndexOf("%{", end));
  return at >= 0 && placeholderEnd(reader, at) >= end;
}

function readThreshold(reader: Reader, comparator: Comparator): Threshold {
  let code = skipBlanks(reader);
  const start = reader.pos;
  const negative = code === 45;
  if (negative || code === 43) {
    reader.pos++;
    code = skipBlanks(reader);
  }
  if (startsNumber(reader)) {
    const { value } = readNumber(reader);
    return { type: "number", value: negative && value !== 0 ? -value : value, span: spanFrom(reader, start) };
  }
  if (placeholderEnd(reader, reader.pos) > 0) {
    readWord(reader, (character) => isWord(character) || character === 46);
    return { type: "opaque", text: reader.text.slice(start, reader.pos), span: spanFrom(reader, start) };
  }
  const word = readWord(reader, isWord);
  if (word?.text === "threshold") return { type: "dynamic", span: word.span };
  const span = word?.span ?? { start, end: Math.min(start + 1, reader.end) };
  const after = `a number must follow \`${comparator.op}\``;
  report(
    reader,
    "query-missing-threshold",
    span,
    word ? `${after}, not \`${quote(reader, span)}\`` : after,
    "Write the limit, e.g. `90`.",
  );
  return { type: "missing", span };
}

function rejectRest(reader: Reader, threshold: Threshold): void {
  if (atEnd(reader)) return;
  const span = { start: reader.pos, end: reader.end };
  while (span.end > span.start + 1 && reader.text.charCodeAt(span.end - 1) <= 32) span.end--;
  report(
    reader,
    "query-unexpected-text",
    span,
    `\`${quote(reader, span)}\` stands after the threshold`,
    restHint(reader, threshold),
  );
  reader.pos = reader.end;
}

function restHint(reader: Reader, threshold: Threshold): string {
  const rest = reader.text.slice(reader.pos, Math.min(reader.end, reader.pos + 40));
  const number = reader.text.slice(threshold.span.start, threshold.span.end);
  if (rest.startsWith("&&") || rest.startsWith("||")) {
    return "A query holds one comparison: make one monitor for each and join them in a composite.";
  }
  if (rest.startsWith("%")) return `Write the bare number: \`${number}\`.`;
  const thousands = /^(?:,\d{3})+(?!\d)/.exec(rest)?.[0];
  if (thousands) return `Write the number without separators: \`${number}${thousands.replaceAll(",", "")}\`.`;
  return `Remove \`${excerpt(rest.trimEnd(), 20)}\`; the query ends with its threshold.`;
}

/** The code under the position as the user sees it, for messages. */
export function characterAt(reader: Reader): string {
  const code = peek(reader);
  if (code < 0) return "the end";
  const character = String.fromCodePoint(reader.text.codePointAt(reader.pos) ?? code);
  const named = NAMED_CHARACTERS[character];
  return named ? `\`${character}\` (${named})` : `\`${character}\``;
}

/** Look-alikes that arrive with copied text. */
const NAMED_CHARACTERS: Readonly<Record<string, string>> = {
  "\u00a0": "a non-breaking blank",
  "\u200b": "an invisible zero-width blank",
  "\u2018": "a curly quote",
  "\u2019": "a curly quote",
  "\u201c": "a curly quote",
  "\u201d": "a curly quote",
  "\u2013": "a dash, not a minus",
  "\u2014": "a dash, not a minus",
};
