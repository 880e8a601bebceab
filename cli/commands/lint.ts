/** `watchbill lint`: what is wrong with Datadog monitors: those of the catalog, or any that exist as JSON or Terraform. */

import { existsSync } from "node:fs";
import { CATALOG, type Command, ENV, FAIL_ON, METRICS, UsageError } from "../command";
import { FORMATS } from "../findings";
import { projectAt } from "../project";

export const lint: Command = {
  name: "lint",
  summary: "find what is wrong with Datadog monitors: the catalog's, or those in JSON or Terraform's JSON syntax",
  description:
    "Without files it lints the catalog, as check does, which also asks the policies. In files it reads one monitor, an array, an API export, an integration's {definition: …}, or datadog_monitor resources. Waivers stand in " +
    "watchbill.waivers.yaml beside the files: a list of {rule, monitor, reason, until}.",
  arguments: [{ syntax: "[files...]", description: "files, folders, or - for standard input (default: the catalog)" }],
  options: [
    CATALOG,
    ENV,
    { flags: "--fix", description: "make the changes that are certain, keeping the layout of the files" },
    METRICS,
    FAIL_ON,
    FORMATS,
  ],
  examples: [
    "watchbill lint --fix",
    "watchbill lint monitors/",
    "watchbill lint export.json --format sarif",
    "watchbill lint --fix main.tf.json",
  ],
  async run([given], options, io) {
    const files = given as string[];
    if (files.length === 0) {
      if (options.catalog === undefined && !io.env.WATCHBILL_CATALOG && !existsSync(projectAt(io).catalog))
        throw new UsageError('there is no catalog here, and no file is named: e.g. "watchbill lint monitors.json"');
      const { lintCatalog } = await import("../lint/catalog");
      return lintCatalog(options, io);
    }
    for (const option of ["catalog", "env"] as const)
      if (options[option] !== undefined) throw new UsageError(`--${option} goes with the catalog, not with files`);
    const { lintFiles } = await import("../lint/run");
    return lintFiles(files, options, io);
  },
};
