/**
 * Takes the parts of a language out of a chain: each method once, the required ones present, the arguments of the right kind.
 * What does not belong is reported with the method that was probably meant.
 */

import {
  holdsPlaceholder,
  type NumberLiteral,
  type Opaque,
  quote,
  type Reader,
  readWindow,
  report,
  type WindowSlot,
} from "../lexer/index";
import { nearest, type TextSpan } from "../text/index";
import type { Chain, ChainArgument, ChainCall, Text, Texts } from "./tree";

export type Picked<Name extends string> = Readonly<Record<Name, ChainCall | undefined>>;

/** One call per method name; the first of several wins. `from` skips the source that opens the chain. */
export function pick<Name extends string>(
  reader: Reader,
  chain: Chain,
  names: readonly Name[],
  from: number,
): Picked<Name> {
  const found: Record<string, ChainCall | undefined> = {};
  for (const name of names) found[name] = undefined;
  for (const call of chain.calls.slice(from)) {
    const { text } = call.name;
    if (!Object.hasOwn(found, text)) {
      if (!holdsPlaceholder(text)) reportMethod(reader, call, names);
    } else if (found[text]) {
      report(reader, "query-repeated-part", call.span, `\`.${text}(…)\` stands twice`, "Keep one of them.");
    } else found[text] = call;
  }
  return found as Picked<Name>;
}

function reportMethod(reader: Reader, call: ChainCall, names: readonly string[]): void {
  const { text, span } = call.name;
  const meant = nearest(text, names);
  const hint = meant
    ? `Did you mean \`.${meant}(…)\`?`
    : `This query takes ${names.map((name) => `\`.${name}\``).join(", ")}.`;
  report(reader, "query-unknown-method", span, `\`.${quote(reader, span)}\` is no part of this query`, hint);
}

/** To be called last: forgets what was reported after the chain broke. */
export function dropNoise(reader: Reader, chain: Chain): void {
  if (chain.brokenAt !== undefined) reader.problems.length = chain.brokenAt;
}

/** Reports a part that must be there. */
export function requirePart(
  reader: Reader,
  chain: Chain,
  call: ChainCall | undefined,
  name: string,
  example: string,
): void {
  if (call || chain.calls.some((other) => holdsPlaceholder(other.name.text))) return;
  const end = Math.max(chain.span.end, chain.span.start + 1);
  const span = { start: Math.max(chain.span.start, lastCallStart(chain)), end: trimEnd(reader.text, end) };
  report(reader, "query-missing-part", span, `the query has no \`.${name}(…)\``, `Add it, e.g. \`${example}\`.`);
}

function lastCallStart(chain: Chain): number {
  return chain.calls.at(-1)?.span.start ?? chain.span.start;
}

function trimEnd(text: string, end: number): number {
  let at = end;
  while (at > 1 && text.charCodeAt(at - 1) <= 32) at--;
  return at;
}

function listOf(call: ChainCall): ChainArgument[] {
  return Array.isArray(call.arguments) ? call.arguments : [];
}

/** An argument as quoted text; a bare word is reported and taken. */
export function textOf(reader: Reader, argument: ChainArgument): Text | undefined {
  switch (argument.type) {
    case "string":
    case "opaque":
      return argument;
    case "keyword": {
      const shown = quote(reader, argument.span);
      report(reader, "query-arguments", argument.span, `\`${shown}\` cannot stand here`, "Write a quoted text.");
      return undefined;
    }
    case "word":
    case "number": {
      const shown = quote(reader, argument.span);
      const value = reader.text.slice(argument.span.start, argument.span.end);
      report(reader, "query-missing-quotes", argument.span, `\`${shown}\` needs quotes`, `Write \`"${shown}"\`.`, {
        span: argument.span,
        text: `"${value}"`,
      });
      return { type: "string", value, span: argument.span };
    }
  }
}

/** All arguments as texts. */
export function textsOf(reader: Reader, call: ChainCall | undefined): Texts | undefined {
  if (!call) return undefined;
  if (!Array.isArray(call.arguments)) return call.arguments;
  return call.arguments.map((argument) => textOf(reader, argument)).filter((text) => text !== undefined);
}

/** The only argument as text; none or several are reported. */
export function onlyText(reader: Reader, call: ChainCall | undefined): Text | undefined {
  if (!call) return undefined;
  if (!Array.isArray(call.arguments)) return call.arguments;
  const [first] = call.arguments;
  checkCount(reader, call, 1, 1);
  return first ? textOf(reader, first) : undefined;
}

export function checkCount(reader: Reader, call: ChainCall, fewest: number, most: number): void {
  if (!Array.isArray(call.arguments)) return;
  const { length } = call.arguments;
  if (length >= fewest && length <= most) return;
  const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
  const noun = most === 1 ? "argument" : "arguments";
  report(
    reader,
    "query-arguments",
    call.span,
    `\`${call.name.text}\` takes ${wanted} ${noun}, not ${length}`,
    undefined,
  );
}

/** A whole number, e.g. of `.last(3)`. */
export function numberOf(reader: Reader, call: ChainCall | undefined): NumberLiteral | Opaque | undefined {
  if (!call) return undefined;
  if (!Array.isArray(call.arguments)) return call.arguments;
  checkCount(reader, call, 1, 1);
  const [first] = call.arguments;
  if (!first || first.type === "number" || first.type === "opaque") return first;
  const shown = quote(reader, first.span);
  report(
    reader,
    "query-arguments",
    first.span,
    `\`.${call.name.text}\` wants a bare number, not \`${shown}\``,
    "Write e.g. `3`.",
  );
  return undefined;
}

/**
 * The window of `.last("5m")`; `bare` says it stood without quotes. An opaque one keeps the parentheses and quotes around it,
 * for they may be the placeholder's.
 */
export function windowOf(reader: Reader, call: ChainCall | undefined): { window: WindowSlot; bare: boolean } {
  if (!call) return { window: undefined, bare: false };
  const [first] = Array.isArray(call.arguments) ? call.arguments : [call.arguments];
  checkCount(reader, call, 1, 1);
  if (!first) return { window: undefined, bare: false };
  const { start, end } = first.span;
  const written = reader.text.slice(start, end);
  if (holdsPlaceholder(written)) {
    const span = { start: call.name.span.end, end: call.span.end };
    return {
      window: { type: "opaque", text: reader.text.slice(span.start, span.end), span },
      bare: first.type !== "string",
    };
  }
  if (first.type === "string")
    return { window: readWindow(reader, first.value, inside(first.span), "bare"), bare: false };
  return { window: readWindow(reader, written, first.span, "bare"), bare: true };
}

/** Without the quotes. */
function inside(span: TextSpan): TextSpan {
  return span.end - span.start > 2 ? { start: span.start + 1, end: span.end - 1 } : span;
}

/** Keys of `.by("a,b")` or `.by("a","b")`: one name each, with the span inside the quotes. */
export interface Facet {
  type: "facet";
  name: string;
  span: TextSpan;
}

/** `bare`: the names stood without quotes, as data-jobs queries have them. */
export function facetsOf(
  reader: Reader,
  call: ChainCall | undefined,
  bareAllowed: boolean,
): { facets: Facet[] | Opaque; bare: boolean } {
  if (!call) return { facets: [], bare: false };
  if (!Array.isArray(call.arguments)) return { facets: call.arguments, bare: false };
  const facets: Facet[] = [];
  let bare = false;
  for (const argument of listOf(call)) {
    if (bareAllowed && argument.type === "word") {
      bare = true;
      facets.push({ type: "facet", name: argument.text, span: argument.span });
      continue;
    }
    const text = textOf(reader, argument);
    if (text?.type === "opaque") facets.push({ type: "facet", name: text.text, span: text.span });
    else if (text) splitFacets(text.value, argument.type === "string" ? text.span.start + 1 : text.span.start, facets);
  }
  return { facets, bare };
}

function splitFacets(value: string, start: number, facets: Facet[]): void {
  let from = 0;
  for (const part of splitOutsidePlaceholders(value)) {
    const name = part.trim();
    const at = start + from + part.indexOf(name);
    if (name !== "") facets.push({ type: "facet", name, span: { start: at, end: at + name.length } });
    from += part.length + 1;
  }
}

/** `a,${join(",", x)},b`: commas in placeholders separate nothing. */
function splitOutsidePlaceholders(value: string): string[] {
  if (!holdsPlaceholder(value)) return value.split(",");
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (character === "," && depth <= 0) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
}
