/** Lays trees over each other: maps by key, everything else replaced whole. Every node keeps the place it came from. */

import type { MapNode, Node, Place } from "../load/tree";
import type { Layer } from "../resolved";

/** A copy of a tree that knows its layer, with words filled in where the text has `${word}`. */
export function ofLayer(node: Node, layer: Layer, pack?: string, fill?: (text: string) => string): Node {
  const mark = { layer, ...(pack !== undefined && { pack }) };
  switch (node.type) {
    case "scalar":
      return {
        ...node,
        ...mark,
        ...(fill && typeof node.value === "string" && node.value.includes("${") && { value: fill(node.value) }),
      };
    case "list":
      return { ...node, ...mark, items: node.items.map((item) => ofLayer(item, layer, pack, fill)) };
    case "map":
      return {
        ...node,
        ...mark,
        entries: new Map(
          [...node.entries].map(([name, { key, value }]) => [name, { key, value: ofLayer(value, layer, pack, fill) }]),
        ),
      };
  }
}

/** One tree over another. A map keeps the place of the lowest, where it was defined. */
export function lay(base: Node | undefined, top: Node): Node {
  if (!base) return top;
  if (base.type !== "map" || top.type !== "map") return { ...top, under: base };
  const entries = new Map(base.entries);
  for (const [name, { key, value }] of top.entries) {
    const below = entries.get(name);
    entries.set(name, below ? { key: below.key, value: lay(below.value, value) } : { key, value });
  }
  return { ...base, entries };
}

/** Fills words into every text of a tree; layers and places stay. A part without words stays the same object. */
export function fillIn(node: Node, fill: (text: string, at: Node) => string): Node {
  switch (node.type) {
    case "scalar":
      return typeof node.value === "string" && node.value.includes("${")
        ? { ...node, value: fill(node.value, node) }
        : node;
    case "list": {
      const items = node.items.map((item) => fillIn(item, fill));
      return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
    }
    case "map": {
      let changed = false;
      const entries: MapNode["entries"] = new Map();
      for (const [name, entry] of node.entries) {
        const value = fillIn(entry.value, fill);
        if (value !== entry.value) changed = true;
        entries.set(name, value === entry.value ? entry : { key: entry.key, value });
      }
      return changed ? { ...node, entries } : node;
    }
  }
}

export function emptyMap(at: Place): MapNode {
  return { type: "map", entries: new Map(), ...at };
}
