import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

describe("downtimes", () => {
  const monitors =
    "    monitors:\n      a: { type: count, metric: web.a, above: { high: 1 } }\n      b: { type: count, metric: web.b, above: { high: 1 } }\n";

  it("mute each named signal every week", () => {
    const { body } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [a, b], days: [sunday, monday], from: "02:30", lasts: 90min, timeZone: Europe/London }`,
    );
    expect(body("datadog/downtime-schedule/shop-web-backup-a")).toMatchObject({
      scope: "*",
      monitorIdentifier: { monitorId: { $ref: "datadog/monitor/shop-web-a", output: "id", as: "number" } },
      recurringSchedule: {
        timezone: "Europe/London",
        recurrences: [{ rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,SU;BYHOUR=2;BYMINUTE=30", duration: "90m" }],
      },
    });
    expect(body("datadog/downtime-schedule/shop-web-backup-b")).toBeDefined();
  });

  it("mute the whole service when they name no signal", () => {
    const { body } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., from: "02:00", lasts: 1h, timeZone: UTC }`,
    );
    expect(body("datadog/downtime-schedule/shop-web-backup")).toMatchObject({
      scope: "*",
      monitorIdentifier: { monitorTags: ["env:production", "service:web"] },
      recurringSchedule: { recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1;BYHOUR=2;BYMINUTE=0", duration: "1h" }] },
    });
  });

  it("say which signals there are when one does not exist", () => {
    const { diagnostics } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [c], from: "02:00", lasts: 1h, timeZone: UTC }`,
    );
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual([
      "unknown-reference",
      "Its signals are `a`, `b`.",
    ]);
  });
});
