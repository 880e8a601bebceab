/**
 * A place in a text, moved forward by the parsers, and the problems they found. Plain data and functions: the hot path of
 * every query language. Never throws; positions are offsets into the text it was made for.
 */

import { excerpt, type SyntaxProblem, type TextEdit, type TextSpan } from "../text/index";
import { isBlank } from "./characters";
import { QUERY_CODES, type QueryCode } from "./codes";
import { placeholderEnd } from "./placeholder";

/** Nesting beyond this is reported and not parsed. */
export const MAX_DEPTH = 200;
/** Binary operators in one query: bounds the height of the tree, hence the recursion of everything that walks it. */
export const MAX_OPERATORS = 1000;
const MAX_PROBLEMS = 50;

export interface Reader {
  readonly text: string;
  pos: number;
  /** Exclusive: a reader may see a part of the text only. */
  end: number;
  depth: number;
  operators: number;
  readonly problems: SyntaxProblem[];
  /** No placeholder that starts here or later is closed. */
  unclosedFrom: number;
  /** The same for `%{ if }` blocks. */
  unclosedBlockFrom: number;
}

export function createReader(text: string, start = 0, end = text.length, problems: SyntaxProblem[] = []): Reader {
  return {
    text,
    pos: start,
    end,
    depth: 0,
    operators: 0,
    problems,
    unclosedFrom: Number.POSITIVE_INFINITY,
    unclosedBlockFrom: Number.POSITIVE_INFINITY,
  };
}

/** The code of the character at the position, -1 at the end. */
export function peek(reader: Reader): number {
  return reader.pos < reader.end ? reader.text.charCodeAt(reader.pos) : -1;
}

export function peekAt(reader: Reader, offset: number): number {
  const at = reader.pos + offset;
  return at < reader.end ? reader.text.charCodeAt(at) : -1;
}

/** Skips blanks and returns the character then under the position, -1 at the end. */
export function skipBlanks(reader: Reader): number {
  while (reader.pos < reader.end && isBlank(reader.text.charCodeAt(reader.pos))) reader.pos++;
  return peek(reader);
}

/** Steps over the character if it is next (after blanks). */
export function accept(reader: Reader, code: number): boolean {
  if (skipBlanks(reader) !== code) return false;
  reader.pos++;
  return true;
}

export function atEnd(reader: Reader): boolean {
  return skipBlanks(reader) < 0;
}

export function spanFrom(reader: Reader, start: number): TextSpan {
  return { start, end: reader.pos };
}

/** The user's own text in a span, cut for a message. */
export function quote(reader: Reader, span: TextSpan): string {
  return excerpt(reader.text.slice(span.start, Math.min(span.end, span.start + 80)));
}

/** Text with more problems than this is not read on: the rest is noise, and reading it would cost time for nothing. */
export function report(
  reader: Reader,
  code: QueryCode,
  span: TextSpan,
  message: string,
  hint?: string,
  fix?: TextEdit,
): void {
  const { problems } = reader;
  if (problems.length >= MAX_PROBLEMS) {
    if (problems.length === MAX_PROBLEMS) {
      const rest = `more than ${MAX_PROBLEMS} problems in one query: the rest is not read`;
      problems.push({ code: "query-too-many-problems", severity: "info", message: rest, span });
    }
    reader.pos = reader.end;
    return;
  }
  const problem: SyntaxProblem = { code, severity: QUERY_CODES[code], message, span: inside(reader, span) };
  if (hint !== undefined) problem.hint = hint;
  if (fix !== undefined) problem.fix = fix;
  problems.push(problem);
}

/** Parsers point one character behind the end now and then. */
function inside({ text }: Reader, span: TextSpan): TextSpan {
  if (span.start >= 0 && span.end <= text.length && span.start <= span.end) return span;
  const start = Math.max(0, Math.min(span.start, text.length));
  return { start, end: Math.max(start, Math.min(span.end, text.length)) };
}

/**
 * Goes one level deeper; false (reported once) when the text nests too deep, and the reader then stands at its end.
 * Every `enter` that returns true needs a `leave`.
 */
export function enter(reader: Reader): boolean {
  if (reader.depth < MAX_DEPTH) {
    reader.depth++;
    return true;
  }
  giveUp(reader, "query-too-deep", `more than ${MAX_DEPTH} levels of nesting`);
  return false;
}

export function leave(reader: Reader): void {
  reader.depth--;
}

/** Counts an operator; false (reported once) when there are too many, and the reader then stands at its end. */
export function countOperator(reader: Reader): boolean {
  if (++reader.operators <= MAX_OPERATORS) return true;
  giveUp(reader, "query-too-long", `more than ${MAX_OPERATORS} operators in one query`);
  return false;
}

function giveUp(reader: Reader, code: QueryCode, what: string): void {
  if (reader.pos < reader.end) {
    report(
      reader,
      code,
      { start: reader.pos, end: reader.pos + 1 },
      `${what}: the rest is not read`,
      "Split the query.",
    );
  }
  reader.pos = reader.end;
}

/** Moves over characters of a class and whole placeholders; true when it moved. */
export function skipRun(reader: Reader, accepts: (code: number) => boolean): boolean {
  const start = reader.pos;
  const { text, end } = reader;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 36 || code === 37) {
      const after = placeholderEnd(reader, at);
      if (after > 0) {
        at = after;
        continue;
      }
    }
    if (!accepts(code)) break;
    at++;
  }
  reader.pos = at;
  return at > start;
}

/** Whether the text holds a placeholder, so that nothing can be said about its value. */
export function holdsPlaceholder(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}
