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
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [errors], from: "02:00", lasts: 1h, timeZone: UTC }`,
    );
    expect(diagnostics.map(({ code, message, hint }) => [code, message, hint])).toContainEqual([
      "unknown-name",
      "`web` has no signal `errors`",
      "It has `a`, `b`.",
    ]);
  });

  it("mute nothing where the signal they name is off", () => {
    const { specs, diagnostics } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [a], from: "02:00", lasts: 1h, timeZone: UTC }\n    environments:\n      dev: { monitors: { a: { enabled: false } } }`,
    );
    expect(diagnostics).toEqual([]);
    const muting = specs.filter(({ kind }) => kind === "datadog/downtime-schedule").map(({ env, key }) => [env, key]);
    expect(muting).toEqual([
      ["prod", "shop-web-backup-a"],
      ["staging", "shop-web-backup-a"],
    ]);
  });

  it("say whom else they mute, of the same tag, and which alerts come twice", () => {
    const { diagnostics } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., from: "02:00", lasts: 1h, timeZone: UTC }\n      other: { reason: Other., signals: [b], from: "02:00", lasts: 1h, timeZone: UTC }`,
      "services:\n  edge:\n    system: shop\n    datadog: { service: web }\n    monitors:\n      a: { type: count, metric: web.a, above: { high: 1 } }\n      b: { type: count, metric: web.b, above: { high: 2 } }",
    );
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        "made-twice",
        "warning",
        "`a` of `web` is the same alert as `a` of `edge`: both have the tag `service:web`, and both tell of it",
      ],
      ["muted-elsewhere", "warning", "`backup` mutes `edge` too, which has the same tag `service:web`"],
    ]);
  });
});
