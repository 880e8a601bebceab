/** Q29: a reserved attribute written with `@`, or an attribute written without. */

import type { SearchKey } from "../../search/index";
import { searchesOf } from "../facts/searches";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

/** Reserved attributes of logs are searched without `@` [DOC search_syntax]. `status` and `message` also occur as own attributes. */
const RESERVED: ReadonlySet<string> = new Set(["host", "service", "source", "trace_id"]);

/** First steps of the vendor's standard attributes. */
const STANDARD: ReadonlySet<string> = new Set(["db", "error", "evt", "http", "network", "usr"]);

export const searchKeyKind: Rule = {
  id: "search-key-kind",
  ref: "Q29",
  severity: "warning",
  confidence: "likely",
  summary: "A search names a reserved attribute with `@`, or an attribute without it.",
  needsQuery: true,
  needs: ["searches"],
  check: (subject) => {
    if (!watchesLogs(subject)) return NOTHING;
    return searchesOf(subject).flatMap(({ terms, path, place }) =>
      terms.flatMap(({ key }): Finding[] => {
        const told = key && judge(key);
        if (!key || !told) return [];
        const { right, ...finding } = told;
        const span = place(key.span);
        return [{ ...finding, path, span, fix: { type: "text", path, span, text: right } }];
      }),
    );
  },
};

function judge(key: SearchKey): { message: string; hint: string; right: string } | undefined {
  if (key.kind === "attribute" && RESERVED.has(key.path)) {
    return {
      message: `\`${key.path}\` is a reserved attribute: \`@${key.path}\` looks for an attribute of the log's own`,
      hint: `Write \`${key.path}:\`.`,
      right: key.path,
    };
  }
  const dot = key.path.indexOf(".");
  if (key.kind === "reserved" && dot > 0 && STANDARD.has(key.path.slice(0, dot))) {
    return {
      message: `\`${key.path}\` is an attribute: without \`@\` it is looked for among the tags`,
      hint: `Write \`@${key.path}:\`.`,
      right: `@${key.path}`,
    };
  }
  return undefined;
}

function watchesLogs(subject: Subject): boolean {
  return (
    subject.type === "log alert" || (subject.query.type === "event-monitor" && subject.query.source.text === "logs")
  );
}
