/** What people read of a monitor, and what the words in it are about. */

import type { TemplateNode } from "../../template/index";
import { type ProseQuantity, quantitiesIn } from "../../units/index";
import { remembered, type Subject } from "../subject";
import { isLimitIn } from "./limit";

/** The name, then the message. */
export function prose(subject: Subject): string {
  return `${subject.input.name ?? ""}\n${subject.input.message ?? ""}`;
}

/** An amount that a text compares with. */
export interface QuotedLimit {
  path: "name" | "message";
  amount: ProseQuantity;
}

/** The amounts of the texts people read that stand behind a comparison: `above 5%`, `> 200ms`. */
export const quotedLimits = remembered(({ input }): readonly QuotedLimit[] => {
  const found: QuotedLimit[] = [];
  for (const path of ["name", "message"] as const) {
    const text = input[path] ?? "";
    for (const amount of quantitiesIn(text)) if (isLimitIn(text, amount.span.start)) found.push({ path, amount });
  }
  return found;
});

/** Every node of a message, blocks before what is in them; not what is in a node of which `visit` says false. */
export function walkTemplate(nodes: readonly TemplateNode[], visit: (node: TemplateNode) => unknown): void {
  for (const node of nodes) {
    if (visit(node) === false) continue;
    if (node.type === "block") {
      walkTemplate(node.body, visit);
      if (node.otherwise) walkTemplate(node.otherwise, visit);
    } else if (node.type === "raw") walkTemplate(node.body, visit);
    else if (node.type === "handle") walkTemplate(node.parts, visit);
  }
}

/** Subjects of monitoring that exclude one another enough to notice when a title and a query disagree. */
const TOPICS: readonly (readonly [topic: string, words: string])[] = [
  ["CPU", "cpu"],
  ["memory", "memory mem heap rss oom"],
  ["disk", "disk disks filesystem storage volume"],
  ["network", "network packet packets bandwidth"],
  ["database", "database databases sql postgres postgresql mysql"],
  ["login", "login logins authentication password"],
  ["payment", "payment payments payout payouts refund refunds"],
  ["certificate", "certificate certificates cert tls ssl"],
];

/** Words of a text: lower case, split at everything else, and where a capital follows a small letter. */
export function wordsOf(text: string): string[] {
  const apart = text.slice(0, LONGEST).replace(/([a-z])([A-Z])/g, "$1 $2");
  return apart.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Titles and queries are short; what is longer is no prose. */
const LONGEST = 5000;

/** The topics that words of the text name, added to those found before. */
export function topicsOf(text: string, found = new Set<string>()): Set<string> {
  for (const word of wordsOf(text)) {
    const topic = TOPIC_OF.get(word);
    if (topic) found.add(topic);
  }
  return found;
}

const TOPIC_OF: ReadonlyMap<string, string> = new Map(
  TOPICS.flatMap(([topic, words]) => words.split(" ").map((word): [string, string] => [word, topic])),
);
