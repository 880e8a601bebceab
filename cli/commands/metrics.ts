/** `watchbill metrics pull`: what Datadog knows of the metrics that monitors name, as a file to commit. */

import { CATALOG, type Command } from "../command";

export const metrics: Command = {
  name: "metrics",
  summary: "ask Datadog for type and unit of every metric that is named, into a file to commit",
  description:
    "Names come from the catalog in all environments, or from the given JSON files. Needs DD_API_KEY and DD_APP_KEY (reading is " +
    "enough) in the environment, and DD_SITE where the catalog does not say it. check reads the file when it is in the catalog, " +
    "lint --metrics <file> any.",
  arguments: [
    { syntax: "<action>", description: "what to do", choices: ["pull"] },
    { syntax: "[files...]", description: "files or folders of monitors as JSON, in place of the catalog" },
  ],
  options: [
    CATALOG,
    {
      flags: "--out <file>",
      description: "the file to write (default: metrics.tsv in the catalog; beside JSON files, here)",
    },
    { flags: "--address <url>", description: "where the API is (default: DD_HOST, or api.<site>)" },
  ],
  examples: ["watchbill metrics pull", "watchbill metrics pull monitors/ --out metrics.tsv"],
  async run([, files], options, io) {
    const { pull } = await import("../metrics/pull");
    return pull((files ?? []) as string[], options, io);
  },
};
