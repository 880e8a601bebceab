/** M12: the title speaks of one thing, the query watches another; or the query watches everything. */

import { printKey } from "../../search/index";
import { searchesOf } from "../facts/searches";
import { topicsOf } from "../facts/text";
import { NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

export const titleMismatch: Rule = {
  id: "title-mismatch",
  ref: "M12",
  severity: "warning",
  confidence: "possible",
  summary: "The title names something the query does not watch.",
  needsQuery: true,
  check: (subject) => {
    const { name, message } = subject.input;
    const text = plain(name ?? "") || plain((message ?? "").slice(0, 300));
    const said = topicsOf(text);
    if (said.size === 0) return NOTHING;
    // Names of groups say nothing about what is measured.
    const watched = new Set<string>();
    for (const { metric } of subject.series) topicsOf(metric.text, watched);
    for (const { text: search } of searchesOf(subject)) topicsOf(search, watched);
    if ([...said].some((topic) => watched.has(topic))) return NOTHING;
    const path = name && plain(name) ? "name" : "message";
    const topics = [...said].join(" and ");
    if (watched.size > 0 && subject.series.length > 0) {
      return [
        {
          message: `the ${path === "name" ? "title" : "message"} speaks of ${topics}, the query watches ${[...watched].join(" and ")}`,
          hint: "Correct whichever is wrong.",
          path,
        },
      ];
    }
    if (watched.size === 0 && isGeneric(subject)) {
      return [
        {
          message: `the ${path === "name" ? "title" : "message"} speaks of ${topics}, but the search has no term for it: it counts everything of the service`,
          hint: `Add a term for ${topics} to the search.`,
          path: "query",
        },
      ];
    }
    return NOTHING;
  },
};

/** What people see of a text before any data: variables and brackets removed. */
function plain(text: string): string {
  return text.replace(/\{\{[^{}]{0,200}\}\}/g, " ").trim();
}

const GENERIC: ReadonlySet<string> = new Set(["env", "host", "service", "source", "status", "team", "version"]);

/** The search only says whose events, not which. */
function isGeneric(subject: Subject): boolean {
  const searches = searchesOf(subject);
  if (searches.length === 0) return false;
  return searches.every(({ terms }) => terms.every(({ key }) => key !== undefined && GENERIC.has(printKey(key))));
}
