/** `watchbill lint`: what is wrong with Datadog monitors that exist already, as JSON or Terraform. */

import { type Command, FAIL_ON } from "../command";

export const lint: Command = {
  name: "lint",
  summary: "find what is wrong with Datadog monitors in JSON or Terraform's JSON syntax",
  description:
    "Reads one monitor, an array, an API export, an integration's {definition: …}, or datadog_monitor resources. Waivers stand in " +
    "watchbill.waivers.yaml beside the files: a list of {rule, monitor, reason, until}.",
  arguments: [{ syntax: "<files...>", description: "files, folders, or - for standard input" }],
  options: [
    { flags: "--fix", description: "make the changes that are certain, keeping the layout of the files" },
    { flags: "--metrics <file>", description: "what metrics are measured in: a table as metrics pull writes it" },
    FAIL_ON,
    {
      flags: "--format <format>",
      description: "text, json, sarif (code scanning) or github (annotations)",
      choices: ["text", "json", "sarif", "github"],
      default: "text",
    },
  ],
  examples: [
    "watchbill lint monitors/",
    "watchbill lint export.json --format sarif",
    "watchbill lint --fix main.tf.json",
  ],
  async run([files], options, io) {
    const { lintFiles } = await import("../lint/run");
    return lintFiles(files as string[], options, io);
  },
};
