/**
 * What is probably wrong with a text that is not YAML, in our words and at the place where the mistake was made: the parser only
 * notices where it cannot go on. Guesses only among what the text shows.
 */

import { type Document, isCollection, visit, type YAMLParseError, type YAMLWarning } from "yaml";

export interface SyntaxWords {
  message: string;
  hint: string;
  /** Offsets in the text. */
  range: [start: number, end: number];
  /** What follows was read as something else. */
  last?: true;
}

/** One finding for each marker where two versions of the text meet; what the parser says of such a text is of no use. */
export function conflicts(text: string): SyntaxWords[] {
  if (!/^(<{7}|>{7})( |\r?$)/m.test(text)) return [];
  return [...text.matchAll(/^<{7}.*$|^>{7}.*$/gm)]
    .filter(({ 0: line }, index, all) => line.startsWith("<") || index === 0 || all[index - 1]?.[0].startsWith(">"))
    .map(({ 0: line, index }) => ({
      message: "two versions of the text stand here: a merge was not finished",
      hint: "Keep what is right of both, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
      range: [index, index + line.trimEnd().length],
    }));
}

/** The words for what the parser says, in the order of the text. */
export function syntaxWords(
  problems: readonly (YAMLParseError | YAMLWarning)[],
  text: string,
  document: Document.Parsed,
): SyntaxWords[] {
  const found: SyntaxWords[] = [];
  for (const problem of problems) {
    const words = wordsOf(problem, text, document);
    // One mistake is often told twice.
    if (found.some(({ range }) => range[0] === words.range[0])) continue;
    found.push(words);
    if (words.last) break;
  }
  return found;
}

function wordsOf(
  { code, message, pos }: YAMLParseError | YAMLWarning,
  text: string,
  document: Document.Parsed,
): SyntaxWords {
  const range: [number, number] = [pos[0], Math.max(pos[0] + 1, pos[1])];
  const closing = /end with a ([}\]])$/.exec(message)?.[1];
  if (closing) return unclosed(closing, range, text, document);
  if (message.startsWith("Missing closing")) {
    const start = openQuote(document, pos[0]);
    return {
      message: "a quote is not closed",
      hint: `Add \`${text[start] ?? '"'}\` at the end of the text it begins.`,
      range: [start, start + 1],
      last: true,
    };
  }
  if (code === "BAD_INDENT") return badIndent(range, text);
  if (code === "MULTILINE_IMPLICIT_KEY" || code === "BLOCK_AS_IMPLICIT_KEY") {
    const lines = text.slice(range[0], range[1]).includes("\n") || overLines(range[0], text);
    if (lines) return overTwoLines(range, text);
  }
  if (code === "BLOCK_IN_FLOW") {
    const next = /\s([\w-]+):(?=\s|$)/.exec(text.slice(range[0], range[1]));
    if (next)
      return {
        message: `a comma is missing before \`${next[1] ?? ""}:\``,
        hint: "Inside brackets, put a comma between the entries.",
        range: [range[0] + next.index + 1, range[0] + next.index + next[0].length],
      };
  }
  const [words, hint] = WORDS[code] ?? [
    message.split("\n")[0] ?? message,
    "Check the indentation and the quotes here and in the line above.",
  ];
  return { message: words, hint, range, ...(code === "TAB_AS_INDENT" && { last: true }) };
}

function unclosed(closing: string, range: [number, number], text: string, document: Document.Parsed): SyntaxWords {
  const opening = closing === "}" ? "{" : "[";
  let start = -1;
  visit(document, {
    Collection(_, node) {
      if (!isCollection(node) || !node.flow || !node.range) return;
      const [from, to] = node.range;
      if (from < range[0] && text[from] === opening && text[to - 1] !== closing) start = Math.max(start, from);
    },
  });
  return {
    message: `\`${opening}\` is not closed`,
    hint: `Add \`${closing}\` at the end of what it holds.`,
    range: start < 0 ? range : [start, start + 1],
  };
}

/** Where a quoted text begins that is not closed; the parser notices only at its end. */
function openQuote(document: Document.Parsed, end: number): number {
  let start = end;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type?.startsWith("QUOTE") && range && range[0] < end && range[1] >= end - 1) start = range[0];
    },
  });
  return start;
}

function badIndent(range: [number, number], text: string): SyntaxWords {
  const begin = text.lastIndexOf("\n", range[0] - 1) + 1;
  const end = text.indexOf("\n", begin);
  const line = text.slice(begin, end < 0 ? text.length : end);
  const own = line.length - line.trimStart().length;
  const levels = levelsAbove(text.slice(0, begin));
  const options = levels
    .filter(({ indent }) => indent !== own)
    .map(({ indent, key }) => `${blanksOf(indent)}, like \`${key}\``);
  return {
    message: `the line is indented by ${own}, and what it could belong to is not`,
    hint:
      options.length === 0
        ? "Give all keys of one map the same indentation."
        : `Indent it with ${options.slice(0, 2).join("; or with ")}.`,
    range: [begin + own, begin + line.trimEnd().length],
    last: true,
  };
}

function blanksOf(count: number): string {
  if (count === 0) return "no blanks";
  return count === 1 ? "1 blank" : `${count} blanks`;
}

/** The indentations that are open at the end of a text, the innermost first, each with the nearest key at it. */
function levelsAbove(text: string): { indent: number; key: string }[] {
  const levels: { indent: number; key: string }[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const line of text.split("\n").toReversed()) {
    const [, blanks = "", key] = /^( *)([\w.@-]+):(?:\s|$)/.exec(line) ?? [];
    if (key === undefined || blanks.length >= least) continue;
    least = blanks.length;
    levels.push({ indent: least, key });
  }
  return levels;
}

/** Whether the value that begins here goes on in the next line, deeper than its own. */
function overLines(start: number, text: string): boolean {
  const [line = "", next = ""] = text.slice(text.lastIndexOf("\n", start - 1) + 1).split("\n");
  const [, blanks = ""] = /^(\s*)[\w-]+:(?:\s|$)/.exec(next) ?? [];
  return blanks.length > line.length - line.trimStart().length;
}

function overTwoLines(range: [number, number], text: string): SyntaxWords {
  const begin = text.lastIndexOf("\n", range[0] - 1) + 1;
  const [first = ""] = text.slice(range[0]).split("\n");
  const written = first.trim();
  const at: [number, number] = [range[0], range[0] + Math.max(1, first.trimEnd().length)];
  const before = text.slice(begin, range[0]);
  if (/:\s+$/.test(before)) {
    const following = text.slice(begin).split("\n")[1] ?? "";
    const own = before.length - before.trimStart().length;
    return {
      message: `\`${following.trim()}\` stands below \`${before.trim()} ${written}\`, which has a value already`,
      hint: `Indent the two lines the same, with ${blanksOf(own)}; or put a text that goes on in quotes.`,
      range: at,
    };
  }
  const [, key, value] = /^(?:- )?([\w-]+):[^\S \t]+(.*)$/.exec(written) ?? [];
  if (key !== undefined)
    return {
      message: `after the \`:\` of \`${key}\` stands white space that is no blank, such as a no-break space`,
      hint: `Write a blank in its place: \`${key}: ${value ?? ""}\`.`,
      range: at,
    };
  const glued = /^(?:- )?([\w-]+):(\S.*)$/.exec(written);
  return glued
    ? {
        message: `a blank is missing after the \`:\` of \`${written}\``,
        hint: `Write \`${glued[1] ?? ""}: ${glued[2] ?? ""}\`.`,
        range: at,
      }
    : {
        message: `a \`:\` is missing after \`${written}\``,
        hint: `Write \`${written}:\`, if the lines below belong to it.`,
        range: at,
      };
}

const WORDS: Readonly<Record<string, [string, string]>> = {
  TAB_AS_INDENT: ["the line is indented with a tab", "Indent with spaces."],
  MULTILINE_IMPLICIT_KEY: [
    "a key goes over more than one line",
    "Is a `:` or a quote missing here or in the line above?",
  ],
  MISSING_CHAR: [
    "a character is missing: a quote, a bracket, a comma or a `:`",
    "Close what is open here or in the line above.",
  ],
  BLOCK_AS_IMPLICIT_KEY: ["a value and a map stand in one line", "Put text that contains `: ` in quotes."],
  BLOCK_IN_FLOW: ["a map by indentation stands inside brackets", "Write it with brackets too, or without any."],
  BAD_SCALAR_START: ["text cannot begin with this character", "Put the text in quotes."],
  MULTIPLE_DOCS: ["the file holds more than one document (`---`)", "Put each in its own file."],
  TAG_RESOLVE_FAILED: ["tags (`!…`) are not used here", "Put text that begins with `!` in quotes."],
  BAD_ALIAS: ["text cannot begin with `*` or `&`", 'Put the text in quotes: `"*"`.'],
  UNEXPECTED_TOKEN: ["this does not belong here", "Check the quotes and brackets here and in the line above."],
};
