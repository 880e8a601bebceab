/** M12: the file is named for another monitor, as when the contents of two files were swapped. */

import { wordsOf } from "../facts/text";
import { NOTHING, type Rule } from "../rule";

export const fileMismatch: Rule = {
  id: "file-mismatch",
  ref: "M12",
  severity: "warning",
  confidence: "possible",
  summary: "The file's name and the monitor in it have no word in common.",
  needsQuery: false,
  check: (subject, context) => {
    const { file, name = "", message = "", query } = subject.input;
    if (!file?.endsWith(".json") || context.monitorsIn(file) !== 1 || name === "") return NOTHING;
    const stem = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1, -".json".length);
    // `<integration>__<monitor>`: the second part says which monitor.
    const words = wordsOf(stem.slice(stem.lastIndexOf("__") + 1)).filter(
      (word) => word.length > 3 && !GENERAL.has(word),
    );
    if (words.length < 2) return NOTHING;
    const written = wordsOf(`${name} ${message} ${query}`);
    if (words.some((word) => written.some((other) => alike(word, other)))) return NOTHING;
    return [
      {
        message: `the file is called \`${stem}\`, the monitor in it is "${name}"`,
        hint: "Check that the contents of two files were not swapped; otherwise rename the file.",
        path: "name",
      },
    ];
  },
};

/** They say nothing about which monitor it is. */
const GENERAL: ReadonlySet<string> = new Set([
  "monitor",
  "monitors",
  "alert",
  "alerts",
  "datadog",
  "export",
  "high",
  "recommended",
  "json",
]);

/** One word begins the other. */
function alike(a: string, b: string): boolean {
  return b.length > 2 && (a.startsWith(b) || b.startsWith(a));
}
