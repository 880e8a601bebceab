/**
 * The monitors of a JSON file: one object, an array, an API export, an integration's `{definition: …}`, or Terraform's
 * `datadog_monitor` resources in JSON syntax. What is none of these is a finding, not silence.
 */

import { type ParseError, parse as parseTolerant, printParseErrorCode } from "jsonc-parser";
import type { Diagnostic, Span } from "../../diagnostics/index";
import type { MonitorInput } from "../../query/index";
import { elementsOf, insideString, lineFinder, type Path, type Range, rangeAt } from "./json-text";
import { fieldOf, isTerraform, terraformMonitors } from "./terraform";

/** A monitor and where it stands, so that a fix can edit it. */
export interface ReadMonitor {
  input: MonitorInput;
  /** Where the whole monitor stands in the text. */
  range: () => Range;
  /** The path of one of its values in the text. */
  pathOf: (path: string) => Path;
}

export interface ReadFile {
  file: string;
  text: string;
  monitors: ReadMonitor[];
  diagnostics: Diagnostic[];
}

type Json = Record<string, unknown>;

export function readJson(file: string, text: string): ReadFile {
  const where = lineFinder(text);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return { file, text, monitors: [], diagnostics: [notJson(file, text, where)] };
  }
  const monitors = find(file, text, root, where);
  const diagnostics: Diagnostic[] =
    monitors.length > 0
      ? []
      : [
          {
            code: "no-monitor",
            severity: "warning",
            message: "this file holds no Datadog monitor",
            hint: 'A monitor is an object with "type" and "query"; also read are arrays of them, exports, {"definition": …} and Terraform\'s "datadog_monitor" in JSON.',
            file,
            ...where({ start: 0, end: Math.min(1, text.length) }),
          },
        ];
  return { file, text, monitors, diagnostics };
}

function find(file: string, text: string, root: unknown, where: (range: Range) => Span): ReadMonitor[] {
  const whole = { start: 0, end: text.length };
  if (Array.isArray(root)) return fromArray(file, text, root, () => whole, where);
  if (!isObject(root)) return [];
  if (isTerraform(root))
    return terraformMonitors(root).map(({ input, path }) =>
      place(
        file,
        text,
        input,
        once(() => rangeAt(text, whole, path) ?? whole),
        fieldOf,
        where,
      ),
    );
  for (const key of ["monitors", "data"]) {
    const list = root[key];
    if (Array.isArray(list)) return fromArray(file, text, list, () => rangeAt(text, whole, [key]) ?? whole, where);
  }
  if (isObject(root.definition) && isMonitor(root.definition))
    return [
      place(
        file,
        text,
        root.definition,
        once(() => rangeAt(text, whole, ["definition"]) ?? whole),
        plainPath,
        where,
      ),
    ];
  return isMonitor(root) ? [place(file, text, root, () => whole, plainPath, where)] : [];
}

function fromArray(
  file: string,
  text: string,
  list: readonly unknown[],
  array: () => Range,
  where: (range: Range) => Span,
): ReadMonitor[] {
  const elements = once(() => {
    const { start, end } = array();
    return elementsOf(text, { start: text.indexOf("[", start), end });
  });
  return list.flatMap((item, index) => {
    const inside = isObject(item) && isObject(item.definition) ? item.definition : item;
    if (!isObject(inside) || !isMonitor(inside)) return [];
    const range = (): Range => elements()[index] ?? { start: 0, end: text.length };
    const pathOf = inside === item ? plainPath : (path: string): Path => ["definition", ...plainPath(path)];
    return [place(file, text, inside, range, pathOf, where)];
  });
}

function place(
  file: string,
  text: string,
  monitor: Json,
  range: () => Range,
  pathOf: (path: string) => Path,
  where: (range: Range) => Span,
): ReadMonitor {
  const input = {
    ...(monitor as unknown as MonitorInput),
    file,
    locate: (path: string, span?: { start: number; end: number }): Span | undefined => {
      const value = nearest(text, range(), pathOf(path));
      const part = span && text[value.start] === '"' ? insideString(text, value, span) : value;
      return where(part);
    },
  };
  return { input, range, pathOf };
}

/** The value at the path, or of the nearest thing around it that is there. */
function nearest(text: string, range: Range, path: Path): Range {
  for (let length = path.length; length > 0; length -= 1) {
    const found = rangeAt(text, range, path.slice(0, length));
    if (found) return found;
  }
  return { start: range.start, end: Math.min(range.end, range.start + 1) };
}

/** `options.variables[0].search` as keys. */
function plainPath(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (/^\d+$/.test(key ?? "") ? Number(key) : (key ?? "")) : Number(index),
  );
}

function notJson(file: string, text: string, where: (range: Range) => Span): Diagnostic {
  const errors: ParseError[] = [];
  parseTolerant(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const start = first?.offset ?? 0;
  const found = text.slice(start, start + 20).split("\n")[0] ?? "";
  return {
    code: "not-json",
    severity: "error",
    message: first
      ? `this is not JSON: ${words(printParseErrorCode(first.error))}${found ? ` at \`${found}\`` : " at the end"}`
      : "this is not JSON",
    hint: "Write it again with the tool that made it, or mend it here.",
    file,
    ...where({ start, end: Math.min(text.length, start + Math.max(1, first?.length ?? 1)) }),
  };
}

/** `PropertyNameExpected` as "property name expected". */
function words(code: string): string {
  return code.replace(/(?!^)([A-Z])/g, " $1").toLowerCase();
}

function isMonitor(value: Json): boolean {
  return typeof value.type === "string" && typeof value.query === "string";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
