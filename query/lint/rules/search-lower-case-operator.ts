/**
 * Q29: `and`, `or`, `not` in a search are words the message must contain; operators are upper case. Between conditions
 * (`status:error or status:critical`) they are a slip; between words (`user not found`) they are what is looked for. The
 * fix is offered only where it cannot change more than the one word.
 */

import type { SearchKey, SearchNode, SearchTerm } from "../../search/index";
import { type PlacedSearch, searchesOf } from "../facts/searches";
import type { Finding, Rule } from "../rule";

export const searchLowerCaseOperator: Rule = {
  id: "search-lower-case-operator",
  ref: "Q29",
  severity: "warning",
  confidence: "likely",
  summary: "A lower-case operator in a search is a word to look for, not an operator.",
  needsQuery: true,
  needs: ["searches"],
  check: (subject) =>
    searchesOf(subject).flatMap((search) =>
      search.tree.root ? levelsOf(search.tree.root).flatMap((level) => judge(level, search)) : [],
    ),
};

/** Operands that stand side by side, with the key of the group around them. */
interface Level {
  operands: readonly SearchNode[];
  key: SearchKey | undefined;
}

function levelsOf(root: SearchNode): Level[] {
  const found: Level[] = [];
  const visit = (node: SearchNode, key: SearchKey | undefined): void => {
    if (node.type === "and") found.push({ operands: node.operands, key });
    if (node.type === "and" || node.type === "or") for (const operand of node.operands) visit(operand, key);
    else if (node.type === "not") visit(node.operand, key);
    else if (node.type === "term" && node.value.type === "group") visit(node.value.body, node.key ?? key);
  };
  visit(root, undefined);
  return found;
}

function judge({ operands, key }: Level, { text, path, place }: PlacedSearch): Finding[] {
  const alternates = operands.every((node, at) => at % 2 === 0 || meantBy(node) === "OR");
  return operands.flatMap((node, index): Finding[] => {
    if (node.type !== "term" || !node.meant) return [];
    const { meant } = node;
    const next = operandAfter(operands, index);
    const previous = operands[index - 1];
    // At either end it joins nothing: then it is a word.
    if (!next || (meant !== "NOT" && !previous)) return [];
    const span = place(node.span);
    const message = `\`${text.slice(node.span.start, node.span.end)}\` is a word the message must contain, not the operator \`${meant}\``;
    const joined = meant === "NOT" || !previous ? [next] : [previous, next];
    const isValue = key !== undefined && !isText(key);
    const isList = isValue && meant === "OR" && alternates;
    if (!isList && !joined.some(isCondition)) {
      const hint = `If the operator is meant, write \`${meant}\`; a phrase stands in quotes.`;
      return [{ message, hint, severity: isValue ? "warning" : "info", path, span }];
    }
    if (meant === "OR" && !alternates) {
      const hint = "Write `OR`, and parentheses around what it joins: it binds looser than a blank and `AND`.";
      return [{ message, hint, path, span }];
    }
    if (meant === "OR" && joined.some(({ type }) => type === "not")) {
      const hint = "Write `AND` for neither of the two; `OR` between exclusions finds nearly everything.";
      return [{ message, hint, path, span }];
    }
    const hint = `Write \`${meant}\`.`;
    if (!isList && !joined.every(isCondition)) return [{ message, hint, path, span }];
    return [{ message, hint, path, span, fix: { type: "text", path, span, text: meant } }];
  });
}

/** The next operand; of `and not a:b` the one after `not`. */
function operandAfter(operands: readonly SearchNode[], index: number): SearchNode | undefined {
  const next = operands[index + 1];
  return next && meantBy(next) === "NOT" && meantBy(operands[index]) !== "NOT" ? operands[index + 2] : next;
}

function meantBy(node: SearchNode | undefined): SearchTerm["meant"] {
  return node?.type === "term" ? node.meant : undefined;
}

/** `key:value`, or a group of nothing else. */
function isCondition(node: SearchNode): boolean {
  switch (node.type) {
    case "and":
    case "or":
      return node.operands.every(isCondition);
    case "not":
      return isCondition(node.operand);
    case "cidr":
      return true;
    case "term":
      return node.key !== undefined;
  }
}

/** Whether the attribute holds sentences, so that any word may be looked for. */
function isText({ path }: SearchKey): boolean {
  return /(?:^|[._])(?:body|cause|content|description|detail|error|exception|message|msg|reason|stack|text|title)$/i.test(
    path,
  );
}
