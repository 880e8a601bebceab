/** Which events a search takes, worked out one by one with regular expressions: what sets of events are compared with. */

import { parseSearch, type Search } from "../../../query/index";

type Node = NonNullable<Search["root"]>;

export type Event = Readonly<Record<string, readonly string[]>>;

/** The event that an example names. */
export function eventOf(example: string): Event {
  const event: Record<string, string[]> = {};
  for (const [, minus, key = "", raw = ""] of example.matchAll(/(-?)([@\w.]+):("(?:\\.|[^"])*"|\S+)/g)) {
    const value = raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
    if (minus === "") event[key] = [...(event[key] ?? []), value === "*" ? "anything" : value];
  }
  return event;
}

/** Whether a search takes an event. */
export function takes(text: string, event: Event): boolean {
  const { root } = parseSearch(text).tree;
  return root === undefined || holds(root, event);
}

function holds(node: Node, event: Event): boolean {
  switch (node.type) {
    case "and":
      return node.operands.every((operand) => holds(operand, event));
    case "or":
      return node.operands.some((operand) => holds(operand, event));
    case "not":
      return !holds(node.operand, event);
    case "cidr":
      throw new Error("not generated");
    case "term": {
      if (!node.key && node.value.type === "word" && node.value.raw === "*") return true;
      const key = `${node.key?.kind === "attribute" ? "@" : ""}${node.key?.path}`;
      return (event[key] ?? []).some((value) => valueHolds(node.value, value));
    }
  }
}

function valueHolds(test: Extract<Node, { type: "term" }>["value"], value: string): boolean {
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  switch (test.type) {
    case "word":
      return new RegExp(`^${test.raw.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(value);
    case "comparison": {
      const bound = Number(test.bound.type === "word" ? test.bound.raw : "");
      return { ">": number > bound, ">=": number >= bound, "<": number < bound, "<=": number <= bound }[test.operator];
    }
    case "range": {
      const [low, high] = [Number(test.low.raw), Number(test.high.raw)];
      return (test.lowExcluded ? number > low : number >= low) && (test.highExcluded ? number < high : number <= high);
    }
    default:
      throw new Error("not generated");
  }
}
