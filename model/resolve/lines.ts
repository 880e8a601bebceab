/** The lines of a signal: its thresholds by severity, in the unit of what is measured, the more urgent as critical. */

import { type Node, nodeAt, place } from "../load/tree";
import { convert, type Quantity } from "../quantity";
import type { Comparator, Line } from "../resolved";
import type { Source } from "../spec";
import type { MetricUnit } from "../units";
import { type Context, complain, type Part } from "./context";

export const COMPARISONS = { above: ">", atLeast: ">=", below: "<", atMost: "<=" } as const;
type Comparison = keyof typeof COMPARISONS;

type Levels = Partial<Record<Comparison | "recovery", Record<string, Quantity> | undefined>>;

/** How to measure what the lines are drawn on. */
export interface Measure {
  unit: MetricUnit;
  /** The length a count is taken over, in seconds; undefined where nothing is counted. */
  window?: number | undefined;
}

export interface Lines {
  comparator: Comparator;
  lines: Line[];
}

/** Reads the comparison of a signal; undefined, with findings, when it has none that makes sense. */
export function readLines(levels: Levels, measure: Measure, part: Part, context: Context): Lines | undefined {
  const names = Object.keys(COMPARISONS).filter((name): name is Comparison => levels[name as Comparison] !== undefined);
  const [name, second] = names;
  if (name === undefined) {
    complain(context, part, [], {
      code: "missing-key",
      message: `\`${part.key}\` has no line: it never alerts`,
      hint: "Say from which value on it is how bad, e.g. `above: {high: …}`; or `atLeast`, `below`, `atMost`.",
    });
    return undefined;
  }
  if (second !== undefined) {
    complain(context, part, [second], {
      code: "conflicting-keys",
      message: `\`${name}\` and \`${second}\` are both given`,
      hint: `A signal compares one way: keep one, and make a second signal of the other.`,
    });
    return undefined;
  }
  const comparator = COMPARISONS[name];
  const drawn = Object.entries(levels[name] ?? {}).flatMap(([severity, quantity]) => {
    const value = convert(quantity, measure.unit, measure.window);
    if (!value.ok) complain(context, part, [name, severity], value.problem);
    return value.ok ? [{ severity, text: quantity.text, value: value.value, path: [name, severity] }] : [];
  });
  const lines = order(drawn, part, context, [name]);
  if (!lines) return undefined;
  addRecovery(lines, levels.recovery ?? {}, comparator, measure, part, context);
  return inOrder(lines, comparator, part, context, name) ? { comparator, lines } : undefined;
}

interface Drawn {
  severity: string;
  text: string;
  value?: number;
  path: string[];
}

/** Names the more urgent line critical; undefined, with a finding, when that cannot be said. */
export function order(drawn: readonly Drawn[], part: Part, context: Context, path: string[]): Line[] | undefined {
  const known = drawn.filter(({ severity }) => context.priorities.has(severity));
  const sorted = known.toSorted(
    (a, b) => (context.priorities.get(a.severity) ?? 9) - (context.priorities.get(b.severity) ?? 9),
  );
  const [first, second, third] = sorted;
  if (!first) {
    if (isEmpty(nodeAt(part.node, path)))
      complain(context, part, path, {
        code: "empty-list",
        message: `\`${path.join(".")}\` names no severity`,
        hint: "Write e.g. `{high: …}`; to be rid of the whole alert write `enabled: false`.",
      });
    return undefined;
  }
  if (third) {
    complain(context, part, third.path, {
      code: "too-many-severities",
      message: `\`${part.key}\` has ${sorted.length} severities, and a Datadog monitor has two lines`,
      hint: `Keep \`${first.severity}\` and \`${second?.severity ?? ""}\`, and make a second signal for \`${third.severity}\`.`,
    });
    return undefined;
  }
  if (second && context.priorities.get(first.severity) === context.priorities.get(second.severity)) {
    complain(context, part, second.path, {
      code: "equal-severities",
      message: `\`${first.severity}\` and \`${second.severity}\` have the same priority, so neither is the critical line`,
      hint: "Give the severities different priorities, or use two signals.",
    });
    return undefined;
  }
  return sorted.map(({ path: at, ...line }, index) => ({
    ...line,
    status: index === 0 ? "critical" : "warning",
    source: sourceOf(part, at),
  }));
}

function isEmpty(node: Node | undefined): boolean {
  return node?.type === "map" && node.entries.size === 0;
}

function sourceOf(part: Part, path: readonly string[]): Source {
  return place(nodeAt(part.node, path) ?? part.place);
}

/** Whether critical lies beyond warning. */
export function inOrder(
  lines: readonly Line[],
  comparator: Comparator,
  part: Part,
  context: Context,
  name: string,
): boolean {
  const [critical, warning] = lines;
  if (critical?.value === undefined || warning?.value === undefined) return true;
  const upward = comparator.startsWith(">");
  if (upward ? critical.value > warning.value : critical.value < warning.value) return true;
  complain(context, part, [name, warning.severity], {
    code: "line-order",
    message: `\`${warning.severity}\` is at \`${warning.text}\`, which is not before \`${critical.severity}\` at \`${critical.text}\``,
    hint: `The less urgent \`${warning.severity}\` must come first: give it ${upward ? "less" : "more"} than \`${critical.text}\`.`,
  });
  return false;
}

function addRecovery(
  lines: Line[],
  recovery: Record<string, Quantity>,
  comparator: Comparator,
  measure: Measure,
  part: Part,
  context: Context,
): void {
  for (const [severity, quantity] of Object.entries(recovery)) {
    const line = lines.find((one) => one.severity === severity);
    if (!line) {
      complain(context, part, ["recovery", severity], {
        code: "unused-recovery",
        message: `there is no line for \`${severity}\` that could recover`,
        hint: `The lines are ${lines.map((one) => `\`${one.severity}\``).join(" and ")}.`,
      });
      continue;
    }
    const value = convert(quantity, measure.unit, measure.window);
    if (!value.ok) complain(context, part, ["recovery", severity], value.problem);
    else if (
      line.value !== undefined &&
      (comparator.startsWith(">") ? value.value > line.value : value.value < line.value)
    )
      complain(context, part, ["recovery", severity], {
        code: "line-order",
        message: `\`${severity}\` would recover at \`${quantity.text}\`, where it still alerts (\`${line.text}\`)`,
        hint: `Recover at ${comparator.startsWith(">") ? "less" : "more"} than \`${line.text}\`, or leave it out.`,
      });
    else line.recovery = value.value;
  }
}
