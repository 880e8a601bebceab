/** `watchbill render`: the specs of the catalog, byte for byte the same for the same catalog. */

import { hasErrors } from "../../diagnostics/index";
import type { Spec } from "../../model/index";
import { readCatalog } from "../catalog";
import { CATALOG, type Command, ENV, EXIT, TEXT_OR_JSON, UsageError } from "../command";
import { show } from "../findings";

export const render: Command = {
  name: "render",
  summary: "print what the catalog compiles to: one spec per vendor resource",
  description: "Specs are sorted by environment, kind and key; the output is reproducible byte for byte.",
  options: [
    CATALOG,
    ENV,
    TEXT_OR_JSON,
    { flags: "--kind <kind>", description: "only this kind of resource, e.g. datadog/monitor" },
  ],
  examples: ["watchbill render --env prod --format json", "watchbill render --kind datadog/monitor"],
  async run(_args, options, io) {
    if (options.kind !== undefined) await refuseUnknownKind(options.kind);
    const checked = await readCatalog(options, io);
    if (hasErrors(checked.diagnostics)) {
      show(checked.diagnostics, "text", { ...io, out: io.err });
      return EXIT.findings;
    }
    const specs = checked.specs
      .filter(({ kind }) => options.kind === undefined || kind === options.kind)
      .map(({ kind, key, env, source, body, refs }) => ({ kind, key, env, source, body, refs }));
    if (options.format === "json") io.out(JSON.stringify({ version: 1, specs }, null, 2));
    else io.out(listing(specs));
    return EXIT.ok;
  },
};

/** A heading for each environment and kind, and below it the keys and the lines they come from. */
function listing(specs: readonly Pick<Spec, "env" | "kind" | "key" | "source">[]): string {
  const groups = new Map<string, string[][]>();
  for (const { env, kind, key, source } of specs) {
    const heading = `${env}  ${kind}`;
    const rows = groups.get(heading) ?? [];
    rows.push([key, `${source.file}:${source.line}`]);
    groups.set(heading, rows);
  }
  const parts = [...groups].map(([heading, rows]) => `${heading}\n${columns(rows)}`);
  return parts.length > 0 ? parts.join("\n\n") : "there is nothing of that kind";
}

const WIDTH = 100;

/** A key that leaves no room for its place has it on the next line. */
function columns(rows: readonly (readonly string[])[]): string {
  const longest = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const width = Math.min(longest(0), WIDTH - longest(1) - 4);
  const blank = " ".repeat(Math.max(0, width) + 4);
  return rows
    .map(([key = "", from = ""]) =>
      key.length <= width ? `  ${key.padEnd(width)}  ${from}` : `  ${key}\n${blank}${from}`,
    )
    .join("\n");
}

async function refuseUnknownKind(kind: string): Promise<void> {
  const { KIND_NAMES } = await import("../../vendors/index");
  if (!KIND_NAMES.some((name) => name === kind))
    throw new UsageError(`there is no kind "${kind}". There are:\n  ${KIND_NAMES.join("\n  ")}`);
}
