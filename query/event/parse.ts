/** Event queries: `logs("…").index("*").rollup("count").by("host").last("5m") > 5`. */

import type { Chain, ChainCall } from "../chain/index";
import {
  checkCount,
  dropNoise,
  facetsOf,
  onlyText,
  pick,
  readChain,
  requirePart,
  textOf,
  textsOf,
  windowOf,
} from "../chain/index";
import {
  createReader,
  holdsPlaceholder,
  printString,
  quote,
  type Reader,
  readCondition,
  report,
  skipBlanks,
  type Word,
} from "../lexer/index";
import { nearest, type SyntaxProblem } from "../text/index";
import { EVENT_ROLLUPS, EVENT_SOURCES, eventSource } from "./sources";
import type { EventMonitor, EventRollup } from "./tree";

const METHODS = ["source", "new", "impact", "index", "rollup", "by", "last", "current"] as const;

export function parseEventMonitor(text: string, problems: SyntaxProblem[] = []): EventMonitor {
  const reader = createReader(text, 0, text.length, problems);
  const start = skipBlanks(reader) < 0 ? 0 : reader.pos;
  if (!startsCall(text, start)) return reportBareSearch(reader, start);
  const chain = readChain(reader);
  const [first] = chain.calls;
  const source: Word = first?.name ?? {
    type: "word",
    text: "",
    span: { start: chain.span.start, end: chain.span.start },
  };
  checkSource(reader, chain, source);
  const allowed = eventSource(source.text)?.methods;
  const parts = pick(reader, chain, METHODS, 1);
  for (const name of METHODS.slice(0, 3)) {
    const call = parts[name];
    if (call && allowed && !allowed.some((method) => method === name)) reportForeign(reader, call, source);
  }
  const windowCall = parts.last ?? parts.current;
  requirePart(reader, chain, windowCall, "last", '.last("5m")');
  if (parts.last && parts.current) reportSecondWindow(reader, parts.current);
  if (parts.new && parts.impact) {
    report(
      reader,
      "query-repeated-part",
      parts.impact.span,
      "`.new()` and `.impact()` exclude each other",
      "Keep one of them.",
    );
  }
  const { facets } = facetsOf(reader, parts.by, false);
  const monitor: EventMonitor = {
    type: "event-monitor",
    source,
    search: chain.brokenAt === undefined ? searchOf(reader, chain, source) : undefined,
    indexes: textsOf(reader, parts.index),
    origin: onlyText(reader, parts.source),
    kind: parts.new ? "new" : parts.impact ? "impact" : undefined,
    rollup: rollupOf(reader, parts.rollup),
    by: facets,
    window: windowOf(reader, windowCall).window,
    windowKind: parts.last || !parts.current ? "last" : "current",
    condition: readCondition(reader),
    span: { start: chain.span.start, end: text.trimEnd().length },
  };
  dropNoise(reader, chain);
  return monitor;
}

/** A word (or a placeholder) and `(`, or a quoted name that does not belong. */
function startsCall(text: string, start: number): boolean {
  const head = text.slice(start, start + 300);
  return /^(?:["']|[\w-]*\s*\(|[\w-]*[$%]\{)/.test(head);
}

/** `status:error` alone: the search without the query around it. */
function reportBareSearch(reader: Reader, start: number): EventMonitor {
  const { text } = reader;
  const span = { start, end: text.trimEnd().length };
  const shown = quote(reader, span);
  const hint = `Write \`logs("…").index("*").rollup("count").last("5m") > 0\` around it.`;
  report(reader, "query-missing-part", span, `\`${shown}\` is a search, not a query that counts its results`, hint);
  const nowhere = { start: span.end, end: span.end };
  return {
    type: "event-monitor",
    source: { type: "word", text: "", span: { start, end: start } },
    search: undefined,
    indexes: undefined,
    origin: undefined,
    kind: undefined,
    rollup: undefined,
    by: [],
    window: undefined,
    windowKind: "last",
    condition: {
      type: "condition",
      comparator: undefined,
      threshold: { type: "missing", span: nowhere },
      span: nowhere,
    },
    span,
  };
}

function checkSource(reader: Reader, chain: Chain, source: Word): void {
  if (chain.subject) {
    const { span } = chain.subject;
    report(
      reader,
      "query-unexpected-text",
      span,
      `${quote(reader, span)} stands before the source`,
      'Start with the source, e.g. `logs("…")`.',
    );
  }
  if (eventSource(source.text) || holdsPlaceholder(source.text)) return;
  const names = EVENT_SOURCES.filter(({ old }) => !old).map((known) => known.name);
  const meant = SOURCE_SPELLINGS[source.text.toLowerCase()] ?? nearest(source.text, names);
  const span =
    source.span.end > source.span.start ? source.span : { start: source.span.start, end: source.span.start + 1 };
  const shown = source.text === "" ? "the query" : `\`${quote(reader, span)}\``;
  const hint = meant ? `Write \`${meant}("…")\`.` : `Write one of ${names.join(", ")}.`;
  report(reader, "query-unknown-source", span, `${shown} is not a source to search`, hint);
}

/** What people write for a source, and the source meant. */
const SOURCE_SPELLINGS: Readonly<Record<string, string>> = {
  log: "logs",
  event: "events",
  spans: "trace-analytics",
  traces: "trace-analytics",
  apm: "trace-analytics",
  audit: "audits",
  "audit-logs": "audits",
  errors: "error-tracking",
  dbm: "database-monitoring",
  network: "network-performance",
  llm: "llm-observability",
};

function reportSecondWindow(reader: Reader, call: ChainCall): void {
  const message = "`.last` and `.current` exclude each other";
  report(reader, "query-repeated-part", call.span, message, "Keep one of them.");
}

function reportForeign(reader: Reader, call: ChainCall, source: Word): void {
  const name = `.${call.name.text}(…)`;
  report(
    reader,
    "query-unknown-method",
    call.span,
    `\`${name}\` is no part of a \`${source.text}\` query`,
    "Remove it.",
  );
}

function searchOf(reader: Reader, chain: Chain, source: Word): EventMonitor["search"] {
  const [first] = chain.calls;
  if (!first) return undefined;
  if (!Array.isArray(first.arguments)) return first.arguments;
  const [search] = first.arguments;
  checkCount(reader, first, 1, 1);
  if (!search) return undefined;
  // Refused for logs with "invalid operator specified: " [ISS]; nothing is recorded of the other sources.
  if (search.type === "string" && source.text === "logs" && reader.text[search.span.start] === "'") {
    report(
      reader,
      "query-single-quotes",
      search.span,
      `the search ${quote(reader, search.span)} stands in single quotes, which are refused`,
      "Use double quotes.",
      { span: search.span, text: printString(search, '"') },
    );
  }
  return textOf(reader, search);
}

function rollupOf(reader: Reader, call: ChainCall | undefined): EventRollup | undefined {
  if (!call) return undefined;
  if (!Array.isArray(call.arguments))
    return { type: "rollup", method: call.arguments, measure: undefined, span: call.span };
  checkCount(reader, call, 1, 2);
  const [first, second] = call.arguments;
  const method = first && textOf(reader, first);
  if (method?.type === "string" && !EVENT_ROLLUPS.has(method.value) && !holdsPlaceholder(method.value)) {
    const meant = ROLLUP_SPELLINGS[method.value.toLowerCase()] ?? nearest(method.value, EVENT_ROLLUPS);
    const hint = meant ? `Write \`"${meant}"\`.` : `Write one of ${[...EVENT_ROLLUPS].join(", ")}.`;
    report(reader, "query-arguments", method.span, `${quote(reader, method.span)} is not a way to roll up`, hint);
  }
  return { type: "rollup", method, measure: second && textOf(reader, second), span: call.span };
}

const ROLLUP_SPELLINGS: Readonly<Record<string, string>> = {
  p75: "pc75",
  p90: "pc90",
  p95: "pc95",
  p98: "pc98",
  p99: "pc99",
  average: "avg",
  mean: "avg",
  unique: "cardinality",
  distinct: "cardinality",
};
