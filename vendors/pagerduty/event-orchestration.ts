/** PagerDuty event orchestration (global). Class missing in the npm package; used by its type token. */

import type { Kind, Value } from "../kind";
import { isZero, list, object, text } from "../wire";
import { objectCalls } from "./object-calls";

export const eventOrchestration: Kind = {
  name: "pagerduty/event-orchestration",
  token: "pagerduty:index/eventOrchestration:EventOrchestration",
  vendor: "pagerduty",
  title: "PagerDuty event orchestration",
  flavour: "sdk",
  fields: {
    name: { type: "text", required: true, autoname: true },
    description: { type: "text" },
    team: { type: "text" },
    routes: { type: "int", output: true },
    integrations: {
      type: "list",
      computed: true,
      // Its routing keys are.
      secret: true,
      of: {
        type: "block",
        fields: {
          id: { type: "text", computed: true },
          label: { type: "text", computed: true },
          parameters: {
            type: "list",
            output: true,
            of: {
              type: "block",
              fields: { routingKey: { type: "text" }, type: { type: "text" } },
            },
          },
        },
      },
    },
  },
  calls: objectCalls({
    key: "orchestration",
    collection: () => "/event_orchestrations",
    readBody: {},
    readAfterCreate: false,
    readAfterUpdate: false,
    body: ({ planned }) => ({
      name: text(planned.name),
      description: text(planned.description),
      team: { id: isZero(planned.team) ? null : text(planned.team) },
    }),
    state: (answer) => ({
      name: text(answer.name),
      description: text(answer.description),
      team: text(object(answer.team).id),
      routes: answer.routes ?? 0,
      integrations: list(answer.integrations).map(integration),
    }),
  }),
};

function integration(value: Value) {
  const { id, label, parameters } = object(value);
  const { routing_key, type } = object(parameters);
  return { id: text(id), label: text(label), parameters: [{ routingKey: text(routing_key), type: text(type) }] };
}
