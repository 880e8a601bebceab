/** `watchbill lint` without files: the catalog, and with `--fix` the certain changes in its YAML, comments and layout kept. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { safeLine } from "../../diagnostics/index";
import type { CatalogFix } from "../../model/index";
import { readCatalog } from "../catalog";
import type { Options } from "../command";
import { exitCodeOf, factsFor, showChecked } from "../findings";
import type { Io } from "../io";
import { writeWhole } from "../write-whole";
import { applyToYaml } from "./fix-yaml";

export async function lintCatalog(options: Options, io: Io): Promise<number> {
  const checked = await readCatalog(options, io);
  if (options.fix && writeFixes(checked.fixes, io) > 0) return lintCatalog({ ...options, fix: false }, io);
  showChecked(checked, options.format, io, {
    report: { waived: checked.waived },
    facts: await factsFor(options.format),
  });
  return exitCodeOf(checked.diagnostics, options.failOn);
}

/** Writes each changed file whole, beside and then over the old one, and says what it changed. Returns how many fixes were made. */
function writeFixes(fixes: readonly CatalogFix[], io: Io): number {
  const files = new Set(fixes.map(({ file }) => file));
  let made = 0;
  for (const file of files) {
    const path = resolve(io.cwd, file);
    const { text, applied } = applyToYaml(
      readFileSync(path, "utf8"),
      fixes.filter((fix) => fix.file === file),
    );
    if (applied.length === 0) continue;
    writeWhole(path, text);
    for (const { line, column, value, start, end, text: now } of applied)
      io.err(safeLine(`${file}:${line}:${column} fixed \`${value.slice(start, end)}\` → \`${now}\``));
    made += applied.length;
  }
  return made;
}
