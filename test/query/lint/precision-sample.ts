/**
 * Draws the findings that `docs/lint-precision.md` judges: all rules over the recommended monitors, then so many findings of
 * severity error and warning at random. From the root: `node bin/run.cjs test/query/lint/precision-sample --seed 7`. Judges nothing.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type LintFinding, lint, type MonitorInput } from "../../../query/lint/index";
import { createMetrics, readMetricTable } from "../../../query/units/index";
import { CORPUS, corpusMonitors, hasCorpus } from "../text/corpus";
import { randomFrom } from "../text/fuzz";

export interface Drawn {
  /** The file without `.json`. */
  monitor: string;
  rule: string;
  severity: string;
  path: string;
  message: string;
}

/** All findings of severity error and warning, with the table of metrics of the corpus. */
export function judgedFindings(): LintFinding[] {
  const table = readMetricTable(readFileSync(join(CORPUS, "metric-units.tsv"), "utf8"), "metric-units.tsv").table;
  const { lookup, neighbours } = createMetrics([table]);
  const { findings } = lint(corpusMonitors() as unknown as MonitorInput[], { metric: lookup, neighbours });
  return findings.filter(({ diagnostic }) => diagnostic.severity !== "info");
}

/** Without repetition, in the order of the monitors. */
export function draw(findings: readonly LintFinding[], seed: number, count: number): Drawn[] {
  const random = randomFrom(seed);
  const order = findings.map((finding, index) => ({ finding, index, at: random() }));
  const chosen = order.sort((a, b) => a.at - b.at).slice(0, count);
  return chosen.sort((a, b) => a.index - b.index).map(({ finding }) => shown(finding));
}

function shown({ diagnostic }: LintFinding): Drawn {
  const { code, severity, path = "", message, file = "" } = diagnostic;
  return { monitor: file.replace(/\.json$/, ""), rule: code, severity, path, message };
}

export function main(argv: string[]): number {
  const { values } = parseArgs({ args: argv, options: { seed: { type: "string" }, count: { type: "string" } } });
  if (!hasCorpus) {
    console.error(`skipped: no corpus at ${CORPUS} (set WATCHBILL_CORPUS)`);
    return 0;
  }
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const findings = judgedFindings();
  const drawn = draw(findings, seed, Number(values.count ?? 100));
  console.log(`seed ${seed}: ${drawn.length} of ${findings.length} findings`);
  for (const { monitor, rule, severity, path, message } of drawn) {
    console.log([monitor, rule, severity, path, message].join("\t"));
  }
  return 0;
}
