/** Whether a value is another tool's to fill in. */

import { holdsPlaceholder, type Word } from "../../lexer/index";

export function isOpaqueWord(word: Word): boolean {
  return holdsPlaceholder(word.text);
}

/** A text with `${…}` or `%{…}` in it. */
export function isOpaqueValue(value: unknown): boolean {
  return typeof value === "string" && holdsPlaceholder(value);
}
