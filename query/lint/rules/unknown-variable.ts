/** G3: a variable the vendor does not fill in. */

import { pathSteps } from "../../template/index";
import { nearest } from "../../text/index";
import { withoutRepeats } from "../facts/repeats";
import {
  BUILT_IN,
  isBuiltIn,
  isOfGroup,
  keyOf,
  scopeOf,
  textVariables,
  type UsedVariable,
  type VariableScope,
} from "../facts/variables";
import { type Finding, type Fix, NOTHING, notChecked, type Rule } from "../rule";

export const unknownVariable: Rule = {
  id: "unknown-variable",
  ref: "G3",
  severity: "warning",
  confidence: "likely",
  summary: "The message uses a variable that no monitor of this type has.",
  needsQuery: true,
  needs: ["text-variables"],
  check: (subject) => {
    const used = textVariables(subject).filter(({ variable }) => isSuspect(variable, subject.type));
    if (used.length === 0) return NOTHING;
    const scope = scopeOf(subject);
    let unsure = false;
    const found: Finding[] = [];
    for (const { variable, path } of used) {
      const doubled = isDoubled(variable.path, scope);
      const verdict = doubled ? "unknown" : isOfGroup(variable.path, scope);
      if (verdict === "unsure") unsure = true;
      if (verdict === "unknown") found.push(tell(variable, path, scope));
    }
    if (found.length > 0) return withoutRepeats(found);
    return unsure ? notChecked("the groups of the monitor are not known") : NOTHING;
  },
};

/** `is_match "value"` is allowed; what ends in `.name` is another rule's. */
function isSuspect(variable: UsedVariable, type: string): boolean {
  if (variable.use === "match") return false;
  return keyOf(variable.path) === undefined && !isBuiltIn(variable.path, type);
}

/** `{{host.host}}`. */
function isDoubled(path: string, scope: VariableScope): boolean {
  const [first, second, more] = pathSteps(path);
  return first !== undefined && first === second && more === undefined && scope.groups.keys.includes(first);
}

function tell(variable: UsedVariable, path: string, scope: VariableScope): Finding {
  const { keys } = scope.groups;
  const [root] = pathSteps(variable.path);
  const group = keys.includes(variable.path) || isDoubled(variable.path, scope) ? (root ?? variable.path) : undefined;
  if (group !== undefined) {
    const name = `${keys.includes(variable.path) && variable.path.includes(".") ? `[${variable.path}]` : group}.name`;
    const finding: Finding = {
      message: `\`${variable.path}\` is no variable: the value of a group is \`${name}\``,
      hint: `Write \`${name}\`.`,
      path,
      span: variable.span,
    };
    return variable.use === "tag" ? { ...finding, fix: fixOf(variable, path, name) } : finding;
  }
  const near = nearest(variable.path, [...BUILT_IN, ...keys.map((key) => `${key}.name`)]);
  return {
    message: `\`${variable.path}\` is no variable of this monitor: it stays empty`,
    hint: near
      ? `Did you mean \`${near}\`?`
      : "Known are `value`, `threshold` and the like, and `<group>.name` for each group.",
    path,
    span: variable.span,
  };
}

function fixOf(variable: UsedVariable, path: string, name: string): Fix {
  return { type: "text", path, span: variable.span, text: variable.triple ? `{{{${name}}}}` : `{{${name}}}` };
}
