/** Where another class's index takes the events, the order is what has to be mended, and every fix says so. */

import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { saidBy, stackFor } from "../example";

const ARCHIVE = { storage: "s3", path: "shop/x", accountId: "123456789012", roleName: "DatadogLogsArchive" };

/** Kept longest in all, so first; searchable for three days only. */
const EVERYTHING = {
  retentionClasses: {
    everything: {
      title: "Everything",
      days: 3000,
      searchableDays: 3,
      dailyLimit: 1_000_000,
      dataClass: "application",
      archive: { ...ARCHIVE, bucket: "example-logs-everything" },
    },
  },
  services: { checkout: { logs: { streams: { application: { class: "everything", filter: "*" } } } } },
};

describe("the fix of what another index takes first", () => {
  const fixes = (rule: PolicyId, fragment: object) =>
    saidBy(rule, stackFor({ ...fragment })).flatMap(({ hint, subject }) =>
      subject?.startsWith("security in ") ? [hint ?? ""] : [],
    );

  it.each<PolicyId>(["not-immediately-available", "protected-class-limited"])("is the order: %s", (rule) => {
    expect(fixes(rule, EVERYTHING)).toEqual([
      expect.stringMatching(/^Put `security-prod` before `everything-prod` in the order of the indexes/),
    ]);
  });

  it("is the class, where its own index would keep them too short as well", () => {
    expect(fixes("not-immediately-available", { retentionClasses: { security: { searchableDays: 30 } } })).toEqual([
      expect.stringMatching(/^Set `searchableDays`/),
    ]);
  });
});
