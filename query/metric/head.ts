/** What stands before the colon of a monitor's query: how points are reduced to one number, and over which time. */

import {
  accept,
  holdsPlaceholder,
  isBlank,
  isWord,
  peek,
  quote,
  type Reader,
  readWindow,
  readWord,
  report,
  skipBlanks,
  spanFrom,
  startsPlaceholder,
  type WindowSlot,
  type WindowStyle,
  type Word,
} from "../lexer/index";
import { nearest } from "../text/index";
import { AGGREGATOR_SPELLINGS, TIME_AGGREGATORS } from "./functions";
import type { Head } from "./tree";

const LEFT = 40;
const RIGHT = 41;
const COLON = 58;
const COMMA = 44;

const WINDOW_WORDS = ["last", "next", "current"] as const;

/** Whether the text starts with a head rather than with an expression such as `sum(max:m{*} by {a,b}, {a})`. */
export function startsHead(text: string): boolean {
  const match = /^\s*(?:[A-Za-z_]+|\$\{[^}]{1,200}\}|%\{[^}]{1,200}\})\s*\(/.exec(text);
  if (!match) return false;
  if (/^\s*(?:change|pct_change)\s*\(/.test(text)) return true;
  const inside = text.slice(match[0].length, match[0].length + 60).trimStart();
  if (WINDOW_WORDS.some((word) => inside.startsWith(word) && !isWordButUnderscore(inside, word.length))) return true;
  if (/^\d+\s*[a-z]+\s*\)/.test(inside)) return true;
  return /^(?:\d+\s*[a-z]*|\$\{[^}]*\}|%\{[^}]*\}|[a-z_]*\d+[a-z]*)?\s*\)\s*:/.test(inside);
}

function isWordButUnderscore(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWord(code) && code !== 95 && !(code >= 48 && code <= 57);
}

/** Reads the head and its colon. Undefined when the query starts with something else, which is reported. */
export function readHead(reader: Reader): Head | undefined {
  skipBlanks(reader);
  const start = reader.pos;
  if (!startsHead(reader.text.slice(start, start + 400))) {
    // The placeholder may hold the head.
    if (startsPlaceholder(reader, start)) return undefined;
    const span = { start, end: Math.min(reader.end, start + 1) };
    const shown = quote(reader, { start, end: reader.end });
    report(
      reader,
      "query-missing-window",
      span,
      `\`${shown}\` does not say over which time it is evaluated`,
      "Put a time window in front, e.g. `avg(last_5m):`.",
    );
    return undefined;
  }
  const word = readWord(reader, isWord);
  if (!word) return undefined;
  const head = readHeadAfter(reader, word, start);
  readColon(reader, head);
  return head;
}

function readHeadAfter(reader: Reader, word: Word, start: number): Head {
  if (word.text === "change" || word.text === "pct_change") return readChange(reader, word, start);
  const window = readParenthesised(reader, "prefixed");
  if (word.text === "percentile") return { type: "percentile", window, span: spanFrom(reader, start) };
  checkTimeAggregator(reader, word);
  return { type: "aggregate", aggregator: word, window, span: spanFrom(reader, start) };
}

function readColon(reader: Reader, head: Head): void {
  const end = reader.pos;
  if (accept(reader, COLON)) return;
  reader.pos = end;
  const shown = quote(reader, head.span);
  const span = { start: Math.max(head.span.start, end - 1), end };
  report(reader, "query-missing-colon", span, `\`${shown}\` needs a colon before the query`, `Write \`${shown}:\`.`, {
    span: { start: end, end },
    text: ":",
  });
}

function readParenthesised(reader: Reader, style: WindowStyle): WindowSlot {
  skipBlanks(reader);
  const open = reader.pos;
  if (!accept(reader, LEFT)) return undefined;
  const window = readWindowText(reader, style);
  if (!accept(reader, RIGHT)) reportOpen(reader, open);
  return window;
}

function reportOpen(reader: Reader, open: number): void {
  report(reader, "query-unclosed", { start: open, end: open + 1 }, "`(` is never closed", "Add `)`.");
}

/** Everything up to the next `)` or `,`: a wrong window is reported whole. */
function readWindowText(reader: Reader, style: WindowStyle): WindowSlot {
  skipBlanks(reader);
  const word = readWord(reader, (code) => isWord(code) || isBlank(code));
  if (!word) {
    const span = { start: reader.pos, end: Math.min(reader.pos + 1, reader.end) };
    report(reader, "query-bad-window", span, "no time window stands here", "Write e.g. `last_5m`.");
    return undefined;
  }
  const text = word.text.trimEnd();
  return readWindow(reader, text, { start: word.span.start, end: word.span.start + text.length }, style);
}

/** `change(avg(last_5m),last_1h)`. */
function readChange(reader: Reader, word: Word, start: number): Head {
  skipBlanks(reader);
  const open = reader.pos;
  accept(reader, LEFT);
  skipBlanks(reader);
  const aggregatorStart = reader.pos;
  const aggregator = readWord(reader, isWord) ?? {
    type: "word",
    text: "",
    span: { start: reader.pos, end: reader.pos },
  };
  checkTimeAggregator(reader, aggregator);
  const window =
    peek(reader) === LEFT || skipBlanks(reader) === LEFT ? readParenthesised(reader, "prefixed") : undefined;
  let shift: WindowSlot;
  if (accept(reader, COMMA)) shift = readWindowText(reader, "shift");
  else {
    const span = { start: aggregatorStart, end: Math.max(reader.pos, aggregatorStart + 1) };
    const shown = quote(reader, { start, end: reader.pos });
    report(
      reader,
      "query-missing-comma",
      span,
      `\`${shown}\` does not say what it is compared with`,
      `Write e.g. \`${word.text}(avg(last_5m),last_1h)\`.`,
    );
  }
  if (!accept(reader, RIGHT)) reportOpen(reader, open);
  return {
    type: "change",
    relative: word.text === "pct_change",
    aggregator,
    window,
    shift,
    span: spanFrom(reader, start),
  };
}

function checkTimeAggregator(reader: Reader, word: Word): void {
  const { text, span } = word;
  if (TIME_AGGREGATORS.has(text) || holdsPlaceholder(text)) return;
  const meant = AGGREGATOR_SPELLINGS[text.toLowerCase()] ?? nearest(text, TIME_AGGREGATORS);
  const shown = text === "" ? "nothing" : `\`${quote(reader, span)}\``;
  const place = text === "" ? { start: span.start, end: span.start + 1 } : span;
  report(
    reader,
    "query-unknown-aggregator",
    place,
    `${shown} is not a way to reduce the window to one number`,
    meant ? `Write \`${meant}\`.` : "Write avg, sum, min or max.",
  );
}
