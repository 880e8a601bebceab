/** M9: text that must not be HTML-encoded, in double braces. */

import { messageVariables } from "../facts/variables";
import type { Finding, Rule } from "../rule";

/** Texts with quotes, angle brackets and ampersands in them; links with several parameters. */
const RAW: ReadonlySet<string> = new Set([
  "check_message",
  "log.link",
  "span.link",
  "rum.link",
  "event.link",
  "log.message",
  "event.text",
]);

export const encodedVariable: Rule = {
  id: "encoded-variable",
  ref: "M9",
  severity: "warning",
  confidence: "likely",
  summary: "Double braces HTML-encode the value: a message or link arrives with `&amp;` and `&quot;` in it.",
  needsQuery: false,
  needs: ["text-variables"],
  check: (subject) =>
    messageVariables(subject).flatMap(({ path, use, triple, span }): Finding[] => {
      if (use !== "tag" || triple || !RAW.has(path)) return [];
      const right = `{{{${path}}}}`;
      return [
        {
          message: `\`{{${path}}}\` is HTML-encoded`,
          hint: `Write \`${right}\`.`,
          path: "message",
          span,
          fix: { type: "text", path: "message", span, text: right },
        },
      ];
    }),
};
