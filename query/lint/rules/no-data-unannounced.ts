/** N7: the monitor notifies on missing data, and its message has a text for every state but that. */

import { blocksIn, notifiesNoData } from "../facts/handles";
import { NOTHING, type Rule } from "../rule";

export const noDataUnannounced: Rule = {
  id: "no-data-unannounced",
  ref: "N7",
  severity: "warning",
  confidence: "likely",
  summary: "The monitor notifies on missing data, but its conditionals have no text for it.",
  needsQuery: false,
  needs: ["no-data", "blocks"],
  check: (subject) => {
    if (notifiesNoData(subject) !== true) return NOTHING;
    const blocks = blocksIn(subject);
    const [first] = blocks;
    if (!first || blocks.some(({ helper }) => helper.startsWith("is_no_data"))) return NOTHING;
    const option = subject.options.on_missing_data === "show_and_notify_no_data" ? "on_missing_data" : "notify_no_data";
    const general = subject.message().tree.body.some((node) => node.type === "text" && /[\p{L}\d]/u.test(node.text));
    const effect = general ? "the message reads as if the condition were met" : "the notification arrives without one";
    return [
      {
        message: `the monitor notifies on missing data, but no text says so: ${effect}`,
        hint: `Add \`{{#is_no_data}}…{{/is_no_data}}\`, or turn \`${option}\` off.`,
        path: "message",
        span: first.openSpan,
      },
    ];
  },
};
