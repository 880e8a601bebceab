/** `watchbill check`: every offline check over the whole catalog, in milliseconds, with no network, engine or keys. */

import { readCatalog } from "../catalog";
import { CATALOG, type Command, ENV, FAIL_ON } from "../command";
import { exitCodeOf, show } from "../findings";

export const check: Command = {
  name: "check",
  summary: "check the catalog offline: every mistake in every file, in one run",
  options: [
    CATALOG,
    ENV,
    FAIL_ON,
    {
      flags: "--format <format>",
      description: "text, json, sarif (code scanning) or github (annotations)",
      choices: ["text", "json", "sarif", "github"],
      default: "text",
    },
  ],
  examples: ["watchbill check", "watchbill check --env prod --format json", "watchbill check --fail-on warning"],
  async run(_args, options, io) {
    const checked = await readCatalog(options, io);
    const monitors = checked.specs.filter(({ kind }) => kind === "datadog/monitor").length;
    show(checked.diagnostics, options.format ?? "text", io, {
      counted: { files: checked.files, monitors },
      clean: `${checked.environments.map(({ name }) => name).join(", ")}: ${checked.specs.length} resources, no findings`,
    });
    return exitCodeOf(checked.diagnostics, options.failOn);
  },
};
