/**
 * The catalog's filters by tags: one typed form, read from Datadog's tag syntax (`region:eu,!device:tmpfs` or `region:eu AND NOT
 * device:tmpfs`) and printed in the language where it is used. A language that cannot say it is a problem, never an approximation.
 */

import { parseFilter, type SyntaxProblem } from "../query/index";

type Parsed = ReturnType<typeof parseFilter>;

export type Filter =
  | { type: "all" }
  | { type: "tag"; key: string /** Undefined for a tag without a value. */; value: string | undefined }
  | { type: "in"; key: string; values: string[] }
  | { type: "not"; filter: Filter }
  | { type: "and" | "or"; filters: Filter[] };

/** Where filters are written: braces of metrics, searches, lists of tags: for service checks, and for processes, which know no exceptions. */
export type FilterLanguage = "metric" | "search" | "list" | "process";

/** The language of filters in a monitor of this type. */
export function filterLanguage(monitorType: string): FilterLanguage {
  if (["query alert", "metric alert", "cost alert"].includes(monitorType)) return "metric";
  if (monitorType === "process alert") return "process";
  return monitorType === "service check" ? "list" : "search";
}

const ALL: Filter = { type: "all" };
/** Tags begin with a letter; `@` and `-` are of searches. */
const KEY = /^[\p{L}_][\p{L}\p{N}_./-]*$/u;
/** What is wrong with the text of a filter, and where in it. */
type FilterProblem = Pick<SyntaxProblem, "message" | "hint" | "span">;

const known = new Map<string, { filter: Filter; problems: FilterProblem[] }>();

/** A filter from the catalog, with what is wrong with it. */
export function readFilter(text: string): { filter: Filter; problems: FilterProblem[] } {
  const before = known.get(text);
  if (before) return before;
  const syntax: SyntaxProblem[] = [];
  const parsed = text.trim() === "" ? undefined : parseFilter(text, syntax);
  const problems: FilterProblem[] = syntax.filter(({ severity }) => severity === "error");
  const read = { filter: parsed ? simple(parsed, problems) : ALL, problems };
  known.set(text, read);
  return read;
}

function simple(parsed: Parsed, problems: FilterProblem[]): Filter {
  switch (parsed.type) {
    case "everything":
    case "missing":
      return ALL;
    case "tag":
      if (!KEY.test(parsed.key) || /^[<>"']/.test(parsed.value ?? ""))
        problems.push({
          message: `\`${parsed.value === undefined ? parsed.key : `${parsed.key}:${parsed.value}`}\` is no tag`,
          hint: "Write tags, `key:value`; what only a search can do belongs into a signal's `query`.",
          span: { start: parsed.span.start - 1, end: parsed.span.end - 1 },
        });
      return { type: "tag", key: parsed.key, value: parsed.value };
    case "in": {
      const filter: Filter = { type: "in", key: parsed.key, values: parsed.values.map(({ text }) => text) };
      return parsed.negated ? { type: "not", filter } : filter;
    }
    case "not":
      return { type: "not", filter: simple(parsed.operand, problems) };
    case "and":
    case "or":
      return { type: parsed.type, filters: parsed.operands.map((one) => simple(one, problems)) };
    case "opaque":
    case "template-variable":
      problems.push({
        message: `\`${parsed.text}\` is nothing that could be filled in here`,
        hint: "Write the value out.",
        span: { start: parsed.span.start - 1, end: parsed.span.end - 1 },
      });
      return ALL;
  }
}

/** All of several filters. */
export function both(filters: readonly Filter[]): Filter {
  const flat = filters.flatMap((filter) => (filter.type === "and" ? filter.filters : [filter]));
  const [first, ...others] = flat.filter(({ type }) => type !== "all");
  if (!first) return ALL;
  return others.length === 0 ? first : { type: "and", filters: [first, ...others] };
}

/** Between the braces of a metric: commas where that is enough, words where it is not; the two cannot be mixed. */
export function metricFilter(filter: Filter): string {
  const parts = filter.type === "and" ? filter.filters : [filter];
  if (parts.every(isSimple)) return parts.map((part) => symbol(part)).join(",");
  return parts.map((part) => worded(part, parts.length > 1)).join(" AND ");
}

/** A tag, or a tag that must not be. */
function isSimple(filter: Filter): boolean {
  const inner = filter.type === "not" ? filter.filter : filter;
  return inner.type === "tag" || (inner.type === "all" && filter.type === "all");
}

function symbol(filter: Filter): string {
  return filter.type === "not" ? `!${symbol(filter.filter)}` : tagText(filter);
}

function tagText(filter: Filter): string {
  if (filter.type !== "tag") return "*";
  return filter.value === undefined ? filter.key : `${filter.key}:${filter.value}`;
}

function worded(filter: Filter, inside: boolean): string {
  switch (filter.type) {
    case "all":
    case "tag":
      return tagText(filter);
    case "in":
      return `${filter.key} IN (${filter.values.join(",")})`;
    case "not":
      if (filter.filter.type === "in") return `${filter.filter.key} NOT IN (${filter.filter.values.join(",")})`;
      return `NOT ${worded(filter.filter, true)}`;
    case "and":
    case "or": {
      const text = filter.filters.map((one) => worded(one, true)).join(filter.type === "and" ? " AND " : " OR ");
      return inside ? `(${text})` : text;
    }
  }
}

/** In the search syntax of logs, spans, sessions and events. Nothing where it takes everything. */
export function searchFilter(filter: Filter, inside = false): string {
  switch (filter.type) {
    case "all":
      return "";
    case "tag":
      return `${filter.key}:${escaped(filter.value ?? "*")}`;
    case "in":
      return `${filter.key}:(${filter.values.map(escaped).join(" OR ")})`;
    case "not":
      return `-${searchFilter(filter.filter, true) || "*"}`;
    case "and":
    case "or": {
      const text = filter.filters.map((one) => searchFilter(one, true)).join(filter.type === "and" ? " " : " OR ");
      return inside || filter.type === "or" ? `(${text})` : text;
    }
  }
}

/** Characters that mean something in a search; `*` does in both languages. */
function escaped(value: string): string {
  return value.replace(/[\\:?"'()[\]{}<>=!^~&|#+]/g, "\\$&");
}

/** As tags that must be there and tags that must not: all a service check knows. Undefined when that cannot say it. */
export function listFilter(filter: Filter): { over: string[]; exclude: string[] } | undefined {
  const lists = { over: [] as string[], exclude: [] as string[] };
  const add = (part: Filter, wanted: boolean): boolean => {
    switch (part.type) {
      case "all":
        return wanted;
      case "tag":
        lists[wanted ? "over" : "exclude"].push(tagText(part));
        return true;
      case "in":
        if (wanted && part.values.length > 1) return false;
        return part.values.every((value) => add({ type: "tag", key: part.key, value }, wanted));
      case "not":
        return add(part.filter, !wanted);
      case "and":
        return wanted && part.filters.every((one) => add(one, true));
      case "or":
        return !wanted && part.filters.every((one) => add(one, false));
    }
  };
  return add(filter, true) ? lists : undefined;
}

/** What keeps a filter from being said in a language; undefined when nothing does. */
export function unsaid(filter: Filter, language: FilterLanguage): { message: string; hint: string } | undefined {
  const lists = listFilter(filter);
  if (language === "list" && !lists)
    return {
      message: "a service check cannot be filtered by alternatives",
      hint: "Write tags that must be there, and with `!` tags that must not: `region:eu,!role:spare`.",
    };
  if (language === "process" && lists?.exclude.length !== 0)
    return {
      message: `live processes cannot be filtered by ${lists ? "tags that must not be there" : "alternatives"}`,
      hint: "Write tags that must be there: `region:eu,role:main`.",
    };
  const bare = language === "search" ? bareTag(filter) : undefined;
  if (bare !== undefined)
    return {
      message: `a search cannot be filtered by the tag \`${bare}\`, which has no value`,
      hint: `Write \`${bare}:<value>\`: in a search a word alone is looked for in the text.`,
    };
  return undefined;
}

function bareTag(filter: Filter): string | undefined {
  switch (filter.type) {
    case "tag":
      return filter.value === undefined ? filter.key : undefined;
    case "not":
      return bareTag(filter.filter);
    case "and":
    case "or":
      return filter.filters.map(bareTag).find((key) => key !== undefined);
    default:
      return undefined;
  }
}
