/** `watchbill check`: every offline check over the whole catalog, in milliseconds, with no network, engine or keys. */

import { readCatalog } from "../catalog";
import { CATALOG, type Command, FAIL_ON, METRICS } from "../command";
import { exitCodeOf, showChecked } from "../findings";

export const check: Command = {
  name: "check",
  summary: "check the catalog offline: every mistake in every file, in one run",
  options: [
    CATALOG,
    {
      flags: "--env <name>",
      description: "check this environment alone; repeat for several (default: all)",
      repeat: true,
    },
    METRICS,
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
    const read = await readCatalog(options, io, { only: true });
    const { judged } = await import("../policies");
    const checked = judged(read);
    showChecked(checked, options.format, io);
    return exitCodeOf(checked.diagnostics, options.failOn);
  },
};
