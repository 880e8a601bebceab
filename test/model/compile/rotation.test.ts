/** Rotations: layers, time zones, covers, and whether somebody is called at every hour of the week. */

import { describe, expect, it } from "vitest";
import { momentOf, utc } from "../../../model/local-time";
import { compileService, ORGANISATION } from "./compile-yaml";

const ref = ($ref: string) => ({ $ref, output: "id" });
const PEOPLE = `people:
  cy: { name: Cy Example, email: cy@example.com, phone: "+44 2079460003" }
  di: { name: Di Example, email: di@example.com, phone: "+44 2079460004" }
`;
const rotation = (
  text: string,
): string => `${PEOPLE}rotations:\n  round:\n    team: ops\n    timeZone: Europe/London\n${text}
escalations:
  round: { team: ops, steps: [{ notify: [round], escalateAfter: 5min }] }
`;
const compiled = (text: string) => compileService("    escalation: round", rotation(text));

describe("a rotation of several layers", () => {
  const two = (first: string, second: string) =>
    compiled(`    start: "2026-01-05T09:00:00Z"
    turn: 1w
    layers:
      week:
        people: [ann, cy]
        hours: [{ days: [monday, tuesday, wednesday, thursday, friday], from: "08:00", to: "18:00" }]${first}
      rest: { people: [di], turn: 1d${second} }`);

  it("is one schedule where its layers live in one time zone, the later on top", () => {
    const { body, diagnostics } = two("", "");
    expect(diagnostics).toEqual([]);
    expect(body("pagerduty/schedule/round")).toMatchObject({
      name: "Round",
      timeZone: "Europe/London",
      layers: [
        {
          name: "Week",
          users: [ref("pagerduty/user/ann"), ref("pagerduty/user/cy")],
          rotationTurnLengthSeconds: 604800,
        },
        { name: "Rest", users: [ref("pagerduty/user/di")], rotationTurnLengthSeconds: 86400 },
      ],
    });
  });

  it("is a schedule for each time zone where they do not, and a step calls all of them", () => {
    const { body } = two("\n        timeZone: America/New_York", "");
    expect(body("pagerduty/schedule/round-week")).toMatchObject({ name: "Round: Week", timeZone: "America/New_York" });
    expect(body("pagerduty/schedule/round-rest")).toMatchObject({ name: "Round: Rest", timeZone: "Europe/London" });
    expect(body("pagerduty/escalation-policy/round").rules).toMatchObject([
      {
        targets: [
          { type: "schedule_reference", id: ref("pagerduty/schedule/round-week") },
          { type: "schedule_reference", id: ref("pagerduty/schedule/round-rest") },
        ],
      },
    ]);
  });

  it("says in a difference whose people they are", () => {
    expect(two("", "").spec("pagerduty/schedule/round").words).toMatchObject({
      "layers[0].users": { path: "layers.week.people" },
      "layers[1].rotationTurnLengthSeconds": { path: "layers.rest.turn", unit: "second" },
    });
  });
});

describe("a cover", () => {
  const alone = (covers: string) =>
    compiled(`    start: "2026-01-05T09:00:00Z"
    turn: 1w
    people: [ann, cy, di]
    covers:
${covers}`);

  it("is a layer on top with a beginning and an end, in the rotation's time zone", () => {
    const { body, diagnostics } = alone("      - { person: di, from: 2050-07-01T09:00, to: 2050-07-03T09:00 }");
    expect(diagnostics).toEqual([]);
    expect(body("pagerduty/schedule/round").layers).toMatchObject([
      { name: "Round" },
      {
        name: "Round: di",
        users: [ref("pagerduty/user/di")],
        start: "2050-07-01T08:00:00Z",
        end: "2050-07-03T08:00:00Z",
        rotationVirtualStart: "2026-01-05T09:00:00Z",
      },
    ]);
  });

  it("is called so in a difference", () => {
    const { spec } = alone("      - { person: di, from: 2050-07-01T09:00, to: 2050-07-03T09:00 }");
    expect(spec("pagerduty/schedule/round").words).toMatchObject({
      "layers[0].users": { path: "people" },
      "layers[1].end": { path: "covers.di.to" },
    });
  });

  it("says of which layer it is, where there are several", () => {
    const { diagnostics } = compiled(`    start: "2026-01-05T09:00:00Z"
    turn: 1w
    layers: { a: { people: [ann] }, b: { people: [cy] } }
    covers: [{ person: di, from: 2050-01-01T00:00, to: 2050-01-02T00:00 }]`);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["missing-key", "Say which one it is of: `a`, `b`."],
    ]);
  });

  it("for one person takes that person's place in the turns, and nobody else's", () => {
    const { body } = alone("      - { person: di, insteadOf: ann, from: 2050-01-01T00:00, to: 2050-02-01T00:00 }");
    const layers = body("pagerduty/schedule/round").layers as { name: string; users: unknown }[];
    expect(layers[1]).toMatchObject({
      name: "Round: di for ann",
      users: [ref("pagerduty/user/di"), ref("pagerduty/user/cy"), ref("pagerduty/user/di")],
    });
  });

  it("that is over is left out, with a word", () => {
    const { body, diagnostics } = alone("      - { person: di, from: 2020-07-01T09:00, to: 2020-07-03T09:00 }");
    expect(body("pagerduty/schedule/round").layers).toHaveLength(1);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ["ended", "info", "the cover by `di` is over and left out"],
    ]);
  });

  it.each([
    [
      "of nobody on call there",
      "{ person: di, insteadOf: bob, from: 2050-01-01T00:00, to: 2050-01-02T00:00 }",
      "unknown-name",
    ],
    ["for oneself", "{ person: di, insteadOf: di, from: 2050-01-01T00:00, to: 2050-01-02T00:00 }", "person-twice"],
    ["that ends before it begins", "{ person: di, from: 2050-01-02T00:00, to: 2050-01-01T00:00 }", "out-of-range"],
    ["by someone who cannot answer", "{ person: bob, from: 2050-01-01T00:00, to: 2050-01-02T00:00 }", "cannot-answer"],
    [
      "of a layer that is not there",
      "{ person: di, layer: night, from: 2050-01-01T00:00, to: 2050-01-02T00:00 }",
      "unknown-name",
    ],
    ["with a time zone of its own", '{ person: di, from: "2050-01-01T00:00:00Z", to: 2050-01-02T00:00 }', "bad-date"],
  ])("%s is an error at its place", (_, cover, code) => {
    const { diagnostics } = alone(`      - ${cover}`);
    expect(diagnostics.map((one) => one.code).filter((one) => one !== "no-phone")).toEqual([code]);
    expect(diagnostics.at(-1)?.path).toMatch(/^rotations\.round\.covers\.0/);
  });
});

describe("hours that a later step hides", () => {
  const said = (hours: string, steps: string, layer = "") =>
    compileService(
      "    escalation: round",
      `${PEOPLE}rotations:
  round: { team: ops, timeZone: Europe/London, start: "2026-01-05T09:00:00Z", turn: 1w${layer || `, people: [cy], hours: ${hours}`} }
escalations:
  round: { team: ops, steps: ${steps} }
`,
    ).diagnostics.map(({ code, message }) => [code, message]);
  const DAY = '[{ from: "08:00", to: "20:00" }]';

  it("are named, with whoever is called instead", () => {
    expect(said(DAY, "[{ notify: [round], escalateAfter: 5min }, { notify: [ann, di], escalateAfter: 5min }]")).toEqual(
      [
        [
          "first-step-empty",
          "nobody of `round`, the first step of `round`, is on duty every day 20:00 to 08:00, Europe/London: 84h a week; `ann`, `di` are called at once then",
        ],
      ],
    );
  });

  it.each([
    ["somebody is named in the first step", DAY, "[{ notify: [round, di], escalateAfter: 5min }]"],
    [
      "the first step is on duty at every hour",
      '[{ from: "08:00", to: "08:00" }]',
      "[{ notify: [round], escalateAfter: 5min }, { notify: [ann], escalateAfter: 5min }]",
    ],
  ])("are none where %s", (_, hours, steps) => expect(said(hours, steps)).toEqual([]));

  it("are told once where no step calls anybody", () => {
    const steps = "[{ notify: [round], escalateAfter: 5min }, { notify: [day], escalateAfter: 5min }]";
    expect(said('[{ from: "08:00", to: "19:00" }]', steps).map(([code]) => code)).toEqual(["uncovered-hours"]);
  });

  it("nobody is named twice in a step", () => {
    expect(said(DAY, "[{ notify: [di, round, di], escalateAfter: 5min }]")).toEqual([
      ["duplicate-name", "`di` is there twice"],
    ]);
  });
});

describe("hours of one layer", () => {
  const said = (hours: string) =>
    compileService(
      "    escalation: round",
      `${PEOPLE}rotations:\n  round: { team: ops, timeZone: Europe/London, start: "2026-01-05T09:00:00Z", turn: 1w, people: [cy], hours: ${hours} }\nescalations:\n  round: { team: ops, steps: [{ notify: [round, di], escalateAfter: 5min }] }\n`,
    ).diagnostics.map(({ code, message }) => [code, message]);

  it("that overlap are found, over the end of the week too", () => {
    expect(
      said('[{ days: [sunday], from: "20:00", to: "08:00" }, { days: [monday, tuesday], from: "07:00", to: "12:00" }]'),
    ).toEqual([["overlapping-hours", "the `hours` of `round` overlap: Monday 07:00 to 08:00 is there twice"]]);
  });

  it("that follow each other are in order", () => {
    expect(said('[{ from: "08:00", to: "12:00" }, { from: "12:00", to: "08:00" }]')).toEqual([]);
  });
});

describe("notices of what is urgent", () => {
  it("are at least one: nobody's telephone would ring", () => {
    const { diagnostics } = compileService(
      "",
      "people:\n  eve: { name: Eve, email: eve@example.com, notifications: { high: [], low: [] } }",
    );
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["empty-list", "people.eve.notifications.high"],
    ]);
  });
});

describe("hours at which nobody is called", () => {
  const gaps = (layers: string): string[] =>
    compiled(`    start: "2026-01-05T09:00:00Z"
    turn: 1w
    layers:
${layers}`)
      .diagnostics.filter(({ code }) => code === "uncovered-hours")
      .map(({ message }) => message);
  const WEEKDAYS = "days: [monday, tuesday, wednesday, thursday, friday]";

  it("are named to the minute", () => {
    expect(
      gaps(`      day: { people: [ann], hours: [{ from: "08:00", to: "20:00" }] }
      night: { people: [cy], hours: [{ from: "20:01", to: "07:30" }] }`),
    ).toEqual([
      "`round` calls nobody every day 07:30 to 08:00; every day 20:00 to 20:01, Europe/London: 3h 37min a week",
    ]);
  });

  it("are none where shifts meet, over midnight and over the end of the week", () => {
    expect(
      gaps(`      day: { people: [ann], hours: [{ from: "08:00", to: "20:00" }] }
      night: { people: [cy], hours: [{ from: "20:00", to: "08:00" }] }`),
    ).toEqual([]);
  });

  it("of a weekend are one gap", () => {
    expect(gaps(`      week: { people: [ann], hours: [{ ${WEEKDAYS}, from: "00:00", to: "00:00" }] }`)).toEqual([
      "`round` calls nobody Saturday 00:00 to Monday 00:00, Europe/London: 48h a week",
    ]);
    expect(gaps(`      week: { people: [ann], hours: [{ ${WEEKDAYS}, from: "09:00", to: "18:00" }] }`)).toEqual([
      "`round` calls nobody Monday, Tuesday, Wednesday, Thursday 18:00 to 09:00; Friday 18:00 to Monday 09:00, Europe/London: 123h a week",
    ]);
  });

  it("are found that are there only while the clocks of two zones stand differently", () => {
    expect(
      gaps(`      europe: { people: [ann], timeZone: Europe/London, hours: [{ from: "06:00", to: "18:00" }] }
      america: { people: [cy], timeZone: America/New_York, hours: [{ from: "13:00", to: "01:00" }] }`),
    ).toEqual([
      "`round` calls nobody every day 05:00 to 06:00, Europe/London: 7h a week (as clocks stand on 2026-03-08)",
    ]);
  });

  it("are none where a step calls somebody by name", () => {
    const more = rotation(`    start: "2026-01-05T09:00:00Z"
    turn: 1w
    people: [ann]
    hours: [{ from: "08:00", to: "20:00" }]`).replace(
      "escalateAfter: 5min }",
      "escalateAfter: 5min }, { notify: [cy], escalateAfter: 5min }",
    );
    expect(compileService("", more).diagnostics.filter(({ code }) => code === "uncovered-hours")).toEqual([]);
  });
});

describe("a severity's promise", () => {
  const signal = `    escalation: slow
    monitors:
      a: { type: count, metric: web.a, above: { critical: 1 } }`;
  const slow = (first: string): string =>
    `${PEOPLE}escalations:\n  slow: { team: ops, steps: [{ notify: [ann], escalateAfter: ${first} }, { notify: [cy], escalateAfter: 5min }] }`;

  it("is held by the time the next is called", () => {
    expect(compileService(signal, slow("5min")).diagnostics).toEqual([]);
    expect(compileService(signal, slow("20min")).diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "slow-answer",
        "`critical` promises an answer within `5min`, and `slow` waits `20min` for its first step before anybody else is called",
      ],
    ]);
  });

  it("may be another in an environment", () => {
    const patient = ORGANISATION.replace(
      "notify: page, protect: true",
      "notify: page, protect: true, severities: { critical: { respondWithin: 30min } }",
    );
    expect(compileService(signal, slow("20min"), patient).diagnostics).toEqual([]);
  });

  it("is broken by a notice that comes later", () => {
    const late = slow("5min")
      .replace('phone: "+44 2079460003" }', 'phone: "+44 2079460003" }')
      .replace("[{ notify: [ann]", "[{ notify: [cy]");
    const people = late.replace(
      "email: cy@example.com,",
      "email: cy@example.com, notifications: { high: [{ by: phone, after: 10min }] },",
    );
    expect(compileService(signal, people).diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        "slow-answer",
        "`critical` promises an answer within `5min`, and `cy`, whom `slow` calls first, is notified 10min later",
      ],
    ]);
  });
});

it("local times are moments, also where clocks change", () => {
  expect(
    ["2026-01-05T09:00", "2026-07-05T09:00", "2026-03-29T02:30", "2026-10-25T02:30"].map((local) =>
      utc(momentOf(local, "Europe/Berlin")),
    ),
  ).toEqual(["2026-01-05T08:00:00Z", "2026-07-05T07:00:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z"]);
});
