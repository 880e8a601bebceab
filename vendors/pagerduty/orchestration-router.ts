/** Which events of an orchestration go to which PagerDuty service. It is part of its orchestration: emptied, never deleted. */

import type { Call, Kind, Plan, Value, Values } from "../kind";
import { list, object, text } from "../wire";
import { orGone } from "./object-calls";
import { actionsBody, CONDITIONS, ruleBody, ruleState } from "./orchestration-path";

const routeTo = { type: "text" } as const;
const pathOf = (id: string): string => `/event_orchestrations/${encodeURIComponent(id)}/router`;

export const orchestrationRouter: Kind = {
  name: "pagerduty/orchestration-router",
  token: "pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter",
  vendor: "pagerduty",
  title: "PagerDuty orchestration router",
  flavour: "sdk",
  fields: {
    eventOrchestration: { type: "text", required: true, forceNew: true },
    set: {
      type: "block",
      required: true,
      fields: {
        id: { type: "text", required: true },
        rules: {
          type: "list",
          of: {
            type: "block",
            fields: {
              id: { type: "text", output: true },
              label: { type: "text" },
              conditions: CONDITIONS,
              actions: {
                type: "block",
                required: true,
                fields: { routeTo, dynamicRouteTos: { type: "list", of: { type: "json" } } },
              },
              disabled: { type: "boolean" },
            },
          },
        },
      },
    },
    catchAll: {
      type: "block",
      required: true,
      fields: { actions: { type: "block", required: true, fields: { routeTo: { ...routeTo, required: true } } } },
    },
  },
  calls: {
    create: async (call, plan) => ({ id: text(plan.planned.eventOrchestration), state: await write(call, plan) }),
    update: (call, _id, plan) => write(call, plan),
    read: (call, id) => orGone(async () => ({ ...stateOf(await call("GET", pathOf(id))), eventOrchestration: id })),
    delete: async (call, id) => {
      await orGone(() => call("PUT", pathOf(id), { orchestration_path: pathBody([], "unrouted"), warnings: null }));
    },
  },
};

function pathBody(rules: Values[], otherwise: string): Values {
  return { sets: [{ id: "start", rules }], catch_all: { actions: actionsBody({ routeTo: otherwise }) } };
}

async function write(call: Call, { planned }: Plan): Promise<Values> {
  const id = text(planned.eventOrchestration);
  const rules = list(object(planned.set).rules).map((rule) => ({
    ...ruleBody(rule),
    actions: actionsBody(object(object(rule).actions)),
  }));
  const body = { parent: { id }, ...pathBody(rules, text(object(object(planned.catchAll).actions).routeTo)) };
  const answer = await call("PUT", pathOf(id), { orchestration_path: body, warnings: null });
  return { ...stateOf(answer), eventOrchestration: id };
}

function stateOf(answer: Value): Values {
  const path = object(object(answer).orchestration_path);
  const set = object(list(path.sets)[0]);
  return {
    set: {
      id: text(set.id),
      rules: list(set.rules).map((rule) => ({
        ...ruleState(rule),
        actions: { routeTo: text(object(object(rule).actions).route_to), dynamicRouteTos: [] },
      })),
    },
    catchAll: { actions: { routeTo: text(object(object(path.catch_all).actions).route_to) } },
  };
}
