/** `sum:metric.name{scope} by {keys}.modifier()`: one series of a metric query. */

import {
  accept,
  type Comparison,
  holdsPlaceholder,
  isDigit,
  isLetter,
  isName,
  isTag,
  isWord,
  type Opaque,
  peek,
  peekAt,
  quote,
  type Reader,
  readNumber,
  readWord,
  report,
  skipBlanks,
  spanFrom,
  startsNumber,
  startsPlaceholder,
  type Word,
} from "../lexer/index";
import { nearest } from "../text/index";
import { readArguments } from "./call";
import { checkModifier } from "./check";
import { AGGREGATOR_SPELLINGS, SPACE_AGGREGATORS } from "./functions";
import { readScope } from "./scope";
import { readTagList } from "./tag-list";
import type { Aggregator, CountOfValues, Modifier, Series, TagList } from "./tree";

const OPEN = 123;
const LEFT = 40;
const COLON = 58;
const DOT = 46;
const COMMA = 44;

/** The word is read; `:` or `{` is next. */
export function readSeries(reader: Reader, word: Word): Series {
  const { start } = word.span;
  if (skipBlanks(reader) === OPEN) return readSeriesAfter(reader, undefined, word, start);
  reader.pos++;
  checkAggregator(reader, word);
  return readMetric(reader, word, start);
}

function readMetric(reader: Reader, aggregator: Aggregator, start: number): Series {
  skipBlanks(reader);
  const metric = readMetricName(reader);
  if (metric) return readSeriesAfter(reader, aggregator, metric, start);
  const span = { start: aggregator.span.start, end: reader.pos };
  report(
    reader,
    "query-missing-operand",
    span,
    `no metric follows \`${quote(reader, span)}\``,
    "Write the metric's name and its scope.",
  );
  const name: Word = { type: "word", text: "", span: { start: reader.pos, end: reader.pos } };
  if (peek(reader) === OPEN) return readSeriesAfter(reader, aggregator, name, start);
  return {
    type: "series",
    aggregator,
    metric: name,
    scope: undefined,
    by: undefined,
    modifiers: [],
    span: spanFrom(reader, start),
  };
}

/** In `foo${var.filter}.as_count()` the placeholder brings the scope: the name ends with it. */
export function readMetricName(reader: Reader): Word | undefined {
  const word = readWord(reader, isName);
  if (!word || !holdsPlaceholder(word.text) || skipBlanks(reader) !== LEFT) return word;
  const length = word.text.lastIndexOf("}") + 1;
  reader.pos = word.span.start + length;
  return { type: "word", text: word.text.slice(0, length), span: spanFrom(reader, word.span.start) };
}

/** Aggregator and metric are read; scope, groups and modifiers follow. */
export function readSeriesAfter(reader: Reader, aggregator: Aggregator | undefined, word: Word, start: number): Series {
  const { metric, scope } = readScopeAfter(reader, word);
  checkMetricName(reader, metric);
  let by = readBy(reader);
  const modifiers = readModifiers(reader);
  if (!by && modifiers.length > 0) by = readLateBy(reader, modifiers);
  return { type: "series", aggregator, metric, scope, by, modifiers, span: spanFrom(reader, start) };
}

function readScopeAfter(reader: Reader, word: Word): Pick<Series, "metric" | "scope"> {
  const { end } = word.span;
  if (skipBlanks(reader) === OPEN) return { metric: word, scope: readScope(reader) };
  reader.pos = end;
  const opaque = trailingPlaceholder(word);
  if (opaque === 0) return { metric: word, scope: undefined };
  if (opaque > 0) {
    const at = word.span.start + opaque;
    const scope: Opaque = { type: "opaque", text: word.text.slice(opaque), span: { start: at, end } };
    return {
      metric: { type: "word", text: word.text.slice(0, opaque), span: { start: word.span.start, end: at } },
      scope,
    };
  }
  const text = quote(reader, word.span);
  report(
    reader,
    "query-missing-scope",
    word.span,
    `\`${text}\` has no scope`,
    `Write \`${text}{*}\` for everything, or name the tags.`,
  );
  return { metric: word, scope: undefined };
}

/** Where the placeholder begins that ends the word: 0 when the word is one, -1 when it ends otherwise. */
function trailingPlaceholder(word: Word): number {
  if (!word.text.endsWith("}")) return -1;
  const at = Math.min(...["${", "%{"].map((mark) => word.text.indexOf(mark)).filter((found) => found >= 0));
  return Number.isFinite(at) ? at : -1;
}

function checkMetricName(reader: Reader, metric: Word): void {
  const { text, span } = metric;
  if (text === "" || startsPlaceholder(reader, span.start)) return;
  if (!isLetter(text.charCodeAt(0)) || text.startsWith("_")) {
    report(
      reader,
      "query-metric-name",
      span,
      `the metric name \`${quote(reader, span)}\` does not start with a letter`,
      "Metric names start with a letter: check the spelling.",
    );
    return;
  }
  if (holdsPlaceholder(text)) return;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 128) continue;
    report(
      reader,
      "query-metric-name",
      span,
      `the metric name \`${quote(reader, span)}\` holds \`${text[at]}\``,
      "Only letters, digits, dots and underscores can stand in a metric name.",
    );
    return;
  }
}

/** `p95`, `p99.9`: any percentile with up to two decimals. */
export function isPercentile(text: string): boolean {
  if (text.charCodeAt(0) !== 112 || !isDigit(text.charCodeAt(1))) return false;
  return /^p\d{1,2}(?:\.\d{1,2})?$/.test(text) || text === "p100";
}

function checkAggregator(reader: Reader, word: Word): void {
  const { text, span } = word;
  if (SPACE_AGGREGATORS.has(text) || isPercentile(text) || holdsPlaceholder(text)) return;
  const known = AGGREGATOR_SPELLINGS[text.toLowerCase()] ?? nearest(text, SPACE_AGGREGATORS);
  const percentile = /^(?:p|pc|perc|percentile)?_?(\d\d)$/i.exec(text)?.[1];
  const meant = percentile ? `p${percentile}` : known;
  report(
    reader,
    "query-unknown-aggregator",
    span,
    `\`${quote(reader, span)}\` is not an aggregator`,
    meant ? `Write \`${meant}:\`.` : "Write one of avg, sum, min, max, count or a percentile such as p95.",
  );
}

/** `by {host}`; undefined when no `by` follows. `by host` is reported and read. */
function readBy(reader: Reader): TagList | undefined {
  const before = reader.pos;
  skipBlanks(reader);
  const { pos, text } = reader;
  const isBy = (text.charCodeAt(pos) | 32) === 98 && (text.charCodeAt(pos + 1) | 32) === 121 && pos + 2 <= reader.end;
  if (!isBy || isWord(peekAt(reader, 2))) {
    reader.pos = before;
    return undefined;
  }
  reader.pos += 2;
  const code = skipBlanks(reader);
  if (code === OPEN) return readTagList(reader);
  if (startsPlaceholder(reader, reader.pos)) {
    const word = readWord(reader, isTag);
    if (word) return { type: "tag-list", tags: [word], span: word.span };
  }
  return readBareGroups(reader, pos);
}

function readBareGroups(reader: Reader, start: number): TagList {
  const tags: Word[] = [];
  const listStart = reader.pos;
  do {
    skipBlanks(reader);
    const tag = readWord(reader, (code) => isWord(code) || code === 45);
    if (!tag) break;
    tags.push(tag);
  } while (accept(reader, COMMA));
  const span = { start, end: tags.at(-1)?.span.end ?? start + 2 };
  const keys = tags.length > 0 ? tags.map((tag) => tag.text).join(",") : "host";
  report(reader, "query-group-braces", span, "the keys after `by` stand in braces", `Write \`by {${keys}}\`.`, {
    span,
    text: `by {${keys}}`,
  });
  return { type: "tag-list", tags, span: { start: listStart, end: reader.pos } };
}

/** `.as_count() by {host}`: the groups come first [DOC query-to-the-graph]. */
function readLateBy(reader: Reader, modifiers: Modifier[]): TagList | undefined {
  const start = reader.pos;
  const by = readBy(reader);
  if (!by) return undefined;
  const [first] = modifiers;
  const span = { start, end: reader.pos };
  const name = first?.name.text ?? "";
  report(reader, "query-modifier-order", span, `\`by\` stands after \`.${name}()\``, `Write \`by {…}.${name}()\`.`);
  modifiers.push(...readModifiers(reader));
  return by;
}

export function readModifiers(reader: Reader): Modifier[] {
  const modifiers: Modifier[] = [];
  for (;;) {
    const before = reader.pos;
    if (skipBlanks(reader) !== DOT || startsNumber(reader)) {
      reader.pos = before;
      return modifiers;
    }
    const start = reader.pos++;
    skipBlanks(reader);
    const name = readWord(reader, isWord);
    if (!name) {
      report(
        reader,
        "query-unexpected-text",
        { start, end: start + 1 },
        "nothing follows `.`",
        "Add `as_count()`, `rollup(…)` or `fill(…)`, or remove the point.",
      );
      return modifiers;
    }
    const hasArguments = skipBlanks(reader) === LEFT;
    if (!hasArguments) reader.pos = name.span.end;
    const modifier: Modifier = {
      type: "modifier",
      name,
      arguments: hasArguments ? readArguments(reader, "metric") : [],
      span: spanFrom(reader, start),
    };
    modifiers.push(modifier);
    checkModifier(reader, modifier, hasArguments);
  }
}

const VALUE_COMPARISONS: readonly Comparison[] = [">=", "<=", "==", "!=", ">", "<"];

/** `count(v: v>=100):` as opposed to a function named count. */
export function atCountOfValues(reader: Reader, word: Word): boolean {
  if (word.text !== "count") return false;
  let at = reader.pos + 1;
  while (reader.text.charCodeAt(at) === 32) at++;
  return reader.text.startsWith("v:", at) || reader.text.startsWith("v :", at);
}

export function readCountSeries(reader: Reader, word: Word): Series {
  const { start } = word.span;
  const aggregator = readCountOfValues(reader, start);
  if (skipBlanks(reader) === COLON) reader.pos++;
  else
    report(
      reader,
      "query-missing-colon",
      { start: reader.pos - 1, end: reader.pos },
      "`count(v: …)` needs a colon and a metric after it",
      "Write `count(v: v>=1):metric.name{*}`.",
    );
  return readMetric(reader, aggregator, start);
}

function readCountOfValues(reader: Reader, start: number): CountOfValues {
  reader.pos++;
  skipBlanks(reader);
  reader.pos++;
  accept(reader, COLON);
  const named = skipBlanks(reader) === 118;
  if (named) reader.pos++;
  skipBlanks(reader);
  const op = VALUE_COMPARISONS.find((candidate) => reader.text.startsWith(candidate, reader.pos));
  if (op) reader.pos += op.length;
  skipBlanks(reader);
  const at = reader.pos;
  const value = startsNumber(reader) ? readNumber(reader) : undefined;
  const word = value ? undefined : readWord(reader, isTag);
  const closed = accept(reader, 41);
  const span = spanFrom(reader, start);
  if (!named || !op || (!value && !(word && holdsPlaceholder(word.text))) || !closed) {
    report(
      reader,
      "query-arguments",
      span,
      `\`${quote(reader, span)}\` does not say which values to count`,
      "Write e.g. `count(v: v>=100):`.",
    );
  }
  const opaque: Opaque = { type: "opaque", text: word?.text ?? "", span: { start: at, end: reader.pos } };
  return { type: "count-of-values", op: op ?? ">=", value: value ?? opaque, span };
}
