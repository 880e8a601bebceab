/** What is said of the rules before anything is taken down. */

import { expect, it } from "vitest";
import { tellState } from "../../cli/deploy/before-changes";
import type { Io } from "../../cli/io";
import type { Waived } from "../../diagnostics/index";

const COUNT = { rule: "one-level", pack: "paging", level: "mandatory", resources: 1 } as const;
const WAIVED: Waived = {
  ...{ rule: "one-level", reason: "Until the second rotation is there.", owner: "ana", until: "2026-02-01" },
  ...{ file: "catalog/shop.yaml", line: 7, column: 3, endLine: 7, endColumn: 12 },
  ...{ environments: ["prod"], subjects: ["pagerduty/escalation-policy/shop"] },
  findings: [
    {
      ...{ code: "one-level", severity: "error", message: "`shop` has one level", file: "catalog/shop.yaml" },
      ...{ line: 5, column: 3, endLine: 5, endColumn: 8 },
    },
  ],
};

function told(evaluation: object, waived: Waived[] = []): { err: string; problems: string[] } {
  let err = "";
  const io = { err: (text: string) => (err += `${text}\n`) } as unknown as Io;
  const judged = { evaluation: { findings: [], resources: 4, counts: [COUNT], ...evaluation }, waived } as never;
  const problems = tellState({ io, sandbox: undefined }, { name: "prod" }, judged);
  return { err, problems };
}

it("what is waived of what is taken down is told", () => {
  expect(told({}, [WAIVED])).toEqual({
    problems: [],
    err: [
      "prod: 1 rules asked about the 4 resources that are there: no findings",
      "1 waiver is in use:",
      "  one-level until 2026-02-01 by ana, catalog/shop.yaml:7",
      "    pagerduty/escalation-policy/shop in prod: Until the second rotation is there.",
      "    accepts: `shop` has one level (catalog/shop.yaml:5)",
      "",
    ].join("\n"),
  });
});

it.each([{ counts: [] }, { counts: [{ ...COUNT, level: "disabled" }] }, { resources: 0 }])(
  "that no rule was asked is a problem: %j",
  (evaluation) => {
    expect(told(evaluation).problems).toEqual(["no rule was asked about what is there"]);
  },
);
