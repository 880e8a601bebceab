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

function collect(node: SearchNode, place: Omit<PlacedTerm, "node">, found: PlacedTerm[]): void {
  switch (node.type) {
    case "or":
    case "and":
      for (const operand of node.operands) {
        collect(operand, node.type === "or" ? { ...place, optional: true } : place, found);
      }
      return;
    case "not":
      collect(node.operand, { ...place, excluded: !place.excluded }, found);
      return;
    case "cidr":
      found.push({ ...place, node, key: node.attribute });
      return;
    case "term": {
      const key = node.key ?? place.key;
      if (node.value.type === "group") collect(node.value.body, { ...place, key }, found);
      else found.push({ ...place, node, key });
    }
  }
}
