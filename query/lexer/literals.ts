/** Quoted strings and numbers, as every query language writes them. */

import { excerpt } from "../text/index";
import { isDigit, isLetter, isQuote, isWord } from "./characters";
import type { NumberLiteral, StringLiteral, Word } from "./nodes";
import { placeholderEnd } from "./placeholder";
import { peek, quote, type Reader, report, skipRun, spanFrom } from "./reader";

const BACKSLASH = 92;
const DOT = 46;

/** The string whose opening quote is under the position. Unclosed, it runs to the end of the text. */
export function readString(reader: Reader): StringLiteral {
  const { text, end } = reader;
  const start = reader.pos;
  const mark = text.charCodeAt(start);
  let at = start + 1;
  let escaped = false;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === mark) break;
    if (code === BACKSLASH) {
      escaped = true;
      at += 2;
    } else if (code === 36 || code === 37) {
      const after = placeholderEnd(reader, at);
      at = after > 0 ? after : at + 1;
    } else at++;
  }
  const closed = at < end;
  const contentEnd = Math.min(at, end);
  reader.pos = closed ? at + 1 : end;
  const character = String.fromCharCode(mark);
  if (!closed) {
    const shown = excerpt(text.slice(start, Math.min(contentEnd, start + 80)));
    report(
      reader,
      "query-unclosed",
      { start, end: start + 1 },
      `the quote in \`${shown}\` is never closed`,
      `Add \`${character}\`.`,
    );
  }
  const content = text.slice(start + 1, contentEnd);
  const value = escaped ? content.replaceAll(`\\${character}`, character) : content;
  return { type: "string", value, span: spanFrom(reader, start) };
}

/**
 * Where an offset of a string's value stands in the text: the same distance from the opening quote, plus the backslashes
 * that were dropped before it.
 */
export function offsetInText(text: string, literal: StringLiteral, offset: number): number {
  const { start, end } = literal.span;
  if (literal.value.length === end - start - 2) return start + 1 + offset;
  const dropped = droppedBefore.get(literal) ?? findDropped(text, literal);
  droppedBefore.set(literal, dropped);
  return Math.min(start + 1 + offset + countBelow(dropped, offset), Math.max(end, start + 1));
}

/** Offsets of a value before which a backslash was dropped, in order. */
const droppedBefore = new WeakMap<StringLiteral, readonly number[]>();

function findDropped(text: string, { span, value }: StringLiteral): number[] {
  const mark = text[span.start];
  const found: number[] = [];
  let at = span.start + 1;
  for (let offset = 0; offset < value.length && at < span.end; offset++) {
    const escaped = text[at] === "\\" && text[at + 1] === mark;
    if (escaped) found.push(offset);
    at += escaped ? 2 : 1;
  }
  return found;
}

/** How many of the sorted numbers are smaller. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a number starts under the position (without sign). */
export function startsNumber(reader: Reader): boolean {
  const code = peek(reader);
  return isDigit(code) || (code === DOT && isDigit(reader.text.charCodeAt(reader.pos + 1)));
}

/** The number under the position; letters glued to it (`5k`, `10ms`) are reported and taken along. */
export function readNumber(reader: Reader): NumberLiteral {
  const start = reader.pos;
  const { text } = reader;
  skipDigits(reader);
  if (peek(reader) === DOT && isDigit(text.charCodeAt(reader.pos + 1))) {
    reader.pos++;
    skipDigits(reader);
  }
  skipExponent(reader);
  const value = Number(text.slice(start, reader.pos));
  if (text.charCodeAt(start) === DOT) {
    const span = spanFrom(reader, start);
    report(
      reader,
      "query-leading-zero",
      span,
      `\`${quote(reader, span)}\` has no digit before the point`,
      `Write \`0${quote(reader, span)}\`.`,
      { span: { start, end: start }, text: "0" },
    );
  }
  const digitsEnd = reader.pos;
  if (isLetter(peek(reader))) {
    skipRun(reader, isWord);
    const span = spanFrom(reader, start);
    report(
      reader,
      "query-bad-number",
      span,
      `\`${quote(reader, span)}\` is not a number`,
      `Write the bare number, in the unit of the metric${suffixHint(value, text.slice(digitsEnd, reader.pos))}.`,
    );
  }
  return { type: "number", value, span: spanFrom(reader, start) };
}

const MULTIPLES: Record<string, number> = { k: 1e3, K: 1e3, m: 1e6, M: 1e6, g: 1e9, G: 1e9 };

function suffixHint(value: number, suffix: string): string {
  const factor = suffix.length === 1 ? MULTIPLES[suffix] : undefined;
  return factor === undefined || suffix === "m" ? "" : `: \`${value * factor}\``;
}

function skipDigits(reader: Reader): void {
  while (isDigit(peek(reader))) reader.pos++;
}

function skipExponent(reader: Reader): void {
  const { text, pos } = reader;
  const code = peek(reader);
  if (code !== 101 && code !== 69) return;
  let at = pos + 1;
  const sign = text.charCodeAt(at);
  if (sign === 43 || sign === 45) at++;
  if (at >= reader.end || !isDigit(text.charCodeAt(at))) return;
  reader.pos = at;
  skipDigits(reader);
}

/** A run of characters of one class, placeholders included; undefined when there is none. */
export function readWord(reader: Reader, accepts: (code: number) => boolean): Word | undefined {
  const start = reader.pos;
  if (!skipRun(reader, accepts)) return undefined;
  return { type: "word", text: reader.text.slice(start, reader.pos), span: spanFrom(reader, start) };
}

export function startsString(reader: Reader): boolean {
  return isQuote(peek(reader));
}
