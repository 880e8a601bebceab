import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eitherSet, eventIn, searchSet, setWithout } from "../../../query/index";
import { type Event, eventOf, takes } from "./takes";

function asked(inside: string[], outside: string[] = []) {
  return eventIn(inside.map(searchSet), outside.map(searchSet));
}

describe("whether an event can be in some searches and out of others", () => {
  it.each([
    // Exact values
    [["env:prod service:a"], [], "yes"],
    [["service:a"], ["service:a"], "no"],
    [["service:a service:b"], [], "no"],
    [["service:A"], ["service:a"], "no"],
    [["@user:A"], ["@user:a"], "yes"],
    [["team:a team:b"], [], "yes"],
    [["team:a -team:a"], [], "no"],
    [["service:a"], ["service:a status:error"], "yes"],
    [["service:a status:error"], ["service:a"], "no"],
    [["*"], ["*"], "no"],
    [[""], ["service:a"], "yes"],
    [["service:a"], ["-status:error", "status:error"], "no"],
    [["service:(a OR b)"], ["service:a", "service:b"], "no"],
    [["service:(a OR b)"], ["service:a"], "yes"],
    [['service:"a b"'], ["service:a\\ b"], "no"],
    // Wildcards
    [["service:shop-api"], ["service:shop-*"], "no"],
    [["service:shop-*"], ["service:shop-api"], "yes"],
    [["service:shop-*"], ["service:shop*"], "no"],
    [["service:shop*"], ["service:shop-*"], "yes"],
    [["service:shop* service:*api"], [], "yes"],
    [["service:shop*", "service:web*"], [], "no"],
    [["service:a?c", "service:ab*"], [], "yes"],
    [["service:a?c", "service:a??c"], [], "no"],
    [["service:*"], ["service:a"], "yes"],
    [["service:a"], ["service:*"], "no"],
    [["@event_type:*", "-@event_type:*"], [], "no"],
    [["service:shop*"], ["service:shop", "service:shop?*"], "maybe"],
    // Numbers
    [["@code:503"], ["@code:>=500"], "no"],
    [["@code:>=500"], ["@code:[500 TO 599]"], "yes"],
    [["@code:[500 TO 599]"], ["@code:>=500"], "no"],
    [["@code:>=500", "@code:<500"], [], "no"],
    [["@code:{500 TO 600}"], ["@code:[501 TO 599]"], "maybe"],
    [["@code:>=500"], ["@code:*"], "no"],
    [["@code:*"], ["@code:>=500"], "yes"],
    // What nothing is known of but that it is itself
    [["service:a timeout"], ["timeout"], "no"],
    [["service:a"], ["service:a timeout"], "yes"],
    [["timeout"], ["slow"], "maybe"],
    [["CIDR(@ip, 10.0.0.0/8)"], ["CIDR(@ip, 10.0.0.0/8)"], "no"],
    [["CIDR(@ip, 10.0.0.0/8)"], ["@ip:10.0.0.1"], "maybe"],
    [["CIDR(@ip, 10.0.0.0/8)"], ["service:a"], "yes"],
    [["service:a *:timeout @message_id:1"], [], "maybe"],
    [["service:$" + "{x}"], ["service:a"], "maybe"],
    [["service:("], ["service:a"], "maybe"],
    [["service:("], ["service:("], "no"],
  ])("%j without %j: %s", (inside, outside, answer) => {
    expect(asked(inside, outside).answer).toBe(answer);
  });

  it.each([
    [["env:prod service:shop* @event_type:*"], ["service:shop-api"], "env:prod service:shop @event_type:*"],
    [["service:a"], ["status:error"], "service:a -status:*"],
    [["service:shop*"], ["service:shop"], "service:shopx"],
    [["@code:>=500"], ["@code:500"], "@code:501"],
  ])("names such an event: %j without %j", (inside, outside, example) => {
    expect(asked(inside, outside).example).toBe(example);
  });

  it("knows the whole of many parts, and asks only for those of its service", () => {
    /** Microseconds for each part, of the processor's time. */
    const costOf = (parts: number): number => {
      const names = Array.from({ length: parts }, (_, at) => `s${at}of${parts}`);
      const whole = searchSet(`env:prod (${names.map((name) => `(service:${name} @kind:*)`).join(" OR ")})`);
      const started = process.cpuUsage();
      for (const name of names) {
        expect(eventIn([searchSet(`env:prod service:${name} @kind:a`)], [whole]).answer).toBe("no");
        expect(eventIn([searchSet(`env:prod service:${name}`)], [whole]).answer).toBe("yes");
        expect(eventIn([searchSet(`env:dev service:${name}`), whole]).answer).toBe("no");
      }
      return process.cpuUsage(started).user / parts;
    };
    costOf(200);
    // Ten times as many would cost each ten times as much, if all were looked at.
    expect(costOf(2_000)).toBeLessThan(5 * costOf(201) + 200);
  });

  it("gives up on a riddle instead of thinking for ever", () => {
    const pairs = Array.from({ length: 40 }, (_, at) => `(tag${at}:a OR tag${at + 1}:b)`).join(" ");
    const others = Array.from({ length: 40 }, (_, at) => `(-tag${at}:a OR -tag${at + 1}:b)`).join(" ");
    const started = performance.now();
    expect(["yes", "maybe"]).toContain(asked([pairs, others]).answer);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("takes what any of several takes", () => {
    const either = eitherSet([searchSet("service:a"), searchSet("service:b")]);
    expect(eventIn([searchSet("service:a")], [either]).answer).toBe("no");
    expect(eventIn([searchSet("service:c")], [either]).answer).toBe("yes");
    expect(eventIn([searchSet("service:a")], [eitherSet([])]).answer).toBe("yes");
  });

  it("takes away what others take", () => {
    const rest = setWithout(searchSet("service:a"), [searchSet("status:error")]);
    expect(eventIn([searchSet("service:a")], [rest]).example).toBe("service:a status:error");
    expect(eventIn([searchSet("service:a -status:error")], [rest]).answer).toBe("no");
  });
});

describe("against events one by one", () => {
  const VALUES = ["a", "b", "ab", "ba", "aab", "5", "6", "7"];
  const KEYS = ["service", "@code", "team"];
  const patterns = fc.constantFrom(
    "a",
    "b",
    "ab",
    "a*",
    "*b",
    "*",
    "a?",
    "?b",
    "5",
    ">=6",
    "<6",
    "[5 TO 6]",
    "{5 TO 7}",
  );
  const term = fc.tuple(fc.constantFrom(...KEYS), patterns).map(([key, pattern]) => `${key}:${pattern}`);
  const { search } = fc.letrec<{ search: string }>((tie) => ({
    search: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      term,
      tie("search").map((one) => `-(${one})`),
      fc.tuple(tie("search"), tie("search")).map(([one, two]) => `(${one} ${two})`),
      fc.tuple(tie("search"), tie("search")).map(([one, two]) => `(${one} OR ${two})`),
    ),
  }));
  const event = fc.record({
    service: fc.subarray(VALUES, { maxLength: 1 }),
    "@code": fc.subarray(VALUES, { maxLength: 1 }),
    team: fc.subarray(VALUES, { maxLength: 2 }),
  });

  it("says no of no event that there is, and its examples are such events", () => {
    let proved = 0;
    fc.assert(
      fc.property(
        fc.array(search, { minLength: 1, maxLength: 2 }),
        fc.array(search, { maxLength: 2 }),
        fc.array(event, { minLength: 20, maxLength: 20 }),
        (inside, outside, events) => {
          const { answer, example } = asked(inside, outside);
          const fits = (one: Event) =>
            inside.every((text) => takes(text, one)) && !outside.some((text) => takes(text, one));
          if (answer === "no") expect(events.filter(fits)).toEqual([]);
          if (answer === "yes") expect(fits(eventOf(example ?? "")), example).toBe(true);
          if (answer !== "maybe") proved += 1;
        },
      ),
      { numRuns: 3_000 },
    );
    expect(proved).toBeGreaterThan(2_500);
  });
});
