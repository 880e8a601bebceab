import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const WITH_SLACK = ORGANISATION.replace(
  "datadog: { site: datadoghq.eu }",
  "datadog: { site: datadoghq.eu, slack: { workspace: acme } }",
);
const channels = (text: string) => `slackChannels:\n  ops: {}\n${text}`;

describe("Slack channels", () => {
  const { body, specs, diagnostics } = compileService(
    '    security:\n      scans: { title: Scans, summary: Scans., query: "@a:b", above: { high: 1 }, notify: ["@slack-acme-war_room", "@slack-other-guests"] }',
    channels(
      '  war-room: { channel: "#war_room", show: { handles: true, tags: false, muteButtons: true } }\n  guests: { workspace: other }',
    ),
    WITH_SLACK,
  );

  it("are made once per account, with what they show", () => {
    expect(diagnostics).toEqual([]);
    expect(specs.filter(({ kind }) => kind === "datadog/slack-channel").map(({ env, key }) => [env, key])).toEqual([
      ["prod", "guests"],
      ["prod", "ops"],
      ["prod", "war-room"],
    ]);
    expect(body("datadog/slack-channel/ops")).toEqual({
      accountName: "acme",
      channelName: "#ops",
      display: { message: true, muteButtons: false, notified: false, snapshot: true, tags: true },
    });
    expect(body("datadog/slack-channel/war-room")).toEqual({
      accountName: "acme",
      channelName: "#war_room",
      display: { message: true, muteButtons: true, notified: true, snapshot: true, tags: false },
    });
    expect(body("datadog/slack-channel/guests").accountName).toBe("other");
  });

  it("need not be declared; once one is, each handle must name one, in its short or its long form", () => {
    expect(compileService("").diagnostics).toEqual([]);
    const rule = (handle: string) =>
      `    security:\n      scans: { title: Scans, summary: Scans., query: "@a:b", above: { high: 1 }, notify: ["${handle}"] }`;
    for (const handle of ["@slack-ops", "@slack-acme-ops"])
      expect(compileService(rule(handle), channels(""), WITH_SLACK).diagnostics).toEqual([]);
    const { diagnostics: wrong } = compileService(rule("@slack-acme-opps"), channels(""), WITH_SLACK);
    expect(wrong).toEqual([
      expect.objectContaining({
        code: "unknown-name",
        severity: "error",
        message: "`@slack-acme-opps` is no channel that the catalog declares",
        hint: "Did you mean `@slack-acme-ops`?",
        path: "services.web.security.scans.notify.0",
      }),
    ]);
    // The short form means the account's own workspace.
    expect(
      compileService(rule("@slack-guests"), channels("  guests: { workspace: other }"), WITH_SLACK).diagnostics.map(
        ({ hint }) => hint,
      ),
    ).toEqual(["Add it to `slackChannels`: `guests: {}`."]);
  });

  it("are in a workspace that the catalog names", () => {
    expect(compileService("", channels("")).diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["missing-key", "it is not said in which workspace of Slack `ops` is"],
    ]);
  });

  it("have names as Slack shows them", () => {
    const { diagnostics: wrong } = compileService("", channels('  war: { channel: "War Room" }'), WITH_SLACK);
    expect(wrong.map(({ code, hint }) => [code, hint])).toEqual([
      ["bad-handle", 'Write it as Slack shows it, in quotes: `"#war-room"`.'],
    ]);
  });
});
