/** One line for each change that `--fix` made: where, by which rule, and what stands there now. */

import { type Diagnostic, safeLine, shorten } from "../../diagnostics/index";
import type { Fix } from "../../query/index";

export function fixed({ code, file, line, column, message }: Diagnostic, fix: Fix): string {
  return safeLine(`${file}:${line}:${column} fixed [${code}] ${what(fix)} (${shorten(message, 70)})`);
}

function what(fix: Fix): string {
  switch (fix.type) {
    case "text":
      return fix.text === "" ? `a part of \`${fix.path}\` is gone` : `now \`${shorten(fix.text, 60)}\``;
    case "set":
      return `\`${fix.path}\` is now ${JSON.stringify(fix.value)}`;
    case "remove":
      return `\`${fix.path}\` is gone`;
  }
}
