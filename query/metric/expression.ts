/**
 * Arithmetic over series, functions and numbers; with `formula` as dialect, over the names of queries. `*` and `/` bind
 * before `+` and `-`, all from left to right.
 */

import {
  accept,
  characterAt,
  countOperator,
  enter,
  isBlank,
  isForeignLetter,
  isName,
  isWord,
  leave,
  type NumberLiteral,
  peek,
  placeholderEnd,
  quote,
  type Reader,
  readNumber,
  readString,
  readWord,
  report,
  skipBlanks,
  skipRun,
  spanFrom,
  startsComparator,
  startsNumber,
  startsPlaceholder,
  startsString,
  type Word,
} from "../lexer/index";
import { readCall } from "./call";
import type { Dialect } from "./context";
import { atCountOfValues, readCountSeries, readMetricName, readModifiers, readSeries, readSeriesAfter } from "./series";
import { readTagList } from "./tag-list";
import type { ArithmeticOperator, Expression } from "./tree";

const PLUS = 43;
const MINUS = 45;
const TIMES = 42;
const SLASH = 47;
const LEFT = 40;
const RIGHT = 41;
const OPEN = 123;
const COLON = 58;
const DOT = 46;
const COMMA = 44;

export function readExpression(reader: Reader, dialect: Dialect): Expression {
  let left = readProduct(reader, dialect);
  for (;;) {
    const code = skipBlanks(reader);
    if (code !== PLUS && code !== MINUS) return left;
    left = readRight(reader, dialect, left, code === PLUS ? "+" : "-", readProduct);
  }
}

function readProduct(reader: Reader, dialect: Dialect): Expression {
  let left = readUnary(reader, dialect);
  for (;;) {
    const code = skipBlanks(reader);
    if (code !== TIMES && code !== SLASH) return left;
    left = readRight(reader, dialect, left, code === TIMES ? "*" : "/", readUnary);
  }
}

function readRight(
  reader: Reader,
  dialect: Dialect,
  left: Expression,
  op: ArithmeticOperator,
  read: (reader: Reader, dialect: Dialect) => Expression,
): Expression {
  const at = reader.pos;
  if (!countOperator(reader)) return left;
  reader.pos++;
  const right = read(reader, dialect);
  const { start } = left.span;
  if (left.type === "missing" || right.type === "missing") reportOperand(reader, op, at, left.type === "missing");
  return { type: "binary", op, left, right, span: { start: Math.min(start, at), end: reader.pos } };
}

function reportOperand(reader: Reader, op: ArithmeticOperator, at: number, before: boolean): void {
  const span = { start: at, end: at + 1 };
  const side = before ? "before" : "after";
  report(
    reader,
    "query-missing-operand",
    span,
    `nothing stands ${side} \`${op}\``,
    "Add a metric, a function or a number, or remove the operator.",
  );
}

function readUnary(reader: Reader, dialect: Dialect): Expression {
  const code = skipBlanks(reader);
  if (code !== PLUS && code !== MINUS) return readPostfix(reader, dialect);
  const start = reader.pos;
  if (!enter(reader)) return missing(reader);
  reader.pos++;
  const operand = readUnary(reader, dialect);
  leave(reader);
  const op = code === PLUS ? "+" : "-";
  if (operand.type === "missing") reportOperand(reader, op, start, false);
  return { type: "unary", op, operand, span: spanFrom(reader, start) };
}

function readPostfix(reader: Reader, dialect: Dialect): Expression {
  const inParentheses = skipBlanks(reader) === LEFT;
  const operand = readPrimary(reader, dialect);
  const bare = operand.type === "series" && !inParentheses;
  if (bare || operand.type === "missing" || skipBlanks(reader) !== DOT) return operand;
  const modifiers = readModifiers(reader);
  if (modifiers.length === 0) return operand;
  return { type: "modified", operand, modifiers, span: { start: operand.span.start, end: reader.pos } };
}

function readPrimary(reader: Reader, dialect: Dialect): Expression {
  const code = skipBlanks(reader);
  if (code === LEFT) return readParenthesis(reader, dialect);
  if (startsNumber(reader)) return readNumberOrName(reader);
  if (code === OPEN) return readStrayTags(reader);
  if (startsString(reader)) return readStrayString(reader);
  if (startsPlaceholder(reader, reader.pos) && placeholderEnd(reader, reader.pos) < 0)
    return readOpenPlaceholder(reader);
  const start = reader.pos;
  const word = readName(reader, dialect);
  if (!word) return missing(reader);
  const next = skipBlanks(reader);
  if (next === LEFT)
    return atCountOfValues(reader, word) ? readCountSeries(reader, word) : readCall(reader, word, dialect);
  if (dialect !== "metric") return variable(word);
  if (next === COLON || next === OPEN) return readSeries(reader, word);
  reader.pos = word.span.end;
  if (isOpaque(word)) return { type: "opaque", text: word.text, span: spanFrom(reader, start) };
  return readSeriesAfter(reader, undefined, word, word.span.start);
}

/** In a formula `a-b` and `a/b` are arithmetic; in a metric's name they are characters. */
function readName(reader: Reader, dialect: Dialect): Word | undefined {
  if (dialect !== "metric") return readWord(reader, isWord);
  if (!startsName(reader, peek(reader))) return undefined;
  if (peek(reader) === 36 && !startsPlaceholder(reader, reader.pos)) return readTemplateVariable(reader);
  return readMetricName(reader);
}

/** Names hold `-`, `/` and `.`, but begin with none of them. */
function startsName(reader: Reader, code: number): boolean {
  return isWord(code) || isForeignLetter(code) || code === 36 || startsPlaceholder(reader, reader.pos);
}

/** A dashboard's bare `$scope`: opaque, as nothing can be said of it. */
function readTemplateVariable(reader: Reader): Word {
  const start = reader.pos++;
  skipRun(reader, (code) => isWord(code) || code === DOT);
  return { type: "word", text: reader.text.slice(start, reader.pos), span: spanFrom(reader, start) };
}

/** Only placeholders and what is glued to them; a name that merely holds one is still a name when a scope follows. */
function isOpaque(word: Word): boolean {
  return word.text.includes("${") || word.text.includes("%{") || word.text.charCodeAt(0) === 36;
}

function variable(word: Word): Expression {
  if (isOpaque(word)) return { type: "opaque", text: word.text, span: word.span };
  return { type: "variable", name: word.text, span: word.span };
}

function readParenthesis(reader: Reader, dialect: Dialect): Expression {
  const start = reader.pos;
  if (!enter(reader)) return missing(reader);
  reader.pos++;
  const inner = readExpression(reader, dialect);
  if (inner.type === "missing") {
    const span = { start, end: Math.min(start + 1, reader.end) };
    report(
      reader,
      "query-missing-operand",
      span,
      "nothing stands inside the parentheses",
      "Remove them or add an expression.",
    );
  }
  skipLeftovers(reader, dialect, RIGHT);
  leave(reader);
  if (!accept(reader, RIGHT)) {
    report(reader, "query-unclosed", { start, end: start + 1 }, "`(` is never closed", closingHint(reader));
  }
  return inner;
}

function closingHint(reader: Reader): string {
  return startsComparator(reader, skipBlanks(reader)) ? "Add `)` before the comparison." : "Add `)`.";
}

/** A number, unless letters and a scope show that it was meant as a metric's name: `5xx.count{*}`. */
function readNumberOrName(reader: Reader): NumberLiteral | Expression {
  const start = reader.pos;
  const problemsBefore = reader.problems.length;
  const number = readNumber(reader);
  if (reader.problems.length === problemsBefore) return number;
  const end = reader.pos;
  skipRun(reader, isName);
  if (skipBlanks(reader) !== OPEN) {
    reader.pos = end;
    return number;
  }
  reader.problems.length = problemsBefore;
  reader.pos = start;
  const word = readWord(reader, isName);
  return word ? readSeriesAfter(reader, undefined, word, start) : number;
}

function readStrayTags(reader: Reader): Expression {
  const list = readTagList(reader);
  const shown = quote(reader, list.span);
  report(
    reader,
    "query-unexpected-text",
    list.span,
    `the tags \`${shown}\` have no metric before them`,
    "Write `avg:metric.name{…}`.",
  );
  return missing(reader);
}

function readStrayString(reader: Reader): Expression {
  const { span } = readString(reader);
  report(
    reader,
    "query-unexpected-text",
    span,
    `the text ${quote(reader, span)} cannot stand here`,
    "A metric, a function or a number belongs here.",
  );
  return missing(reader);
}

function readOpenPlaceholder(reader: Reader): Expression {
  const span = { start: reader.pos, end: reader.pos + 2 };
  report(reader, "query-unclosed", span, `\`${quote(reader, span)}\` is never closed`, "Add `}`.");
  reader.pos = reader.end;
  return missing(reader);
}

function missing(reader: Reader): Expression {
  return { type: "missing", span: { start: reader.pos, end: reader.pos } };
}

/**
 * Reports and steps over what is left before the closing character (or, with -1, before the comparison or the end). Text that
 * could be an operand is read, so that its own problems are found too.
 */
export function skipLeftovers(reader: Reader, dialect: Dialect, closing: number): void {
  for (;;) {
    const code = skipBlanks(reader);
    if (code < 0 || code === closing || startsComparator(reader, code)) return;
    if (closing === RIGHT && code === COMMA) return;
    const start = reader.pos;
    const before = reader.problems.length;
    if (startsOperand(reader, code)) {
      readExpression(reader, dialect);
      if (reader.pos > start) {
        reader.problems.length = Math.min(reader.problems.length, before + 3);
        const span = { start, end: wordEnd(reader, start) };
        report(
          reader,
          "query-missing-operator",
          span,
          `no operator stands before \`${quote(reader, span)}\``,
          "Put `+`, `-`, `*` or `/` between them, or remove it.",
        );
        continue;
      }
    }
    const shown = characterAt(reader);
    skipStray(reader, closing);
    report(reader, "query-unexpected-text", spanFrom(reader, start), `${shown} cannot stand here`, "Remove it.");
  }
}

function startsOperand(reader: Reader, code: number): boolean {
  return code === LEFT || code === OPEN || startsName(reader, code) || startsString(reader);
}

function wordEnd(reader: Reader, start: number): number {
  let end = start;
  while (end < reader.pos && end < start + 40 && !isBlank(reader.text.charCodeAt(end))) end++;
  return end;
}

/** Over a run of the same character: `;;;;` is one finding. */
function skipStray(reader: Reader, closing: number): void {
  const code = peek(reader);
  do reader.pos++;
  while (peek(reader) === code && code !== closing);
}
