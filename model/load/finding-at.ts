/** A finding about a value of an entry, at its place in the file. Decides nothing. */

import type { Diagnostic } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import type { Found } from "./catalog";
import { placeOf } from "./tree";

export function at(
  entry: Found<unknown>,
  section: string,
  path: PropertyKey[],
  code: CatalogCode,
  message: string,
  hint: string,
): Diagnostic {
  return {
    code,
    severity: "error",
    message,
    hint,
    ...placeOf(entry.node, path, entry.place),
    path: [section, entry.key, ...path].map(String).join("."),
  };
}
