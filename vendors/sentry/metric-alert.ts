/**
 * Sentry metric alert: made and changed under its project, read under its organisation. Ids of triggers and actions are
 * sent back on update; a dropped resolve threshold is not sent, a dropped owner or environment stays.
 */

import type { Call, Kind, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";
import { alertId, orGone, path, readBack, splitAlertId } from "./paths";

export const metricAlert: Kind = {
  name: "sentry/metric-alert",
  token: "sentry:index/sentryMetricAlert:SentryMetricAlert",
  vendor: "sentry",
  title: "Sentry metric alert",
  flavour: "sdk-v1",
  fields: {
    organization: { type: "text", required: true },
    project: { type: "text", required: true },
    name: { type: "text", required: true, autoname: true },
    dataset: { type: "text" },
    eventTypes: { type: "list", of: { type: "text" } },
    query: { type: "text", required: true },
    aggregate: { type: "text", required: true },
    timeWindow: { type: "number", required: true },
    thresholdType: { type: "int", required: true },
    resolveThreshold: { type: "number" },
    environment: { type: "text", computed: true },
    owner: { type: "text", computed: true },
    triggers: {
      type: "list",
      required: true,
      of: {
        type: "block",
        fields: {
          id: { type: "text", output: true },
          label: { type: "text", required: true },
          thresholdType: { type: "int", required: true },
          alertThreshold: { type: "number", required: true },
          resolveThreshold: { type: "number", computed: true },
          actions: {
            type: "list",
            of: {
              type: "block",
              fields: {
                id: { type: "text", output: true },
                type: { type: "text", required: true },
                targetType: { type: "text", required: true },
                targetIdentifier: { type: "text" },
                integrationId: { type: "int" },
              },
            },
          },
        },
      },
    },
    internalId: { type: "text", output: true },
  },
  calls: {
    create: async (call, { planned }) => {
      const [organization, project] = [text(planned.organization), text(planned.project)];
      const made = object(await call("POST", path("projects", organization, project, "alert-rules"), body(planned)));
      const id = alertId({ organization, project, id: text(made.id) });
      return readBack(id, () => fetch(call, id, planned));
    },
    read: (call, id, state) => orGone(() => fetch(call, id, state)),
    update: async (call, id, { planned }) => {
      await call("PUT", rulePath(id), { ...body(planned), id: splitAlertId(id).id });
      return fetch(call, id, planned);
    },
    delete: async (call, id) => {
      await call("DELETE", rulePath(id));
    },
  },
};

function rulePath(whole: string): string {
  const { organization, project, id } = splitAlertId(whole);
  return path("projects", organization, project, "alert-rules", id);
}

const unless = (zero: boolean, values: Values): Values => (zero ? {} : values);

function body(values: Values): Values {
  const triggers = list(values.triggers).map(triggerBody);
  return {
    name: text(values.name),
    dataset: text(values.dataset),
    query: text(values.query),
    aggregate: text(values.aggregate),
    timeWindow: values.timeWindow ?? 0,
    thresholdType: values.thresholdType ?? 0,
    projects: [text(values.project)],
    ...unless(isZero(values.environment), { environment: text(values.environment) }),
    ...unless(isZero(values.eventTypes), { eventTypes: list(values.eventTypes) }),
    ...unless(isZero(values.resolveThreshold), { resolveThreshold: values.resolveThreshold }),
    ...unless(isZero(values.owner), { owner: text(values.owner) }),
    ...unless(triggers.length === 0, { triggers }),
  };
}

function triggerBody(value: Value): Values {
  const trigger = object(value);
  return {
    ...unless(isZero(trigger.id), { id: trigger.id }),
    label: text(trigger.label),
    thresholdType: trigger.thresholdType ?? 0,
    alertThreshold: trigger.alertThreshold ?? 0,
    resolveThreshold: trigger.resolveThreshold ?? 0,
    actions: list(trigger.actions).map(actionBody),
  };
}

function actionBody(value: Value): Values {
  const action = object(value);
  return {
    ...unless(isZero(action.id), { id: action.id }),
    type: text(action.type),
    targetType: text(action.targetType),
    targetIdentifier: text(action.targetIdentifier),
    ...unless(isZero(action.integrationId), { integrationId: action.integrationId }),
  };
}

async function fetch(call: Call, whole: string, known: Values): Promise<Values> {
  const { organization, project, id } = splitAlertId(whole);
  const answer = object(await call("GET", path("organizations", organization, "alert-rules", id)));
  const projects = list(answer.projects).map(text);
  const [only] = projects.length === 1 ? projects : [];
  return {
    id: alertId({ organization, project, id: text(answer.id) }),
    organization,
    project: only ?? text(known.project),
    name: text(answer.name),
    dataset: text(answer.dataset),
    eventTypes: list(answer.eventTypes),
    query: text(answer.query),
    aggregate: text(answer.aggregate),
    timeWindow: answer.timeWindow ?? 0,
    thresholdType: answer.thresholdType ?? 0,
    resolveThreshold: answer.resolveThreshold ?? null,
    environment: text(answer.environment),
    owner: text(answer.owner),
    triggers: list(answer.triggers).map(triggerState),
    internalId: text(answer.id),
  };
}

function triggerState(value: Value): Values {
  const trigger = object(value);
  return {
    id: text(trigger.id),
    label: text(trigger.label),
    thresholdType: trigger.thresholdType ?? 0,
    alertThreshold: trigger.alertThreshold ?? 0,
    resolveThreshold: trigger.resolveThreshold ?? 0,
    actions: list(trigger.actions)
      .map(object)
      .map((action) => ({
        id: text(action.id),
        type: text(action.type),
        targetType: text(action.targetType),
        targetIdentifier: text(action.targetIdentifier),
        integrationId: action.integrationId ?? 0,
      })),
  };
}
