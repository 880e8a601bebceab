/**
 * Parses the event-platform search syntax. Never throws: what is wrong is reported and the rest is still understood.
 * Operators are upper case only; a lower-case `or` is a word, as it is for the vendor, and the tree says so.
 */

import { excerpt, type SyntaxProblem } from "../text/index";
import { completeEscape, isBlank, isCidrBlock, isNumeric, Reader } from "./reader";
import type {
  Search,
  SearchCidr,
  SearchComparison,
  SearchKey,
  SearchNode,
  SearchPhrase,
  SearchRange,
  SearchTerm,
  SearchValue,
  SearchWord,
} from "./tree";

/** Parentheses and negations inside one another; published queries stay below 5. */
const MAX_DEPTH = 64;

export interface ParsedSearch {
  tree: Search;
  problems: SyntaxProblem[];
}

export function parseSearch(text: string): ParsedSearch {
  const reader = new Reader(text);
  const operands: SearchNode[] = [];
  do {
    const node = parseOr(reader, 0);
    if (node) operands.push(node);
    skipStrayClosings(reader);
  } while (!reader.atEnd());
  return {
    tree: { type: "search", root: join("and", operands), span: { start: 0, end: text.length } },
    problems: reader.problems,
  };
}

/** Operands of the same kind joined on one level; a single operand stands for itself. */
function join(type: "and" | "or", operands: SearchNode[]): SearchNode | undefined {
  const [first] = operands;
  const last = operands.at(-1);
  if (!first || !last) return undefined;
  if (operands.length === 1) return first;
  return { type, operands, span: { start: first.span.start, end: last.span.end } };
}

function skipStrayClosings(reader: Reader): void {
  reader.skipBlanks();
  const start = reader.pos;
  while (reader.peek() === ")") {
    reader.pos++;
    reader.skipBlanks();
  }
  if (reader.pos > start) {
    reader.report("search-stray-parenthesis", "`)` closes nothing", "Remove it, or open the group it ends.", start);
  }
}

function parseOr(reader: Reader, depth: number): SearchNode | undefined {
  const operands: SearchNode[] = [];
  let awaiting = false;
  for (;;) {
    reader.skipBlanks();
    const start = reader.pos;
    const operand = parseAnd(reader, depth);
    if (operand) operands.push(operand);
    else if (awaiting || reader.atOperator("OR")) {
      const message = `\`OR\` has nothing on its ${awaiting ? "right" : "left"}`;
      reader.report("search-missing-operand", message, "Add the missing term or remove the operator.", start);
    }
    if (!reader.eatOperator("OR")) return join("or", operands);
    awaiting = true;
  }
}

function parseAnd(reader: Reader, depth: number): SearchNode | undefined {
  const operands: SearchNode[] = [];
  let awaiting: number | undefined;
  for (;;) {
    reader.skipBlanks();
    const start = reader.pos;
    if (reader.eatOperator("AND")) {
      if (operands.length === 0 || awaiting !== undefined) {
        const hint = "Add the missing term or remove the operator.";
        reader.report("search-missing-operand", "`AND` has nothing on its left", hint, start);
      }
      awaiting = start;
      continue;
    }
    const before = reader.pos;
    const operand = parseNot(reader, depth);
    if (operand) operands.push(operand);
    else if (reader.pos === before || reader.atEnd()) break;
    awaiting = undefined;
  }
  if (awaiting !== undefined) {
    const hint = "Add the missing term or remove the operator.";
    reader.report("search-missing-operand", "`AND` has nothing on its right", hint, awaiting);
  }
  return join("and", operands);
}

/** Undefined at the end of a group, before `OR`, or where nothing could be read (then a problem was reported). */
function parseNot(reader: Reader, depth: number): SearchNode | undefined {
  reader.skipBlanks();
  const start = reader.pos;
  if (reader.atEnd() || reader.peek() === ")" || reader.atOperator("OR")) return undefined;
  const negated = reader.eatOperator("NOT") || reader.eatMinus();
  if (!negated) return reader.peek() === "(" ? parseGroup(reader, depth) : parseTerm(reader, depth);
  if (depth >= MAX_DEPTH) return tooDeep(reader, start);
  const operand = parseNot(reader, depth + 1);
  if (!operand) {
    reader.report("search-missing-operand", "nothing follows the negation", "Add the term to exclude.", start);
    return undefined;
  }
  return { type: "not", operand, span: { start, end: operand.span.end } };
}

function tooDeep(reader: Reader, start: number): undefined {
  const message = `the search is nested more than ${MAX_DEPTH} levels deep; the rest is not checked`;
  reader.report("search-too-deep", message, "Write it flat.", start);
  reader.pos = reader.text.length;
  return undefined;
}

function parseGroup(reader: Reader, depth: number): SearchNode | undefined {
  const start = reader.pos;
  if (depth >= MAX_DEPTH) return tooDeep(reader, start);
  reader.pos++;
  const body = parseOr(reader, depth + 1);
  reader.skipBlanks();
  if (reader.peek() === ")") reader.pos++;
  else reader.report("search-unclosed-parenthesis", "`(` is never closed", "Add `)`.", start, start + 1);
  if (!body) reader.report("search-empty-group", "`()` holds nothing", "Remove it or put a term inside.", start);
  return body;
}

function parseTerm(reader: Reader, depth: number): SearchNode {
  const start = reader.pos;
  if (reader.peek() === '"') return term(start, undefined, parsePhrase(reader));
  if (reader.startsWith("CIDR(")) return parseCidr(reader);
  const head = reader.word(":");
  if (reader.peek() === ":" && head.length > 0) {
    const key = keyOf(head, start);
    reader.pos++;
    return term(start, key, parseValue(reader, depth, key));
  }
  const raw = head + reader.word("");
  warnAboutGluing(reader, start);
  const word: SearchWord = { type: "word", raw, span: { start, end: reader.pos } };
  const meant = MEANT[raw.toLowerCase()];
  const node = term(start, undefined, word);
  if (meant && raw !== meant) node.meant = meant;
  return node;
}

const MEANT: { readonly [word: string]: "AND" | "OR" | "NOT" | undefined } = Object.assign(Object.create(null), {
  and: "AND",
  or: "OR",
  not: "NOT",
  "&&": "AND",
  "||": "OR",
});

function term(start: number, key: SearchKey | undefined, value: SearchValue): SearchTerm {
  return { type: "term", key, value, span: { start, end: Math.max(value.span.end, key?.span.end ?? 0) } };
}

function keyOf(head: string, start: number): SearchKey {
  const span = { start, end: start + head.length };
  if (head === "*") return { type: "key", kind: "everything", path: "*", span };
  if (head.startsWith("@")) return { type: "key", kind: "attribute", path: head.slice(1), span };
  if (head.startsWith("#")) return { type: "key", kind: "calculated", path: head.slice(1), span };
  return { type: "key", kind: "reserved", path: head, span };
}

function parseValue(reader: Reader, depth: number, key: SearchKey): SearchValue {
  const start = reader.pos;
  const next = reader.peek();
  if (next === '"') return parsePhrase(reader);
  if (next === "(") {
    const body = parseGroup(reader, depth);
    if (body) return { type: "group", body, span: { start, end: reader.pos } };
    return { type: "missing", span: { start, end: reader.pos } };
  }
  if (next === "[" || next === "{") {
    const range = parseRange(reader);
    if (range) return range;
    const hint = "A range is `[low TO high]`, with `TO` in upper case; `*` leaves a side open.";
    if (next === "[") {
      const shown = excerpt(reader.text.slice(start, start + 50));
      reader.report("search-bad-range", `\`${shown}\` is no range`, hint, start, start + 1);
    }
  }
  if (next === ">" || next === "<") return parseComparison(reader, key);
  // A bracket that opens no range is a character; escaped, it stays one whatever is printed after it.
  const raw = (next === "[" || next === "{" ? "\\" : "") + reader.word("");
  warnAboutGluing(reader, start);
  if (raw.length > 0) return { type: "word", raw, span: { start, end: reader.pos } };
  const name = reader.text.slice(key.span.start, key.span.end);
  const hint = `Put a value right after the colon, e.g. \`${excerpt(name)}:*\` for any; a blank there ends the term.`;
  reader.report("search-missing-value", `\`${excerpt(name)}:\` has no value`, hint, key.span.start, start);
  return { type: "missing", span: { start, end: start } };
}

/** `word"phrase"` and `word(group)` read as two terms, which is seldom what was meant. */
function warnAboutGluing(reader: Reader, start: number): void {
  const next = reader.peek();
  if (reader.pos === start || (next !== '"' && next !== "(")) return;
  const shown = excerpt(reader.text.slice(start, reader.pos + 1));
  const hint = `Put a blank before \`${next}\` if two terms are meant, else escape it: \`\\${next}\`.`;
  reader.warn(
    "search-glued-terms",
    `\`${shown}\`: \`${next}\` starts a new term in the middle of a word.`,
    hint,
    start,
  );
}

function parsePhrase(reader: Reader): SearchPhrase {
  const start = reader.pos;
  const end = reader.find('"', start + 1);
  reader.pos = end === undefined ? reader.text.length : end + 1;
  if (end === undefined) {
    const shown = excerpt(reader.text.slice(start, start + 50));
    reader.report("search-unclosed-quote", `\`${shown}\` has no closing quote`, 'Add `"`.', start, start + 1);
  }
  const raw = reader.text.slice(start + 1, end);
  return { type: "phrase", raw: end === undefined ? completeEscape(raw) : raw, span: { start, end: reader.pos } };
}

function parseRange(reader: Reader): SearchRange | undefined {
  const start = reader.pos;
  const opening = reader.peek();
  reader.pos++;
  const low = parseBound(reader);
  reader.skipBlanks();
  if (low && reader.startsWith("TO") && isBlank(reader.text[reader.pos + 2])) {
    reader.pos += 2;
    const high = parseBound(reader);
    reader.skipBlanks();
    const closing = reader.peek();
    if (high && (closing === "]" || closing === "}")) {
      reader.pos++;
      const span = { start, end: reader.pos };
      return { type: "range", low, high, lowExcluded: opening === "{", highExcluded: closing === "}", span };
    }
  }
  reader.pos = start;
  return undefined;
}

function parseBound(reader: Reader): SearchWord | SearchPhrase | undefined {
  reader.skipBlanks();
  const start = reader.pos;
  if (reader.peek() === '"') return reader.find('"', start + 1) === undefined ? undefined : parsePhrase(reader);
  const raw = reader.word("]}");
  return raw.length > 0 ? { type: "word", raw, span: { start, end: reader.pos } } : undefined;
}

/** `@duration:>5s` [DOC: querying spans]. */
function isDuration(raw: string): boolean {
  return /^\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|min|h|d)$/.test(raw.slice(0, 40));
}

function parseComparison(reader: Reader, key: SearchKey): SearchComparison {
  const start = reader.pos;
  const sign = reader.peek() as ">" | "<";
  const orEqual = reader.text[start + 1] === "=";
  reader.pos += orEqual ? 2 : 1;
  const operator: SearchComparison["operator"] = orEqual ? `${sign}=` : sign;
  const at = reader.pos;
  const raw = reader.word("");
  if (raw.length > 0) {
    if (!isNumeric(raw) && !isDuration(raw) && !raw.includes("$") && !raw.includes("%{")) {
      const hint = "Comparisons need a number and an attribute that is a numeric facet.";
      reader.warn("search-not-a-number", `\`${operator}${excerpt(raw)}\` compares with no number`, hint, start);
    }
    return {
      type: "comparison",
      operator,
      bound: { type: "word", raw, span: { start: at, end: reader.pos } },
      span: { start, end: reader.pos },
    };
  }
  const name = excerpt(reader.text.slice(key.span.start, at));
  const hint = `Write the number right after the sign: \`${name}5\`.`;
  reader.report("search-missing-value", `\`${name}\` compares with nothing`, hint, key.span.start, at);
  const span = { start: at, end: at };
  return { type: "comparison", operator, bound: { type: "missing", span }, span: { start, end: at } };
}

function parseCidr(reader: Reader): SearchCidr {
  const start = reader.pos;
  reader.pos += "CIDR(".length;
  reader.skipBlanks();
  const keyStart = reader.pos;
  const attribute = keyOf(reader.word(","), keyStart);
  const blocks: SearchWord[] = [];
  reader.skipBlanks();
  while (reader.peek() === ",") {
    reader.pos++;
    reader.skipBlanks();
    const blockStart = reader.pos;
    const raw = reader.word(",");
    if (raw.length === 0) break;
    blocks.push({ type: "word", raw, span: { start: blockStart, end: reader.pos } });
    if (!isCidrBlock(raw)) {
      const hint = "Write an address and a prefix length, e.g. `10.0.0.0/8`.";
      reader.report("search-bad-cidr", `\`${excerpt(raw)}\` is no CIDR block`, hint, blockStart);
    }
    reader.skipBlanks();
  }
  const hint = "Write `CIDR(@attribute, 10.0.0.0/8)`.";
  if (reader.peek() === ")") reader.pos++;
  else reader.report("search-unclosed-parenthesis", "`CIDR(` is never closed", hint, start, start + 5);
  if (attribute.path.length === 0 || blocks.length === 0) {
    reader.report("search-bad-cidr", "`CIDR()` needs an attribute and at least one block", hint, start);
  }
  return { type: "cidr", attribute, blocks, span: { start, end: reader.pos } };
}
