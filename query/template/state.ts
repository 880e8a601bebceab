/** What the parser of messages carries along: position, open blocks, problems. Nodes are added here and nowhere else. */

import type { SyntaxProblem, TextSpan } from "../text/index";
import { isBlank, isWordChar } from "./scan";
import type { TemplateBlock, TemplateHandle, TemplateNode } from "./tree";

const MAX_PROBLEMS = 50;

/** The end of the text that starts at an offset: the next character that may start something else. */
export function textEnd(text: string, from: number, limit = text.length): number {
  START.lastIndex = from + 1;
  return START.test(text) ? Math.min(START.lastIndex - 1, limit) : limit;
}

const START = /[{@$%]/g;

export interface State {
  readonly text: string;
  pos: number;
  /** Open blocks, the innermost last. */
  readonly open: TemplateBlock[];
  readonly body: TemplateNode[];
  readonly problems: SyntaxProblem[];
  /** Closers that do not occur after the offset, so that none is searched twice. */
  readonly absent: Map<string, number>;
  tooDeep: boolean;
}

export function createState(text: string, start = 0): State {
  return { text, pos: start, open: [], body: [], problems: [], absent: new Map(), tooDeep: false };
}

function target(state: State): TemplateNode[] {
  const block = state.open.at(-1);
  return block ? (block.otherwise ?? block.body) : state.body;
}

export function push(state: State, node: TemplateNode): void {
  target(state).push(node);
  state.pos = node.span.end;
}

export function pushText(state: State, end: number): void {
  const body = target(state);
  const last = body.at(-1);
  const text = state.text.slice(state.pos, end);
  if (last?.type === "text" && last.span.end === state.pos) {
    body[body.length - 1] = { type: "text", text: last.text + text, span: { start: last.span.start, end } };
  } else body.push({ type: "text", text, span: { start: state.pos, end } });
  state.pos = end;
}

/** What the character before the position belongs to. */
export function before(state: State): TemplateHandle["before"] {
  if (state.pos === 0) return "start";
  const last = target(state).at(-1);
  const previous = state.text[state.pos - 1] ?? "";
  if (last?.type === "text" && last.span.end === state.pos) {
    if (isBlank(previous)) return "blank";
    return isWordChar(previous) ? "word" : "punctuation";
  }
  switch (last?.type) {
    case "variable":
    case "eval":
    case "call":
      return "variable";
    case "opaque":
      return "opaque";
    case "handle":
    case "malformed":
      return "punctuation";
    default:
      return "tag";
  }
}

export function report(
  state: State,
  code: string,
  severity: SyntaxProblem["severity"],
  span: TextSpan,
  message: string,
  hint: string,
): void {
  if (state.problems.length < MAX_PROBLEMS) state.problems.push({ code, severity, message, hint, span });
}

export function malformed(
  state: State,
  span: TextSpan,
  severity: SyntaxProblem["severity"],
  message: string,
  hint: string,
  code = "template-bad-tag",
): void {
  report(state, code, severity, span, message, hint);
  push(state, { type: "malformed", text: state.text.slice(span.start, span.end), span });
}

/** Offset of a closer after the position; remembers absence. */
export function findCloser(state: State, closer: string): number {
  const known = state.absent.get(closer);
  if (known !== undefined && state.pos >= known) return -1;
  const at = state.text.indexOf(closer, state.pos);
  if (at < 0) state.absent.set(closer, state.pos);
  return at;
}
