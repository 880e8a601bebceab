/** Channels of the chat that Datadog writes into. */

import * as z from "zod";
import { scalar, text, wrongType } from "./scalars";
import { accepted } from "./waiver";

const CHANNEL = /^#[a-z0-9_\p{Ll}\p{Lo}][a-z0-9_\-\p{Ll}\p{Lo}\p{N}]{0,79}$/u;

/** A channel's name as Slack shows it: `#payments`. */
const channelName = scalar<string>({ type: "string", pattern: "^#[^\\sA-Z]+$", examples: ["#payments"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("a channel's name", raw, 'Write it in quotes: `"#payments"`.');
  if (CHANNEL.test(raw)) return { ok: true, value: raw };
  return {
    ok: false,
    problem: {
      code: "bad-handle",
      message: `\`${raw}\` is not the name of a Slack channel`,
      hint: `Write it as Slack shows it, in quotes: \`"#${raw.replace(/^[@#]/, "").toLowerCase().replace(/\s+/g, "-")}"\`.`,
    },
  };
});

export const SlackChannel = z
  .strictObject({
    channel: channelName.optional().describe("The channel's name. Default: `#<key>`."),
    workspace: text
      .optional()
      .describe(
        "The workspace's name in Datadog's Slack integration. Default: the account's `datadog.slack.workspace`.",
      ),
    description: text.optional().describe("What is written there, for whom."),
    show: z
      .strictObject({
        message: z.boolean().default(true).describe("The message's text. Default true."),
        handles: z.boolean().default(false).describe("Who else is told. Default false."),
        snapshot: z.boolean().default(true).describe("The graph at the time of the alert. Default true."),
        tags: z.boolean().default(true).describe("The tags of what alerts. Default true."),
        muteButtons: z.boolean().default(false).describe("Buttons that mute the monitor. Default false."),
      })
      .prefault({})
      .describe("What an alert shows in the channel."),
    ...accepted,
  })
  .describe("A channel that `@slack-<channel>` or `@slack-<workspace>-<channel>` writes into.");
