/**
 * The typed tree of the search syntax that logs, events, spans, RUM and the other event-platform queries share.
 * Words, phrases and paths keep their escapes (`raw`), so that printing never changes what is matched.
 */

import type { TextSpan } from "../text/index";

export interface Search {
  type: "search";
  /** Undefined when nothing is searched for: every event matches. */
  root: SearchNode | undefined;
  span: TextSpan;
}

export type SearchNode = SearchOr | SearchAnd | SearchNot | SearchTerm | SearchCidr;

export interface SearchOr {
  type: "or";
  /** At least two. */
  operands: SearchNode[];
  span: TextSpan;
}

/** Juxtaposition or `AND`: the same thing. */
export interface SearchAnd {
  type: "and";
  /** At least two. */
  operands: SearchNode[];
  span: TextSpan;
}

/** `-x` or `NOT x`: the same thing. */
export interface SearchNot {
  type: "not";
  operand: SearchNode;
  span: TextSpan;
}

export interface SearchTerm {
  type: "term";
  /** Undefined: free text, searched in the message only. */
  key: SearchKey | undefined;
  value: SearchValue;
  /** The operator a free-text word was probably meant to be: operators are upper case, `and` is a word that must occur. */
  meant?: "AND" | "OR" | "NOT";
  span: TextSpan;
}

/** `CIDR(@network.client.ip, 10.0.0.0/8)`. */
export interface SearchCidr {
  type: "cidr";
  attribute: SearchKey;
  blocks: SearchWord[];
  span: TextSpan;
}

/** `attribute` is written `@path`, `calculated` `#path`, `everything` `*`, `reserved` (a reserved attribute or a tag) bare. */
export interface SearchKey {
  type: "key";
  kind: "attribute" | "calculated" | "everything" | "reserved";
  /** Without the sign, escapes kept. `*` for everything. */
  path: string;
  span: TextSpan;
}

export type SearchValue = SearchWord | SearchPhrase | SearchRange | SearchComparison | SearchGroup | SearchMissing;

export interface SearchWord {
  type: "word";
  /** As written: escapes kept, unescaped `*` and `?` are wildcards, `${…}` is somebody else's placeholder. */
  raw: string;
  span: TextSpan;
}

export interface SearchPhrase {
  type: "phrase";
  /** Between the quotes, escapes kept; wildcards are literal here. */
  raw: string;
  span: TextSpan;
}

export interface SearchRange {
  type: "range";
  low: SearchWord | SearchPhrase;
  high: SearchWord | SearchPhrase;
  /** Written `{` or `}` instead of `[` or `]`: the bound itself does not match. */
  lowExcluded: boolean;
  highExcluded: boolean;
  span: TextSpan;
}

export interface SearchComparison {
  type: "comparison";
  operator: ">" | ">=" | "<" | "<=";
  bound: SearchWord | SearchMissing;
  span: TextSpan;
}

/** `@status:(a OR b)`: terms without a key of their own take the one before the parenthesis. */
export interface SearchGroup {
  type: "group";
  body: SearchNode;
  span: TextSpan;
}

/** A value the author left out; a problem was reported. */
export interface SearchMissing {
  type: "missing";
  span: TextSpan;
}
