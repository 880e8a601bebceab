/** What a search speaks of: every term with the key it really has and whether it is excluded. Rules and explanations read this. */

import type { Search, SearchCidr, SearchKey, SearchNode, SearchTerm } from "./tree";

export interface PlacedTerm {
  node: SearchTerm | SearchCidr;
  /** Its own key, or that of the group it stands in; undefined for free text. */
  key: SearchKey | undefined;
  /** Under an odd number of negations. */
  excluded: boolean;
  /** True inside an `OR`: events without it can still match. */
  optional: boolean;
}

/** Terms in the order of the text; a group's terms instead of the group. */
export function termsOf(search: Search): PlacedTerm[] {
  const found: PlacedTerm[] = [];
  if (search.root) collect(search.root, { key: undefined, excluded: false, optional: false }, found);
  return found;
}

/** Searches of thousands of terms come here: objects are written out, which is several times faster than spreading. */
function collect(node: SearchNode, place: Omit<PlacedTerm, "node">, found: PlacedTerm[]): void {
  const { key, excluded, optional } = place;
  switch (node.type) {
    case "or":
    case "and": {
      const inside = node.type === "or" ? { key, excluded, optional: true } : place;
      for (const operand of node.operands) collect(operand, inside, found);
      return;
    }
    case "not":
      collect(node.operand, { key, excluded: !excluded, optional }, found);
      return;
    case "cidr":
      found.push({ node, key: node.attribute, excluded, optional });
      return;
    case "term": {
      const own = node.key ?? key;
      if (node.value.type === "group") collect(node.value.body, { key: own, excluded, optional }, found);
      else found.push({ node, key: own, excluded, optional });
    }
  }
}
