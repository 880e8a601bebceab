/**
 * The tag filter between braces, in both syntaxes: `{env:prod,!region:eu}` and `{env:prod AND NOT region:eu}`. A comma binds
 * weaker than OR. Whether the two may be mixed is asked at the end, once for the scope.
 */

import {
  enter,
  holdsPlaceholder,
  isBlank,
  isQuote,
  isTag,
  leave,
  peek,
  quote,
  type Reader,
  readString,
  readWord,
  report,
  skipBlanks,
  spanFrom,
  startsString,
  type Word,
} from "../lexer/index";
import type { TextSpan } from "../text/index";
import type { Filter, Scope } from "./tree";

const OPEN = 123;
const CLOSE = 125;
const LEFT = 40;
const RIGHT = 41;
const COMMA = 44;
const BANG = 33;
const LESS = 60;
const GREATER = 62;
const DOT = 46;

/** The scope whose `{` is under the position. */
export function readScope(reader: Reader): Scope {
  const start = reader.pos++;
  if (skipBlanks(reader) === CLOSE) {
    reader.pos++;
    const span = spanFrom(reader, start);
    report(reader, "query-empty-scope", span, "`{}` is refused as a scope", "Write `{*}` for everything.");
    return { type: "scope", filter: { type: "everything", span }, span };
  }
  const filter = readList(reader, CLOSE);
  closeScope(reader, start);
  const scope: Scope = { type: "scope", filter, span: spanFrom(reader, start) };
  reportMixed(reader, scope);
  return scope;
}

function closeScope(reader: Reader, start: number): void {
  for (let code = skipBlanks(reader); ; code = skipBlanks(reader)) {
    if (code === CLOSE) {
      reader.pos++;
      return;
    }
    if (code === RIGHT) {
      const span = { start: reader.pos, end: ++reader.pos };
      report(reader, "query-bad-scope", span, "`)` closes nothing in this scope", "Remove it, or open it with `(`.");
      continue;
    }
    const shown = quote(reader, { start, end: reader.pos });
    report(reader, "query-unclosed", { start, end: start + 1 }, `the scope \`${shown}\` is never closed`, "Add `}`.");
    return;
  }
}

/** Filters between commas, up to (not over) the closing character. */
function readList(reader: Reader, closing: number): Filter {
  const start = reader.pos;
  const operands: Filter[] = [];
  for (;;) {
    operands.push(readEither(reader));
    const code = skipBlanks(reader);
    if (code === COMMA) {
      reader.pos++;
      skipBlanks(reader);
      if (peek(reader) !== closing) continue;
      const span = { start: reader.pos - 1, end: reader.pos };
      report(reader, "query-bad-scope", span, "a comma with nothing after it", "Remove the comma or add a tag.");
      break;
    }
    if (!startsFilter(reader, code) || closesEarly(reader)) break;
    const span = upcoming(reader);
    const shown = quote(reader, span);
    report(
      reader,
      "query-bad-scope",
      span,
      `nothing joins \`${shown}\` to what stands before it`,
      "Put a comma or `AND` between them.",
    );
  }
  const [first] = operands;
  if (operands.length === 1 && first) return first;
  return { type: "and", spelling: ",", operands, span: spanFrom(reader, start) };
}

function startsFilter(reader: Reader, code: number): boolean {
  return code === LEFT || (code >= 0 && isTag(code)) || (code === OPEN && isPlaceholderHere(reader));
}

function isPlaceholderHere(reader: Reader): boolean {
  const before = reader.text.charCodeAt(reader.pos - 1);
  return before === 36 || before === 37;
}

/** `{env:prod by {host}`, `{env:prod.as_count()`, `{env:prod > 90`, `{env:prod / avg:b{…}`: the brace was forgotten; none of it belongs to a filter. */
function closesEarly(reader: Reader): boolean {
  const { text, pos } = reader;
  const code = text.charCodeAt(pos);
  if (code === LESS || code === GREATER || isLoneOperator(reader)) return true;
  if (code === DOT) return MODIFIER.test(text.slice(pos, pos + 12));
  if (!text.startsWith("by", pos)) return false;
  let at = pos + 2;
  while (at < reader.end && isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === OPEN;
}

/** `/`, `*`, `+` or `-` between blanks. */
function isLoneOperator({ text, pos }: Reader): boolean {
  return "/*+-".includes(text[pos] ?? "=") && isBlank(text.charCodeAt(pos - 1)) && isBlank(text.charCodeAt(pos + 1));
}

const MODIFIER = /^\.(?:as_count|as_rate|rollup|fill|weighted)\(/;

/** The next word, for a message; nothing is consumed. */
export function upcoming(reader: Reader): TextSpan {
  const start = reader.pos;
  let end = start + 1;
  while (end < reader.end && end < start + 80 && isTag(reader.text.charCodeAt(end))) end++;
  return { start, end };
}

function readEither(reader: Reader): Filter {
  const start = reader.pos;
  const operands = [readBoth(reader)];
  while (acceptKeyword(reader, "OR")) operands.push(readBoth(reader));
  const [first] = operands;
  return operands.length === 1 && first ? first : { type: "or", operands, span: spanFrom(reader, start) };
}

function readBoth(reader: Reader): Filter {
  const start = reader.pos;
  const operands = [readNot(reader)];
  while (acceptKeyword(reader, "AND")) operands.push(readNot(reader));
  const [first] = operands;
  return operands.length === 1 && first
    ? first
    : { type: "and", spelling: "AND", operands, span: spanFrom(reader, start) };
}

function readNot(reader: Reader): Filter {
  const code = skipBlanks(reader);
  const start = reader.pos;
  const bang = code === BANG;
  if (bang) reader.pos++;
  if (!bang && !acceptKeyword(reader, "NOT")) return readAtom(reader);
  if (!enter(reader)) return missing(reader);
  const operand = readNot(reader);
  leave(reader);
  return { type: "not", spelling: bang ? "!" : "NOT", operand, span: spanFrom(reader, start) };
}

function readAtom(reader: Reader): Filter {
  const code = skipBlanks(reader);
  if (code === LEFT) return readGroup(reader);
  const start = reader.pos;
  const word = beforeModifier(reader, readWord(reader, isTag));
  if (!word) return missingFilter(reader, code);
  const { text } = word;
  if (text === "*") return { type: "everything", span: word.span };
  if (text.charCodeAt(0) === 36 && text.charCodeAt(1) !== OPEN && !text.includes(":")) {
    return { type: "template-variable", text, span: word.span };
  }
  const colon = text.indexOf(":");
  if (holdsPlaceholder(text) && !plainKey(text, colon)) return { type: "opaque", text, span: word.span };
  if (colon < 0) return readIn(reader, word) ?? { type: "tag", key: text, value: undefined, span: word.span };
  const value = valueAfter(reader, word, colon);
  return { type: "tag", key: text.slice(0, colon), value, span: spanFrom(reader, start) };
}

/** `{env:prod.as_count()`: the brace was forgotten, and the modifier is none of the tag. */
function beforeModifier(reader: Reader, word: Word | undefined): Word | undefined {
  if (!word || reader.text.charCodeAt(reader.pos) !== LEFT) return word;
  const length = word.text.search(/\.(?:as_count|as_rate|rollup|fill|weighted)$/);
  if (length <= 0) return word;
  const end = word.span.start + length;
  reader.pos = end;
  return { type: "word", text: word.text.slice(0, length), span: { start: word.span.start, end } };
}

/** `env:${var.env}` still has a key; `${var.filter}` and `${a}:b` do not. */
function plainKey(text: string, colon: number): boolean {
  return colon > 0 && !holdsPlaceholder(text.slice(0, colon));
}

/** What follows the colon: `prod`; after a blank, `pod_name: web-*`; quoted, `name:"two words"` (quotes kept). */
function valueAfter(reader: Reader, word: Word, colon: number): string {
  const written = word.text.slice(colon + 1);
  const wordEnd = reader.pos;
  if (written === "" || isQuote(written.charCodeAt(0))) {
    reader.pos = word.span.start + colon + 1;
    const code = skipBlanks(reader);
    const start = reader.pos;
    if (startsString(reader)) {
      readString(reader);
      return reader.text.slice(start, reader.pos);
    }
    if (written === "" && start > wordEnd && code >= 0 && isTag(code) && !atKeyword(reader)) {
      return readWord(reader, isTag)?.text ?? "";
    }
    reader.pos = wordEnd;
  }
  return written;
}

function readGroup(reader: Reader): Filter {
  const start = reader.pos;
  if (!enter(reader)) return missing(reader);
  reader.pos++;
  const filter = readList(reader, RIGHT);
  leave(reader);
  if (skipBlanks(reader) === RIGHT) reader.pos++;
  else report(reader, "query-unclosed", { start, end: start + 1 }, "`(` is never closed in this scope", "Add `)`.");
  return filter;
}

/** `kind IN (a,b)` and `kind NOT IN (a,b)`; undefined when no IN follows the word. */
function readIn(reader: Reader, key: Word): Filter | undefined {
  const before = reader.pos;
  const negated = acceptKeyword(reader, "NOT");
  if (!acceptKeyword(reader, "IN")) {
    reader.pos = before;
    return undefined;
  }
  const values: Word[] = [];
  if (skipBlanks(reader) !== LEFT) {
    const span = { start: reader.pos, end: Math.min(reader.pos + 1, reader.end) };
    report(reader, "query-bad-scope", span, "`IN` needs its values in parentheses", `Write \`${key.text} IN (a,b)\`.`);
  } else {
    reader.pos++;
    readValues(reader, values);
  }
  return { type: "in", key: key.text, negated, values, span: { start: key.span.start, end: reader.pos } };
}

function readValues(reader: Reader, values: Word[]): void {
  const start = reader.pos - 1;
  for (;;) {
    skipBlanks(reader);
    const value = readWord(reader, isTag);
    if (value) values.push(value);
    const code = skipBlanks(reader);
    if (code === COMMA) reader.pos++;
    else if (code === RIGHT) {
      reader.pos++;
      return;
    } else if (code < 0 || code === CLOSE || !isTag(code)) {
      report(reader, "query-unclosed", { start, end: start + 1 }, "the values of `IN` are never closed", "Add `)`.");
      return;
    }
  }
}

function missingFilter(reader: Reader, code: number): Filter {
  const span = { start: reader.pos, end: Math.min(reader.pos + 1, reader.end) };
  const found = code < 0 ? "the end" : `\`${quote(reader, span)}\``;
  report(
    reader,
    "query-bad-scope",
    span,
    `a tag is needed before ${found}`,
    "Write a tag such as `env:prod`, or `*` for everything.",
  );
  if (code === OPEN) reader.pos++;
  return missing(reader);
}

function missing(reader: Reader): Filter {
  return { type: "missing", span: { start: reader.pos, end: reader.pos } };
}

type Keyword = "AND" | "OR" | "NOT" | "IN";

/** A keyword under the position, in any case; `And` is reported, for only `AND` and `and` are keywords. */
function acceptKeyword(reader: Reader, keyword: Keyword): boolean {
  skipBlanks(reader);
  const { pos, text } = reader;
  const { length } = keyword;
  const after = pos + length < reader.end ? text.charCodeAt(pos + length) : -1;
  if (after >= 0 && isTag(after)) return false;
  if (pos + length > reader.end || (text.charCodeAt(pos) | 32) !== (keyword.charCodeAt(0) | 32)) return false;
  const written = text.slice(pos, pos + length);
  if (written.toUpperCase() !== keyword) return false;
  reader.pos += length;
  if (written !== keyword && written !== keyword.toLowerCase()) {
    const span = { start: pos, end: pos + length };
    report(reader, "query-keyword-case", span, `\`${written}\` is not read as a keyword`, `Write \`${keyword}\`.`, {
      span,
      text: keyword,
    });
  }
  return true;
}

function atKeyword(reader: Reader): boolean {
  const { pos, problems } = reader;
  const count = problems.length;
  const found = acceptKeyword(reader, "AND") || acceptKeyword(reader, "OR");
  reader.pos = pos;
  problems.length = count;
  return found;
}

/** `{env:prod AND !region:eu}`: either symbols or words [DOC advanced-filtering]. */
function reportMixed(reader: Reader, scope: Scope): void {
  const symbol = firstOf(scope.filter, isSymbol);
  if (!symbol || !firstOf(scope.filter, isWordOperator)) return;
  const shown = quote(reader, scope.span);
  const hint = "Write all of it with AND, OR and NOT, or all of it with commas and `!`.";
  report(reader, "query-mixed-scope", scope.span, `\`${shown}\` mixes \`,\` or \`!\` with AND, OR, NOT or IN`, hint);
}

function isSymbol(filter: Filter): boolean {
  return (filter.type === "not" && filter.spelling === "!") || (filter.type === "and" && filter.spelling === ",");
}

function isWordOperator(filter: Filter): boolean {
  switch (filter.type) {
    case "not":
      return filter.spelling === "NOT";
    case "and":
      return filter.spelling === "AND";
    case "or":
    case "in":
      return true;
    default:
      return false;
  }
}

function firstOf(filter: Filter, test: (filter: Filter) => boolean): boolean {
  if (test(filter)) return true;
  switch (filter.type) {
    case "not":
      return firstOf(filter.operand, test);
    case "and":
    case "or":
      return filter.operands.some((operand) => firstOf(operand, test));
    default:
      return false;
  }
}
