/** Service checks: `"ntp.in_sync".over("*").by("host").last(2).count_by_status()`. */

import {
  checkCount,
  numberOf,
  pick,
  printTexts,
  readChain,
  requirePart,
  type Text,
  type Texts,
  textsOf,
} from "../chain/index";
import {
  createReader,
  type NumberLiteral,
  type Opaque,
  printString,
  printValue,
  quote,
  type Reader,
  report,
  type StringLiteral,
  skipBlanks,
} from "../lexer/index";
import type { SyntaxProblem, TextSpan } from "../text/index";

export interface ServiceCheck {
  type: "service-check";
  /** The check's name; undefined when missing. */
  check: Text | undefined;
  over: Texts | undefined;
  exclude: Texts | undefined;
  by: Texts | undefined;
  /** How many of the latest results count. */
  last: NumberLiteral | Opaque | undefined;
  /** Consecutive results, or the share of them in percent (cluster alert). */
  mode: "count_by_status" | "pct_by_status" | undefined;
  span: TextSpan;
}

const METHODS = ["over", "exclude", "by", "last", "count_by_status", "pct_by_status"] as const;

export function parseServiceCheck(text: string, problems: SyntaxProblem[] = []): ServiceCheck {
  const reader = createReader(text, 0, text.length, problems);
  const bare = bareName(text);
  if (bare) {
    reader.pos = bare.span.end;
    const hint = `Write \`"${bare.value}"\`.`;
    const fix = { span: bare.span, text: `"${bare.value}"` };
    report(reader, "query-missing-quotes", bare.span, `\`${bare.value}\` needs quotes`, hint, fix);
  }
  const { calls, ...rest } = readChain(reader);
  const chain = { ...rest, calls, subject: bare ?? rest.subject };
  if (!chain.subject) {
    const span = { start: chain.span.start, end: Math.max(chain.span.start + 1, chain.calls[0]?.name.span.end ?? 0) };
    report(
      reader,
      "query-missing-part",
      span,
      "the query does not start with a check's name in quotes",
      'Write e.g. `"http.can_connect".over("*")`.',
    );
  }
  const parts = pick(reader, chain, METHODS, 0);
  requirePart(reader, chain, parts.last, "last", ".last(3)");
  const modeCall = parts.count_by_status ?? parts.pct_by_status;
  requirePart(reader, chain, modeCall, "count_by_status", ".count_by_status()");
  if (modeCall) checkCount(reader, modeCall, 0, 0);
  if (parts.count_by_status && parts.pct_by_status) {
    const { span } = parts.pct_by_status;
    report(
      reader,
      "query-repeated-part",
      span,
      "`count_by_status` and `pct_by_status` exclude each other",
      "Keep one of them.",
    );
  }
  rejectRest(reader);
  return {
    type: "service-check",
    check: chain.subject,
    over: textsOf(reader, parts.over),
    exclude: textsOf(reader, parts.exclude),
    by: textsOf(reader, parts.by),
    last: numberOf(reader, parts.last),
    mode: parts.count_by_status ? "count_by_status" : parts.pct_by_status ? "pct_by_status" : undefined,
    span: { start: chain.span.start, end: text.trimEnd().length },
  };
}

/** `http.can_connect.over(…)`: the name without its quotes, which ends where the methods begin. */
function bareName(text: string): StringLiteral | undefined {
  const [, blanks = "", value = ""] = /^(\s*)([a-z_][\w.-]{0,200}?)\.(?:over|exclude|by|last)\s*\(/i.exec(text) ?? [];
  if (value === "") return undefined;
  return { type: "string", value, span: { start: blanks.length, end: blanks.length + value.length } };
}

/** The thresholds of a check stand in the monitor's options, not in its query. */
function rejectRest(reader: Reader): void {
  if (skipBlanks(reader) < 0) return;
  const span = { start: reader.pos, end: reader.text.trimEnd().length };
  const hint = "Remove it: the thresholds of a service check stand in `options.thresholds`.";
  report(reader, "query-unexpected-text", span, `\`${quote(reader, span)}\` cannot stand in a service check`, hint);
}

export function printServiceCheck(check: ServiceCheck): string {
  const name = check.check ? (check.check.type === "opaque" ? check.check.text : printString(check.check, '"')) : "";
  return [
    name,
    printTexts("over", check.over, '"'),
    printTexts("exclude", check.exclude, '"'),
    printTexts("by", check.by, '"'),
    check.last ? `.last(${printValue(check.last)})` : "",
    check.mode ? `.${check.mode}()` : "",
  ].join("");
}
