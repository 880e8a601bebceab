import { describe, expect, it } from "vitest";
import { compiled, type Declared, type Fragment, saidBy, stackFor, stackWith, wordsOf } from "../example";

const downtime = (properties: Fragment): Record<string, Declared> => ({
  it: { type: "datadog:index/downtimeSchedule:DowntimeSchedule", properties },
});
const all = { scope: "*", monitorIdentifier: { monitorTags: ["service:checkout"] } };
const weekly = (rrule: unknown, duration: unknown) =>
  downtime({ ...all, recurringSchedule: { timezone: "UTC", recurrences: [{ rrule, duration }] } });
const once = (start: string | undefined, end: unknown) => downtime({ ...all, oneTimeSchedule: { start, end } });
const legacy = (properties: Fragment): Record<string, Declared> => ({
  it: { type: "datadog:index/downtime:Downtime", properties: { scopes: ["env:production"], ...properties } },
});
const DAY = 86_400;
const START = Date.parse("2026-12-01T00:00:00Z") / 1000;
const NOT_KNOWN = { $unknown: true };

/** The days are those after 2026-11-21. */
const CASES: [name: string, declared: Record<string, Declared>, said: string | undefined][] = [
  ["eight hours a day", weekly("FREQ=DAILY;INTERVAL=1;BYHOUR=0;BYMINUTE=0", "8h"), "for 56 hours of every week"],
  ["four hours a day", weekly("FREQ=DAILY;INTERVAL=1", "4h"), undefined],
  ["every day of the week by name", weekly("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "1d"), "168 hours"],
  ["twice a day", weekly("FREQ=DAILY;BYHOUR=0,12;BYMINUTE=0", "3h"), "for 42 hours"],
  ["a day a month", weekly("FREQ=MONTHLY;BYMONTHDAY=1", "1d"), undefined],
  ["a rule of another form", weekly("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "1d"), "stated"],
  ["a rule that is not known yet", weekly(NOT_KNOWN, "1d"), "undecided"],
  ["ten days", once("2026-12-01T00:00", "2026-12-11T00:00"), "for 10 days"],
  ["a day", once("2026-12-01T00:00", "2026-12-02T00:00"), undefined],
  ["long ago", once("2025-01-01T00:00", "2025-12-31T00:00"), undefined],
  ["from now to next year", once(undefined, "2027-12-01T00:00"), "for 375 days"],
  ["no end", once("2026-12-01T00:00", undefined), "without an end"],
  ["an end that is not known yet", once("2026-12-01T00:00", NOT_KNOWN), "undecided"],
  ["tags of nothing", downtime({ scope: "*", monitorIdentifier: { monitorTags: ["service:other"] } }), undefined],
  ["a scope of the service", downtime({ ...all, scope: "env:production AND service:checkout" }), "without an end"],
  ["a scope of another environment", downtime({ ...all, scope: "env:staging" }), undefined],
  ["a scope that is not read", downtime({ ...all, scope: "host:(a OR b)" }), "stated"],
  ["a scope that is not known yet", downtime({ ...all, scope: NOT_KNOWN }), "undecided"],
  ["a monitor of elsewhere", downtime({ scope: "*", monitorIdentifier: { monitorId: 4711 } }), "stated"],
  ["an old downtime without an end", legacy({}), "without an end"],
  ["an old one of a day", legacy({ start: START, end: START + DAY }), undefined],
  [
    "an old one of every day",
    legacy({ start: START, end: START + DAY, recurrence: { type: "days", period: 1 } }),
    "for 168 hours",
  ],
  [
    "a maintenance window of the pager",
    {
      it: {
        type: "pagerduty:index/maintenanceWindow:MaintenanceWindow",
        properties: {
          startTime: "2026-12-01T00:00:00Z",
          endTime: "2027-12-01T00:00:00Z",
          services: ["${pagerduty/service/shop-checkout.id}"],
        },
      },
    },
    "the maintenance window mutes",
  ],
];

describe("what mutes a page", () => {
  it.each(CASES)("%s", (_, declared, said) => {
    const words = wordsOf(saidBy("muted-page", stackWith(declared)));
    if (said === undefined) expect(words).toEqual([]);
    else expect(words.join("\n")).toContain(said);
  });

  it("is added up: five days thrice are fifteen", () => {
    const [one] = Object.values(once("2026-12-01T00:00", "2026-12-06T00:00"));
    if (!one) throw new Error("no example");
    const words = wordsOf(saidBy("muted-page", stackWith({ one, two: one, three: one })));
    expect(words).toHaveLength(1);
    expect(words[0]).toContain("for 15 days, with 2 more");
  });

  it("is told where the catalog writes its name", () => {
    const nights = { reason: "Deploys.", from: "20:00", lasts: "12h", timeZone: "UTC" };
    const checked = compiled({ services: { checkout: { downtimes: { nights } } } });
    const [found] = saidBy("muted-page", stackFor(checked));
    expect(checked.text.split("\n")[(found?.line ?? 0) - 1]?.slice((found?.column ?? 0) - 1)).toBe("nights:");
  });

  it("may where nobody is paged", () => {
    expect(wordsOf(saidBy("muted-page", stackWith(legacy({}), "staging")))).toEqual([]);
  });
});
