/** Datadog webhooks: what `@webhook-<name>` calls. Renaming is an update that gives the object another id. */

import { str } from "../fields";
import type { Kind, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v1/integration/webhooks/configuration/webhooks";
/** How the sandbox answers for what it may not keep, once it no longer remembers it. */
const MASKED = "*****";

function bodyOf(planned: Values): Values {
  const body: Values = { name: text(planned.name), url: text(planned.url) };
  if (given(planned.customHeaders)) body.custom_headers = planned.customHeaders;
  if (given(planned.encodeAs)) body.encode_as = planned.encodeAs;
  if (given(planned.payload) && planned.payload !== "") body.payload = planned.payload;
  return body;
}

const given = (value: Value | undefined): value is Value => value !== undefined && value !== null && value !== UNKNOWN;

function stateOf(answer: Value, known: Values): Values {
  const webhook = object(answer);
  const open = (wire: Value | undefined, before: Value | undefined): Value =>
    typeof wire === "string" && wire.includes(MASKED) ? (before ?? wire) : (wire ?? null);
  return {
    id: text(webhook.name),
    name: text(webhook.name),
    url: open(webhook.url, known.url),
    customHeaders: open(webhook.custom_headers, known.customHeaders),
    encodeAs: text(webhook.encode_as),
    payload: text(webhook.payload),
  };
}

const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

export const webhook: Kind = {
  name: "datadog/webhook",
  token: "datadog:index/webhook:Webhook",
  vendor: "datadog",
  title: "Datadog webhook",
  flavour: "framework",
  uniqueName: true,
  fields: {
    id: str({ output: true }),
    name: str({ required: true }),
    url: str({ required: true }),
    customHeaders: str(),
    encodeAs: str({ computed: true, oneOf: ["json", "form"] }),
    payload: str({ computed: true }),
  },
  calls: {
    create: async (call, { planned }) => {
      const state = stateOf(await call("POST", PATH, bodyOf(planned)), planned);
      return { id: text(state.id), state };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", pathOf(id)));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, { planned }) => stateOf(await call("PUT", pathOf(id), bodyOf(planned)), planned),
    delete: (call, id) => goneIsFine(call("DELETE", pathOf(id))),
  },
};
