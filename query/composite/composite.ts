/** Composites: `(12345 && !67890) || 24680`, boolean expressions over the ids of other monitors. */

import {
  accept,
  atEnd,
  characterAt,
  createReader,
  enter,
  holdsPlaceholder,
  isDigit,
  isWord,
  leave,
  type Missing,
  type Opaque,
  peekAt,
  quote,
  type Reader,
  readWord,
  report,
  skipBlanks,
  spanFrom,
} from "../lexer/index";
import type { SyntaxProblem, TextSpan } from "../text/index";

export interface CompositeMonitor {
  type: "composite";
  expression: CompositeExpression;
  span: TextSpan;
}

export type CompositeExpression = MonitorId | AllOf | AnyOf | NotOf | Opaque | Missing;

/** Digits as written: ids are longer than what a number holds exactly. */
export interface MonitorId {
  type: "monitor-id";
  id: string;
  span: TextSpan;
}

export interface AllOf {
  type: "all";
  operands: CompositeExpression[];
  span: TextSpan;
}

export interface AnyOf {
  type: "any";
  operands: CompositeExpression[];
  span: TextSpan;
}

export interface NotOf {
  type: "not";
  operand: CompositeExpression;
  span: TextSpan;
}

const AMPERSAND = 38;
const PIPE = 124;
const BANG = 33;
const LEFT = 40;
const RIGHT = 41;

export function parseComposite(text: string, problems: SyntaxProblem[] = []): CompositeMonitor {
  const reader = createReader(text, 0, text.length, problems);
  skipBlanks(reader);
  const start = reader.pos;
  const expression = readAny(reader);
  skipRest(reader, -1);
  return { type: "composite", expression, span: { start, end: text.trimEnd().length } };
}

function readAny(reader: Reader): CompositeExpression {
  return readOperands(reader, PIPE, "or", readAll, (operands, span) => ({ type: "any", operands, span }));
}

function readAll(reader: Reader): CompositeExpression {
  return readOperands(reader, AMPERSAND, "and", readNot, (operands, span) => ({ type: "all", operands, span }));
}

function readOperands(
  reader: Reader,
  character: number,
  word: string,
  read: (reader: Reader) => CompositeExpression,
  join: (operands: CompositeExpression[], span: TextSpan) => CompositeExpression,
): CompositeExpression {
  const first = read(reader);
  if (!acceptOperator(reader, character, word)) return first;
  const operands = [first];
  do operands.push(read(reader));
  while (acceptOperator(reader, character, word));
  return join(operands, { start: first.span.start, end: reader.pos });
}

/** `&&`; a single `&` and the word `and` are reported and taken for it. */
function acceptOperator(reader: Reader, character: number, word: string): boolean {
  const code = skipBlanks(reader);
  const start = reader.pos;
  const operator = String.fromCharCode(character).repeat(2);
  if (code === character) {
    const twice = peekAt(reader, 1) === character;
    reader.pos += twice ? 2 : 1;
    if (!twice) reportOperator(reader, start, operator);
    return true;
  }
  if (reader.text.slice(start, start + word.length).toLowerCase() !== word || isWord(peekAt(reader, word.length)))
    return false;
  reader.pos += word.length;
  reportOperator(reader, start, operator);
  return true;
}

function reportOperator(reader: Reader, start: number, operator: string): void {
  const span = spanFrom(reader, start);
  report(
    reader,
    "query-bad-comparator",
    span,
    `\`${quote(reader, span)}\` is not an operator here`,
    `Write \`${operator}\`.`,
    { span, text: operator },
  );
}

function readNot(reader: Reader): CompositeExpression {
  const code = skipBlanks(reader);
  const start = reader.pos;
  if (code !== BANG && code !== LEFT) return readId(reader);
  if (!enter(reader)) return missing(reader);
  reader.pos++;
  if (code === BANG) {
    const operand = readNot(reader);
    leave(reader);
    return { type: "not", operand, span: spanFrom(reader, start) };
  }
  const inner = readAny(reader);
  skipRest(reader, RIGHT);
  leave(reader);
  if (!accept(reader, RIGHT))
    report(reader, "query-unclosed", { start, end: start + 1 }, "`(` is never closed", "Add `)`.");
  return inner;
}

function readId(reader: Reader): CompositeExpression {
  const word = readWord(reader, isWord);
  if (!word) {
    const span = { start: reader.pos, end: Math.min(reader.pos + 1, reader.end) };
    const place = span.end > span.start ? span : { start: Math.max(0, span.start - 1), end: span.start };
    report(
      reader,
      "query-missing-operand",
      place,
      `a monitor's id is needed before ${characterAt(reader)}`,
      "Write the id of a monitor, e.g. `12345`.",
    );
    return missing(reader);
  }
  const { text, span } = word;
  if (holdsPlaceholder(text)) return { type: "opaque", text, span };
  if (!isId(text)) {
    const hint = "Write the number of the monitor (the letters a, b, c are those of the vendor's editor).";
    report(reader, "query-bad-value", span, `\`${quote(reader, span)}\` is not a monitor's id`, hint);
  }
  return { type: "monitor-id", id: text, span };
}

function isId(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function skipRest(reader: Reader, closing: number): void {
  while (!atEnd(reader)) {
    const code = skipBlanks(reader);
    if (code === closing) return;
    const start = reader.pos;
    const problemsBefore = reader.problems.length;
    if (isWord(code) || code === LEFT || code === BANG) readAny(reader);
    if (reader.pos === start) reader.pos++;
    reader.problems.length = Math.min(reader.problems.length, problemsBefore);
    const span = { start, end: Math.min(reader.pos, start + 40) };
    const hint = isWord(code) ? "Put `&&` or `||` before it." : "Remove it.";
    report(reader, "query-unexpected-text", span, `\`${quote(reader, span)}\` cannot stand here`, hint);
  }
}

function missing(reader: Reader): Missing {
  return { type: "missing", span: { start: reader.pos, end: reader.pos } };
}

/** Every id in the expression, in order of appearance, repeated ones too. */
export function monitorIdsIn(expression: CompositeExpression): MonitorId[] {
  switch (expression.type) {
    case "monitor-id":
      return [expression];
    case "all":
    case "any":
      return expression.operands.flatMap(monitorIdsIn);
    case "not":
      return monitorIdsIn(expression.operand);
    case "opaque":
    case "missing":
      return [];
  }
}

export function printComposite(monitor: CompositeMonitor): string {
  return printExpression(monitor.expression);
}

function printExpression(expression: CompositeExpression): string {
  switch (expression.type) {
    case "monitor-id":
      return expression.id;
    case "opaque":
      return expression.text;
    case "missing":
      return "";
    case "not":
      return `!${inner(expression.operand)}`;
    case "all":
      return expression.operands.map(inner).join(" && ");
    case "any":
      // Parentheses around `&&` are not needed, but spare the reader the question.
      return expression.operands.map(inner).join(" || ");
  }
}

function inner(expression: CompositeExpression): string {
  const text = printExpression(expression);
  return expression.type === "all" || expression.type === "any" ? `(${text})` : text;
}
