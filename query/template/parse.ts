/**
 * Parses the message language of monitors. Never throws: an unclosed or misnested block is reported once and the rest of the
 * message is still understood. Which variables exist is not decided here (see variables.ts).
 */

import type { SyntaxProblem } from "../text/index";
import { closeBlock, endUnclosed, openBlock, readElse } from "./block";
import { readExpression, trimmed, variableAt } from "./expression";
import { opaqueAt, readHandle } from "./handle";
import { readComment, readRaw, unclosedTag } from "./raw";
import { tagEnd } from "./scan";
import { before, createState, push, pushText, type State, textEnd } from "./state";
import type { Template } from "./tree";

export interface ParsedTemplate {
  tree: Template;
  problems: SyntaxProblem[];
}

export function parseTemplate(text: string): ParsedTemplate {
  const state = createState(text);
  while (state.pos < text.length) readNext(state);
  for (const block of state.open.splice(0)) endUnclosed(state, block, text.length);
  return {
    tree: { type: "template", body: state.body, span: { start: 0, end: text.length } },
    problems: state.problems,
  };
}

function readNext(state: State): void {
  const { text, pos } = state;
  const char = text[pos] ?? "";
  if (char === "{" && text[pos + 1] === "{") {
    if (!readTag(state)) pushText(state, pos + 1);
    return;
  }
  if (char === "@") {
    const handle = readHandle(text, pos, before(state), (at) => variableAt(text, at));
    if (handle) {
      push(state, handle);
      return;
    }
    pushText(state, pos + 1);
    return;
  }
  const opaque = opaqueAt(text, pos);
  if (opaque) {
    push(state, opaque);
    return;
  }
  pushText(state, textEnd(text, pos));
}

/** Reads the tag at the position; false when it is only text (a problem was reported). */
function readTag(state: State): boolean {
  const { text, pos } = state;
  if (text.startsWith("{{{{", pos)) return readRaw(state);
  if (text.startsWith("{{!", pos)) return readComment(state);
  const triple = text[pos + 2] === "{";
  const from = pos + (triple ? 3 : 2);
  const end = tagEnd(text, from, triple ? "}}}" : "}}");
  if (end === undefined) {
    // `{{{x}}`: the first brace is text, the rest a tag; said only when there is such a tag.
    if (!triple || tagEnd(text, from, "}}") !== undefined) unclosedTag(state, triple ? "}}}" : "}}");
    return false;
  }
  const span = { start: pos, end: end + (triple ? 3 : 2) };
  const [start, stop] = trimmed(text, from, end);
  const sign = text[start] ?? "";
  if (!triple && (sign === "#" || sign === "^")) openBlock(state, span, start + 1, stop, sign === "^");
  else if (!triple && sign === "/") closeBlock(state, span, text.slice(start + 1, stop).trim());
  else if (!triple && text.slice(start, stop) === "else") readElse(state, span);
  else readExpression(state, span, start, stop, triple);
  return true;
}
