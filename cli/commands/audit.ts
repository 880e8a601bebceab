/** `watchbill audit`: every rule about what is deployed, and where a state was changed beside the program; nothing is run. */

import { CATALOG, type Command, ENV, FAIL_ON, POLICIES_FROM, PULUMI, RECORD, SANDBOX } from "../command";
import { FORMATS } from "../findings";

export const audit: Command = {
  name: "audit",
  summary: "ask every rule about what is deployed, and find what was changed in the state beside the program",
  description:
    "Reads the states of the environments and runs no program. What a state has of each resource is compared with what the catalog " +
    "compiles to, and with the record of the last up where there is one: an edit of the state is told from a catalog that went on. " +
    "Secrets are not compared; what was changed at the vendors is for refresh to see.",
  options: [
    CATALOG,
    POLICIES_FROM,
    ENV,
    SANDBOX,
    {
      flags: "--against <file>",
      description: "the record of the deployment to compare with (default: the last from this folder)",
    },
    RECORD,
    PULUMI,
    FAIL_ON,
    FORMATS,
  ],
  examples: [
    "watchbill audit --env prod",
    "watchbill audit --sandbox",
    "watchbill audit --env prod --against deployed.json",
  ],
  async run(_args, options, io) {
    const { audit: run } = await import("../audit/audit");
    return run(options, io);
  },
};
