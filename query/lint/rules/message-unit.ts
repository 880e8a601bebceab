/** U3: the message puts a unit behind a value that is in another. */

import type { EvalNode, TemplateNode } from "../../template/index";
import type { TextSpan } from "../../text/index";
import {
  combine,
  describeUnit,
  isRatio,
  known,
  type Quantity,
  sameDimension,
  sameScale,
  UNKNOWN,
  type Unit,
  unitOfName,
  unitWordAt,
} from "../../units/index";
import { withoutRepeats } from "../facts/repeats";
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
    return withoutRepeats(absolute ? found.map(forChange) : found);
  },
};

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
  collect("name", subject.input.name ?? "", subject.title().tree.body, found);
  collect("message", subject.input.message ?? "", subject.message().tree.body, found);
  return found;
}

function collect(path: SaidUnit["path"], text: string, nodes: readonly TemplateNode[], found: SaidUnit[]): void {
  for (const [index, node] of nodes.entries()) {
    if (node.type === "block") {
      collect(path, text, node.body, found);
      if (node.otherwise) collect(path, text, node.otherwise, found);
    }
    if (node.type !== "variable" && node.type !== "eval") continue;
    const next = nodes[index + 1];
    const word = next?.type === "text" ? unitWordAt(next.text, 0) : undefined;
    if (!word || !next) continue;
    const span = { start: node.span.start, end: next.span.start + word.end };
    found.push({ path, tag: text.slice(node.span.start, node.span.end), node, written: word.name, span });
  }
}

function judge(said: SaidUnit, unit: Unit, trusted: boolean): Finding | undefined {
  const { node } = said;
  const shown =
    node.type === "variable" ? (VALUES.has(node.path) ? known(unit) : UNKNOWN) : evaluated(node.expression, unit);
  if (shown.type !== "known" || shown.pending !== 1) return undefined;
  const written = unitOfName(said.written);
  const factor = shown.unit.scale / written.scale;
  const same = sameDimension(shown.unit, written);
  if (same && (sameScale(factor, 1) || isReadingOfBytes(factor, shown.unit))) return undefined;
  // A quotient of unlike counts (`queries / connections`) may be anything.
  if (isRatio(shown.unit) && shown.unit.ratio === "amounts") return undefined;
  const finding: Finding = {
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

/** `change()` compares the difference itself; who writes `%` behind it meant `pct_change()`. */
function forChange(finding: Finding): Finding {
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
