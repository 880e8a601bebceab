/**
 * The orchestration of a PagerDuty service: rules for its events. Every service has one, which can be emptied but not deleted; its id
 * is the service's. Whether it is used is a switch of its own, which the plugin turns by a second request.
 */

import type { Call, Kind, Plan, Value, Values } from "../kind";
import { list, object, text } from "../wire";
import { orGone } from "./object-calls";
import {
  CONDITIONS,
  ruleBody,
  ruleState,
  SERVICE_ACTIONS,
  serviceActionsBody,
  serviceActionsState,
} from "./orchestration-path";

const actions = { type: "block", required: true, fields: SERVICE_ACTIONS } as const;
const pathOf = (service: string): string => `/event_orchestrations/services/${encodeURIComponent(service)}`;

export const serviceOrchestration: Kind = {
  name: "pagerduty/service-orchestration",
  token: "pagerduty:index/eventOrchestrationService:EventOrchestrationService",
  vendor: "pagerduty",
  title: "PagerDuty service orchestration",
  flavour: "sdk",
  fields: {
    service: { type: "text", required: true },
    enableEventOrchestrationForService: { type: "boolean", computed: true },
    sets: {
      type: "list",
      required: true,
      of: {
        type: "block",
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
                actions,
                disabled: { type: "boolean" },
              },
            },
          },
        },
      },
    },
    catchAll: { type: "block", required: true, fields: { actions } },
  },
  calls: {
    create: async (call, plan) => ({ id: text(plan.planned.service), state: await write(call, plan) }),
    update: (call, _id, plan) => write(call, plan),
    read: (call, id) => orGone(() => read(call, id)),
    delete: async (call, id) => {
      const path = { sets: [{ id: "start", rules: [] }], catch_all: {} };
      await orGone(() => call("PUT", pathOf(id), { orchestration_path: path, warnings: null }));
    },
  },
};

async function write(call: Call, { planned, prior }: Plan): Promise<Values> {
  const service = text(planned.service);
  const answer = await call("PUT", pathOf(service), {
    orchestration_path: {
      parent: { id: service },
      sets: list(planned.sets).map((value) => {
        const set = object(value);
        const rules = list(set.rules).map((rule) => ({
          ...ruleBody(rule),
          actions: serviceActionsBody(object(rule).actions),
        }));
        return { id: text(set.id), rules };
      }),
      catch_all: { actions: serviceActionsBody(object(planned.catchAll).actions) },
    },
    warnings: null,
  });
  const wanted = planned.enableEventOrchestrationForService;
  if (typeof wanted === "boolean" && wanted !== prior.enableEventOrchestrationForService)
    await call("PUT", `${pathOf(service)}/active`, { active: wanted });
  return { ...stateOf(answer), service, ...(wanted !== undefined && { enableEventOrchestrationForService: wanted }) };
}

async function read(call: Call, id: string): Promise<Values> {
  const answer = await call("GET", pathOf(id));
  const { active } = object(await call("GET", `${pathOf(id)}/active`));
  return { ...stateOf(answer), service: id, enableEventOrchestrationForService: active ?? false };
}

function stateOf(answer: Value): Values {
  const path = object(object(answer).orchestration_path);
  return {
    sets: list(path.sets).map((value) => {
      const set = object(value);
      const rules = list(set.rules).map((rule) => ({
        ...ruleState(rule),
        actions: serviceActionsState(object(rule).actions),
      }));
      return { id: text(set.id), rules };
    }),
    catchAll: { actions: serviceActionsState(object(path.catch_all).actions) },
  };
}
