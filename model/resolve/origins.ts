/** Where the values of a resolved service come from. */

import { child, type Node, type Place, place } from "../load/tree";
import type { Origin, Origins } from "../resolved";

/** The origins of everything below a tree; `at` is the place of the service itself. */
export function originsIn(root: Node, at: Place): Origins {
  return {
    at: (path) => follow(root, at, path).origin,
    under: (path) => {
      const found: Origin[] = [];
      for (let node = follow(root, at, path).node?.under; node; node = node.under) found.push(originOf(node, node));
      return found;
    },
    below: (path, keys) => {
      const { node } = follow(root, at, path);
      return node ? written(node, path, undefined, keys) : [];
    },
  };
}

/** The values below a node whose nearest key is one of these. */
function written(
  node: Node,
  path: string,
  key: string | undefined,
  keys: ReadonlySet<string>,
): { path: string; origin: Origin }[] {
  switch (node.type) {
    case "scalar":
      return key !== undefined && keys.has(key) ? [{ path, origin: originOf(node, node) }] : [];
    case "list":
      return node.items.flatMap((item, index) => written(item, `${path}.${index}`, key, keys));
    case "map":
      return [...node.entries].flatMap(([name, { value }]) => written(value, `${path}.${name}`, name, keys));
  }
}

function follow(root: Node, at: Place, path: string): { origin: Origin; node?: Node } {
  let node = root;
  let nearest: Place = at;
  for (const name of split(root, path)) {
    const next = child(node, name);
    if (!next) return { origin: { ...place(nearest), layer: "default" } };
    const key = node.type === "map" ? node.entries.get(name)?.key : undefined;
    nearest = next.type === "scalar" ? next : (key ?? next);
    node = next;
  }
  return { origin: originOf(node, nearest), node };
}

function originOf(node: Node, at: Place): Origin {
  return {
    ...place(at),
    layer: node.layer ?? "service",
    ...(node.pack !== undefined && { pack: node.pack }),
    ...(node.tier !== undefined && { tier: node.tier }),
    ...(node.type === "scalar" && { written: String(node.value) }),
  };
}

/** The names of a path. Metrics have points in their names: the longest name that exists at a place wins. */
function split(root: Node, path: string): string[] {
  const names: string[] = [];
  let rest = path.split(".");
  let node: Node | undefined = root;
  while (rest.length > 0) {
    let length = 1;
    for (let most = rest.length; most > 1; most--)
      if (child(node, rest.slice(0, most).join("."))) {
        length = most;
        break;
      }
    const name = rest.slice(0, length).join(".");
    names.push(name);
    node = child(node, name);
    rest = rest.slice(length);
  }
  return names;
}
