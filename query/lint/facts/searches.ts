/** The search strings of a monitor, parsed once: the one in its query, and those of its variables. */

import { searchSpan } from "../../monitor/index";
import { type PlacedTerm, parseSearch, type Search, termsOf } from "../../search/index";
import type { SyntaxProblem, TextSpan } from "../../text/index";
import { asRecord } from "../input";
import { remembered } from "../subject";

export interface PlacedSearch {
  tree: Search;
  terms: readonly PlacedTerm[];
  /** As the vendor reads it. */
  text: string;
  path: string;
  /** From a place in the search to the place in the text at the path. */
  place: (span: TextSpan) => TextSpan;
  /** Empty for the search of the query: those were reported with the query. */
  problems: readonly SyntaxProblem[];
}

export const searchesOf = remembered(({ input, options, parsed, query }): readonly PlacedSearch[] => {
  const found: PlacedSearch[] = [];
  if (query.type === "event-monitor" && query.search?.type === "string" && parsed.search) {
    const literal = query.search;
    const place = (span: TextSpan) => searchSpan(input.query, literal, span);
    found.push({
      tree: parsed.search,
      terms: termsOf(parsed.search),
      text: literal.value,
      path: "query",
      place,
      problems: [],
    });
  }
  const list = Array.isArray(options.variables) ? options.variables : [];
  for (const [index, item] of list.entries()) {
    const { query: text } = asRecord(asRecord(item).search);
    if (typeof text !== "string") continue;
    const { tree, problems } = parseSearch(text);
    found.push({
      tree,
      terms: termsOf(tree),
      text,
      path: `options.variables.${index}.search.query`,
      place: (span) => span,
      problems,
    });
  }
  return found;
});
