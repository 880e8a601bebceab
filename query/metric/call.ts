/** Function calls and their arguments, quoted texts, lists of tags and `keyword=value` among them. */

import {
  enter,
  holdsPlaceholder,
  isName,
  isTag,
  isWord,
  leave,
  peek,
  peekAt,
  quote,
  type Reader,
  readNumber,
  readString,
  readWord,
  report,
  skipBlanks,
  spanFrom,
  startsNumber,
  startsPlaceholder,
  startsString,
  type Word,
} from "../lexer/index";
import { checkCall } from "./check";
import type { Dialect } from "./context";
import { readExpression } from "./expression";
import { readTagList } from "./tag-list";
import type { Argument, Call, KeywordArgument } from "./tree";

const LEFT = 40;
const RIGHT = 41;
const OPEN = 123;
const COMMA = 44;
const EQUALS = 61;
const COLON = 58;

/** The name is read and `(` is under the position. */
export function readCall(reader: Reader, name: Word, dialect: Dialect): Call {
  const call: Call = {
    type: "call",
    name,
    arguments: readArguments(reader, dialect),
    span: { start: name.span.start, end: reader.pos },
  };
  checkCall(reader, call, dialect);
  return call;
}

/** `(a, b)`: the `(` is under the position. */
export function readArguments(reader: Reader, dialect: Dialect): Argument[] {
  const list: Argument[] = [];
  const start = reader.pos;
  if (!enter(reader)) return list;
  reader.pos++;
  if (skipBlanks(reader) === RIGHT) reader.pos++;
  else readList(reader, dialect, list, start);
  leave(reader);
  return list;
}

function readList(reader: Reader, dialect: Dialect, list: Argument[], open: number): void {
  for (;;) {
    const start = reader.pos;
    const argument = readArgument(reader, dialect);
    if (argument.type !== "missing") list.push(argument);
    const code = skipBlanks(reader);
    if (code === RIGHT) {
      reader.pos++;
      return;
    }
    if (code === COMMA) {
      if (argument.type === "missing") reportEmpty(reader);
      reader.pos++;
      continue;
    }
    if (reader.pos > start && startsArgument(reader, code)) {
      const at = { start: reader.pos, end: reader.pos + 1 };
      while (at.end < reader.end && at.end < at.start + 40 && !endsWord(reader.text.charCodeAt(at.end))) at.end++;
      report(
        reader,
        "query-missing-comma",
        at,
        `no comma stands before \`${quote(reader, at)}\``,
        `Write \`, ${quote(reader, at)}\`.`,
      );
      continue;
    }
    report(
      reader,
      "query-unclosed",
      { start: open, end: open + 1 },
      "`(` is never closed",
      "Add `)` after the last argument.",
    );
    return;
  }
}

function reportEmpty(reader: Reader): void {
  const span = { start: reader.pos, end: reader.pos + 1 };
  report(reader, "query-arguments", span, "nothing stands before this comma", "Remove the comma or add the argument.");
}

function endsWord(code: number): boolean {
  return code === COMMA || code === RIGHT || code === LEFT || code <= 32;
}

function startsArgument(reader: Reader, code: number): boolean {
  return (
    isName(code) || code === OPEN || code === LEFT || startsString(reader) || startsPlaceholder(reader, reader.pos)
  );
}

function readArgument(reader: Reader, dialect: Dialect): Argument {
  const code = skipBlanks(reader);
  if (startsString(reader)) return readString(reader);
  if (code === OPEN) return readTagList(reader);
  return (
    readKeyword(reader) ?? (dialect === "metric" ? readBareWord(reader) : undefined) ?? readExpression(reader, dialect)
  );
}

/** `direction='above'`; undefined (nothing consumed) when the argument is none. */
function readKeyword(reader: Reader): KeywordArgument | undefined {
  const start = reader.pos;
  const name = readWord(reader, isWord);
  if (!name || skipBlanks(reader) !== EQUALS || peekAt(reader, 1) === EQUALS) {
    reader.pos = start;
    return undefined;
  }
  reader.pos++;
  return { type: "keyword", name, value: readKeywordValue(reader, name), span: spanFrom(reader, start) };
}

function readKeywordValue(reader: Reader, name: Word): KeywordArgument["value"] {
  const code = skipBlanks(reader);
  if (startsString(reader)) return readString(reader);
  const start = reader.pos;
  const negative = code === 45;
  if (negative) reader.pos++;
  if (startsNumber(reader)) {
    const { value } = readNumber(reader);
    return { type: "number", value: negative && value !== 0 ? -value : value, span: spanFrom(reader, start) };
  }
  const word = readWord(reader, (character) => isTag(character) && character !== 39 && character !== 34);
  if (word) return holdsPlaceholder(word.text) ? { type: "opaque", text: word.text, span: word.span } : word;
  const span = { start: name.span.start, end: reader.pos };
  report(reader, "query-arguments", span, `\`${name.text}=\` has no value`, `Write e.g. \`${name.text}='…'\`.`);
  return { type: "missing", span: { start: reader.pos, end: reader.pos } };
}

/** A lone word between commas, e.g. `sum` in `rollup(sum, 60)`; undefined (nothing consumed) for all else. */
function readBareWord(reader: Reader): Word | undefined {
  const start = reader.pos;
  const word = isWord(peek(reader)) && !startsNumber(reader) ? readWord(reader, isName) : undefined;
  const code = word ? skipBlanks(reader) : -1;
  if (word && (code === COMMA || code === RIGHT) && !holdsPlaceholder(word.text)) return word;
  if (word && code !== COLON && code !== LEFT && code !== OPEN && startsString(reader)) return word;
  reader.pos = start;
  return undefined;
}
