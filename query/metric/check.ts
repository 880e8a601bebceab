/**
 * Names and arguments of functions and modifiers against the tables. Placeholders are never wrong. What may stand in a
 * monitor is a rule's business, not the parser's.
 */

import { holdsPlaceholder, type NumberLiteral, quote, type Reader, report, type Word } from "../lexer/index";
import { nearest } from "../text/index";
import type { Dialect } from "./context";
import {
  type ArgumentKind,
  FILL_METHODS,
  FUNCTIONS,
  type FunctionFacts,
  MODIFIERS,
  ROLLUP_METHODS,
  VARIADIC,
} from "./functions";
import type { Argument, Call, KeywordArgument, Modifier } from "./tree";

/** The formula of a data-jobs monitor has measures as functions (`failed_runs(run_query)`): their list is not published. */
export function checkCall(reader: Reader, call: Call, dialect: Dialect): void {
  const { name } = call;
  if (holdsPlaceholder(name.text) || dialect === "job-formula") return;
  const facts = FUNCTIONS.get(name.text);
  if (!facts) {
    reportUnknown(reader, name);
    return;
  }
  const positional = call.arguments.filter((argument) => argument.type !== "keyword");
  checkCount(reader, call, facts, positional);
  const kinds = VARIADIC.has(name.text) ? facts.required : [...facts.required, ...facts.optional];
  for (const [index, argument] of positional.entries()) {
    const kind = kinds[index];
    if (kind) checkKind(reader, argument, kind, name);
  }
  for (const argument of call.arguments) {
    if (argument.type === "keyword") checkKeyword(reader, argument, name, facts);
  }
}

function reportUnknown(reader: Reader, name: Word): void {
  const { text, span } = name;
  const shown = quote(reader, span);
  const modifier = Object.hasOwn(MODIFIERS, text) ? text : undefined;
  const meant = modifier ? undefined : nearest(text, FUNCTIONS.keys());
  if (modifier) {
    report(
      reader,
      "query-misspelt-function",
      span,
      `\`${shown}\` is not a function`,
      `Write it behind the metric: \`….${text}()\`.`,
    );
  } else if (meant) {
    report(reader, "query-misspelt-function", span, `there is no function \`${shown}\``, `Did you mean \`${meant}\`?`);
  } else {
    report(
      reader,
      "query-unknown-function",
      span,
      `\`${shown}\` is not a function known here`,
      "Check its name against the vendor's list of functions.",
    );
  }
}

function checkCount(reader: Reader, call: Call, facts: FunctionFacts, positional: Argument[]): void {
  const { length } = positional;
  const fewest = facts.required.length;
  const most = VARIADIC.has(call.name.text) ? Number.POSITIVE_INFINITY : fewest + facts.optional.length;
  if (length >= fewest && length <= most) return;
  // `outliers(…, 'MAD', tolerance=2)`: a keyword in the place of an argument.
  if (length < fewest && call.arguments.length >= fewest && facts.keywords.length > 0) return;
  if (positional.some((argument) => argument.type === "opaque")) return;
  const span = { start: call.name.span.start, end: call.span.end };
  report(
    reader,
    "query-arguments",
    span,
    `\`${call.name.text}\` takes ${countText(fewest, most)}, not ${length}`,
    `Write \`${signature(call.name.text, facts)}\`.`,
  );
}

function countText(fewest: number, most: number): string {
  const noun = (count: number) => (count === 1 ? "1 argument" : `${count} arguments`);
  return most === fewest ? noun(fewest) : most > 100 ? `at least ${noun(fewest)}` : `${fewest} to ${noun(most)}`;
}

const KIND_TEXT: Readonly<Record<ArgumentKind, string>> = {
  series: "query",
  number: "number",
  string: "'text'",
  tags: "{tags}",
  any: "value",
};

/** `clamp_max(query, number)`. */
export function signature(name: string, facts: FunctionFacts): string {
  const optional = facts.optional.map((kind) => `[${KIND_TEXT[kind]}]`);
  const keywords = facts.keywords.length > 0 ? [`${facts.keywords[0]}=…`] : [];
  return `${name}(${[...facts.required.map((kind) => KIND_TEXT[kind]), ...optional, ...keywords].join(", ")})`;
}

function checkKind(reader: Reader, argument: Argument, kind: ArgumentKind, name: Word): void {
  if (argument.type === "opaque" || fits(argument, kind)) return;
  const { span } = argument;
  const shown = quote(reader, span);
  if (kind === "string" && (argument.type === "word" || argument.type === "variable")) {
    report(reader, "query-missing-quotes", span, `\`${shown}\` needs quotes`, `Write \`'${shown}'\`.`, {
      span,
      text: `'${reader.text.slice(span.start, span.end)}'`,
    });
    return;
  }
  if (kind === "series" && argument.type === "word") {
    report(
      reader,
      "query-missing-scope",
      span,
      `\`${shown}\` has no scope`,
      `Write \`${shown}{*}\` for everything, or name the tags.`,
    );
    return;
  }
  const facts = FUNCTIONS.get(name.text);
  const wanted = {
    series: "a query",
    number: "a number",
    string: "a quoted text",
    tags: "tag keys in braces",
    any: "a value",
  }[kind];
  report(
    reader,
    "query-arguments",
    span,
    `\`${name.text}\` wants ${wanted} here, not \`${shown}\``,
    facts ? `Write \`${signature(name.text, facts)}\`.` : undefined,
  );
}

function fits(argument: Argument, kind: ArgumentKind): boolean {
  switch (argument.type) {
    case "string":
      return kind === "string" || kind === "any";
    case "tag-list":
      return kind === "tags";
    case "word":
      return kind === "any";
    case "keyword":
      return true;
    case "number":
      return kind !== "string" && kind !== "tags";
    case "unary":
      return kind === "series" || kind === "any" || (kind === "number" && argument.operand.type === "number");
    case "opaque":
    case "missing":
      return true;
    case "variable":
    case "binary":
      return kind === "series" || kind === "any" || kind === "number";
    default:
      return kind === "series" || kind === "any";
  }
}

function checkKeyword(reader: Reader, argument: KeywordArgument, name: Word, facts: FunctionFacts): void {
  const keyword = argument.name.text;
  if (facts.keywords.includes(keyword)) return;
  const meant = nearest(keyword, facts.keywords);
  const hint = meant
    ? `Did you mean \`${meant}\`?`
    : facts.keywords.length > 0
      ? `Known: ${facts.keywords.join(", ")}.`
      : "Remove it.";
  report(reader, "query-unknown-keyword", argument.name.span, `\`${name.text}\` has no keyword \`${keyword}\``, hint);
}

export function checkModifier(reader: Reader, modifier: Modifier, hasArguments: boolean): void {
  const { name } = modifier;
  if (holdsPlaceholder(name.text)) return;
  const facts = Object.hasOwn(MODIFIERS, name.text) ? MODIFIERS[name.text] : undefined;
  if (!facts) {
    reportUnknownModifier(reader, name);
    return;
  }
  if (!hasArguments) {
    report(reader, "query-arguments", name.span, `\`.${name.text}\` needs parentheses`, `Write \`.${name.text}()\`.`);
    return;
  }
  const [fewest, most] = facts.arguments;
  const { length } = modifier.arguments;
  if (length < fewest || length > most) {
    report(
      reader,
      "query-arguments",
      modifier.span,
      `\`.${name.text}\` takes ${countText(fewest, most)}, not ${length}`,
      modifierHint(name.text),
    );
    return;
  }
  if (name.text === "rollup") checkRollup(reader, modifier);
  if (name.text === "fill") checkFill(reader, modifier);
}

function reportUnknownModifier(reader: Reader, name: Word): void {
  const { text, span } = name;
  const shown = quote(reader, span);
  const meant = nearest(text, Object.keys(MODIFIERS));
  const isFunction = FUNCTIONS.has(text);
  const code = meant || isFunction ? "query-misspelt-function" : "query-unknown-function";
  const hint = isFunction
    ? `It is a function: write \`${text}(…)\` around the query.`
    : meant
      ? `Did you mean \`.${meant}()\`?`
      : "Known: as_count, as_rate, rollup, fill, weighted.";
  report(reader, code, span, `\`.${shown}\` cannot stand behind a query`, hint);
}

function modifierHint(name: string): string {
  if (name === "rollup") return "Write e.g. `.rollup(sum, 60)`.";
  if (name === "fill") return "Write e.g. `.fill(zero)`.";
  return `Write \`.${name}()\`.`;
}

const CALENDAR_INTERVALS: ReadonlySet<string> = new Set(["daily", "weekly", "monthly"]);

function checkRollup(reader: Reader, modifier: Modifier): void {
  const [method, interval] = modifier.arguments;
  // `.rollup(daily, 'Asia/Tokyo')`: the aggregator may be left out.
  if (method?.type === "word" && CALENDAR_INTERVALS.has(method.text)) return;
  if (method?.type === "word" && !ROLLUP_METHODS.has(method.text)) {
    const meant = nearest(method.text, ROLLUP_METHODS);
    const hint = meant ? `Write \`${meant}\`.` : `Write one of ${[...ROLLUP_METHODS].join(", ")}.`;
    report(reader, "query-arguments", method.span, `\`${method.text}\` is not a method of rollup`, hint);
  }
  if (interval === undefined || isValue(interval)) return;
  const isCalendar = interval.type === "word" && CALENDAR_INTERVALS.has(interval.text);
  if (isCalendar) return;
  const shown = quote(reader, interval.span);
  report(
    reader,
    "query-arguments",
    interval.span,
    `the interval \`${shown}\` is not a number of seconds`,
    "Write seconds, e.g. `.rollup(sum, 60)`.",
  );
}

function checkFill(reader: Reader, modifier: Modifier): void {
  const [method] = modifier.arguments;
  if (method?.type !== "word" || FILL_METHODS.has(method.text)) return;
  const hint = `Write one of ${[...FILL_METHODS].join(", ")}.`;
  report(reader, "query-arguments", method.span, `\`${method.text}\` is not a way to fill`, hint);
}

function isValue(argument: Argument): argument is NumberLiteral {
  return argument.type === "number" || argument.type === "opaque" || argument.type === "variable";
}
