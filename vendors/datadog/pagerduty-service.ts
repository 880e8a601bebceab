/**
 * The name Datadog gives a PagerDuty service, with that service's integration key: what `@pagerduty-<name>` pages. The
 * key is never read back, so a key changed outside cannot be seen.
 */

import { str } from "../fields";
import type { Call, Kind, Values } from "../kind";
import { isZero, object, text } from "../wire";
import { found } from "./found";

const PATH = "/api/v1/integration/pagerduty/configuration/services";
/** What the plugin keeps when it does not know the key. */
const MASKED = "*****";

const pathOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;

async function read(call: Call, id: string, known: Values): Promise<Values | undefined> {
  const answer = await found(call("GET", pathOf(id)));
  if (answer === undefined) return undefined;
  return {
    serviceName: text(object(answer).service_name),
    serviceKey: isZero(known.serviceKey) ? MASKED : known.serviceKey,
  };
}

export const pagerdutyService: Kind = {
  name: "datadog/pagerduty-service",
  token: "datadog:pagerduty/serviceObject:ServiceObject",
  vendor: "datadog",
  title: "Datadog's PagerDuty service",
  flavour: "sdk",
  fields: { serviceName: str({ required: true, forceNew: true }), serviceKey: str({ required: true, secret: true }) },
  calls: {
    create: async (call, { planned }) => {
      const id = text(planned.serviceName);
      await call("POST", PATH, { service_name: id, service_key: text(planned.serviceKey) });
      return { id, state: (await read(call, id, planned)) ?? planned };
    },
    read,
    update: async (call, id, { planned }) => {
      await call("PUT", pathOf(id), { service_key: text(planned.serviceKey) });
      return (await read(call, id, planned)) ?? planned;
    },
    delete: async (call, id) => {
      await call("DELETE", pathOf(id));
    },
  },
};
