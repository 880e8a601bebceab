/**
 * A YAML document as a tree that remembers where every part stands. Maps are Maps, so no key of a file can touch an
 * object's prototype. Plain values are made from it only for validation.
 */

import type { Span } from "../../diagnostics/index";
import type { Layer } from "../resolved";

/** Names that mean something to JavaScript; no key of a catalog is called so. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export interface Place extends Span {
  file: string;
}

interface Common extends Place {
  /** Set on what is laid over or under a service; without it a node is of its own entry. */
  layer?: Layer;
  pack?: string;
  /** The tier whose part of the pack it is. */
  tier?: string;
  /** The reader left something out of it and said so: what follows from that is not worth a finding. */
  broken?: true;
  /** What it was laid over and replaced. */
  under?: Node;
}

export interface MapNode extends Common {
  type: "map";
  entries: Map<string, { key: Place; value: Node }>;
}

export interface ListNode extends Common {
  type: "list";
  items: Node[];
}

export interface ScalarNode extends Common {
  type: "scalar";
  value: string | number | boolean | null;
  /** As it stands in the file, without quotes. */
  written: string;
}

export type Node = MapNode | ListNode | ScalarNode;

/** The plain value of a tree, for validation. The reader has refused keys that would reach a prototype. */
export function plain(node: Node): unknown {
  switch (node.type) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plain);
    case "map": {
      const object: Record<string, unknown> = {};
      for (const [name, { value }] of node.entries) object[name] = plain(value);
      return object;
    }
  }
}

/** What a node holds under a name or a number. */
export function child(node: Node | undefined, name: PropertyKey): Node | undefined {
  if (node?.type === "map") return node.entries.get(String(name))?.value;
  return node?.type === "list" ? node.items[Number(name)] : undefined;
}

/** The node at a path, if the catalog wrote it. */
export function nodeAt(root: Node | undefined, path: readonly PropertyKey[]): Node | undefined {
  let node = root;
  for (const name of path) node = child(node, name);
  return node;
}

/** Whether the reader left something out on the way to a path. */
export function isBroken(root: Node, path: readonly PropertyKey[]): boolean {
  let node: Node | undefined = root;
  for (const name of path) {
    if (node?.broken) return true;
    node = child(node, name);
  }
  return node?.broken === true;
}

/**
 * Where to point for a path: the value there; for what is absent the key of the nearest thing around it (or that thing's own
 * place when it has no key).
 */
export function placeOf(root: Node, path: readonly PropertyKey[], rootKey?: Place): Place {
  let node: Node = root;
  let key: Place | undefined = rootKey;
  for (const name of path) {
    const next = child(node, name);
    if (!next) return key ?? firstLine(node);
    key = node.type === "map" ? node.entries.get(String(name))?.key : undefined;
    node = next;
  }
  return node.type === "scalar" ? place(node) : (key ?? firstLine(node));
}

/** The place of a key, for findings about the key itself. */
export function keyPlace(root: Node, path: readonly PropertyKey[], name: string): Place | undefined {
  const node = nodeAt(root, path);
  return node?.type === "map" ? node.entries.get(name)?.key : undefined;
}

export function place(node: Place): Place {
  const { file, line, column, endLine, endColumn } = node;
  return { file, line, column, endLine, endColumn };
}

function firstLine(node: Node): Place {
  const at = place(node);
  return at.endLine === at.line ? at : { ...at, endLine: at.line, endColumn: at.column + 1 };
}
