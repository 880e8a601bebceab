/** Opens and closes the blocks of a message, and says what is wrong with their names and nesting. */

import { excerpt, nearest, type TextSpan } from "../text/index";
import { CALLS, CONDITIONALS } from "./grammar";
import { isWordChar, splitArguments } from "./scan";
import { malformed, push, report, type State } from "./state";
import type { TemplateArgument, TemplateBlock } from "./tree";

/** Blocks inside one another; published messages stay below 4. */
const MAX_DEPTH = 32;

export function openBlock(state: State, span: TextSpan, start: number, stop: number, negated: boolean): void {
  const { text } = state;
  const [name, ...rest] = splitArguments(text, start, stop) ?? [];
  if (name?.quote !== "" || (!CONDITIONALS.has(name.text) && !isName(name.text))) {
    const hint = 'A conditional is `{{#is_alert}}` or `{{#is_match "host.name" "web"}}`.';
    malformed(state, span, "error", `\`${excerpt(text.slice(span.start, span.end))}\` opens no block`, hint);
    return;
  }
  if (state.open.length >= MAX_DEPTH) {
    if (!state.tooDeep) {
      const message = `blocks are nested more than ${MAX_DEPTH} deep`;
      report(
        state,
        "template-too-deep",
        "warning",
        span,
        message,
        "Write the message flat; the inner blocks are not checked.",
      );
    }
    state.tooDeep = true;
    push(state, { type: "malformed", text: text.slice(span.start, span.end), span });
    return;
  }
  if (!CONDITIONALS.has(name.text)) unknownHelper(state, name, [...CONDITIONALS.keys()], "conditional");
  else checkArity(state, name, rest, span);
  const block: TemplateBlock = {
    type: "block",
    helper: name.text,
    negated,
    arguments: rest,
    body: [],
    otherwise: undefined,
    closed: false,
    openSpan: span,
    span,
  };
  push(state, block);
  state.open.push(block);
}

export function isName(text: string): boolean {
  return text.length > 0 && [...text].every((char) => isWordChar(char) || char === "-" || char === ".");
}

function unknownHelper(state: State, name: TemplateArgument, known: string[], what: string): void {
  const near = nearest(name.text, known);
  const hint = near ? `Did you mean \`${near}\`?` : `Known: ${known.map((one) => `\`${one}\``).join(", ")}.`;
  report(state, "template-unknown-helper", "error", name.span, `there is no ${what} \`${excerpt(name.text)}\``, hint);
}

export function checkArity(state: State, name: TemplateArgument, given: TemplateArgument[], span: TextSpan): void {
  const [fewest, most] = CONDITIONALS.get(name.text)?.arity ?? CALLS.get(name.text)?.arity ?? [0, 0];
  if (given.length < fewest || given.length > most) {
    const wanted = most === 0 ? "takes no argument" : `takes ${fewest === most ? "" : "at least "}${fewest}`;
    const example = name.text.endsWith("match")
      ? `Write \`{{#${name.text} "host.name" "web"}}\`.`
      : "Give it exactly those.";
    report(state, "template-arguments", "error", span, `\`${name.text}\` ${wanted}, here are ${given.length}`, example);
  }
  const curly = given.find((argument) => argument.quote === "" && /^[“”‘’]/.test(argument.text));
  if (curly) {
    const message = `\`${excerpt(curly.text)}\` has typographic quotes, which are no quotes here`;
    report(state, "template-arguments", "error", curly.span, message, 'Write straight quotes: `"`.');
  }
}

export function endUnclosed(state: State, block: TemplateBlock, end: number): void {
  const opening = state.text.slice(block.openSpan.start, block.openSpan.end);
  block.span = { start: block.span.start, end };
  const hint = `Add \`{{/${block.helper}}}\` where the block ends.`;
  report(state, "template-unclosed-block", "error", block.openSpan, `\`${excerpt(opening)}\` is never closed`, hint);
}

export function closeBlock(state: State, span: TextSpan, name: string): void {
  const { open, text } = state;
  const at = open.findLastIndex((block) => block.helper === name);
  const block = open[at];
  if (!block) {
    const inner = open.at(-1);
    const hint = inner
      ? `The open block is \`${inner.helper}\`: close it with \`{{/${inner.helper}}}\`.`
      : "Remove it, or open the block it ends.";
    const message = `\`${excerpt(text.slice(span.start, span.end))}\` closes no open block`;
    malformed(state, span, "error", message, hint, "template-stray-close");
    return;
  }
  for (const inner of open.splice(at + 1)) endUnclosed(state, inner, span.start);
  open.pop();
  block.closed = true;
  block.span = { start: block.span.start, end: span.end };
  state.pos = span.end;
}

export function readElse(state: State, span: TextSpan): void {
  const block = state.open.at(-1);
  if (!block || block.otherwise) {
    const message = block ? `\`${block.helper}\` has two \`{{else}}\`` : "`{{else}}` stands outside every block";
    malformed(state, span, "error", message, "Remove it.", "template-stray-else");
    return;
  }
  block.otherwise = [];
  state.pos = span.end;
}
