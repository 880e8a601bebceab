/** Tells from its first characters which language a query is written in, one pass over the text at most. */

import { eventSource } from "../event/index";
import {
  createReader,
  isBlank,
  isDigit,
  isLetter,
  isQuote,
  isWord,
  placeholderEnd,
  readString,
  skipBlanks,
} from "../lexer/index";
import { startsHead } from "../metric/index";
import type { Language } from "./types";

const SLO_SOURCES: ReadonlySet<string> = new Set(["error_budget", "burn_rate"]);

/** Undefined when the text looks like none of the languages, e.g. a lone placeholder. */
export function guessLanguage(text: string): Language | undefined {
  const start = skipBlanksFrom(text, 0);
  if (start >= text.length) return undefined;
  if (isQuote(text.charCodeAt(start))) return "service-check";
  const named = languageOfCall(text, start);
  if (named) return named;
  if (startsHead(text.slice(start, start + 400))) return "metric";
  if (isComposite(text)) return "composite";
  if (!text.includes("{") || onlyPlaceholders(text)) return text.trim() === "no_query" ? "synthetics" : undefined;
  return hasComparison(text) ? "metric" : "metric-expressions";
}

function skipBlanksFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** By the word in front of `(`; a quote behind it makes an unknown word a source, for it is none of a metric query. */
function languageOfCall(text: string, start: number): Language | undefined {
  let end = start;
  while (end < text.length && end < start + 64 && (isWord(text.charCodeAt(end)) || text[end] === "-")) end++;
  const open = skipBlanksFrom(text, end);
  if (end === start || text[open] !== "(") return undefined;
  const word = text.slice(start, end);
  if (word === "formula") return "formula";
  if (word === "processes" || word === "process") return "process";
  if (SLO_SOURCES.has(word)) return "slo";
  if (eventSource(word)) return "event";
  return isQuote(text.charCodeAt(skipBlanksFrom(text, open + 1))) ? "event" : undefined;
}

function isComposite(text: string): boolean {
  let ids = 0;
  let operators = 0;
  let words = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) continue;
    if (code === 38 || code === 124) operators++;
    else if (isDigit(code)) ids++;
    else if ("!()".includes(text[at] ?? "")) continue;
    else if ((code === 36 || code === 37) && text[at + 1] === "{") {
      at = text.indexOf("}", at);
      if (at < 0) return false;
    } else if (isLetter(code)) words++;
    else return false;
  }
  return operators > 0 || (ids > 0 && words === 0);
}

/** Whether the text is nothing but `${…}` and `%{…}`: another tool writes all of it. */
export function onlyPlaceholders(text: string): boolean {
  const reader = createReader(text);
  while (skipBlanks(reader) >= 0) {
    const end = placeholderEnd(reader, reader.pos);
    if (end < 0) return false;
    reader.pos = end;
  }
  return true;
}

/** Whether a placeholder stands for whole parts of a chain of calls: `"check"${var.tags}.by("host")`, `logs("…")${var.index}.last("5m")`. */
export function hasPlaceholderPart(text: string): boolean {
  if (!text.includes("${") && !text.includes("%{")) return false;
  const reader = createReader(text);
  let depth = 0;
  let closed = false;
  for (let code = skipBlanks(reader); code >= 0; code = skipBlanks(reader)) {
    if (isQuote(code)) {
      readString(reader);
      closed = depth === 0;
      continue;
    }
    const end = placeholderEnd(reader, reader.pos);
    if (end >= 0) {
      if (closed) return true;
      reader.pos = end;
      continue;
    }
    if (code === 40) depth++;
    else if (code === 41) depth--;
    else if (depth <= 0 && (code === 60 || code === 62 || code === 61 || code === 33)) return false;
    closed = depth <= 0 && code === 41;
    reader.pos++;
  }
  return false;
}

/** A comparator outside braces, parentheses and quotes. */
function hasComparison(text: string): boolean {
  let depth = 0;
  let mark = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (mark !== 0) {
      if (code === mark) mark = 0;
    } else if (isQuote(code)) mark = code;
    else if (code === 123 || code === 40) depth++;
    else if (code === 125 || code === 41) depth--;
    else if (depth <= 0 && (code === 60 || code === 62 || code === 61)) return true;
  }
  return false;
}
