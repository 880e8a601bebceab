/** Where many alerts break one rule by one line of the catalog, each finding says so, there. */

import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { type Fragment, saidBy, stackFor } from "../example";

describe("what follows from one line of the catalog is said there, alike", () => {
  const alike = (id: PolicyId, fragment: Fragment) => {
    const found = saidBy(id, stackFor(fragment)).filter(({ policy }) => policy?.state === "violated");
    // What differs in one of these is printed by itself.
    const places = new Set(
      found.map(({ file, line, path, message, hint }) => `${file}:${line} ${path} ${message} ${hint}`),
    );
    return { found: found.length, said: [...places] };
  };

  it("a severity that pages nobody, and what is as urgent", () => {
    const { found, said } = alike("unpaged-alert", { severities: { high: { page: false } } });
    expect(found).toBeGreaterThan(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/`high` has priority 2 and `page: false`.*`severities\.high`.*priority of 3 or more, and/);
  });

  it("a severity without a second way", () => {
    const { found, said } = alike("no-second-route", { severities: { critical: { channels: ["team-chat"] } } });
    expect(found).toBeGreaterThan(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/`critical` wakes somebody in tier 1 by the pager alone.*`severities\.critical`/);
  });

  it("a webhook that the severity has, and that is not said to wake", () => {
    const channels = ["team-chat", "@webhook-duty-telephone"];
    const { said } = alike("no-second-route", {
      severities: { critical: { channels } },
      webhooks: { "duty-telephone": { wakes: null } },
    });
    expect(said).toEqual([
      expect.stringMatching(
        /It has `webhooks\.duty-telephone` \(catalog\/example\.yaml:\d+\) .*: where that wakes somebody, write `wakes: true` there/,
      ),
    ]);
  });

  it("each severity that pages quietly, for which PagerDuty decides by the severity of an event", () => {
    const { found, said } = alike("warning-wakes-nobody", {
      severities: { critical: { urgency: "low" }, high: { urgency: "low" } },
      packs: {
        "web-service": { monitors: { "error-ratio": { above: { critical: "5%", high: "1%", medium: null } } } },
      },
    });
    expect(found).toBeGreaterThan(0);
    expect(said).toEqual([
      expect.stringMatching(/ urgency `critical` pages with .*Change `urgency` of `severities\.critical` to `high`/),
      expect.stringMatching(
        / urgency `high` pages with `urgency: low`.*Change `urgency` of `severities\.high` to `high`/,
      ),
    ]);
  });
});
