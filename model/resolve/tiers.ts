/** The part of a pack that a service's tier brings: laid over the pack's own values, under the service's. */

import type { Diagnostic } from "../../diagnostics/index";
import { child, type MapNode, type Node, place } from "../load/tree";
import { lay } from "./lay";
import { WATCHED } from "./packs";

/** The content of packs for one tier; what has nothing for tiers stays the same object. */
export function ofTier(content: MapNode, tier: string): MapNode {
  const entries: MapNode["entries"] = new Map(content.entries);
  for (const part of WATCHED) {
    const section = entries.get(part);
    if (section?.value.type !== "map") continue;
    const inner: MapNode["entries"] = new Map(
      [...section.value.entries].map(([name, { key, value }]) => [name, { key, value: tiered(value, tier, part) }]),
    );
    entries.set(part, { key: section.key, value: { ...section.value, entries: inner } });
  }
  return { ...content, entries };
}

const known = new WeakMap<Node, Map<string, Node>>();

/** One tree for all services of a tier, so that it is read once. */
function tiered(entry: Node, tier: string, part: (typeof WATCHED)[number]): Node {
  const tiers = child(entry, "tiers");
  if (entry.type !== "map" || tiers?.type !== "map") return entry;
  const trees = known.get(entry) ?? new Map<string, Node>();
  known.set(entry, trees);
  const tree = trees.get(tier) ?? withTier(entry, tiers, tier, part);
  trees.set(tier, tree);
  return tree;
}

function withTier(entry: MapNode, tiers: MapNode, tier: string, part: (typeof WATCHED)[number]): Node {
  const plain: MapNode = { ...entry, entries: new Map([...entry.entries].filter(([name]) => name !== "tiers")) };
  const own = child(tiers, tier);
  return own?.type === "map" ? lay(plain, marked(own, tier), part === "monitors" ? "signal" : "elsewhere") : plain;
}

/** A copy that knows which tier it is for. */
function marked(node: Node, tier: string): Node {
  switch (node.type) {
    case "scalar":
      return { ...node, tier };
    case "list":
      return { ...node, tier, items: node.items.map((item) => marked(item, tier)) };
    case "map":
      return {
        ...node,
        tier,
        entries: new Map(
          [...node.entries].map(([name, { key, value }]) => [name, { key, value: marked(value, tier) }]),
        ),
      };
  }
}

/** Tiers that a service writes itself: it has one, and says there what it wants. */
export function tiersOfServices(service: MapNode, path: readonly string[]): Diagnostic[] {
  return WATCHED.flatMap((part) => {
    const section = child(service, part);
    if (section?.type !== "map") return [];
    return [...section.entries].flatMap(([name, { value }]): Diagnostic[] => {
      const tiers = value.type === "map" ? value.entries.get("tiers") : undefined;
      if (!tiers) return [];
      return [
        {
          code: "conflicting-keys",
          severity: "error",
          message: `\`${name}\` of a service cannot have \`tiers\`: the service is of one tier`,
          hint: "Write the values for this service itself; `tiers` belongs into packs.",
          ...place(tiers.key),
          path: [...path, part, name, "tiers"].join("."),
        },
      ];
    });
  });
}
