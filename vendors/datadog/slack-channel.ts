/** A channel of Datadog's Slack integration: what `@slack-<workspace>-<channel>` writes into, and what it shows there. */

import { block, bool, str } from "../fields";
import type { Fields, Kind, Value, Values } from "../kind";
import { fromWire, object, text, toWire } from "../wire";
import { found, goneIsFine } from "./found";

const DISPLAY: Fields = {
  message: bool({ default: true }),
  muteButtons: bool({ default: false }),
  notified: bool({ default: true }),
  snapshot: bool({ default: true }),
  tags: bool({ default: true }),
};

const channels = (workspace: string): string =>
  `/api/v1/integration/slack/configuration/accounts/${encodeURIComponent(workspace)}/channels`;

/** Ids are `<workspace>:<channel>`. */
function pathOf(id: string): string {
  const [workspace = "", ...channel] = id.split(":");
  return `${channels(workspace)}/${encodeURIComponent(channel.join(":"))}`;
}

const bodyOf = (planned: Values): Values => ({
  name: text(planned.channelName),
  display: toWire(DISPLAY, object(planned.display)),
});

function stateOf(answer: Value, workspace: string): { id: string; state: Values } {
  const channel = object(answer);
  const name = text(channel.name);
  return {
    id: `${workspace}:${name}`,
    state: { accountName: workspace, channelName: name, display: fromWire(DISPLAY, channel.display) },
  };
}

export const slackChannel: Kind = {
  name: "datadog/slack-channel",
  token: "datadog:slack/channel:Channel",
  vendor: "datadog",
  title: "channel of Datadog's Slack integration",
  flavour: "sdk",
  uniqueName: true,
  fields: {
    accountName: str({ required: true, forceNew: true }),
    channelName: str({ required: true }),
    display: block(DISPLAY, { required: true }),
  },
  calls: {
    create: async (call, { planned }) => {
      const workspace = text(planned.accountName);
      return stateOf(await call("POST", channels(workspace), bodyOf(planned)), workspace);
    },
    read: async (call, id) => {
      const answer = await found(call("GET", pathOf(id)));
      return answer === undefined ? undefined : stateOf(answer, id.split(":")[0] ?? "").state;
    },
    update: async (call, id, { planned }) =>
      stateOf(await call("PATCH", pathOf(id), bodyOf(planned)), text(planned.accountName)).state,
    delete: (call, id) => goneIsFine(call("DELETE", pathOf(id))),
  },
};
