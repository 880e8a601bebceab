/** `watchbill render`: the specs of the catalog, byte for byte the same for the same catalog. */

import { hasErrors } from "../../diagnostics/index";
import { readCatalog } from "../catalog";
import { CATALOG, type Command, ENV, EXIT, TEXT_OR_JSON, UsageError } from "../command";
import { show } from "../findings";
import { table } from "../table";

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
    else
      io.out(
        table(
          ["environment", "kind", "key", "from"],
          specs.map(({ env, kind, key, source }) => [env, kind, key, `${source.file}:${source.line}`]),
        ),
      );
    return EXIT.ok;
  },
};

async function refuseUnknownKind(kind: string): Promise<void> {
  const { KIND_NAMES } = await import("../../vendors/index");
  if (!KIND_NAMES.some((name) => name === kind))
    throw new UsageError(`there is no kind "${kind}". There are:\n  ${KIND_NAMES.join("\n  ")}`);
}
