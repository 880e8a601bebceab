/**
 * What a service's orchestration and an orchestration's router have in common: sets of rules with conditions and actions, sent whole.
 * An action that is not given is sent with its empty value.
 */

import type { Fields, Value, Values } from "../kind";
import { isZero, list, object, text } from "../wire";

const texts = (...names: string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, { type: "text" as const }]));
const pairs = { type: "list", of: { type: "block", fields: texts("key", "value") } } as const;

export const CONDITIONS = {
  type: "list",
  of: { type: "block", fields: { expression: { type: "text", required: true } } },
} as const;

/** What a rule of a service does with an event. */
export const SERVICE_ACTIONS: Fields = {
  ...texts("routeTo", "priority", "annotate", "severity", "eventAction", "escalationPolicy"),
  suppress: { type: "boolean" },
  suspend: { type: "int" },
  variables: { type: "list", of: { type: "block", fields: texts("name", "path", "type", "value") } },
  extractions: { type: "list", of: { type: "block", fields: texts("target", "template", "source", "regex") } },
  incidentCustomFieldUpdates: { type: "list", of: { type: "block", fields: texts("id", "value") } },
  pagerdutyAutomationAction: { type: "block", fields: texts("actionId") },
  automationAction: {
    type: "block",
    fields: {
      ...texts("name", "url"),
      autoSend: { type: "boolean" },
      triggerTypes: { type: "list", of: { type: "text" } },
      headers: pairs,
      parameters: pairs,
    },
  },
};

export function serviceActionsBody(value: Value | undefined): Values {
  const actions = object(value);
  const automation = object(actions.automationAction);
  const own = object(actions.pagerdutyAutomationAction);
  return {
    ...actionsBody(actions),
    pagerduty_automation_actions: isZero(own) ? [] : [{ action_id: text(own.actionId) }],
    automation_actions: isZero(automation)
      ? []
      : [
          {
            name: text(automation.name),
            url: text(automation.url),
            auto_send: automation.autoSend ?? false,
            headers: list(automation.headers),
            parameters: list(automation.parameters),
          },
        ],
    incident_custom_field_updates: list(actions.incidentCustomFieldUpdates),
    variables: list(actions.variables),
    extractions: list(actions.extractions).map((one) => withoutEmpty(object(one))),
  };
}

/** The actions every path has; the lists are null where the path knows none. */
export function actionsBody(actions: Values): Values {
  return {
    drop_event: false,
    route_to: text(actions.routeTo),
    dynamic_route_to: null,
    suppress: actions.suppress ?? false,
    suspend: isZero(actions.suspend) ? null : (actions.suspend ?? null),
    priority: text(actions.priority),
    annotate: text(actions.annotate),
    pagerduty_automation_actions: null,
    automation_actions: null,
    incident_custom_field_updates: null,
    severity: text(actions.severity),
    event_action: text(actions.eventAction),
    variables: null,
    extractions: null,
    escalation_policy: isZero(actions.escalationPolicy) ? null : text(actions.escalationPolicy),
  };
}

export function serviceActionsState(value: Value | undefined): Values {
  const actions = object(value);
  const [automation] = list(actions.automation_actions).map(object);
  const [own] = list(actions.pagerduty_automation_actions).map(object);
  return {
    routeTo: text(actions.route_to),
    suppress: actions.suppress ?? false,
    suspend: actions.suspend ?? 0,
    priority: text(actions.priority),
    annotate: text(actions.annotate),
    severity: text(actions.severity),
    eventAction: text(actions.event_action),
    escalationPolicy: text(actions.escalation_policy),
    variables: list(actions.variables),
    extractions: list(actions.extractions).map((one) => {
      const { target, template, source, regex } = object(one);
      return { target: text(target), template: text(template), source: text(source), regex: text(regex) };
    }),
    incidentCustomFieldUpdates: list(actions.incident_custom_field_updates),
    pagerdutyAutomationAction: own ? { actionId: text(own.action_id) } : null,
    automationAction: automation
      ? {
          name: text(automation.name),
          url: text(automation.url),
          autoSend: automation.auto_send ?? false,
          triggerTypes: null,
          headers: list(automation.headers),
          parameters: list(automation.parameters),
        }
      : null,
  };
}

/** A rule without its actions. */
export function ruleBody(value: Value): Values {
  const rule = object(value);
  return {
    ...(isZero(rule.id) ? {} : { id: text(rule.id) }),
    label: text(rule.label),
    conditions: list(rule.conditions).map((one) => ({ expression: text(object(one).expression) })),
    disabled: rule.disabled ?? false,
  };
}

export function ruleState(value: Value): Values {
  const rule = object(value);
  return {
    id: text(rule.id),
    label: text(rule.label),
    conditions: list(rule.conditions).map((one) => ({ expression: text(object(one).expression) })),
    disabled: rule.disabled ?? false,
  };
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isZero(value)));
}
