/** Addresses that alerts are sent to, and PagerDuty's entry points for events that are no monitor's. */

import type * as pulumi from "@pulumi/pulumi";
import type { OrchestrationInput, SlackChannelInput, WebhookInput } from "../model/index";
import { compileFragment, type Fragment } from "./fragment";
import { type Compiled, isCompiled, SpecComponent } from "./spec-component";

export interface AlertChannelsArgs {
  /** Webhooks by name; `@webhook-<name>` in a message uses one. */
  webhooks?: Record<string, WebhookInput>;
  /** Slack channels of Datadog's integration by name; `@slack-<channel>` in a message writes into one. Each names its `workspace`. */
  slackChannels?: Record<string, SlackChannelInput & { workspace: string }>;
  /** PagerDuty event orchestrations by name. */
  orchestrations?: Record<string, Omit<OrchestrationInput, "team">>;
  /** The secrets that the webhooks name. */
  secrets?: Record<string, pulumi.Output<string>>;
}

export class AlertChannels extends SpecComponent {
  constructor(name: string, args: AlertChannelsArgs | Compiled, options?: pulumi.ComponentResourceOptions) {
    super("AlertChannels", name, isCompiled(args) ? args : compileFragment(fragmentOf(name, args)), options);
  }
}

function fragmentOf(
  name: string,
  { webhooks = {}, slackChannels = {}, orchestrations = {}, secrets = {} }: AlertChannelsArgs,
): Fragment {
  return {
    componentClass: "AlertChannels",
    name,
    root: "webhooks",
    belonging: { environment: "account", team: "all" },
    notify: "none",
    owner: true,
    sections: { webhooks, slackChannels, orchestrations },
    secrets,
    keep: ({ component }) => component.startsWith("AlertChannels/"),
  };
}
