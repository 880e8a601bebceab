/**
 * PagerDuty service. Time-outs are texts in Pulumi (`"null"` switches one off) and numbers on the wire; `alertCreation`
 * is taken and never sent; support hours and scheduled actions that the program drops are not sent either.
 */

import type { Field, Kind, Plan, Value, Values } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";
import { isOneOf, isServiceName, isTimeZone } from "./checks";
import { objectCalls, reference } from "./object-calls";

const urgency: Field = { type: "block", fields: { type: { type: "text" }, urgency: { type: "text" } } };
const minutesOfPause = [120, 180, 300, 600, 900];

export const service: Kind = {
  name: "pagerduty/service",
  token: "pagerduty:index/service:Service",
  vendor: "pagerduty",
  title: "PagerDuty service",
  flavour: "sdk",
  uniqueName: true,
  fields: {
    name: { type: "text", required: true, autoname: true, check: isServiceName },
    escalationPolicy: { type: "text", required: true },
    description: { type: "text", default: "Managed by Pulumi" },
    autoResolveTimeout: { type: "text", default: "14400" },
    acknowledgementTimeout: { type: "text", default: "1800" },
    alertCreation: {
      type: "text",
      same: () => true,
      check: isOneOf(["create_alerts_and_incidents", "create_incidents"]),
    },
    alertGrouping: {
      type: "text",
      computed: true,
      conflictsWith: ["alertGroupingParameters"],
      check: isOneOf(["time", "intelligent", "rules"]),
    },
    alertGroupingTimeout: { type: "text", computed: true, conflictsWith: ["alertGroupingParameters"] },
    alertGroupingParameters: {
      type: "block",
      computed: true,
      conflictsWith: ["alertGrouping", "alertGroupingTimeout"],
      fields: {
        type: { type: "text", check: isOneOf(["time", "intelligent", "content_based"]) },
        config: {
          type: "block",
          computed: true,
          fields: {
            timeout: { type: "int" },
            timeWindow: { type: "int", computed: true, check: wrongTimeWindow },
            aggregate: { type: "text", check: isOneOf(["all", "any"]) },
            fields: { type: "list", of: { type: "text" } },
          },
        },
      },
    },
    autoPauseNotificationsParameters: {
      type: "block",
      computed: true,
      fields: {
        enabled: { type: "boolean", computed: true },
        timeout: {
          type: "int",
          computed: true,
          check: (value) =>
            minutesOfPause.includes(Number(value))
              ? undefined
              : `expected auto_pause_notifications_parameters.0.timeout to be one of [${minutesOfPause.join(" ")}], got ${value}.`,
        },
      },
    },
    incidentUrgencyRule: {
      type: "block",
      computed: true,
      fields: {
        type: { type: "text", required: true },
        urgency: { type: "text" },
        duringSupportHours: urgency,
        outsideSupportHours: urgency,
      },
    },
    supportHours: {
      type: "block",
      fields: {
        type: { type: "text" },
        timeZone: { type: "text", check: isTimeZone },
        startTime: { type: "text" },
        endTime: { type: "text" },
        daysOfWeeks: { type: "list", max: 7, of: { type: "int" } },
      },
    },
    scheduledActions: {
      type: "list",
      of: {
        type: "block",
        fields: {
          type: { type: "text" },
          toUrgency: { type: "text" },
          ats: {
            type: "list",
            of: { type: "block", fields: { type: { type: "text" }, name: { type: "text" } } },
          },
        },
      },
    },
    responsePlay: { type: "text", computed: true },
    createdAt: { type: "text", output: true },
    htmlUrl: { type: "text", output: true },
    lastIncidentTimestamp: { type: "text", output: true },
    status: { type: "text", output: true },
    type: { type: "text", output: true },
  },
  customise: (plan) => {
    refuseUrgency(plan.planned);
    refuseGrouping(plan);
    return plan.planned;
  },
  calls: objectCalls({
    key: "service",
    collection: () => "/services",
    readQuery: "?include%5B%5D=auto_pause_notifications_parameters",
    body: ({ planned }) => body(planned),
    state,
  }),
};

function wrongTimeWindow(value: Value): string | undefined {
  const seconds = Number(value);
  if ((seconds >= 300 && seconds <= 3600) || seconds === 86400) return undefined;
  return `Alert grouping time window value must be between 300 and 3600 or exactly 86400(86400 is supported only for content-based alert grouping), current setting is ${seconds}.`;
}

function refuseUrgency({ incidentUrgencyRule, supportHours }: Values): void {
  const rule = object(incidentUrgencyRule);
  if (rule.type !== "use_support_hours") return;
  if (text(rule.urgency) !== "") {
    throw new Error("general urgency cannot be set for a use_support_hours incident urgency rule type");
  }
  if (isZero(supportHours)) {
    throw new Error(
      "when using type = use_support_hours in incident_urgency_rule you must specify exactly one (otherwise optional) support_hours block",
    );
  }
}

function refuseGrouping({ planned, prior }: Plan): void {
  const parameters = object(planned.alertGroupingParameters);
  const config = object(parameters.config);
  const type = text(parameters.type);
  const changed = JSON.stringify(parameters) !== JSON.stringify(object(prior.alertGroupingParameters));
  const byContent = text(config.aggregate) !== "" || list(config.fields).length > 0;
  const window = Number(config.timeWindow ?? 0);
  const about = "Alert grouping parameters configuration attribute";
  if (type === "content_based" && (text(config.aggregate) === "" || list(config.fields).length === 0)) {
    throw new Error(
      'When using Alert grouping parameters configuration of type "content_based" is in use, attributes "aggregate" and "fields" are required',
    );
  }
  if (window === 86400 && type !== "content_based") {
    throw new Error(
      `${about} "time_window" with a value of 86400 is only supported by "content-based" type Alert Grouping`,
    );
  }
  if (type === "" || !changed) return;
  if (byContent && type !== "content_based") {
    throw new Error(`${about}s "aggregate" and "fields" are only supported by "content_based" type Alert Grouping`);
  }
  if (Number(config.timeout ?? 0) > 0 && type !== "time") {
    throw new Error(`${about} "timeout" is only supported by "time" type Alert Grouping`);
  }
  if (window > 300 && type === "time") {
    throw new Error(
      `${about} "time_window" is only supported by "intelligent" and "content-based" type Alert Grouping`,
    );
  }
}

/** A time-out's number; "null" and nothing are null. */
function seconds(value: Value | undefined): number | null {
  const given = text(value);
  return given === "" || given === "null" ? null : Number(given);
}

function body(values: Values): Values {
  const grouping = text(values.alertGrouping);
  const groupingTimeout = seconds(values.alertGroupingTimeout);
  const parameters = isZero(values.alertGroupingParameters)
    ? undefined
    : groupingBody(object(values.alertGroupingParameters));
  const byName = grouping !== "" && grouping !== "rules";
  const play = text(values.responsePlay);
  return {
    name: text(values.name),
    ...nonZero({ description: values.description }),
    auto_resolve_timeout: seconds(values.autoResolveTimeout),
    acknowledgement_timeout: seconds(values.acknowledgementTimeout),
    ...(byName ? { alert_grouping: grouping } : {}),
    ...(groupingTimeout === null ? {} : { alert_grouping_timeout: groupingTimeout }),
    // Parameters win over the older fields, so those come with parameters that are emptied.
    ...(parameters || byName ? { alert_grouping_parameters: parameters ?? { type: null } } : {}),
    ...(isZero(values.autoPauseNotificationsParameters)
      ? {}
      : { auto_pause_notifications_parameters: pauseBody(object(values.autoPauseNotificationsParameters)) }),
    escalation_policy: reference(values.escalationPolicy, "escalation_policy_reference"),
    response_play: play === "" || play === "null" ? null : reference(play, "response_play_reference"),
    ...incidentBody(values),
  };
}

function incidentBody(values: Values): Values {
  const rule = object(values.incidentUrgencyRule);
  const actions = list(values.scheduledActions).map(object).map(actionBody);
  const hours = object(values.supportHours);
  const urgencyBody = (value: Value | undefined) => (isZero(value) ? undefined : nonZero(object(value)));
  const out: Values = {};
  if (!isZero(values.incidentUrgencyRule)) {
    out.incident_urgency_rule = nonZero({
      type: rule.type,
      urgency: rule.urgency,
      during_support_hours: urgencyBody(rule.duringSupportHours),
      outside_support_hours: urgencyBody(rule.outsideSupportHours),
    });
    if (rule.type === "use_support_hours") out.scheduled_actions = [null];
  }
  if (actions.length > 0) out.scheduled_actions = actions;
  if (!isZero(values.supportHours)) {
    out.support_hours = nonZero({
      type: hours.type,
      time_zone: hours.timeZone,
      start_time: hours.startTime,
      end_time: hours.endTime,
      days_of_week: hours.daysOfWeeks,
    });
  }
  return out;
}

function actionBody(action: Values): Values {
  const at = list(action.ats)[0];
  return {
    ...nonZero({ type: action.type, to_urgency: action.toUrgency }),
    ...(at === undefined ? {} : { at: nonZero(object(at)) }),
  };
}

function pauseBody(pause: Values): Values {
  return { enabled: pause.enabled === true, timeout: pause.enabled === true ? (pause.timeout ?? 0) : null };
}

function groupingBody(parameters: Values): Values {
  const type = text(parameters.type);
  const config = object(parameters.config);
  const out: Values = type === "" ? {} : { type };
  if (isZero(parameters.config)) return out;
  const sent: Values = {};
  if (type === "time") sent.timeout = config.timeout ?? 0;
  if (type === "intelligent" || type === "content_based") sent.time_window = config.timeWindow ?? 0;
  if (type === "content_based") {
    sent.aggregate = text(config.aggregate);
    if (list(config.fields).length > 0) sent.fields = config.fields;
  }
  return { ...out, config: sent };
}

function state(answer: Values, known: Values): Values {
  const given = (value: Value | undefined): Value => (isZero(value) ? null : text(value));
  const timeout = (value: Value | undefined) => (typeof value === "number" ? String(value) : "null");
  const out: Values = {
    name: text(answer.name),
    type: text(answer.type),
    htmlUrl: text(answer.html_url),
    status: given(answer.status),
    createdAt: text(answer.created_at),
    lastIncidentTimestamp: given(answer.last_incident_timestamp),
    escalationPolicy: text(object(answer.escalation_policy).id),
    description: text(answer.description),
    autoResolveTimeout: timeout(answer.auto_resolve_timeout),
    acknowledgementTimeout: timeout(answer.acknowledgement_timeout),
    alertCreation: text(answer.alert_creation),
    alertGroupingTimeout: timeout(answer.alert_grouping_timeout),
    supportHours: isZero(answer.support_hours) ? null : hoursState(object(answer.support_hours)),
    scheduledActions: list(answer.scheduled_actions)
      .filter((action) => action !== null)
      .map((action) => actionState(object(action))),
  };
  if (!isZero(answer.alert_grouping)) out.alertGrouping = text(answer.alert_grouping);
  if (
    !isZero(answer.alert_grouping_parameters) &&
    isZero(known.alertGrouping) &&
    !isZero(known.alertGroupingParameters)
  ) {
    out.alertGroupingParameters = groupingState(object(answer.alert_grouping_parameters));
  }
  if (!isZero(answer.auto_pause_notifications_parameters)) {
    const { enabled, timeout } = object(answer.auto_pause_notifications_parameters);
    out.autoPauseNotificationsParameters = { enabled: enabled === true, timeout: timeout ?? 120 };
  }
  if (!isZero(answer.incident_urgency_rule)) {
    const { type, urgency, during_support_hours, outside_support_hours } = object(answer.incident_urgency_rule);
    out.incidentUrgencyRule = {
      type: text(type),
      urgency: given(urgency),
      duringSupportHours: urgencyState(during_support_hours),
      outsideSupportHours: urgencyState(outside_support_hours),
    };
  }
  if (!isZero(answer.response_play)) out.responsePlay = text(object(answer.response_play).id);
  return out;
}

const urgencyState = (value: Value | undefined): Value =>
  isZero(value) ? null : { type: text(object(value).type), urgency: text(object(value).urgency) };

function groupingState({ type, config }: Values): Values {
  const { aggregate, fields, timeout, time_window } = object(config);
  return {
    type: text(type),
    config: {
      aggregate: text(aggregate),
      fields: list(fields),
      timeout: timeout ?? 0,
      timeWindow: time_window ?? 0,
    },
  };
}

function hoursState(hours: Values): Values {
  return {
    type: text(hours.type),
    timeZone: text(hours.time_zone),
    startTime: text(hours.start_time),
    endTime: text(hours.end_time),
    daysOfWeeks: list(hours.days_of_week),
  };
}

function actionState(action: Values): Values {
  const at = object(action.at);
  return {
    type: text(action.type),
    toUrgency: text(action.to_urgency),
    ats: isZero(action.at) ? [] : [{ type: text(at.type), name: text(at.name) }],
  };
}
