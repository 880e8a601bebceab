/** A test of a rule about objectives is a table: an objective, and what is found in it. */

import { describe, expect, it } from "vitest";
import { lintObjectives, type ObjectiveInput, ruleById } from "../../../query/lint/index";

export interface ObjectiveCase {
  shows: string;
  objective: Partial<ObjectiveInput>;
  /** Severity, path and a part of the message of each finding; absent: nothing is found. */
  finds?: [severity: "error" | "warning" | "info", path: string, message: string][];
  /** What the first finding's hint says. */
  hint?: string;
}

export function checkObjectiveRule(id: string, cases: readonly ObjectiveCase[]): void {
  describe(id, () => {
    it("is registered", () => expect(ruleById(id)).toBeDefined());
    it.each(cases)("$shows", ({ objective, finds = [], hint: expected }) => {
      const found = lintObjectives([{ type: "metric", name: "Availability", ...objective }])
        .map(({ diagnostic }) => diagnostic)
        .filter(({ code }) => code === id);
      expect(found.map(({ severity, path, message }) => [severity, path, message])).toEqual(
        finds.map(([severity, path, message]) => [severity, path, expect.stringContaining(message)]),
      );
      if (expected !== undefined) expect(found[0]?.hint).toContain(expected);
      for (const { hint } of found) expect(hint).toBeTruthy();
    });
  });
}
