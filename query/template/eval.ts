/** Parses the arithmetic inside `{{eval "…"}}`: numbers, variables, functions and `+ - * / ^ %`. Undefined where it is none. */

import { isWordChar, placeholderEnd } from "./scan";
import type { EvalNode } from "./tree";

/** Deeper arithmetic is not written by hand. */
const MAX_DEPTH = 32;

interface Cursor {
  readonly text: string;
  readonly end: number;
  pos: number;
  depth: number;
}

/** The expression between two offsets of a text; spans are offsets into the same text. */
export function parseEval(text: string, start: number, end: number): EvalNode | undefined {
  const cursor: Cursor = { text, end, pos: start, depth: 0 };
  const node = parseSum(cursor);
  skipBlanks(cursor);
  return node && cursor.pos === end ? node : undefined;
}

function skipBlanks(cursor: Cursor): string {
  while (cursor.pos < cursor.end && cursor.text[cursor.pos] === " ") cursor.pos++;
  return cursor.pos < cursor.end ? (cursor.text[cursor.pos] ?? "") : "";
}

type Operand = (cursor: Cursor) => EvalNode | undefined;

function parseSum(cursor: Cursor): EvalNode | undefined {
  return parseBinary(cursor, ["+", "-"], parseProduct);
}

function parseProduct(cursor: Cursor): EvalNode | undefined {
  return parseBinary(cursor, ["*", "/", "%"], parsePower);
}

function parsePower(cursor: Cursor): EvalNode | undefined {
  return parseBinary(cursor, ["^"], parseUnary);
}

function parseBinary(
  cursor: Cursor,
  operators: readonly ("+" | "-" | "*" | "/" | "^" | "%")[],
  operand: Operand,
): EvalNode | undefined {
  let left = operand(cursor);
  let operator = operators.find((sign) => sign === skipBlanks(cursor));
  for (let count = 0; left && operator; count++) {
    if (count >= MAX_DEPTH) return undefined;
    cursor.pos++;
    const right = operand(cursor);
    if (!right) return undefined;
    left = { type: "binary", operator, left, right, span: { start: left.span.start, end: right.span.end } };
    operator = operators.find((sign) => sign === skipBlanks(cursor));
  }
  return left;
}

function parseUnary(cursor: Cursor): EvalNode | undefined {
  const sign = skipBlanks(cursor);
  if (sign !== "-" && sign !== "+") return parsePrimary(cursor);
  if (cursor.depth >= MAX_DEPTH) return undefined;
  const start = cursor.pos++;
  cursor.depth++;
  const operand = parseUnary(cursor);
  cursor.depth--;
  if (!operand || sign === "+") return operand;
  return { type: "negative", operand, span: { start, end: operand.span.end } };
}

function parsePrimary(cursor: Cursor): EvalNode | undefined {
  const char = skipBlanks(cursor);
  const start = cursor.pos;
  if (char === "(") return parseParenthesised(cursor);
  if (char === "'") {
    const close = cursor.text.indexOf("'", start + 1);
    if (close < 0 || close >= cursor.end) return undefined;
    cursor.pos = close + 1;
    return { type: "string", text: cursor.text.slice(start + 1, close), span: { start, end: cursor.pos } };
  }
  const word = readWord(cursor);
  if (word.length === 0) return undefined;
  const span = { start, end: cursor.pos };
  if (isNumber(word)) return { type: "number", value: Number(word), span };
  if (skipBlanks(cursor) === "(") {
    const parameters = parseParameters(cursor);
    return parameters && { type: "call", name: word, arguments: parameters, span: { start, end: cursor.pos } };
  }
  return { type: "path", path: word, span };
}

function isNumber(word: string): boolean {
  return /^\d{1,30}(\.\d{0,30})?$/.test(word);
}

function parseParenthesised(cursor: Cursor): EvalNode | undefined {
  if (cursor.depth >= MAX_DEPTH) return undefined;
  cursor.pos++;
  cursor.depth++;
  const inner = parseSum(cursor);
  cursor.depth--;
  if (skipBlanks(cursor) !== ")") return undefined;
  cursor.pos++;
  return inner;
}

function parseParameters(cursor: Cursor): EvalNode[] | undefined {
  if (cursor.depth >= MAX_DEPTH) return undefined;
  cursor.depth++;
  const found: EvalNode[] = [];
  do {
    cursor.pos++;
    if (found.length === 0 && skipBlanks(cursor) === ")") break;
    const parameter = parseSum(cursor);
    if (!parameter) return undefined;
    found.push(parameter);
  } while (skipBlanks(cursor) === ",");
  cursor.depth--;
  if (skipBlanks(cursor) !== ")") return undefined;
  cursor.pos++;
  return found;
}

/** A name, a dotted path with brackets, or a number. */
function readWord(cursor: Cursor): string {
  const start = cursor.pos;
  const { text, end } = cursor;
  while (cursor.pos < end) {
    const char = text[cursor.pos] ?? "";
    if (char === "[") {
      const close = text.indexOf("]", cursor.pos);
      if (close < 0 || close >= end) break;
      cursor.pos = close + 1;
    } else if (char === "$") {
      const close = placeholderEnd(text, cursor.pos);
      if (close === undefined || close > end) break;
      cursor.pos = close;
    } else if (isWordChar(char) || char === "." || char === "@") cursor.pos++;
    else break;
  }
  return text.slice(start, cursor.pos);
}
