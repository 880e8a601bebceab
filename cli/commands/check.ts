/** `watchbill check`: every offline check over the whole catalog, in milliseconds, with no network, engine or keys. */

import { relative } from "node:path";
import { readCatalog } from "../catalog";
import { CATALOG, type Command, FAIL_ON, METRICS, POLICIES_FROM } from "../command";
import { exitCodeOf, FORMATS, factsFor, showChecked } from "../findings";
import { packRunsOf } from "../pack-runs";
import { findProject, shownPoliciesFrom } from "../project";

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
    POLICIES_FROM,
    FAIL_ON,
    FORMATS,
  ],
  examples: ["watchbill check", "watchbill check --env prod --format json", "watchbill check --fail-on warning"],
  async run(_args, options, io) {
    const read = await readCatalog(options, io, { only: true });
    const { judged } = await import("../policies");
    const checked = judged(read);
    const project = findProject(options, io);
    showChecked(checked, options.format, io, {
      report: {
        ...shownPoliciesFrom(project, io),
        policies: packRunsOf(checked.evaluations),
        waived: checked.waived,
      },
      facts: await factsFor(options.format),
      unplaced: relative(io.cwd, project.catalog) || ".",
    });
    return exitCodeOf(checked.diagnostics, options.failOn);
  },
};
