/** How the languages made of chains write their parts. */

import { type Opaque, printNumber, printString, printWindow, type WindowSlot } from "../lexer/index";
import type { Facet } from "./pick";
import type { ChainArgument, ChainCall, Text, Texts } from "./tree";

export type Mark = "'" | '"';

export function printText(text: Text | undefined, mark: Mark): string {
  if (!text) return "";
  return text.type === "opaque" ? text.text : printString(text, mark);
}

/** `.over("a","b")`; empty when the part is absent. */
export function printTexts(name: string, texts: Texts | undefined, mark: Mark): string {
  if (texts === undefined) return "";
  if (!Array.isArray(texts)) return `.${name}${texts.text}`;
  return `.${name}(${texts.map((text) => printText(text, mark)).join(",")})`;
}

/** `.by("a,b")`; bare: `.by(a,b)`. */
export function printFacets(facets: Facet[] | Opaque, bare: boolean): string {
  if (!Array.isArray(facets)) return `.by${facets.text}`;
  if (facets.length === 0) return "";
  const names = facets.map((facet) => facet.name).join(",");
  return bare
    ? `.by(${names})`
    : `.by(${printString({ type: "string", value: names, span: { start: 0, end: 0 } }, '"')})`;
}

export function printCall(call: ChainCall): string {
  if (!Array.isArray(call.arguments)) return `.${call.name.text}${call.arguments.text}`;
  return `.${call.name.text}(${call.arguments.map(printArgument).join(", ")})`;
}

function printArgument(argument: ChainArgument): string {
  switch (argument.type) {
    case "string":
      return printString(argument, '"');
    case "number":
      return printNumber(argument.value);
    case "word":
    case "opaque":
      return argument.text;
    case "keyword":
      return `${argument.name.text}=${argument.value.type === "missing" ? "" : printArgument(argument.value)}`;
  }
}

/** `.last("5m")`; bare: `.last(5m)`; empty when absent. */
export function printWindowCall(name: string, window: WindowSlot, mark: Mark | ""): string {
  if (!window) return "";
  if (window.type === "opaque") return `.${name}${window.text}`;
  return `.${name}(${mark}${printWindow(window, "bare")}${mark})`;
}
