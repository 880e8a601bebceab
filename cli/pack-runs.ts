/** What the packs of policies looked at, pack by pack, for the formats that tell it. */

import type { PackRun } from "../diagnostics/index";
import type { Evaluation } from "../policies/index";

export function packRunsOf(evaluations: readonly Evaluation[]): PackRun[] {
  return evaluations.flatMap(({ counts, environment }) =>
    [...new Set(counts.map(({ pack }) => pack))].map((pack): PackRun => {
      const own = counts.filter((count) => count.pack === pack);
      const asked = own.filter(({ level, notChecked }) => level !== "disabled" && notChecked === undefined);
      return {
        environment,
        pack,
        rules: asked.length,
        resources: Math.max(0, ...asked.map(({ resources }) => resources)),
        disabled: own.filter(({ level }) => level === "disabled").map(({ rule }) => rule),
        notChecked: own.filter(({ notChecked }) => notChecked !== undefined).map(({ rule }) => rule),
      };
    }),
  );
}
