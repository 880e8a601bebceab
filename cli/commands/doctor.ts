/** `watchbill doctor`: what is installed, what is missing, and what a killed run left behind; `--fix` mends it. */

import { CATALOG, type Command, ENV, TEXT_OR_JSON } from "../command";

export const doctor: Command = {
  name: "doctor",
  summary: "say what is installed, what is missing, and what a killed run left behind",
  description:
    "--fix clears stale locks and settles unfinished operations of the sandbox's stacks. Real stacks are only looked at, where " +
    "Pulumi is logged in: what has to be done there is said.",
  options: [
    CATALOG,
    ENV,
    { flags: "--fix", description: "mend what can be mended" },
    { flags: "--pulumi <path>", description: "the Pulumi CLI to look at" },
    TEXT_OR_JSON,
  ],
  examples: ["watchbill doctor", "watchbill doctor --fix", "watchbill doctor --format json"],
  async run(_args, options, io) {
    const { diagnose } = await import("../doctor/diagnose");
    return diagnose(options, io);
  },
};
