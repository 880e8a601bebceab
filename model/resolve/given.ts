/**
 * A finding about a value that a pack took from a parameter stands where the parameter was given: there it is to be mended, once,
 * however often the pack uses it.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { type Node, nodeAt, place } from "../load/tree";
import type { PackContent } from "./packs";

/** The findings about a service, those that its packs' parameters caused at their values. `path` is the service's. */
export function atParameters(
  diagnostics: readonly Diagnostic[],
  service: Node,
  path: readonly string[],
  { given }: Pick<PackContent, "given">,
): Diagnostic[] {
  return diagnostics.flatMap((finding) => {
    const names = (finding.path ?? "").split(".");
    if (!path.every((name, index) => names[index] === name)) return finding;
    const inside = names.slice(path.length);
    const node = nodeAt(service, inside);
    if (node?.type !== "scalar" || node.pack === undefined || finding.line !== node.line) return finding;
    const words = given.get(inside.slice(0, 2).join("."));
    const said = [...node.written.matchAll(/\$\{([^}]*)\}/g)].map(([, name = ""]) => name);
    const name = said.find((one) => words?.has(one));
    const word = name === undefined ? undefined : words?.get(name);
    if (name === undefined || !word) return finding;
    if (!word.isText) return [];
    return {
      ...finding,
      ...place(word.value),
      message: `${finding.message}: what \`${name}\` makes of \`${inside.at(-1) ?? ""}\` in the pack \`${node.pack}\` (${node.file}:${node.line})`,
    };
  });
}
