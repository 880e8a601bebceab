/** Q14: a filter that lets nothing through, or everything. */

import { type Filter, printFilter, sameExpression, walkFilter } from "../../metric/index";
import { excerpt, type TextSpan } from "../../text/index";
import { filterOf } from "../facts/scope";
import { type PlacedSearch, searchesOf } from "../facts/searches";
import { type Finding, NOTHING, type Rule } from "../rule";

/** Longer lists are not compared pair by pair. */
const MOST_OPERANDS = 60;

export const contradictoryScope: Rule = {
  id: "contradictory-scope",
  ref: "Q14",
  severity: "warning",
  confidence: "likely",
  summary: "The scope names a condition twice, contradicts itself, or lets everything through.",
  needsQuery: true,
  check: (subject) => {
    const found: Finding[] = [];
    for (const series of subject.series) {
      const filter = filterOf(series);
      if (!filter) continue;
      walkFilter(filter, (node) => {
        if ((node.type !== "and" && node.type !== "or") || node.operands.length > MOST_OPERANDS) return;
        const finding = pairs(node.operands, node.type);
        if (finding) found.push({ ...finding, path: "query" });
      });
    }
    found.push(...searchesOf(subject).flatMap(checkSearch));
    return found.length === 0 ? NOTHING : found.slice(0, 3);
  },
};

/** Of these an event has one value. */
const SINGLE: ReadonlySet<string> = new Set(["env", "host", "service", "source", "status"]);

/** `env:prod … env:dev`: what all events must have, twice with different values. */
function checkSearch({ terms, path, place }: PlacedSearch): Finding[] {
  // `a:b or a:c`: that the operator is no operator is told elsewhere.
  if (terms.some(({ node }) => node.type === "term" && node.meant === "OR")) return [];
  const required = new Map<string, string>();
  const found: Finding[] = [];
  for (const { node, key, excluded, optional } of terms) {
    if (excluded || optional || node.type !== "term" || node.value.type !== "word") continue;
    if (key?.kind !== "reserved" || !SINGLE.has(key.path) || /[*?$%]/.test(node.value.raw)) continue;
    const { raw } = node.value;
    const other = required.get(key.path) ?? raw;
    required.set(key.path, other);
    if (other.toLowerCase() === raw.toLowerCase()) continue;
    found.push({
      message: `\`${key.path}:${other}\` and \`${key.path}:${raw}\` finds only events with both values, usually none`,
      hint: `Write \`${key.path}:(${other} OR ${raw})\` for either, or remove one.`,
      path,
      span: place(node.span),
    });
  }
  return found;
}

type Pair = Pick<Finding, "message" | "hint"> & { span: TextSpan };

function pairs(operands: readonly Filter[], joint: "and" | "or"): Pair | undefined {
  for (const [index, operand] of operands.entries()) {
    for (const other of operands.slice(0, index)) {
      const problem = joint === "or" ? either(other, operand) : both(other, operand);
      if (problem) return { ...problem, span: operand.span };
    }
  }
  return undefined;
}

function either(a: Filter, b: Filter): Pick<Finding, "message" | "hint"> | undefined {
  if (sameExpression(a, b)) return { message: `${shown(b)} stands twice`, hint: "Was another value meant?" };
  if (isNegationOf(a, b)) {
    return {
      message: `${shown(a)} or ${shown(b)} lets everything through`,
      hint: "Write AND, or remove both.",
    };
  }
  if (a.type !== "not" || b.type !== "not" || a.operand.type !== "tag" || b.operand.type !== "tag") return undefined;
  if (!contradicts(a.operand, b.operand)) return undefined;
  return {
    message: `not \`${printFilter(a.operand)}\` or not \`${printFilter(b.operand)}\` lets everything through`,
    hint: "Write AND: neither of the two.",
  };
}

function both(a: Filter, b: Filter): Pick<Finding, "message" | "hint"> | undefined {
  if (sameExpression(a, b)) {
    if (b.type === "everything" || b.type === "template-variable") return undefined;
    return { message: `${shown(b)} stands twice`, hint: "Remove one, or was another value meant?" };
  }
  if (isNegationOf(a, b)) {
    return {
      message: `${shown(a)} and ${shown(b)} lets nothing through`,
      hint: "Remove one of them.",
    };
  }
  if (a.type !== "tag" || b.type !== "tag" || !contradicts(a, b)) return undefined;
  return {
    message: `\`${printFilter(a)}\` and ${shown(b)} lets through only series with both values, usually none`,
    hint: `Write \`${printFilter(a)} OR ${excerpt(printFilter(b), 60)}\` for either.`,
  };
}

function shown(filter: Filter): string {
  return `\`${excerpt(printFilter(filter), 60)}\``;
}

function isNegationOf(a: Filter, b: Filter): boolean {
  return (a.type === "not" && sameExpression(a.operand, b)) || (b.type === "not" && sameExpression(b.operand, a));
}

/** Two plain values of one key. */
function contradicts(a: Extract<Filter, { type: "tag" }>, b: Extract<Filter, { type: "tag" }>): boolean {
  return a.key === b.key && isPlain(a.value) && isPlain(b.value) && a.value !== b.value;
}

function isPlain(value: string | undefined): boolean {
  return value !== undefined && value !== "" && !/[*$%]/.test(value);
}
