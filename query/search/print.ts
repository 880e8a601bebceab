/**
 * The canonical form of a search: one blank between terms (which means AND), `-` for negation, parentheses wherever AND and
 * OR meet. Values are printed as they were written: `parse(print(tree))` is the tree.
 */

import type { Search, SearchKey, SearchNode, SearchValue } from "./tree";

export function printSearch(search: Search): string {
  return search.root ? printNode(search.root) : "";
}

const SIGN = { attribute: "@", calculated: "#", everything: "", reserved: "" } as const;

export function printKey(key: SearchKey): string {
  return SIGN[key.kind] + key.path;
}

function printNode(node: SearchNode): string {
  switch (node.type) {
    case "or":
      return node.operands.map(printOperand).join(" OR ");
    case "and":
      return node.operands.map(printOperand).join(" ");
    case "not":
      return `-${printOperand(node.operand)}`;
    case "term":
      return (node.key ? `${printKey(node.key)}:` : "") + printValue(node.value);
    case "cidr":
      return `CIDR(${[printKey(node.attribute), ...node.blocks.map((block) => block.raw)].join(",")})`;
  }
}

function printOperand(node: SearchNode): string {
  return node.type === "or" || node.type === "and" ? `(${printNode(node)})` : printNode(node);
}

function printValue(value: SearchValue): string {
  switch (value.type) {
    case "word":
      return value.raw;
    case "phrase":
      return `"${value.raw}"`;
    case "range": {
      const low = (value.lowExcluded ? "{" : "[") + printValue(value.low);
      return `${low} TO ${printValue(value.high)}${value.highExcluded ? "}" : "]"}`;
    }
    case "comparison":
      return value.operator + printValue(value.bound);
    case "group":
      return `(${printNode(value.body)})`;
    case "missing":
      return "";
  }
}
