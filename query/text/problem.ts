/**
 * What every parser of this folder reports: a place in the text it was given (offsets, not lines) and what is wrong there.
 * The caller knows the file and turns a problem into a diagnostic; parsers know neither files nor rules.
 */

import type { Severity } from "../../diagnostics/index";

/** UTF-16 offsets into the parsed text, the end exclusive. */
export interface TextSpan {
  start: number;
  end: number;
}

/** A finding of a parser. `code` is kebab-case and starts with the language, e.g. `search-unclosed-quote`. */
export interface SyntaxProblem {
  code: string;
  severity: Severity;
  /** What is wrong, with the user's own text in it. */
  message: string;
  /** The change to make. */
  hint?: string;
  span: TextSpan;
  /** The change to the parsed text, where it is certain. */
  fix?: TextEdit;
}

/** Replaces the span by the text. */
export interface TextEdit {
  span: TextSpan;
  text: string;
}

/** A text cut for a message: at most 40 characters, line breaks shown as blanks. */
export function excerpt(text: string, limit = 40): string {
  const flat = text.slice(0, limit + 1).replace(/\s/g, " ");
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
