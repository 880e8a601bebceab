/** Whether the values a catalog gives for a rule's parameters fit: known names, the type of the default, and what the rule itself asks. */

import type { Diagnostic } from "../diagnostics/index";
import { nearest, type PolicyEntry } from "../model/index";
import type { Parameter, Parameters, ParameterValue, Rule } from "./rule";

export function parameterProblems(rule: Rule, entry: PolicyEntry | undefined): Diagnostic[] {
  if (!entry) return [];
  return [
    ...problemsIn(rule, entry, entry.parameters, []),
    ...Object.entries(entry.environments).flatMap(([environment, { parameters }]) =>
      problemsIn(rule, entry, parameters, ["environments", environment]),
    ),
  ];
}

function problemsIn(
  { id, parameters: known = {} }: Rule,
  entry: PolicyEntry,
  values: Parameters,
  inside: readonly string[],
): Diagnostic[] {
  return Object.entries(values).flatMap(([name, value]): Diagnostic[] => {
    const path = [...inside, "parameters", name];
    const say = (code: string, message: string, hint: string): Diagnostic[] => [
      { code, severity: "error", message, hint, ...entry.placeOf(path), path: ["policies", id, ...path].join(".") },
    ];
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) return say("unknown-parameter", `\`${id}\` has no parameter \`${name}\``, namesOf(id, name, known));
    if (!isLike(value, parameter.default)) {
      const message = `\`${name}\` of \`${id}\` is ${typeOf(parameter.default)}, not ${shown(value)}`;
      return say("bad-parameter", message, `Write ${typeOf(parameter.default)}, e.g. ${shown(parameter.default)}.`);
    }
    const problem = parameter.problem?.(value);
    if (problem === undefined) return [];
    return say("bad-parameter", `${shown(value)} cannot be \`${name}\` of \`${id}\``, problem);
  });
}

function namesOf(id: string, name: string, known: Readonly<Record<string, Parameter>>): string {
  const names = Object.keys(known);
  const near = nearest(name, names);
  if (near) return `Did you mean \`${near}\`?`;
  if (names.length === 0) return "It has none: leave it out.";
  return `It has ${names.map((one) => `\`${one}\``).join(", ")}; \`watchbill explain policy ${id}\` says what they are.`;
}

function isLike(value: ParameterValue, model: ParameterValue): boolean {
  if (!isList(model)) return typeof value === typeof model;
  const [item] = model;
  return isList(value) && value.every((one) => item === undefined || typeof one === typeof item);
}

function isList(value: ParameterValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}

function typeOf(model: ParameterValue): string {
  if (isList(model)) return typeof model[0] === "number" ? "a list of numbers" : "a list of texts";
  return { string: "a text", number: "a number", boolean: "`true` or `false`" }[typeof model as "string"];
}

function shown(value: ParameterValue): string {
  return `\`${isList(value) ? `[${value.join(", ")}]` : String(value)}\``;
}
