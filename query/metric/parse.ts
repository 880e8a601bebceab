/** The whole texts of this language: a monitor's query, a dashboard's, and a filter alone. */

import {
  accept,
  atEnd,
  createReader,
  quote,
  type Reader,
  readCondition,
  report,
  skipBlanks,
  spanFrom,
} from "../lexer/index";
import type { SyntaxProblem } from "../text/index";
import { readExpression, skipLeftovers } from "./expression";
import { readHead } from "./head";
import { readScope } from "./scope";
import type { Expression, Filter, MetricExpressions, MetricMonitor } from "./tree";

const COMMA = 44;

export function parseMetricMonitor(text: string, problems: SyntaxProblem[] = []): MetricMonitor {
  const reader = createReader(text, 0, text.length, problems);
  skipBlanks(reader);
  const start = reader.pos;
  const head = readHead(reader);
  const expression = readWhole(reader);
  const condition = readCondition(reader);
  return { type: "metric-monitor", head, expression, condition, span: trimmed(reader, start) };
}

function readWhole(reader: Reader): Expression {
  const expression = readExpression(reader, "metric");
  if (expression.type === "missing") {
    const span = { start: Math.max(0, reader.pos - 1), end: Math.min(reader.end, reader.pos + 1) };
    report(reader, "query-missing-operand", span, "the query names no metric", "Write e.g. `avg:system.cpu.user{*}`.");
  }
  skipLeftovers(reader, "metric", -1);
  return expression;
}

/** Old dashboards hold several queries in one text, `a{*}, b{*}`. */
export function parseMetricExpressions(text: string, problems: SyntaxProblem[] = []): MetricExpressions {
  const reader = createReader(text, 0, text.length, problems);
  skipBlanks(reader);
  const start = reader.pos;
  const expressions: Expression[] = [];
  do expressions.push(readListed(reader));
  while (accept(reader, COMMA));
  if (!atEnd(reader)) {
    const span = { start: reader.pos, end: reader.end };
    const hint =
      "A dashboard's query is not compared: remove it, or put a time window in front to make it a monitor's.";
    report(reader, "query-unexpected-text", span, `\`${quote(reader, span)}\` cannot stand here`, hint);
    reader.pos = reader.end;
  }
  // Dashboards are full of it and are drawn all the same.
  for (const problem of problems) if (problem.code === "query-mixed-scope") problem.severity = "warning";
  return { type: "metric-expressions", expressions, span: trimmed(reader, start) };
}

/** A filter as it stands between the braces of a scope, `env:prod,!region:eu`. Problems have spans in the text; the tree's are one more. */
export function parseFilter(text: string, problems: SyntaxProblem[] = []): Filter {
  const found: SyntaxProblem[] = [];
  const reader = createReader(`{${text}}`, 0, text.length + 2, found);
  const { filter, span: scope } = readScope(reader);
  if (!atEnd(reader)) {
    const span = { start: scope.end - 1, end: scope.end };
    report(reader, "query-bad-scope", span, "`}` cannot stand in a filter", "Write the filter without braces.");
  }
  for (const { span, ...problem } of found)
    problems.push({
      ...problem,
      span: { start: Math.max(0, span.start - 1), end: Math.min(text.length, span.end - 1) },
    });
  return filter;
}

function readListed(reader: Reader): Expression {
  const expression = readExpression(reader, "metric");
  if (expression.type === "missing" && reader.problems.length === 0) {
    const span = { start: Math.max(0, reader.pos - 1), end: Math.max(1, reader.pos) };
    report(reader, "query-missing-operand", span, "no query stands here", "Write e.g. `avg:system.cpu.user{*}`.");
  }
  skipLeftovers(reader, "metric", COMMA);
  return expression;
}

function trimmed(reader: Reader, start: number): { start: number; end: number } {
  const span = spanFrom(reader, start);
  while (span.end > span.start && reader.text.charCodeAt(span.end - 1) <= 32) span.end--;
  return span;
}
