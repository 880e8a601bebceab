/** G6: who is notified depends on an attribute that events may lack. */

import { handleName, type TemplateBlock } from "../../template/index";
import { walkTemplate } from "../facts/text";
import type { Finding, Rule } from "../rule";

const ATTRIBUTE = /^(log|span|rum|event|audit)\.(attributes|tags)\./;

export const routingByAttribute: Rule = {
  id: "routing-by-attribute",
  ref: "G6",
  severity: "warning",
  confidence: "likely",
  summary: "Notification depends on an attribute of the event: where it is absent nobody is told.",
  needsQuery: false,
  needs: ["blocks", "handles"],
  check: (subject) => {
    const found: Finding[] = [];
    walkTemplate(subject.message().tree.body, (node) => {
      if (node.type !== "block" || node.negated || !node.helper.endsWith("match")) return;
      const [key] = node.arguments;
      if (!key || !ATTRIBUTE.test(key.text) || node.otherwise) return;
      const handles = handlesIn(node);
      if (handles.length === 0) return;
      found.push({
        message: `${handles.join(", ")} is told only when \`${key.text}\` matches; an event without it tells nobody`,
        hint: "Group by the attribute, or add `{{else}}` with a handle for the rest.",
        path: "message",
        span: node.openSpan,
      });
    });
    return found;
  },
};

function handlesIn(block: TemplateBlock): string[] {
  const names: string[] = [];
  walkTemplate(block.body, (node) => {
    if (node.type === "handle") names.push(`\`${handleName(node)}\``);
  });
  return names;
}
