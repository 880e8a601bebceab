/** Reads a chain of calls up to the comparison or the end. What the calls mean is not known here. */

import {
  accept,
  characterAt,
  holdsPlaceholder,
  isBlank,
  isQuote,
  isTag,
  isWord,
  type NumberLiteral,
  type Opaque,
  peek,
  quote,
  type Reader,
  readString,
  readWord,
  report,
  skipBlanks,
  spanFrom,
  startsComparator,
  startsString,
  type Word,
} from "../lexer/index";
import type { Chain, ChainArgument, ChainCall, ChainKeyword } from "./tree";

const LEFT = 40;
const RIGHT = 41;
const COMMA = 44;
const DOT = 46;
const EQUALS = 61;
const MINUS = 45;

/** Names of sources and methods: `ci-pipelines`, `count_by_status`. */
function isCallName(code: number): boolean {
  return isWord(code) || code === MINUS;
}

export function readChain(reader: Reader): Chain {
  skipBlanks(reader);
  const start = reader.pos;
  const subject = startsString(reader) ? readString(reader) : undefined;
  const calls: ChainCall[] = [];
  let expectsCall = subject === undefined;
  for (;;) {
    const code = skipBlanks(reader);
    if (code === DOT) {
      reader.pos++;
      expectsCall = true;
      continue;
    }
    if (code < 0 || startsComparator(reader, code)) break;
    const call = expectsCall ? readCall(reader) : undefined;
    if (call) calls.push(call);
    else skipStray(reader);
    expectsCall = false;
    if (call && hasSwallowed(reader, call))
      return { subject, calls, brokenAt: reader.problems.length, span: spanFrom(reader, start) };
  }
  return { subject, calls, brokenAt: undefined, span: spanFrom(reader, start) };
}

/**
 * `logs("status:error).rollup("count")`: a text that ends right before a word has swallowed what follows it, so a quote is
 * missing further in front. Reported in place of all that comes of it.
 */
function hasSwallowed(reader: Reader, call: ChainCall): boolean {
  if (!Array.isArray(call.arguments)) return false;
  const literal = call.arguments.find(
    (argument) => argument.type === "string" && endsAmidText(reader, argument.span.end),
  );
  if (!literal) return false;
  while (reader.problems.length > 0 && (reader.problems.at(-1)?.span.start ?? 0) >= call.span.start)
    reader.problems.pop();
  const { start } = literal.span;
  const shown = quote(reader, { start, end: literal.span.end });
  report(
    reader,
    "query-unclosed",
    { start, end: start + 1 },
    `the quote that opens ${shown} is closed by the next text's quote`,
    "Close it where its text ends.",
  );
  reader.pos = reader.end;
  return true;
}

/** Over everything up to the next `.`, comparison or end; strings are stepped over whole. */
function skipStray(reader: Reader): void {
  const start = reader.pos;
  const shown = characterAt(reader);
  for (let code = peek(reader); code >= 0 && code !== DOT && !startsComparator(reader, code); code = peek(reader)) {
    if (startsString(reader)) readString(reader);
    else reader.pos++;
  }
  const span = spanFrom(reader, start);
  const text = quote(reader, span).trimEnd();
  const hint = isWord(reader.text.charCodeAt(start))
    ? `Put a point before it, or remove \`${text}\`.`
    : `Remove \`${text}\`.`;
  report(reader, "query-unexpected-text", span, `${shown} cannot stand here`, hint);
}

/** Behind a text stands a comma, a parenthesis or a blank, or a point where a parenthesis is missing; anything else belongs to a text whose quote was forgotten. */
function endsAmidText(reader: Reader, end: number): boolean {
  if (end >= reader.end) return false;
  const code = reader.text.charCodeAt(end);
  return code !== COMMA && code !== RIGHT && code !== DOT && !isBlank(code) && !isQuote(code);
}

function readCall(reader: Reader): ChainCall | undefined {
  const start = reader.pos;
  const word = readWord(reader, isCallName);
  if (!word) return undefined;
  const glued = gluedPlaceholder(word);
  if (glued) return { type: "chain-call", ...glued, span: word.span };
  if (skipBlanks(reader) !== LEFT) {
    reader.pos = word.span.end;
    report(
      reader,
      "query-arguments",
      word.span,
      `\`${quote(reader, word.span)}\` needs parentheses`,
      `Write \`${word.text}(…)\`.`,
    );
    return { type: "chain-call", name: word, arguments: [], span: word.span };
  }
  const list = readArguments(reader);
  return { type: "chain-call", name: word, arguments: list, span: spanFrom(reader, start) };
}

/** `over${module.tags}` → `over` and the placeholder. */
function gluedPlaceholder(word: Word): { name: Word; arguments: Opaque } | undefined {
  const at = word.text.search(/[$%]\{/);
  if (at <= 0 || !word.text.endsWith("}")) return undefined;
  const split = word.span.start + at;
  return {
    name: { type: "word", text: word.text.slice(0, at), span: { start: word.span.start, end: split } },
    arguments: { type: "opaque", text: word.text.slice(at), span: { start: split, end: word.span.end } },
  };
}

function readArguments(reader: Reader): ChainArgument[] {
  const open = reader.pos++;
  const list: ChainArgument[] = [];
  for (;;) {
    const code = skipBlanks(reader);
    if (code === RIGHT) {
      reader.pos++;
      return list;
    }
    if (code === COMMA) {
      reader.pos++;
      continue;
    }
    const last = list.at(-1);
    if (code === DOT && last?.type === "string") {
      const hint = `Add \`)\` behind \`${quote(reader, last.span)}\`.`;
      report(reader, "query-unclosed", { start: open, end: open + 1 }, "`(` is never closed", hint);
      return list;
    }
    const before = reader.pos;
    const argument = code < 0 ? undefined : readArgument(reader);
    if (!argument || reader.pos === before) {
      report(reader, "query-unclosed", { start: open, end: open + 1 }, "`(` is never closed", "Add `)`.");
      return list;
    }
    list.push(argument);
    const next = skipBlanks(reader);
    if (next === COMMA || next === RIGHT || next === DOT || next < 0) continue;
    if (startsString(reader) || isWord(next)) reportComma(reader);
  }
}

function reportComma(reader: Reader): void {
  const span = { start: reader.pos, end: reader.pos + 1 };
  report(
    reader,
    "query-missing-comma",
    span,
    `no comma stands before ${characterAt(reader)}`,
    "Put a comma between the arguments.",
  );
}

function isBare(code: number): boolean {
  return isTag(code) && code !== 34 && code !== 39 && code !== EQUALS;
}

function readArgument(reader: Reader): ChainArgument | undefined {
  if (startsString(reader)) return readString(reader);
  const word = readWord(reader, isBare);
  if (!word) return undefined;
  if (skipBlanks(reader) === EQUALS) return readKeyword(reader, word);
  return classify(word);
}

function classify(word: Word): NumberLiteral | Word | Opaque {
  const { text, span } = word;
  if (holdsPlaceholder(text)) return { type: "opaque", text, span };
  const value = /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
  return value === undefined ? word : { type: "number", value: value === 0 ? 0 : value, span };
}

function readKeyword(reader: Reader, name: Word): ChainKeyword {
  accept(reader, EQUALS);
  skipBlanks(reader);
  const value = startsString(reader) ? readString(reader) : readWord(reader, isBare);
  const span = { start: name.span.start, end: reader.pos };
  if (!value) {
    report(reader, "query-arguments", span, `\`${name.text}=\` has no value`, `Write e.g. \`${name.text}="…"\`.`);
    return { type: "keyword", name, value: { type: "missing", span: { start: reader.pos, end: reader.pos } }, span };
  }
  return { type: "keyword", name, value: value.type === "word" ? classify(value) : value, span };
}
