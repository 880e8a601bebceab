/**
 * Turns what the schema refuses into findings at the place of the value, in words that name the value and the fix. Of a union
 * the branch that was meant is chosen first, so no finding says merely that nothing fits.
 */

import * as z from "zod";
import type { Diagnostic } from "../../diagnostics/index";
import { nearest, type Problem, parseQuantity } from "../quantity";
import { typeName } from "../schema/index";
import { LEVELS } from "../schema/policy";
import { aboutWith } from "../schema/signal-parts";
import { branchFor, descriptionAt, keysAt, objectAt } from "./schema-at";
import { isBroken, keyPlace, type Node, nodeAt, type Place, placeOf } from "./tree";

type Issue = z.core.$ZodIssue;
type Path = PropertyKey[];

/** What a value was read with, and from where. */
export interface Reading {
  schema: z.ZodType;
  root: Node;
  /** The key of the root, for what is missing in it. */
  key?: Place;
  /** The path of the root in the catalog, e.g. `["services", "checkout"]`. */
  path: Path;
}

/** The findings for a value that does not fit its schema. */
export function findings(issues: readonly Issue[], reading: Reading): Diagnostic[] {
  const all = issues.flatMap((issue) => finding(issue, issue.path, reading));
  // A key written wrongly is missing too: the one finding says both.
  const meant = new Set(
    all.flatMap(({ code, hint, path }) => (code === "unknown-key" ? [meantBy(path ?? "", hint ?? "")] : [])),
  );
  return all.filter(({ code, path }) => code !== "missing-key" || !meant.has(path));
}

function meantBy(path: string, hint: string): string | undefined {
  const name = /^Did you mean `(.*)`\?$/.exec(hint)?.[1];
  return name === undefined ? undefined : [...path.split(".").slice(0, -1), name].join(".");
}

function finding(issue: Issue, path: Path, reading: Reading): Diagnostic[] {
  const node = nodeAt(reading.root, path);
  if (isBroken(reading.root, path)) return [];
  const say = (problem: Problem, at?: Place): Diagnostic[] => [report(reading, path, problem, at)];
  if (!node && issue.code !== "unrecognized_keys" && issue.code !== "invalid_union") return say(missing(path, reading));
  switch (issue.code) {
    case "custom":
      return say(problemOf(issue) ?? other(issue));
    case "invalid_type":
      return say(
        switchOf(path, node, reading) ??
          levelOf(node, reading) ??
          wrongType(issue.expected, node, exampleOf(path, node) ?? descriptionAt(reading.schema, reading.root, path)),
      );
    case "unrecognized_keys":
      return issue.keys.map((name) =>
        report(reading, [...path, name], unknownKey(name, path, reading), keyPlace(reading.root, path, name)),
      );
    case "invalid_value":
      return say(notOneOf(issue.values.map(String), node));
    case "invalid_union":
      return union(issue, path, reading, node);
    case "invalid_key":
      return say(
        keyProblem(issue) ?? badKey(String(path.at(-1))),
        keyPlace(reading.root, path.slice(0, -1), String(path.at(-1))),
      );
    case "too_small":
      return say(
        issue.origin === "array"
          ? {
              code: "empty-list",
              message: "the list is empty",
              hint: `Give at least ${issue.minimum === 1 ? "one" : String(issue.minimum)}.`,
            }
          : {
              code: "out-of-range",
              message: `${shown(node)} is less than ${issue.minimum}`,
              hint: `Use at least ${issue.minimum}.`,
            },
      );
    case "too_big":
      return say({
        code: "out-of-range",
        message: `${shown(node)} is more than ${issue.maximum}`,
        hint: `Use at most ${issue.maximum}.`,
      });
    case "invalid_format":
      return say(badKey(node?.type === "scalar" ? String(node.value) : ""));
    default:
      return say(other(issue));
  }
}

function report(reading: Reading, path: Path, problem: Problem, at?: Place): Diagnostic {
  return {
    code: problem.code,
    severity: "error",
    message: problem.message,
    hint: problem.hint,
    ...(at ?? placeOf(reading.root, path, reading.key)),
    path: [...reading.path, ...path].map(String).join("."),
  };
}

/** What has no words of its own; the schema has no such check today. */
function other(issue: Issue): Problem {
  return { code: "wrong-type", message: issue.message, hint: "Compare with the catalog's JSON Schema." };
}

/** What the key's own schema says of it. */
function keyProblem(issue: z.core.$ZodIssueInvalidKey): Problem | undefined {
  return issue.issues.flatMap((one) => (one.code === "custom" ? (problemOf(one) ?? []) : []))[0];
}

function problemOf(issue: z.core.$ZodIssueCustom): Problem | undefined {
  const problem: unknown = issue.params?.problem;
  return typeof problem === "object" && problem !== null ? (problem as Problem) : undefined;
}

function missing(path: Path, reading: Reading): Problem {
  const description = descriptionAt(reading.schema, reading.root, path);
  const first = description?.split(/(?<=\.) (?=[A-Z])/)[0];
  return {
    code: "missing-key",
    message: `\`${String(path.at(-1))}\` is missing`,
    hint:
      first === undefined
        ? `Add \`${String(path.at(-1))}:\`.`
        : `Add it: ${first[0]?.toLowerCase() ?? ""}${first.slice(1)}`,
  };
}

const LINES: ReadonlySet<unknown> = new Set(["above", "atLeast", "atMost", "below", "recovery"]);

/** A line for all severities is not known: one of them is named. */
function exampleOf(path: Path, node: Node | undefined): string | undefined {
  if (!LINES.has(path.at(-1)) || node?.type !== "scalar" || !parseQuantity(node.value).ok) return undefined;
  return `\`{ high: ${node.written} }\``;
}

function wrongType(expected: string, node: Node | undefined, description: string | undefined): Problem {
  const message = `expected ${EXPECTED[expected] ?? expected}, found ${found(node)}`;
  return { code: "wrong-type", message, hint: typeHint(expected, node, description) };
}

/** `dashboards: false` means the switch beside it, `dashboard: false`. */
function switchOf(path: Path, node: Node | undefined, reading: Reading): Problem | undefined {
  const name = String(path.at(-1));
  const off = node?.type === "scalar" && /^(no|off|none|false)$/i.test(node.written);
  if (
    !off ||
    !name.endsWith("s") ||
    !keysAt(reading.schema, reading.root, path.slice(0, -1)).includes(name.slice(0, -1))
  )
    return undefined;
  return {
    code: "wrong-type",
    message: `\`${name}\` holds what you write yourself, and cannot be \`${node.written}\``,
    hint: `To have none made, write \`${name.slice(0, -1)}: false\`.`,
  };
}

/** `one-person: advisory` means its level. */
function levelOf(node: Node | undefined, reading: Reading): Problem | undefined {
  if (reading.path[0] !== "policies" || node?.type !== "scalar") return undefined;
  const level = LEVELS.find((one) => one === node.value);
  if (!level) return undefined;
  const message = `\`${level}\` stands where a map belongs`;
  return { code: "wrong-type", message, hint: `Write \`{ level: ${level} }\`.` };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a map",
  record: "a map",
  boolean: "`true` or `false`",
  number: "a number",
  int: "a whole number",
};

function typeHint(expected: string, node: Node | undefined, description: string | undefined): string {
  const written = node?.type === "scalar" ? node.written : "";
  const first = node?.type === "map" ? node.entries.keys().next().value : undefined;
  if (expected === "array" && first !== undefined)
    return `Write a list: \`- \` before \`${first}\`, and the keys below it two further in.`;
  if (expected === "array") return `Write a list: \`[${written === "" ? "a, b" : listed(written)}]\`.`;
  if (expected === "object" || expected === "record") {
    const example = /`(\{[^`]+\})`/.exec(description ?? "")?.[1];
    return example ? `Write a map such as \`${example}\`.` : "Write its keys on lines of their own, indented.";
  }
  if (expected === "boolean") {
    if (/^(yes|on|y|1)$/i.test(written)) return "Write `true`.";
    return /^(no|off|n|0)$/i.test(written) ? "Write `false`." : "Write `true` or `false`, without quotes.";
  }
  if (expected === "string")
    return written === "" ? "Write something or leave the key out." : `Put it in quotes: \`"${written}"\`.`;
  return "Write a number without quotes.";
}

/** Text as the items of a list; in quotes where YAML would take it for something else. */
function listed(written: string): string {
  return written
    .split(/\s*,\s*/)
    .map((item) => (/^\w[\w./ -]*$/.test(item) ? item : JSON.stringify(item)))
    .join(", ");
}

/** What a length of time is called, by the kind of signal. */
const WINDOWS = ["over", "silentFor", "within"];
/** What every signal has is named after what only its type has. */
const COMMON: ReadonlySet<string> = new Set(["type", ...Object.keys(aboutWith(z.unknown()))]);

function unknownKey(name: string, path: Path, reading: Reading): Problem {
  const known = keysAt(reading.schema, reading.root, path);
  const kind = nodeAt(reading.root, [...path, "type"]);
  const of = kind?.type === "scalar" ? ` of \`type: ${String(kind.value)}\`` : "";
  const window = WINDOWS.includes(name) ? known.find((other) => WINDOWS.includes(other)) : undefined;
  const near =
    window ??
    nearest(name, known) ??
    known.find((other) => name.toLowerCase().includes(other.toLowerCase()) && other.length > 3);
  const last = of === "" ? new Set<string>() : COMMON;
  const all = [...known.filter((other) => !last.has(other)), ...known.filter((other) => last.has(other))]
    .map((other) => `\`${other}\``)
    .join(", ");
  return {
    code: "unknown-key",
    message: of ? `\`${name}\` does not belong to${of.replace(/^ of/, "")}` : `\`${name}\` is no key here`,
    hint: near
      ? `Did you mean \`${near}\`?`
      : known.length > 0
        ? `The keys${of || " here"} are ${all}.`
        : "Leave it out.",
  };
}

function notOneOf(values: readonly string[], node: Node | undefined): Problem {
  const near = node?.type === "scalar" ? nearestOf(node.value, values) : undefined;
  const list = listOf(values);
  return {
    code: "unknown-value",
    // A long list is said once.
    message:
      values.length > MOST_SAID_TWICE && !near
        ? `${shown(node)} is nothing that could stand here`
        : `${shown(node)} is not ${values.length === 1 ? "" : "one of "}${list}`,
    hint: near ? `Did you mean \`${near}\`?` : `Write ${list}.`,
  };
}

const MOST_SAID_TWICE = 6;

/** What was probably meant: of numbers the nearest number, else what is spelt most alike. */
function nearestOf(value: unknown, values: readonly string[]): string | undefined {
  if (typeof value !== "number") return nearest(String(value), values);
  const numbers = values.filter((one) => one !== "" && Number.isFinite(Number(one)));
  return numbers.toSorted((a, b) => Math.abs(Number(a) - value) - Math.abs(Number(b) - value))[0];
}

function listOf(values: readonly string[]): string {
  const all = values.map((value) => `\`${value}\``);
  return all.length === 1 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}`;
}

function badKey(name: string): Problem {
  const better = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return {
    code: "bad-name",
    message: `\`${name}\` cannot be a name`,
    hint:
      better === ""
        ? "Names have lower-case letters, digits and single hyphens."
        : `Use lower-case letters, digits and hyphens: \`${better}\`.`,
  };
}

/** The findings of the branch that was meant. */
function union(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  reading: Reading,
  node: Node | undefined,
): Diagnostic[] {
  if (issue.errors.length === 0) {
    const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    return [
      report(
        reading,
        path,
        node ? notOneOf(options, node) : { ...missing(path, reading), hint: `Add it: ${listOf(options)}.` },
      ),
    ];
  }
  const here = unionAt(reading, path);
  const meant = here && branchFor(here, node);
  const options = (here?.options ?? []) as z.ZodType[];
  const chosen = meant ? issue.errors[options.indexOf(meant)] : undefined;
  if (chosen && chosen.length > 0) return chosen.flatMap((inner) => finding(inner, [...path, ...inner.path], reading));
  const branches = issue.errors.toSorted((a, b) => weight(a) - weight(b));
  const said = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === "invalid_value" ? inner.values.map(String) : [])),
  );
  const values = [...new Set(said)];
  const near = node?.type === "scalar" && values.length > 0 ? nearestOf(node.value, values) : undefined;
  // Single values, such as the widths of widgets: all that are possible are told.
  const only = issue.errors.every((branch) =>
    branch.every(({ code, path: at }) => code === "invalid_value" && at.length === 0),
  );
  if (near !== undefined || only) return [report(reading, path, notOneOf(values, node))];
  return (branches[0] ?? []).flatMap((inner) => finding(inner, [...path, ...inner.path], reading));
}

/** Least for the branch whose finding says most. */
function weight(branch: readonly Issue[]): number {
  const [first] = branch;
  if (!first) return 9;
  if (first.path.length > 0) return 0;
  return { custom: 1, unrecognized_keys: 2, invalid_value: 3, invalid_type: 4 }[first.code as string] ?? 5;
}

function unionAt(reading: Reading, path: Path): z.ZodUnion | undefined {
  const parent = path.slice(0, -1);
  const object = objectAt(reading.schema, reading.root, parent);
  let schema = object?.shape[String(path.at(-1))] as z.ZodType | undefined;
  if (!schema) {
    const container = objectAt(reading.schema, reading.root, parent.slice(0, -1))?.shape[String(parent.at(-1))] as
      | z.ZodType
      | undefined;
    const inner = container && unwrap(container);
    schema =
      inner instanceof z.ZodRecord
        ? (inner.valueType as z.ZodType)
        : inner instanceof z.ZodArray
          ? (inner.element as z.ZodType)
          : undefined;
  }
  const opened = schema && unwrap(schema);
  return opened instanceof z.ZodUnion ? opened : undefined;
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema;
}

function found(node: Node | undefined): string {
  return node?.type === "scalar" && typeof node.value === "number"
    ? `the number \`${node.written}\``
    : typeName(raw(node));
}

function shown(node: Node | undefined): string {
  return node?.type === "scalar" && node.value !== null ? `\`${node.written}\`` : typeName(raw(node));
}

function raw(node: Node | undefined): unknown {
  if (node?.type === "scalar") return node.value;
  return node?.type === "list" ? [] : node && {};
}
