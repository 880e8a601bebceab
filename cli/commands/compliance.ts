/** `watchbill compliance`: the matrix of clauses and systems, with what satisfies each, for people, a job's summary or machines. */

import { hasErrors } from "../../diagnostics/index";
import { readCatalog } from "../catalog";
import { CATALOG, type Command, EXIT, POLICIES_FROM } from "../command";
import { show } from "../findings";

export const compliance: Command = {
  name: "compliance",
  summary:
    "print what the compliance frameworks ask of each system, what satisfies it, and what is only stated or not met",
  description:
    "Each clause of the catalog's frameworks by each system: met by settings that are provisioned, stated by somebody and held by no setting, " +
    "not met, or not checked. Of environments with test data there is nothing to say. Exit code 1: something is not met.",
  options: [
    CATALOG,
    {
      flags: "--env <name>",
      description: "environment; repeat for several (default: all that a framework governs)",
      repeat: true,
    },
    {
      flags: "--format <format>",
      description: "text for people, markdown for an auditor or a job's summary, json for machines",
      choices: ["text", "markdown", "json"],
      default: "text",
    },
    POLICIES_FROM,
  ],
  examples: ["watchbill compliance", "watchbill compliance --env prod --format markdown > compliance.md"],
  async run(_args, options, io) {
    const checked = await readCatalog(options, io, { allSpecs: true });
    if (hasErrors(checked.diagnostics)) {
      show(checked.diagnostics, "text", { ...io, out: io.err });
      return EXIT.findings;
    }
    const { complianceMarkdown, complianceText, matricesOf } = await import("../../policies/index");
    const wanted = new Set(checked.environments.map(({ name }) => name));
    const matrices = matricesOf(checked).filter(
      ({ environment, testData }) => wanted.has(environment) && (!testData || options.env !== undefined),
    );
    if (options.format === "json") io.out(JSON.stringify({ version: 1, kind: "compliance", matrices }, null, 2));
    else if (matrices.length === 0) io.out("every environment holds test data alone: no framework governs it");
    else io.out(matrices.map(options.format === "markdown" ? complianceMarkdown : complianceText).join("\n\n"));
    return matrices.some(({ counts }) => counts["not met"] > 0) ? EXIT.findings : EXIT.ok;
  },
};
