/** Shows findings the way the user asked for, and says which exit code they mean. */

import type { Diagnostic } from "../diagnostics/index";
import { EXIT, type Options } from "./command";

export function exitCodeOf(diagnostics: readonly Diagnostic[], failOn: Options["failOn"] = "error"): number {
  const bad = diagnostics.some(
    ({ severity }) => severity === "error" || (failOn === "warning" && severity === "warning"),
  );
  return bad ? EXIT.findings : EXIT.ok;
}

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Catalog text on one line of a terminal or a CI log: no control or direction characters, no line breaks. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, " ").trimEnd();
}
