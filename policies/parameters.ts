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

function problemsIn(rule: Rule, entry: PolicyEntry, values: Parameters, inside: readonly string[]): Diagnostic[] {
  return valueProblems(rule, values).map(({ name, ...problem }): Diagnostic => {
    const path = [...inside, "parameters", name];
    return {
      ...{ severity: "error", ...problem },
      ...{ ...entry.placeOf(path), path: ["policies", rule.id, ...path].join(".") },
    };
  });
}

interface ValueProblem {
  /** The parameter's name, as it was written. */
  name: string;
  code: "unknown-parameter" | "bad-parameter";
  message: string;
  hint: string;
}

/** What is wrong with values for a rule's parameters, whoever gave them. */
export function valueProblems(
  { id, parameters: known = {} }: Rule,
  values: Readonly<Record<string, unknown>>,
): ValueProblem[] {
  return Object.entries(values).flatMap(([name, given]): ValueProblem[] => {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) {
      const message = `\`${id}\` has no parameter \`${name}\``;
      return [{ name, code: "unknown-parameter", message, hint: namesOf(id, name, known) }];
    }
    const value = given as ParameterValue;
    if (!isLike(value, parameter.default)) {
      const message = `\`${name}\` of \`${id}\` is ${typeOf(parameter.default)}, not ${shown(value)}`;
      const hint = `Write ${typeOf(parameter.default)}, e.g. ${shown(parameter.default)}.`;
      return [{ name, code: "bad-parameter", message, hint }];
    }
    const hint = parameter.problem?.(value);
    if (hint === undefined) return [];
    return [{ name, code: "bad-parameter", message: `${shown(value)} cannot be \`${name}\` of \`${id}\``, hint }];
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
