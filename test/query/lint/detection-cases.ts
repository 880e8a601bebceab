/** A test of a rule about detection rules is a table: a detection rule, and what is found in it. */

import { describe, expect, it } from "vitest";
import { type DetectionInput, lintDetections, ruleById } from "../../../query/lint/index";

export interface DetectionCase {
  shows: string;
  detection: Partial<DetectionInput>;
  /** Severity, path and a part of the message of each finding; absent: nothing is found. */
  finds?: [severity: "error" | "warning" | "info", path: string, message: string][];
  /** The condition at the first finding's path after its fix. */
  fixed?: string;
}

export function checkDetectionRule(id: string, cases: readonly DetectionCase[]): void {
  describe(id, () => {
    it("is registered", () => expect(ruleById(id)).toBeDefined());
    it.each(cases)("$shows", ({ detection, finds = [], fixed }) => {
      const found = lintDetections([{ name: "Many logins", ...detection }]).filter(
        ({ diagnostic }) => diagnostic.code === id,
      );
      expect(found.map(({ diagnostic: { severity, path, message } }) => [severity, path, message])).toEqual(
        finds.map(([severity, path, message]) => [severity, path, expect.stringContaining(message)]),
      );
      for (const { diagnostic } of found) expect(diagnostic.hint).toBeTruthy();
      if (fixed === undefined) return;
      const fix = found[0]?.fix;
      if (fix?.type !== "text") throw new Error("no fix of a text");
      const { condition } = detection.cases![0] as { condition: string };
      expect(condition.slice(0, fix.span.start) + fix.text + condition.slice(fix.span.end)).toBe(fixed);
    });
  });
}
