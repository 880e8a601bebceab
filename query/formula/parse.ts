/** Formula queries: `formula("(query / query1) * 100").last("1d") > 10`. */

import type { Chain } from "../chain/index";
import { checkCount, dropNoise, facetsOf, onlyText, pick, readChain, requirePart, windowOf } from "../chain/index";
import {
  createReader,
  offsetInText,
  quote,
  type Reader,
  readCondition,
  report,
  type StringLiteral,
} from "../lexer/index";
import { type Dialect, type Expression, readExpression, skipLeftovers } from "../metric/index";
import type { SyntaxProblem, TextSpan } from "../text/index";
import type { FormulaMonitor } from "./tree";

const METHODS = ["by", "rollup", "last", "current", "anomaly", "change", "forecast"] as const;

export function parseFormulaMonitor(
  text: string,
  problems: SyntaxProblem[] = [],
  dialect: Exclude<Dialect, "metric"> = "formula",
): FormulaMonitor {
  const reader = createReader(text, 0, text.length, problems);
  const chain = readChain(reader);
  const parts = pick(reader, chain, METHODS, 1);
  const windowCall = parts.last ?? parts.current;
  requirePart(reader, chain, windowCall, "last", '.last("5m")');
  if (parts.last && parts.current) {
    report(
      reader,
      "query-repeated-part",
      parts.current.span,
      "`.last` and `.current` exclude each other",
      "Keep one of them.",
    );
  }
  const judgements = [parts.anomaly, parts.change, parts.forecast].filter((call) => call !== undefined);
  const [judgement, second] = judgements;
  if (second) {
    const name = `.${second.name.text}(…)`;
    report(
      reader,
      "query-repeated-part",
      second.span,
      `\`${name}\` is a second way to judge the value`,
      "Keep one of them.",
    );
  }
  const by = facetsOf(reader, parts.by, true);
  const { window, bare } = windowOf(reader, windowCall);
  const monitor: FormulaMonitor = {
    type: "formula-monitor",
    ...readFormula(reader, chain, dialect),
    by: by.facets,
    rollup: onlyText(reader, parts.rollup),
    window,
    windowKind: parts.last || !parts.current ? "last" : "current",
    bare: by.bare || (bare && window?.type === "window"),
    judgement,
    condition: readCondition(reader),
    span: { start: chain.span.start, end: text.trimEnd().length },
  };
  dropNoise(reader, chain);
  return monitor;
}

type Formula = Pick<FormulaMonitor, "expression" | "opaque">;

const NOTHING: Formula = { expression: undefined, opaque: undefined };

function readFormula(reader: Reader, chain: Chain, dialect: Dialect): Formula {
  const [first] = chain.calls;
  if (!first) return NOTHING;
  if (!Array.isArray(first.arguments)) return { expression: undefined, opaque: first.arguments };
  checkCount(reader, first, 1, 1);
  const [formula] = first.arguments;
  if (!formula) return NOTHING;
  if (formula.type === "opaque") return { expression: undefined, opaque: formula };
  if (formula.type !== "string") {
    report(
      reader,
      "query-missing-quotes",
      formula.span,
      `the formula \`${quote(reader, formula.span)}\` needs quotes`,
      'Write `formula("…")`.',
    );
    return NOTHING;
  }
  return { expression: parseQuoted(reader, formula, dialect), opaque: undefined };
}

/** The expression inside the quotes, with spans of the whole text. */
function parseQuoted(reader: Reader, literal: StringLiteral, dialect: Dialect): Expression {
  const { text, problems } = reader;
  const from = literal.span.start + 1;
  if (literal.value.length === literal.span.end - literal.span.start - 2) {
    return parseWhole(createReader(text, from, literal.span.end - 1, problems), dialect);
  }
  // Escaped quotes inside: parsed as the vendor reads it, then every span is moved to where it stands.
  const inner: SyntaxProblem[] = [];
  const expression = parseWhole(createReader(literal.value, 0, literal.value.length, inner), dialect);
  // Spans may be shared by nodes and problems: each is moved once.
  const moved = new Set<TextSpan>();
  const move = (span: TextSpan): void => {
    if (moved.has(span)) return;
    moved.add(span);
    span.start = offsetInText(text, literal, span.start);
    span.end = offsetInText(text, literal, span.end);
  };
  moveSpans(expression, move);
  for (const problem of inner) {
    move(problem.span);
    if (problem.fix) move(problem.fix.span);
    problems.push(problem);
  }
  return expression;
}

function moveSpans(node: unknown, move: (span: TextSpan) => void): void {
  if (typeof node !== "object" || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "span") move(value as TextSpan);
    else moveSpans(value, move);
  }
}

function parseWhole(reader: Reader, dialect: Dialect): Expression {
  const expression = readExpression(reader, dialect);
  if (expression.type === "missing") {
    const span = { start: Math.max(0, reader.pos - 1), end: Math.min(reader.text.length, reader.pos + 1) };
    report(reader, "query-missing-operand", span, "the formula names no query", "Write e.g. `query1`.");
  }
  skipFormulaRest(reader, dialect);
  return expression;
}

/** A formula is not compared: what looks like a comparison inside the quotes is reported with the rest. */
function skipFormulaRest(reader: Reader, dialect: Dialect): void {
  skipLeftovers(reader, dialect, -1);
  if (reader.pos >= reader.end) return;
  const span = { start: reader.pos, end: reader.end };
  const hint = 'The comparison stands behind the chain: `formula("…").last("5m") > 5`.';
  report(reader, "query-unexpected-text", span, `\`${quote(reader, span)}\` cannot stand in a formula`, hint);
  reader.pos = reader.end;
}
