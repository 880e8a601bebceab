/** `watchbill compliance`: the matrix of clauses and systems, with what satisfies each, for people, a job's summary or machines. */

import { relative } from "node:path";
import { hasErrors } from "../../diagnostics/index";
import type { CheckedCatalog } from "../../model/index";
import type { Files, Provenance } from "../../policies/index";
import { readCatalog } from "../catalog";
import { catalogDigest } from "../catalog-digest";
import { CATALOG, type Command, EXIT, type Options, POLICIES_FROM } from "../command";
import { show } from "../findings";
import type { Io } from "../io";
import { findProject } from "../project";
import { version } from "../version";

export const compliance: Command = {
  name: "compliance",
  summary:
    "print what the compliance frameworks ask of each system, what satisfies it, and what is only stated or not met",
  description:
    "Each clause of the catalog's frameworks by each system: met by settings that are provisioned, stated by somebody and held by no setting, " +
    "not met, or not checked. It is of the catalog, not of what is deployed. Of environments with test data there is nothing to say. " +
    "Exit code 1: something is not met, or no framework governs any environment.",
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
    const { complianceMarkdown, complianceText, headingMarkdown, headingText, matricesOf, NOBODY } = await import(
      "../../policies/index"
    );
    const wanted = new Set(checked.environments.map(({ name }) => name));
    const matrices = matricesOf(checked).filter(
      ({ environment, testData }) => wanted.has(environment) && (!testData || options.env !== undefined),
    );
    const from = provenanceOf(checked, options, io);
    const report = { version: 1, kind: "compliance", ...from, matrices };
    const markdown = options.format === "markdown";
    if (options.format === "json") io.out(JSON.stringify(report, null, 2));
    else {
      const parts = matrices.map(markdown ? complianceMarkdown : complianceText);
      const body = parts.length > 0 ? parts : [NOBODY.replaceAll("`", markdown ? "`" : '"')];
      io.out([markdown ? headingMarkdown(from) : headingText(from), ...body].join(markdown ? "\n" : "\n\n"));
    }
    // Without a row that anything is asked in, nothing was found out: that must not pass for compliance.
    return matrices.length === 0 || matrices.some(({ counts }) => counts["not met"] > 0) ? EXIT.findings : EXIT.ok;
  },
};

function provenanceOf({ resolved, today }: CheckedCatalog, options: Options, io: Io): Provenance {
  const { catalog, policiesFrom } = findProject(options, io);
  const filesOf = (folder: string): Files => ({
    folder: relative(io.cwd, folder) || ".",
    digest: catalogDigest(folder),
  });
  return {
    organisation: resolved[0]?.organisation.name ?? "",
    day: today,
    watchbill: version(),
    catalog: filesOf(catalog),
    policiesFrom: policiesFrom === undefined ? null : filesOf(policiesFrom),
  };
}
