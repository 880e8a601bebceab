/** The search syntax of logs, events, spans, RUM and the other event-platform queries. */

export { type ParsedSearch, parseSearch } from "./parse";
export { printKey, printSearch } from "./print";
export { type Answer, eitherSet, eventIn, type FoundEvent, type SearchSet, searchSet, setWithout } from "./sets";
export { type PlacedTerm, termsOf } from "./terms";
export type {
  Search,
  SearchAnd,
  SearchCidr,
  SearchComparison,
  SearchGroup,
  SearchKey,
  SearchMissing,
  SearchNode,
  SearchNot,
  SearchOr,
  SearchPhrase,
  SearchRange,
  SearchTerm,
  SearchValue,
  SearchWord,
} from "./tree";
