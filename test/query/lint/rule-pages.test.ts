import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MESSAGE_RULES } from "../../../query/lint/message-rules";
import { UNIT_RULES } from "../../../query/lint/unit-rules";

const ROOT = join(__dirname, "../../..");

describe("every rule about messages, searches and units", () => {
  it.each([...MESSAGE_RULES, ...UNIT_RULES].map((rule) => [rule.id, rule] as const))(
    "%s has its page, its test and its file",
    (id, rule) => {
      const page = readFileSync(join(ROOT, "docs/rules", `${id}.md`), "utf8");
      expect(page.startsWith(`# ${id}\n`)).toBe(true);
      expect(page.replace(/\s+/g, " ")).toContain(rule.summary);
      expect(page).toContain(`Severity: ${rule.severity} · Confidence: ${rule.confidence} · Catalogue: ${rule.ref}`);
      expect(page).toContain("## Evidence");
      expect(existsSync(join(ROOT, "query/lint/rules", `${id}.ts`))).toBe(true);
      expect(existsSync(join(ROOT, "test/query/lint/rules", `${id}.test.ts`))).toBe(true);
    },
  );
});
