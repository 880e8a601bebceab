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

/** Where in a service a tree belongs: the lines of its signals are laid by a rule of their own. */
export type Spot = "service" | "monitors" | "signal" | "lines" | "elsewhere";

const LEVELS: ReadonlySet<string> = new Set(["above", "atLeast", "below", "atMost", "recovery", "failures"]);

/**
 * One tree over another. A map keeps the place of the lowest, where it was defined. Two lines are all a signal can have: who
 * names two replaces what was there, who names one changes or adds that one, and `none` takes one away. Where a line ends goes
 * with the line: who draws it anew says it anew.
 */
export function lay(base: Node | undefined, top: Node, spot: Spot = "elsewhere"): Node {
  if (!base) return top;
  if (base.type !== "map" || top.type !== "map") return { ...top, under: base };
  const entries: MapNode["entries"] = new Map(spot === "lines" && isWhole(top) ? [] : base.entries);
  if (spot === "signal") withoutOldEnds(entries, top);
  for (const [name, { key, value }] of top.entries) {
    const below = base.entries.get(name);
    const under = (spot === "signal" ? entries.get(name) : below)?.value;
    if (spot === "lines" && isNone(value)) entries.delete(name);
    else {
      const laid = lay(under, value, inside(spot, name));
      // Lines that are all taken away are what the upper tree says, not the lower.
      const emptied = inside(spot, name) === "lines" && laid.type === "map" && laid.entries.size === 0;
      entries.set(name, { key: emptied ? key : (below?.key ?? key), value: laid });
    }
  }
  return { ...base, entries };
}

/** Whether lines are all of a signal's. */
function isWhole(lines: MapNode): boolean {
  return [...lines.entries.values()].filter(({ value }) => !isNone(value)).length > 1;
}

/** Takes away where those lines ended that are drawn anew. */
function withoutOldEnds(entries: MapNode["entries"], top: MapNode): void {
  const ends = entries.get("recovery");
  if (ends?.value.type !== "map") return;
  const left = new Map(ends.value.entries);
  for (const [name, { value }] of top.entries) {
    if (name === "recovery" || !LEVELS.has(name) || value.type !== "map") continue;
    if (isWhole(value)) left.clear();
    for (const severity of value.entries.keys()) left.delete(severity);
  }
  if (left.size === ends.value.entries.size) return;
  if (left.size === 0) entries.delete("recovery");
  else entries.set("recovery", { ...ends, value: { ...ends.value, entries: left } });
}

function inside(spot: Spot, name: string): Spot {
  if (spot === "service") return name === "monitors" ? "monitors" : "elsewhere";
  if (spot === "monitors") return "signal";
  return LEVELS.has(name) && spot === "signal" ? "lines" : "elsewhere";
}

function isNone(node: Node): boolean {
  return node.type === "scalar" && node.value === "none";
}

/** Fills words into every text of a tree; layers and places stay. A part without words stays the same object. */
export function fillIn(node: Node, fill: (text: string, at: Node) => string): Node {
  switch (node.type) {
    case "scalar":
      return typeof node.value === "string" && node.value.includes("${")
        ? { ...node, value: fill(node.value, node) }
        : node;
    case "list": {
      let items: Node[] | undefined;
      for (const [index, before] of node.items.entries()) {
        const item = fillIn(before, fill);
        if (item === before) continue;
        items ??= [...node.items];
        items[index] = item;
      }
      return items ? { ...node, items } : node;
    }
    case "map": {
      let entries: MapNode["entries"] | undefined;
      for (const [name, { key, value: before }] of node.entries) {
        const value = fillIn(before, fill);
        if (value === before) continue;
        entries ??= new Map(node.entries);
        entries.set(name, { key, value });
      }
      return entries ? { ...node, entries } : node;
    }
  }
}

export function emptyMap(at: Place): MapNode {
  return { type: "map", entries: new Map(), ...at };
}
