/** Reads what stands for a text in a message: variables, `{{eval "…"}}` and the few functions. */

import { excerpt, nearest, type TextSpan } from "../text/index";
import { checkArity, isName } from "./block";
import { parseEval } from "./eval";
import { CALLS, EVAL_FUNCTIONS } from "./grammar";
import { isPath } from "./path";
import { isBlank, splitArguments, tagEnd } from "./scan";
import { malformed, push, report, type State } from "./state";
import type { EvalNode, TemplateArgument, TemplateVariable } from "./tree";

export function readExpression(state: State, span: TextSpan, start: number, stop: number, triple: boolean): void {
  const { text } = state;
  const shown = excerpt(text.slice(span.start, span.end));
  const variable = variableAt(text, span.start);
  if (variable && variable.span.end === span.end) {
    push(state, variable);
    return;
  }
  const [name, ...rest] = splitArguments(text, start, stop) ?? [];
  if (name?.quote !== "" || rest.length === 0 || !isName(name.text)) {
    const hint =
      start === stop
        ? "Name a variable, e.g. `{{value}}`."
        : 'Arithmetic needs eval: `{{eval "value*100"}}`; anything else is `{{value}}`, `{{host.name}}` or `{{[a.b].name}}`.';
    malformed(state, span, "warning", `\`${shown}\` is no variable`, hint);
    return;
  }
  if (name.text === "eval") {
    readEval(state, span, rest, triple);
    return;
  }
  if (!CALLS.has(name.text)) {
    const near = nearest(name.text, [...CALLS.keys(), "eval"]);
    const hint = near ? `Did you mean \`${near}\`?` : "Known: `eval`, `local_time`, `urlencode`, `override_priority`.";
    report(
      state,
      "template-unknown-helper",
      "warning",
      name.span,
      `there is no function \`${excerpt(name.text)}\``,
      hint,
    );
  } else checkArity(state, name, rest, span);
  push(state, { type: "call", helper: name.text, arguments: rest, triple, span });
}

/** A well-formed `{{path}}` or `{{{path}}}` at an offset. */
export function variableAt(text: string, at: number): TemplateVariable | undefined {
  const triple = text[at + 2] === "{";
  const from = at + (triple ? 3 : 2);
  const end = tagEnd(text, from, triple ? "}}}" : "}}");
  if (end === undefined) return undefined;
  const [start, stop] = trimmed(text, from, end);
  const path = text.slice(start, stop);
  if (path === "else" || !isPath(path) || "/!".includes(path[0] ?? "")) return undefined;
  return { type: "variable", path, triple, span: { start: at, end: end + (triple ? 3 : 2) } };
}

function readEval(state: State, span: TextSpan, rest: TemplateArgument[], triple: boolean): void {
  const [argument, extra] = rest;
  if (!argument || extra || argument.quote === "") {
    const message = `\`${excerpt(state.text.slice(span.start, span.end))}\` has no quoted expression`;
    malformed(state, span, "warning", message, 'Write the expression in quotes: `{{eval "value*100"}}`.');
    return;
  }
  const expression = parseEval(state.text, argument.span.start + 1, argument.span.end - 1);
  if (!expression) {
    const message = `\`${excerpt(argument.text)}\` is no arithmetic expression`;
    const hint = "Use numbers, variables, functions such as `round(value, 2)` and `+ - * / ^ %`.";
    report(state, "template-bad-eval", "warning", argument.span, message, hint);
  } else checkFunctions(state, expression);
  push(state, { type: "eval", argument, expression, triple, span });
}

function checkFunctions(state: State, node: EvalNode): void {
  if (node.type === "binary") {
    checkFunctions(state, node.left);
    checkFunctions(state, node.right);
  } else if (node.type === "negative") checkFunctions(state, node.operand);
  else if (node.type === "call") {
    for (const argument of node.arguments) checkFunctions(state, argument);
    if (EVAL_FUNCTIONS.has(node.name)) return;
    const near = nearest(node.name, EVAL_FUNCTIONS);
    const hint = near ? `Did you mean \`${near}\`?` : `Known: ${[...EVAL_FUNCTIONS].join(", ")}.`;
    report(
      state,
      "template-unknown-helper",
      "warning",
      node.span,
      `eval has no function \`${excerpt(node.name)}\``,
      hint,
    );
  }
}

export function trimmed(text: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end];
  while (from < to && isBlank(text[from])) from++;
  while (to > from && isBlank(text[to - 1])) to--;
  return [from, to];
}
