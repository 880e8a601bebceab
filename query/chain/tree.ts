/**
 * `source("…").method(…).method(…)`: the shape that event queries, formulas, service checks, processes and SLO alerts have in
 * common. Only read here; each language turns it into its own tree.
 */

import type { Missing, NumberLiteral, Opaque, StringLiteral, Word } from "../lexer/index";
import type { TextSpan } from "../text/index";

export interface Chain {
  /** The quoted name in front of a service check. */
  subject: StringLiteral | undefined;
  calls: ChainCall[];
  /** A quote was never closed, so that the rest makes no sense: how many problems were known then. Later ones are noise. */
  brokenAt: number | undefined;
  span: TextSpan;
}

export interface ChainCall {
  type: "chain-call";
  name: Word;
  /** Opaque when a placeholder stands for parentheses and all: `.over${var.tags}`. */
  arguments: ChainArgument[] | Opaque;
  span: TextSpan;
}

export interface ChainKeyword {
  type: "keyword";
  name: Word;
  value: StringLiteral | NumberLiteral | Word | Opaque | Missing;
  span: TextSpan;
}

/** A bare word holds what needs no quotes in a data-jobs query: `by(job_name)`, `last(10d)`. */
export type ChainArgument = StringLiteral | NumberLiteral | Word | Opaque | ChainKeyword;

/** A quoted text, or a placeholder in its place. */
export type Text = StringLiteral | Opaque;

/** A list of quoted texts; opaque when a placeholder brings the parentheses. */
export type Texts = Text[] | Opaque;
