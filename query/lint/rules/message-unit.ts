/** U3: the message puts a unit behind a value that is in another. */

import type { EvalNode, TemplateNode } from "../../template/index";
import type { TextSpan } from "../../text/index";
import {
  combine,
  describeUnit,
  isRatio,
  known,
  type Quantity,
  SECOND,
  sameDimension,
  sameScale,
  UNKNOWN,
  type Unit,
  unitOfName,
  unitWordAt,
} from "../../units/index";
import { isTrusted, unitOfSubject } from "../facts/unit";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

const VALUES: ReadonlySet<string> = new Set([
  "value",
  "threshold",
  "warn_threshold",
  "alert_recovery_threshold",
  "warn_recovery_threshold",
]);

export const messageUnit: Rule = {
  id: "message-unit",
  ref: "U3",
  severity: "warning",
  confidence: "likely",
  summary: "The message writes a value with a unit that it is not in.",
  needsQuery: true,
  check: (subject, context) => {
    const said = saidUnits(subject);
    if (said.length === 0) return NOTHING;
    // What these monitors show as value is the vendor's own measure.
    if (subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers")) return NOTHING;
    const answer = unitOfSubject(subject, context);
    const { unit } = answer;
    if (!unit)
      return notChecked(
        `the unit of ${answer.unknown.map((name) => `\`${name}\``).join(", ") || "the query"} is not known`,
      );
    if (answer.doubts.length > 0) return notChecked(answer.doubts[0] ?? "");
    const found = said.flatMap((one) => judge(one, unit, isTrusted(answer)) ?? []);
    const { query } = subject;
    const absolute = query.type === "metric-monitor" && query.head?.type === "change" && !query.head.relative;
    if (found.length > 0 && isDoubtful(subject, unit, said, isTrusted(answer))) {
      return notChecked("a list says seconds where the message says milliseconds, and the threshold fits the message");
    }
    return oncePerUnit(absolute ? found.map(forChange) : found);
  },
};

/**
 * Nobody waits five minutes for what the message gives in milliseconds: then the list, whose authors put `second` for many
 * a metric, is the likelier to be wrong.
 */
function isDoubtful(subject: Subject, unit: Unit, said: readonly SaidUnit[], trusted: boolean): boolean {
  const threshold = subject.limit?.value ?? 0;
  return (
    !trusted &&
    sameDimension(unit, SECOND) &&
    sameScale(unit.scale, 1) &&
    threshold >= LONG_WAIT &&
    said.some(({ written }) => written === "millisecond")
  );
}

const LONG_WAIT = 300;

/** `{{value}} ms (threshold: {{threshold}} ms)` is one mistake, unless each place has a fix of its own. */
function oncePerUnit(findings: readonly (Finding & { units: string })[]): Finding[] {
  const seen = new Set<string>();
  return findings.flatMap(({ units, ...finding }) => {
    const key = `${finding.path} ${units}`;
    if (!finding.fix && seen.has(key)) return [];
    seen.add(key);
    return [finding];
  });
}

interface SaidUnit {
  path: "message" | "name";
  /** The tag as written. */
  tag: string;
  node: Extract<TemplateNode, { type: "variable" | "eval" }>;
  written: string;
  span: TextSpan;
}

function saidUnits(subject: Subject): SaidUnit[] {
  const found: SaidUnit[] = [];
  const { name = "" } = subject.input;
  if (name.includes("{{")) collect("name", name, subject.title().tree.body, found);
  collect("message", subject.input.message ?? "", subject.message().tree.body, found);
  return found;
}

function collect(path: SaidUnit["path"], text: string, nodes: readonly TemplateNode[], found: SaidUnit[]): void {
  nodes.forEach((node, index) => {
    if (node.type === "block") {
      collect(path, text, node.body, found);
      if (node.otherwise) collect(path, text, node.otherwise, found);
    }
    if (node.type !== "variable" && node.type !== "eval") return;
    const next = nodes[index + 1];
    const word = next?.type === "text" ? unitWordAt(next.text, 0) : undefined;
    if (!word || !next) return;
    const span = { start: node.span.start, end: next.span.start + word.end };
    found.push({ path, tag: text.slice(node.span.start, node.span.end), node, written: word.name, span });
  });
}

function judge(said: SaidUnit, unit: Unit, trusted: boolean): (Finding & { units: string }) | undefined {
  const { node } = said;
  const shown =
    node.type === "variable" ? (VALUES.has(node.path) ? known(unit) : UNKNOWN) : evaluated(node.expression, unit);
  if (shown.type !== "known" || shown.pending !== 1) return undefined;
  const written = unitOfName(said.written);
  const factor = shown.unit.scale / written.scale;
  const same = sameDimension(perItem(shown.unit), written);
  if (same && (sameScale(factor, 1) || isReadingOfBytes(factor, shown.unit))) return undefined;
  // A quotient of unlike counts (`queries / connections`) may be anything.
  if (isRatio(shown.unit) && shown.unit.ratio === "amounts") return undefined;
  const finding = {
    units: `${describeUnit(shown.unit)} ${said.written}`,
    message: `\`${said.tag}\` is in ${describeUnit(shown.unit)}, the ${said.path} says \`${said.written}\``,
    hint: same
      ? `Write \`${converted(said, factor)}\`, or name the unit it is in.`
      : "Name the unit the query is in, or compute what the text says.",
    path: said.path,
    span: said.span,
  };
  if (same && trusted && node.type === "variable" && Number.isInteger(factor >= 1 ? factor : 1 / factor)) {
    return { ...finding, fix: { type: "text", path: said.path, span: node.span, text: converted(said, factor) } };
  }
  return finding;
}

/** The mean time of a query is called seconds, not seconds per query. */
function perItem(unit: Unit): Unit {
  const { count, ...dims } = unit.dims;
  return count === -1 && Object.keys(dims).length > 0 ? { dims, scale: unit.scale } : unit;
}

/** `change()` compares the difference itself; who writes `%` behind it meant `pct_change()`. */
function forChange<F extends Finding>(finding: F): F {
  if (!finding.message.endsWith("says `percent`")) return finding;
  return { ...finding, hint: "`change()` compares the difference itself: for a change in percent use `pct_change()`." };
}

/** `GB` may mean either family. */
function isReadingOfBytes(factor: number, unit: Unit): boolean {
  return unit.dims.data !== undefined && factor > 0.9 && factor < 1.13;
}

function converted(said: SaidUnit, factor: number): string {
  const { node } = said;
  const inner = node.type === "variable" ? node.path : `(${node.argument.text})`;
  const step = factor >= 1 ? `*${tidy(factor)}` : `/${tidy(1 / factor)}`;
  return `{{eval "${inner}${step}"}}`;
}

function tidy(factor: number): string {
  return String(Number(factor.toPrecision(12)));
}

/** Functions of eval that keep the unit of their first argument. */
const KEEPS: ReadonlySet<string> = new Set(["abs", "ceil", "dec", "float", "floor", "int", "round", "trunc"]);

function evaluated(node: EvalNode | undefined, unit: Unit): Quantity {
  switch (node?.type) {
    case "number":
      return { type: "constant", value: node.value };
    case "path":
      return VALUES.has(node.path) ? known(unit) : UNKNOWN;
    case "negative":
      return evaluated(node.operand, unit);
    case "call":
      return KEEPS.has(node.name) ? evaluated(node.arguments[0], unit) : UNKNOWN;
    case "binary":
      if (node.operator === "^" || node.operator === "%") return UNKNOWN;
      return combine(node.operator, evaluated(node.left, unit), evaluated(node.right, unit)).quantity;
    default:
      return UNKNOWN;
  }
}
