import { describe, expect, it } from "vitest";
import { upToHandles } from "../../../policies/paging/alerts";
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
