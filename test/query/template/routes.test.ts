import { describe, expect, it } from "vitest";
import { handleName, NOTIFIED_STATES, parseTemplate, routes, type TemplateNode } from "../../../query/template/index";

/** Handles found in a text: name, kind, what stands before. */
const HANDLES: [string, [string, string, string][]][] = [
  ["@user@example.com", [["@user@example.com", "email", "start"]]],
  ["see @first.last+x@example.co.uk.", [["@first.last+x@example.co.uk", "email", "blank"]]],
  [
    "@slack-ops, @slack-acct-ops!",
    [
      ["@slack-ops", "slack", "start"],
      ["@slack-acct-ops", "slack", "blank"],
    ],
  ],
  [
    "@pagerduty-Core_Systems @pagerduty",
    [
      ["@pagerduty-Core_Systems", "pagerduty", "start"],
      ["@pagerduty", "pagerduty", "blank"],
    ],
  ],
  [
    "@webhook-x @team-sre @teams-Ops @oncall-sre",
    [
      ["@webhook-x", "webhook", "start"],
      ["@team-sre", "team", "blank"],
      ["@teams-Ops", "teams", "blank"],
      ["@oncall-sre", "oncall", "blank"],
    ],
  ],
  [
    "@opsgenie-A @jira-x @servicenow-y @case-z @incident-i @sns-t @eventbridge-e @victorops-v @hipchat-h",
    [
      ["@opsgenie-A", "opsgenie", "start"],
      ["@jira-x", "jira", "blank"],
      ["@servicenow-y", "servicenow", "blank"],
      ["@case-z", "case", "blank"],
      ["@incident-i", "incident", "blank"],
      ["@sns-t", "sns", "blank"],
      ["@eventbridge-e", "eventbridge", "blank"],
      ["@victorops-v", "victorops", "blank"],
      ["@hipchat-h", "hipchat", "blank"],
    ],
  ],
  ["@opsgenie", [["@opsgenie", "opsgenie", "start"]]],
  [
    "@all @someone",
    [
      ["@all", "all", "start"],
      ["@someone", "other", "blank"],
    ],
  ],
  [
    "@slack-{{service.name}} @{{team.name}}-ops",
    [
      ["@slack-{{service.name}}", "slack", "start"],
      ["@{{team.name}}-ops", "other", "blank"],
    ],
  ],
  [
    "@slack-${var.channel} @${var.who}",
    [
      ["@slack-${var.channel}", "slack", "start"],
      ["@${var.who}", "other", "blank"],
    ],
  ],
  [
    "{{#is_alert}}@slack-a{{/is_alert}}@slack-b",
    [
      ["@slack-a", "slack", "tag"],
      ["@slack-b", "slack", "tag"],
    ],
  ],
  [
    "full@slack-ops {{host.name}}@slack-ops :@user@example.com (@slack-x)",
    [
      ["@slack-ops", "slack", "word"],
      ["@slack-ops", "slack", "variable"],
      ["@user@example.com", "email", "punctuation"],
      ["@slack-x", "slack", "punctuation"],
    ],
  ],
  ['mail me@example.com or https://x.y/@user, `@slack-infra`, "@timestamp"', []],
  ["status @http.status_code:500 @", []],
];

function handles(nodes: readonly TemplateNode[]): [string, string, string][] {
  return nodes.flatMap((node) => {
    if (node.type === "handle") return [[handleName(node), node.kind, node.before] as [string, string, string]];
    return node.type === "block" ? handles(node.body) : [];
  });
}

describe("handles", () => {
  it.each(HANDLES)("are found in %s", (text, expected) => {
    expect(handles(parseTemplate(text).tree.body)).toEqual(expected);
  });

  it("of workflows keep their parameters", () => {
    const [node] = parseTemplate("@workflow-restart(host={host}, x=1) (later)").tree.body;
    expect(node).toMatchObject({ type: "handle", kind: "workflow", parameters: undefined });
    const [second] = parseTemplate("@workflow-restart(host=a, x=1) (later)").tree.body;
    const [third] = parseTemplate("@workflow-restart(host={{host.name}}, x=1) (later)").tree.body;
    expect(third).toMatchObject({ parameters: "host={{host.name}}, x=1" });
    expect(second).toMatchObject({ parameters: "host=a, x=1", span: { start: 0, end: 30 } });
  });
});

/** Who is told, per state: `-` for nobody. */
const ROUTES: { message: string; escalation?: string; told: Partial<Record<string, string[]>> }[] = [
  {
    message: "@slack-ops",
    told: {
      alert: ["@slack-ops"],
      warning: ["@slack-ops"],
      recovery: ["@slack-ops"],
      noData: ["@slack-ops"],
      renotify: ["@slack-ops"],
    },
  },
  {
    message:
      "{{#is_alert}}@pagerduty-x{{/is_alert}}{{#is_warning}}@slack-w{{/is_warning}}{{#is_recovery}}@slack-r{{/is_recovery}}",
    told: {
      alert: ["@pagerduty-x"],
      warning: ["@slack-w"],
      recovery: ["@slack-r"],
      renotify: ["is_alert: @pagerduty-x", "is_warning: @slack-w"],
    },
  },
  {
    message: "{{#is_alert}}a{{else}}@slack-b{{/is_alert}}",
    told: {
      warning: ["@slack-b"],
      recovery: ["@slack-b"],
      noData: ["@slack-b"],
      renotify: ["is_warning: @slack-b", "is_no_data: @slack-b"],
    },
  },
  {
    message: "{{^is_recovery}}@slack-a{{/is_recovery}}",
    told: { alert: ["@slack-a"], warning: ["@slack-a"], noData: ["@slack-a"], renotify: ["@slack-a"] },
  },
  {
    message: "{{#is_alert_recovery}}@slack-a{{/is_alert_recovery}}",
    told: { recovery: ["is_alert_recovery: @slack-a"] },
  },
  {
    message: "{{#is_alert_to_warning}}@slack-a{{/is_alert_to_warning}}",
    told: { warning: ["is_alert_to_warning: @slack-a"] },
  },
  {
    message: "{{#is_no_data}}@slack-a{{/is_no_data}}{{#is_no_data_recovery}}@slack-a{{/is_no_data_recovery}}",
    told: { noData: ["@slack-a"], recovery: ["is_no_data_recovery: @slack-a"], renotify: ["is_no_data: @slack-a"] },
  },
  { message: "{{#is_renotify}}@pagerduty-boss{{/is_renotify}}", told: { renotify: ["@pagerduty-boss"] } },
  {
    message: "{{^is_renotify}}@slack-a{{/is_renotify}}",
    told: { alert: ["@slack-a"], warning: ["@slack-a"], recovery: ["@slack-a"], noData: ["@slack-a"] },
  },
  {
    message: '{{#is_alert}}{{#is_match "env.name" "prod"}}@pagerduty-x{{else}}@slack-x{{/is_match}}{{/is_alert}}',
    told: {
      alert: ['is_match "env.name" "prod": @pagerduty-x', 'not is_match "env.name" "prod": @slack-x'],
      renotify: [
        'is_alert, is_match "env.name" "prod": @pagerduty-x',
        'is_alert, not is_match "env.name" "prod": @slack-x',
      ],
    },
  },
  {
    message:
      '{{#is_alert}}{{#is_match "a" "b"}}@slack-x @slack-y{{/is_match}}{{^is_match "a" "b"}}@slack-x{{/is_match}}{{/is_alert}}',
    told: {
      alert: ["@slack-x", 'is_match "a" "b": @slack-y'],
      renotify: ["is_alert: @slack-x", 'is_alert, is_match "a" "b": @slack-y'],
    },
  },
  {
    message: '{{#is_alert}}@slack-x {{#is_match "a" "b"}}@slack-x{{/is_match}}{{/is_alert}}',
    told: { alert: ["@slack-x"], renotify: ["is_alert: @slack-x"] },
  },
  {
    message: '{{{{is_match "a.name" "b"}}}}@slack-x{{{{/is_match}}}} {{{{raw}}}}@slack-y{{{{/raw}}}}',
    told: Object.fromEntries(NOTIFIED_STATES.map((state) => [state, ['is_match "a.name" "b": @slack-x', "@slack-y"]])),
  },
  {
    message: "{{#is_alert}}@slack-a{{/is_alert}}",
    escalation: "@pagerduty-boss",
    told: { alert: ["@slack-a"], renotify: ["is_alert: @slack-a", "@pagerduty-boss"] },
  },
  { message: "{{! @slack-a }} nobody", told: {} },
];

describe("routes", () => {
  it.each(ROUTES)("of $message", ({ message, escalation, told }) => {
    const found = routes(
      parseTemplate(message).tree,
      escalation === undefined ? undefined : parseTemplate(escalation).tree,
    );
    for (const state of NOTIFIED_STATES) {
      const shown = found[state].map(({ handle, conditions }) =>
        conditions.length > 0 ? `${conditions.join(", ")}: ${handle}` : handle,
      );
      expect(shown, state).toEqual(told[state] ?? []);
    }
  });
});
