/** Reads comments and raw blocks: parts of a message whose tags are text. */

import { excerpt } from "../text/index";
import { checkArity } from "./block";
import { CONDITIONALS } from "./grammar";
import { opaqueAt, readHandle } from "./handle";
import { splitArguments, tagEnd } from "./scan";
import { before, createState, findCloser, malformed, push, pushText, report, type State, textEnd } from "./state";
import type { TemplateNode } from "./tree";

export function readRaw(state: State): boolean {
  const { text, pos } = state;
  const end = tagEnd(text, pos + 4, "}}}}");
  const found = end === undefined ? undefined : splitArguments(text, pos + 4, end);
  const [name, ...rest] = found ?? [];
  if (end === undefined || !name || name.quote !== "" || (name.text !== "raw" && !CONDITIONALS.has(name.text)))
    return false;
  const openSpan = { start: pos, end: end + 4 };
  const closer = `{{{{/${name.text}}}}}`;
  const close = findCloser({ ...state, pos: openSpan.end }, closer);
  if (close < 0) {
    const message = `\`${text.slice(pos, openSpan.end)}\` is never closed`;
    malformed(state, openSpan, "error", message, `Close it with \`${closer}\`.`, "template-unclosed-block");
    return true;
  }
  checkArity(state, name, rest, openSpan);
  push(state, {
    type: "raw",
    helper: name.text,
    arguments: rest,
    body: rawBody(text, openSpan.end, close),
    openSpan,
    span: { start: pos, end: close + closer.length },
  });
  return true;
}

/** Tags inside are text, handles are still handles. */
function rawBody(text: string, start: number, end: number): TemplateNode[] {
  const inner = createState(text.slice(0, end), start);
  while (inner.pos < end) {
    const char = text[inner.pos];
    const handle =
      char === "@"
        ? readHandle(inner.text, inner.pos, inner.pos === start ? "tag" : before(inner), () => undefined)
        : undefined;
    const node = handle ?? opaqueAt(inner.text, inner.pos);
    if (node) push(inner, node);
    else pushText(inner, textEnd(text, inner.pos, end));
  }
  return inner.body;
}

export function readComment(state: State): boolean {
  const { text, pos } = state;
  const close = text.startsWith("{{!--", pos) ? findCloser({ ...state, pos: pos + 5 }, "--}}") : -1;
  const long = close >= 0;
  const from = pos + (long ? 5 : 3);
  const at = long ? close : findCloser({ ...state, pos: from }, "}}");
  if (at < 0) {
    unclosedTag(state, "}}");
    return false;
  }
  const end = at + (long ? 4 : 2);
  push(state, { type: "comment", text: text.slice(from, at), long, span: { start: pos, end } });
  return true;
}

export function unclosedTag(state: State, closer: string): void {
  const { text, pos } = state;
  const shown = excerpt(text.slice(pos, pos + 50));
  const hint = `Close the tag with \`${closer}\`, or write the braces apart if they are text.`;
  const span = { start: pos, end: pos + closer.length };
  report(state, "template-unclosed-tag", "warning", span, `\`${shown}\` is never closed by \`${closer}\``, hint);
}
