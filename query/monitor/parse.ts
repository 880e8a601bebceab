/**
 * The entry to all query languages: by the monitor's type, or by the look of the text. Never throws; what the type does not
 * allow is reported and the text is read as what it is.
 */

import { parseComposite } from "../composite/index";
import { EVENT_SOURCES, type EventMonitor, parseEventMonitor } from "../event/index";
import { parseFormulaMonitor } from "../formula/index";
import { offsetInText, QUERY_CODES, type StringLiteral } from "../lexer/index";
import { parseMetricExpressions, parseMetricMonitor } from "../metric/index";
import { parseProcessMonitor } from "../process/index";
import { parseSearch, type Search } from "../search/index";
import { parseServiceCheck } from "../service-check/index";
import { parseSloAlert } from "../slo-alert/index";
import { excerpt, nearest, type SyntaxProblem, type TextSpan } from "../text/index";
import { foreignQuery, straightened } from "./foreign";
import { guessLanguage, hasPlaceholderPart, onlyPlaceholders } from "./guess";
import type { ParsedQuery, Query, UnreadQuery } from "./query";
import { type Language, MONITOR_TYPES, type MonitorTypeFacts, monitorTypeFacts } from "./types";

/** Parses the query of a monitor of the type, e.g. `log alert`. */
export function parseMonitorQuery(type: string, written: string): ParsedQuery {
  const problems: SyntaxProblem[] = [];
  const text = straightened(written, problems);
  const facts = monitorTypeFacts(type);
  if (!facts) problems.push(unknownType(type, text));
  if (facts?.languages[0] === "synthetics") return finish(unread(text, "synthetics"), problems, text);
  if (text.trim() === "") return finish(empty(text, problems), problems, text);
  const guess = guessLanguage(text);
  const language = facts ? chooseLanguage(type, facts, guess, text, problems) : guess;
  if (!language || (!guess && onlyPlaceholders(text))) return finish(unrecognised(text, problems), problems, text);
  const foreign = language === "metric" ? foreignQuery(text) : undefined;
  if (foreign) return finish(unread(text, "unrecognised"), [foreign], text);
  const query = parseAs(language, text, problems, type);
  if (query.type === "event-monitor" && facts?.source) checkSource(type, facts.source, query, problems);
  return finish(query, problems, text);
}

/** Parses any query: a monitor's or a dashboard's. The language is told from the text. */
export function parse(written: string): ParsedQuery {
  const problems: SyntaxProblem[] = [];
  const text = straightened(written, problems);
  if (text.trim() === "") return finish(empty(text, problems), problems, text);
  const language = guessLanguage(text);
  if (language === "synthetics") return finish(unread(text, "synthetics"), problems, text);
  const query = language ? parseAs(language, text, problems, "") : unrecognised(text, problems);
  return finish(query, problems, text);
}

function parseAs(language: Language, text: string, problems: SyntaxProblem[], type: string): Query {
  switch (language) {
    case "metric":
      return parseMetricMonitor(text, problems);
    case "metric-expressions":
      return parseMetricExpressions(text, problems);
    case "event":
      return hasPlaceholderPart(text) ? unread(text, "placeholder") : parseEventMonitor(text, problems);
    case "formula":
      if (hasPlaceholderPart(text)) return unread(text, "placeholder");
      return parseFormulaMonitor(
        text,
        problems,
        type === "data-jobs alert" || (type === "" && text.includes("run_query")) ? "job-formula" : "formula",
      );
    case "service-check":
      return hasPlaceholderPart(text) ? unread(text, "placeholder") : parseServiceCheck(text, problems);
    case "process":
      return parseProcessMonitor(text, problems);
    case "slo":
      return parseSloAlert(text, problems);
    case "composite":
      return parseComposite(text, problems);
    case "synthetics":
      return unread(text, "synthetics");
  }
}

/** What the text is wins over what the type asks for, so that its own problems are found; the mismatch is reported. */
function chooseLanguage(
  type: string,
  facts: MonitorTypeFacts,
  guess: Language | undefined,
  text: string,
  problems: SyntaxProblem[],
): Language {
  const [usual = "metric"] = facts.languages;
  const seen = guess === "metric-expressions" ? "metric" : guess;
  if (!seen || facts.languages.includes(seen)) return seen ?? usual;
  const right = typesFor(seen, text);
  problems.push({
    code: "query-type-mismatch",
    severity: QUERY_CODES["query-type-mismatch"],
    message: `the type is \`${type}\`, but the query is ${LANGUAGE_TEXT[seen]}`,
    hint: right
      ? `Use the type \`${right}\`, or write the query of a \`${type}\`.`
      : `Write the query of a \`${type}\`.`,
    span: wordSpan(text),
  });
  return seen;
}

const LANGUAGE_TEXT: Readonly<Record<Language, string>> = {
  metric: "a metric query",
  "metric-expressions": "a metric query",
  event: "a search over events",
  formula: "a formula",
  "service-check": "a service check",
  process: "a search over processes",
  slo: "an alert on an objective",
  composite: "a composite of other monitors",
  synthetics: "no query",
};

function typesFor(language: Language, text: string): string | undefined {
  if (language === "metric") return "query alert";
  if (language !== "event")
    return Object.entries(MONITOR_TYPES).find(([, facts]) => facts.languages[0] === language)?.[0];
  const word = text.trim().split("(")[0]?.trim();
  return EVENT_SOURCES.find((source) => source.name === word)?.monitorType;
}

function wordSpan(text: string): TextSpan {
  const start = text.length - text.trimStart().length;
  const length = /^[^\s({:]*/.exec(text.slice(start, start + 100))?.[0].length ?? 1;
  return { start, end: start + Math.max(1, length) };
}

function checkSource(type: string, source: string, query: EventMonitor, problems: SyntaxProblem[]): void {
  const written = query.source.text;
  const known = EVENT_SOURCES.find((candidate) => candidate.name === written);
  if (!known || written === source || known.monitorType === type) return;
  problems.push({
    code: "query-type-mismatch",
    severity: QUERY_CODES["query-type-mismatch"],
    message: `the type is \`${type}\`, but the query searches \`${written}\``,
    hint: `Use the type \`${known.monitorType}\`, or search \`${source}\`.`,
    span: query.source.span,
  });
}

function unknownType(type: string, text: string): SyntaxProblem {
  const meant = nearest(type, Object.keys(MONITOR_TYPES));
  return {
    code: "query-unknown-type",
    severity: QUERY_CODES["query-unknown-type"],
    message: `\`${excerpt(type)}\` is not a monitor type known here`,
    hint: meant ? `Did you mean \`${meant}\`?` : "The query is read by its look.",
    span: wordSpan(text),
  };
}

function empty(text: string, problems: SyntaxProblem[]): UnreadQuery {
  problems.push({
    code: "query-empty",
    severity: QUERY_CODES["query-empty"],
    message: "the query is empty",
    hint: "Write what to watch, e.g. `avg(last_5m):avg:system.cpu.user{*} > 90`.",
    span: { start: 0, end: text.length },
  });
  return unread(text, "unrecognised");
}

function unrecognised(text: string, problems: SyntaxProblem[]): UnreadQuery {
  if (onlyPlaceholders(text)) return unread(text, "placeholder");
  problems.push({
    code: "query-not-recognised",
    severity: QUERY_CODES["query-not-recognised"],
    message: `\`${excerpt(text)}\` is no query of a monitor or dashboard`,
    hint: 'A metric query names a metric and its scope, e.g. `avg:system.cpu.user{*}`; a log search stands in `logs("…")`.',
    span: { start: 0, end: text.length },
  });
  return unread(text, "unrecognised");
}

function unread(text: string, reason: UnreadQuery["reason"]): UnreadQuery {
  return { type: "unread", reason, text, span: { start: 0, end: text.length } };
}

function finish(query: Query, problems: SyntaxProblem[], text: string): ParsedQuery {
  const search = query.type === "event-monitor" ? readSearch(query, problems, text) : undefined;
  if (problems.length > 1) problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { query, problems, text, search };
}

function readSearch(query: EventMonitor, problems: SyntaxProblem[], text: string): Search | undefined {
  const literal = query.search;
  if (literal?.type !== "string") return undefined;
  const { tree, problems: found } = parseSearch(literal.value);
  for (const { fix, ...problem } of found) {
    const placed: SyntaxProblem = { ...problem, span: searchSpan(text, literal, problem.span) };
    // Inside the query's quotes a quote is escaped.
    if (fix) placed.fix = { span: searchSpan(text, literal, fix.span), text: fix.text.replaceAll('"', '\\"') };
    problems.push(placed);
  }
  return tree;
}

/** A span of the search, as a span of the query it stands in. */
export function searchSpan(text: string, literal: StringLiteral, span: TextSpan): TextSpan {
  return { start: offsetInText(text, literal, span.start), end: offsetInText(text, literal, span.end) };
}
