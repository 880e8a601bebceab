/** The canonical form of a message: text as it stands, tags without inner blanks. `parse(print(tree))` is the tree. */

import type { Template, TemplateArgument, TemplateNode } from "./tree";

export function printTemplate(template: Template): string {
  return printNodes(template.body);
}

function printNodes(nodes: readonly TemplateNode[]): string {
  return nodes.map(printNode).join("");
}

function printNode(node: TemplateNode): string {
  switch (node.type) {
    case "text":
    case "opaque":
    case "malformed":
      return node.text;
    case "comment":
      return node.long ? `{{!--${node.text}--}}` : `{{!${node.text}}}`;
    case "variable":
      return tag(node.path, node.triple);
    case "eval":
      return tag(words("eval", [node.argument]), node.triple);
    case "call":
      return tag(words(node.helper, node.arguments), node.triple);
    case "handle":
      return `@${printNodes(node.parts)}${node.parameters === undefined ? "" : `(${node.parameters})`}`;
    case "raw":
      return `{{{{${spaced(words(node.helper, node.arguments))}}}}}${printNodes(node.body)}{{{{/${node.helper}}}}}`;
    case "block": {
      const opening = tag((node.negated ? "^" : "#") + words(node.helper, node.arguments), false);
      const otherwise = node.otherwise ? `{{else}}${printNodes(node.otherwise)}` : "";
      return opening + printNodes(node.body) + otherwise + (node.closed ? `{{/${node.helper}}}` : "");
    }
  }
}

function tag(content: string, triple: boolean): string {
  const text = spaced(content);
  return triple ? `{{{${text}}}}` : `{{${text}}}`;
}

/** A brace at the end would be taken for one of the tag's own. */
function spaced(content: string): string {
  return content.endsWith("}") ? `${content} ` : content;
}

/** A helper and its arguments as they are written inside a tag. */
export function words(helper: string, given: readonly TemplateArgument[]): string {
  return [helper, ...given.map(({ quote, text }) => quote + text + quote)].join(" ");
}
