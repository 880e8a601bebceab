import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf, tellingOf, upToHandles } from "../../../policies/paging/message";
import { parseTemplate, routes } from "../../../query/index";
import { NOTIFIED_STATES } from "../../../query/template/routes";
import { shipped } from "../../catalog/shipped";

function toldBy(text: string): string[] {
  const all = routes(parseTemplate(text).tree);
  return NOTIFIED_STATES.flatMap((state) =>
    all[state].map(({ handle, conditions }) => `${state} ${handle} ${conditions}`),
  );
}

const HANDED = [
  "{{#is_alert}}@pagerduty-a @slack-b{{/is_alert}} text {{#is_recovery}}it is over{{/is_recovery}} more",
  '{{#is_alert}}{{#is_match "host.name" "db"}}@pagerduty-a{{else}}@pagerduty-b{{/is_match}}{{/is_alert}}',
  "{{^is_recovery}}@pagerduty-a{{/is_recovery}}{{#is_recovery}}no{{/is_recovery}}",
  "@pagerduty-a{{#is_alert}} and no one else",
  "{{#is_alert}}@pagerduty-{{service.name}} {{/is_alert}}",
  '{{#is_alert}}{{eval "round(value)"}} @pagerduty-a, and {{#is_warning}}x{{/is_warning}}{{/is_alert}} tail',
  "{{#is_alert}}write to ops@example.com{{/is_alert}} {{#is_warning}}@pagerduty-a{{/is_warning}} https://x.example.com/@x {{/is_warning}}",
  "{{#is_alert}}@workflow-restart(host={{host.name}} now) {{/is_alert}}",
  "{{#is_alert}}nobody{{/is_alert}}",
  "",
];

describe("a message up to its last handle", () => {
  it.each(HANDED)("tells whom the whole tells: %s", (text) => {
    expect(toldBy(upToHandles(text))).toEqual(toldBy(text));
  });

  it("tells whom the whole tells, for every message of the four systems", () => {
    const texts = shipped.specs.flatMap(({ body }) => (typeof body.message === "string" ? [body.message] : []));
    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) expect(toldBy(upToHandles(text))).toEqual(toldBy(text));
  });

  it("is a fraction of it", () => {
    const texts = shipped.specs
      .filter(({ kind, env }) => kind === "datadog/monitor" && env === "prod")
      .map(({ body }) => String(body.message));
    const length = (all: string[]): number => all.reduce((sum, text) => sum + text.length, 0);
    expect(length(texts.map(upToHandles))).toBeLessThan(length(texts) * 0.7);
  });
});

/** Whom a message tells by what is read once for all alike, and by itself. */
function both(text: string): [readonly string[], readonly string[]] {
  const { pagers, toldIn } = tellingOf(text);
  const told = (tells: typeof toldIn): string[] =>
    NOTIFIED_STATES.flatMap((state) =>
      tells(state).map(({ handle, conditions }) => `${state} ${handle} ${conditions}`),
    );
  // A second one, so that nothing is known of it before: an escalation that says nothing is read with the whole.
  const whole = tellingOf(text, "");
  const named = (all: typeof pagers): string[] => all().map(({ handle, kind }) => `${kind} ${handle}`);
  return [
    [...told(toldIn), ...named(pagers), ...tellingOf(text).always()],
    [...told(whole.toldIn), ...named(whole.pagers), ...whole.always()],
  ];
}

/** What a message may be made of, and what only looks like it. */
const PIECES = [
  ..."{{#is_alert}} {{/is_alert}} {{#is_warning}} {{/is_warning}} {{^is_recovery}} {{#is_recovery}} {{/is_recovery}} {{else}}".split(
    " ",
  ),
  ..."@pagerduty-a @pagerduty-ab @pagerduty-0 @PagerDuty-a @pagerduty @slack-b @oncall-c @ops @a@example.com @pagerduty-a@example.com @a@b. @-x @".split(
    " ",
  ),
  ..."{{value}} {{host.name}} {{[@error.kind].name}} {{{value}}} {{#if}} {{/if}} {{!x}} {{{{raw}}}} {{{{/raw}}}} ${x} ${ %{if} { } `".split(
    " ",
  ),
  '{{eval "round(value*100)/100"}}',
  '{{#is_match "host.name" "db"}}',
  "{{/is_match}}",
  "{{#is_alert",
  '{{eval "',
  '"',
  ...["above 86%", "at 1.5", "100%", "$", "/", ":", ",", ".", "-", "("],
  ...[" ", " ", " ", "\n", "\t", "\u00a0", "\u2003"],
];

describe("a message by its outline", () => {
  it.each(HANDED)("tells whom the message tells: %s", (text) => {
    const [outline, whole] = both(text);
    expect(outline).toEqual(whole);
  });

  it("tells whom the message tells, for every message of the four systems, and nearly all of them are read so", () => {
    const texts = shipped.specs.flatMap(({ body }) => (typeof body.message === "string" ? [body.message] : []));
    for (const text of texts) {
      const [outline, whole] = both(text);
      expect(outline).toEqual(whole);
    }
    const outlines = texts.flatMap((text) => outlineOf(upToHandles(text))?.text ?? []);
    expect(outlines.length).toBeGreaterThan(texts.length * 0.9);
    expect(new Set(outlines).size).toBeLessThan(texts.length / 10);
  });

  it("tells whom the message tells, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (pieces) => {
        const [outline, whole] = both(pieces.join(""));
        expect(outline).toEqual(whole);
      }),
      { numRuns: 5_000 },
    );
  });

  it("tells whom the message tells, where it has an outline", () => {
    const plain = PIECES.filter((piece) => outlineOf(` ${piece} `) !== undefined);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...plain), { maxLength: 25 }), (pieces) => {
        const text = pieces.join(" ");
        fc.pre(outlineOf(upToHandles(text)) !== undefined);
        const [outline, whole] = both(text);
        expect(outline).toEqual(whole);
      }),
      { numRuns: 2_000 },
    );
  });
});
