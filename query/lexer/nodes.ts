/** The leaves that the trees of several query languages share. Every node of every tree has a `type` and a `span`. */

import type { TextSpan } from "../text/index";

/** The value is what the vendor reads: quotes removed, `\"` read as `"`. Placeholders stay in it as written. */
export interface StringLiteral {
  type: "string";
  value: string;
  /** With the quotes. */
  span: TextSpan;
}

export interface NumberLiteral {
  type: "number";
  value: number;
  span: TextSpan;
}

/** A bare word: an aggregator, a metric name, a tag key, an unquoted argument. */
export interface Word {
  type: "word";
  text: string;
  span: TextSpan;
}

/** `${…}` or `%{…}`: filled in by another tool, so nothing can be said of it. */
export interface Opaque {
  type: "opaque";
  text: string;
  span: TextSpan;
}

/** Stands where the text lacks something; its span is empty. A problem has been reported. */
export interface Missing {
  type: "missing";
  span: TextSpan;
}

export type Comparison = ">" | ">=" | "<" | "<=" | "==" | "!=";

export interface Comparator {
  type: "comparator";
  op: Comparison;
  span: TextSpan;
}

/** `dynamic` is the bare word `threshold`: the limit is itself a query (`thresholds.critical_query`). */
export type Threshold = NumberLiteral | Opaque | Missing | { type: "dynamic"; span: TextSpan };

/** How a monitor's query ends. Undefined comparator: the text lacks it. */
export interface Condition {
  type: "condition";
  comparator: Comparator | undefined;
  threshold: Threshold;
  span: TextSpan;
}
