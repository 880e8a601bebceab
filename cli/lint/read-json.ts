/**
 * The monitors and objectives of a JSON file: one object, an array, an API export, an integration's `{definition: …}`, or
 * Terraform's resources in JSON syntax. What is none of these is a finding, not silence.
 */

import { type ParseError, parse as parseTolerant, printParseErrorCode } from "jsonc-parser";
import type { Diagnostic, Span } from "../../diagnostics/index";
import { MONITOR_TYPES, type MonitorInput } from "../../query/index";
import { elementsOf, lineFinder, type Range, rangeAt } from "./json-text";
import { isObjective, type ReadObjective } from "./objectives";
import { locator, once, type Placed, plainPath } from "./placed";
import { type Json, shapeOfMonitor, shapeOfObjective, type WrongForm } from "./shape";
import { isTerraform, terraformResources } from "./terraform";

/** A monitor and where it stands, so that a fix can edit it. */
export interface ReadMonitor extends Placed {
  input: MonitorInput;
}

export interface ReadFile {
  file: string;
  text: string;
  /** What stands before the text in the file, see `readText`. */
  mark: string;
  monitors: ReadMonitor[];
  objectives: ReadObjective[];
  diagnostics: Diagnostic[];
}

/** An object of the file that may be a monitor or an objective. */
interface Candidate extends Placed {
  value: Json;
}

export function readJson(file: string, text: string, mark = ""): ReadFile {
  const where = lineFinder(text);
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return { file, text, mark, monitors: [], objectives: [], diagnostics: [notJson(file, text, where)] };
  }
  const monitors: ReadMonitor[] = [];
  const objectives: ReadObjective[] = [];
  const diagnostics: Diagnostic[] = [];
  const others: Diagnostic[] = [];
  for (const { value: given, range, pathOf } of candidates(text, root)) {
    const placed: Placed = { range, pathOf };
    const locate = locator(text, placed, where);
    const tell = (wrong: readonly WrongForm[]): void => {
      for (const { path, message } of wrong) diagnostics.push(wrongForm(given, path, message, file, locate(path)));
    };
    if (isObjective(given)) {
      const { value, wrong } = shapeOfObjective(given);
      tell(wrong);
      const id = value.id === undefined ? undefined : String(value.id);
      objectives.push({ input: { ...(value as unknown as ReadObjective["input"]), file, locate }, id, ...placed });
    } else if (isMonitor(given)) {
      const { value, wrong } = shapeOfMonitor(given);
      tell(wrong);
      monitors.push({ input: { ...(value as unknown as MonitorInput), file, locate }, ...placed });
    } else if (typeof given.type === "string" && given.type in MONITOR_TYPES) {
      const message = given.query === undefined ? "this monitor has no `query`" : "`query` is no text";
      tell([{ path: "query", message }]);
    } else others.push(neither(file, locate("")));
  }
  if (monitors.length + objectives.length > 0) diagnostics.push(...others);
  else if (diagnostics.length === 0) diagnostics.push(nothingFound(file, text, where));
  return { file, text, mark, monitors, objectives, diagnostics };
}

function candidates(text: string, root: unknown): Candidate[] {
  const whole = { start: 0, end: text.length };
  if (Array.isArray(root)) return fromArray(text, root, () => whole);
  if (!isObject(root)) return [];
  if (isTerraform(root))
    return terraformResources(root).map(({ value, path, pathOf }) => ({
      value,
      range: once(() => rangeAt(text, whole, path) ?? whole),
      pathOf,
    }));
  for (const key of ["monitors", "data", "slos"]) {
    const list = root[key];
    if (Array.isArray(list)) return fromArray(text, list, () => rangeAt(text, whole, [key]) ?? whole);
  }
  const { definition } = root;
  if (isObject(definition))
    return [{ value: definition, range: once(() => rangeAt(text, whole, ["definition"]) ?? whole), pathOf: plainPath }];
  return [{ value: root, range: () => whole, pathOf: plainPath }];
}

function fromArray(text: string, list: readonly unknown[], array: () => Range): Candidate[] {
  const elements = once(() => {
    const { start, end } = array();
    return elementsOf(text, { start: text.indexOf("[", start), end });
  });
  return list.flatMap((item, index) => {
    const range = (): Range => elements()[index] ?? { start: 0, end: text.length };
    // What is no object is looked at as one without anything.
    if (!isObject(item)) return [{ value: {}, range, pathOf: plainPath }];
    const { definition } = item;
    if (!isObject(definition)) return [{ value: item, range, pathOf: plainPath }];
    return [{ value: definition, range, pathOf: (path: string) => ["definition", ...plainPath(path)] }];
  });
}

function wrongForm({ name }: Json, path: string, message: string, file: string, place: Span): Diagnostic {
  const subject = typeof name === "string" ? { subject: name } : {};
  return { code: "wrong-form", severity: "error", message, file, path, ...subject, ...place };
}

/** Beside monitors in one list; silence would look like approval. */
function neither(file: string, place: Span): Diagnostic {
  return {
    code: "no-monitor",
    severity: "warning",
    message: "this is neither a monitor nor an objective, and is not read",
    hint: 'A monitor is an object with "type" and "query", an objective one with "type" and "thresholds".',
    file,
    ...place,
  };
}

function nothingFound(file: string, text: string, where: (range: Range) => Span): Diagnostic {
  return {
    code: "no-monitor",
    severity: "warning",
    message: "this file holds no Datadog monitor and no objective",
    hint: 'A monitor is an object with "type" and "query", an objective one with "type" and "thresholds"; also read are arrays of them, exports, {"definition": …} and Terraform\'s "datadog_monitor" in JSON.',
    file,
    ...where({ start: 0, end: Math.min(1, text.length) }),
  };
}

/** Deeper than anybody writes by hand or by tool; the parser that names the place of a mistake calls itself for each level. */
const MAX_DEPTH = 1000;

function notJson(file: string, text: string, where: (range: Range) => Span): Diagnostic {
  const errors: ParseError[] = [];
  if (depthOf(text) <= MAX_DEPTH) parseTolerant(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const start = first?.offset ?? 0;
  const found = text.slice(start, start + 20).split("\n")[0] ?? "";
  return {
    code: "not-json",
    severity: "error",
    message: first
      ? `this is not JSON: ${words(printParseErrorCode(first.error))}${found ? ` at \`${found}\`` : " at the end"}`
      : "this is not JSON",
    hint: file.endsWith(".tf")
      ? "Terraform's own syntax is not read, only its JSON syntax (.tf.json)."
      : "Write it again with the tool that made it, or mend it here.",
    file,
    ...where({ start, end: Math.min(text.length, start + Math.max(1, first?.length ?? 1)) }),
  };
}

/** The most brackets open at once, whether they are in strings or not. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
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
