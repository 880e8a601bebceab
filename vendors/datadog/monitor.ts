/**
 * Datadog monitors. The plugin validates at every plan, takes its state from the answer to POST and PUT, and sends
 * some options that nobody set.
 */

import { block, bool, int, listOf, setOf, str } from "../fields";
import { type Call, type Fields, type Kind, type Plan, type Value, type Values, VendorError } from "../kind";
import { isZero, list, object, text } from "../wire";
import { found } from "./found";
import { MONITOR_VARIABLES, variablesFromWire, variablesToWire } from "./monitor-variables";

const MONITOR_TYPES = [
  "composite",
  "event alert",
  "log alert",
  "metric alert",
  "process alert",
  "query alert",
  "rum alert",
  "service check",
  "synthetics alert",
  "trace-analytics alert",
  "slo alert",
  "event-v2 alert",
  "audit alert",
  "ci-pipelines alert",
  "ci-tests alert",
  "error-tracking alert",
  "database-monitoring alert",
  "network-performance alert",
  "cost alert",
  "data-quality alert",
  "network-path alert",
  "data-jobs alert",
] as const;

const PRESETS = [
  "show_all",
  "hide_query",
  "hide_handles",
  "hide_all",
  "hide_query_and_handles",
  "show_only_snapshot",
  "hide_handles_and_footer",
] as const;

const SAMPLED = ["ci-pipelines alert", "ci-tests alert"];

const trimmed = (value: Value): Value => (typeof value === "string" ? value.trim() : value);

/** "1" and "1.0" are one threshold. */
function sameNumber(prior: Value | undefined, next: Value | undefined): boolean {
  if (isZero(prior) || isZero(next)) return false;
  const [a, b] = [Number(prior), Number(next)];
  return !Number.isNaN(a) && a === b;
}

const threshold = str({ same: sameNumber });
const hasCustomSchedule = (values: Values): boolean =>
  object(values.schedulingOptions).customSchedule !== undefined &&
  object(values.schedulingOptions).customSchedule !== null;

const FIELDS: Fields = {
  name: str({ required: true }),
  type: str({
    required: true,
    forceNew: true,
    oneOf: MONITOR_TYPES,
    same: (prior, next) =>
      prior === next || [prior, next].every((type) => type === "query alert" || type === "metric alert"),
  }),
  query: str({ required: true, store: trimmed }),
  message: str({ required: true, store: trimmed }),
  escalationMessage: str({ store: trimmed }),
  priority: str(),
  tags: setOf(str(), { computed: true }),
  restrictedRoles: setOf(str(), { computed: true }),
  draftStatus: str({ default: "published", oneOf: ["published", "draft"] }),
  assets: listOf(
    block({
      name: str({ required: true }),
      url: str({ required: true }),
      category: str({ required: true }),
      resourceKey: str(),
      resourceType: str(),
    }),
  ),
  monitorThresholds: block({
    ok: threshold,
    warning: threshold,
    critical: threshold,
    unknown: threshold,
    warningRecovery: threshold,
    criticalRecovery: threshold,
    criticalQuery: str(),
    criticalRecoveryQuery: str(),
  }),
  monitorThresholdWindows: block({ recoveryWindow: str(), triggerWindow: str() }),
  notifyNoData: bool({ planDefault: false, conflictsWith: ["onMissingData"] }),
  onMissingData: str({ conflictsWith: ["notifyNoData", "noDataTimeframe"] }),
  noDataTimeframe: int({
    default: 10,
    conflictsWith: ["onMissingData"],
    same: (_prior, _next, whole) => !whole.next.notifyNoData,
  }),
  newGroupDelay: int(),
  newHostDelay: int({ planDefault: 300 }),
  evaluationDelay: int({ computed: true }),
  renotifyInterval: int(),
  renotifyOccurrences: int(),
  renotifyStatuses: setOf(str({ oneOf: ["alert", "warn", "no data"] })),
  notifyAudit: bool(),
  timeoutH: int(),
  requireFullWindow: bool({
    default: true,
    same: (_prior, _next, whole) => hasCustomSchedule(whole.prior) || hasCustomSchedule(whole.next),
  }),
  includeTags: bool({ default: true }),
  groupbySimpleMonitor: bool(),
  groupRetentionDuration: str(),
  enableLogsSample: bool(),
  enableSamples: bool({ computed: true }),
  notifyBies: setOf(str()),
  notificationPresetName: str({ oneOf: PRESETS }),
  ignoreTagKeys: setOf(str(), { local: true }),
  forceDelete: bool({ local: true }),
  validate: bool({ local: true, same: () => true }),
  schedulingOptions: block({
    evaluationWindow: block({ dayStarts: str(), hourStarts: int(), monthStarts: int(), timezone: str() }),
    customSchedule: block({
      recurrence: block(
        { rrule: str({ required: true }), start: str(), timezone: str({ required: true }) },
        { required: true },
      ),
    }),
  }),
  variables: block(MONITOR_VARIABLES),
};

/** Options that go out when they are not zero, under their wire names. */
const SIMPLE_OPTIONS: readonly [string, string][] = [
  ["evaluationDelay", "evaluation_delay"],
  ["newGroupDelay", "new_group_delay"],
  ["renotifyInterval", "renotify_interval"],
  ["renotifyOccurrences", "renotify_occurrences"],
  ["renotifyStatuses", "renotify_statuses"],
  ["notifyAudit", "notify_audit"],
  ["timeoutH", "timeout_h"],
  ["groupRetentionDuration", "group_retention_duration"],
  ["notifyBies", "notify_by"],
  ["notificationPresetName", "notification_preset_name"],
  ["onMissingData", "on_missing_data"],
];

const THRESHOLDS: readonly [string, string][] = [
  ["ok", "ok"],
  ["warning", "warning"],
  ["critical", "critical"],
  ["unknown", "unknown"],
  ["warningRecovery", "warning_recovery"],
  ["criticalRecovery", "critical_recovery"],
];

function bodyOf({ planned, inputs }: Plan, validating: boolean): Values {
  const body: Values = {
    name: text(planned.name),
    type: text(validating ? (inputs.type ?? planned.type) : planned.type),
    query: text(inputs.query ?? planned.query),
    message: text(inputs.message ?? planned.message),
    priority: isZero(planned.priority) || planned.priority === "0" ? null : Number(planned.priority),
    restricted_roles: isZero(planned.restrictedRoles) ? null : list(planned.restrictedRoles),
    tags: list(planned.tags),
    draft_status: text(planned.draftStatus),
    options: optionsOf(planned, inputs, validating),
  };
  const assets = list(planned.assets).map((asset) => {
    const { name, url, category, resourceKey, resourceType } = object(asset);
    const wire: Values = { name, url, category };
    if (!isZero(resourceKey)) wire.resource_key = resourceKey;
    if (!isZero(resourceType)) wire.resource_type = resourceType;
    return wire;
  });
  if (assets.length > 0) body.assets = assets;
  return body;
}

function optionsOf(planned: Values, inputs: Values, validating: boolean): Values {
  const type = text(planned.type);
  const custom = hasCustomSchedule(planned);
  const options: Values = {
    thresholds: thresholdsOf(object(planned.monitorThresholds)),
    include_tags: planned.includeTags === true,
  };
  options.new_host_delay = Number(planned.newHostDelay ?? 0);
  options.require_full_window = custom
    ? false
    : (validating ? (inputs.requireFullWindow ?? planned.requireFullWindow) : planned.requireFullWindow) === true;
  for (const [name, wire] of SIMPLE_OPTIONS) if (!isZero(planned[name])) options[wire] = planned[name];
  const escalation = inputs.escalationMessage ?? planned.escalationMessage;
  if (!isZero(escalation)) options.escalation_message = escalation;
  if (!custom) {
    options.notify_no_data = planned.notifyNoData === true;
    const timeframe = validating ? inputs.noDataTimeframe : planned.noDataTimeframe;
    if (isZero(planned.onMissingData) && !isZero(timeframe)) options.no_data_timeframe = timeframe;
  }
  const windows = object(planned.monitorThresholdWindows);
  const window: Values = {};
  if (!isZero(windows.recoveryWindow)) window.recovery_window = windows.recoveryWindow;
  if (!isZero(windows.triggerWindow)) window.trigger_window = windows.triggerWindow;
  if (!isZero(window)) options.threshold_windows = window;
  const scheduling = schedulingOf(object(planned.schedulingOptions), object(inputs.schedulingOptions));
  if (!isZero(scheduling)) options.scheduling_options = scheduling;
  if (type === "log alert") {
    options.enable_logs_sample = planned.enableLogsSample === true;
    if (planned.groupbySimpleMonitor === true) options.groupby_simple_monitor = true;
  }
  if (SAMPLED.includes(type)) options.enable_samples = planned.enableSamples === true;
  const variables = variablesToWire(object(planned.variables));
  if (variables.length > 0) options.variables = variables;
  return options;
}

/** Texts become numbers; what is no number becomes 0, as in the plugin. */
function thresholdsOf(thresholds: Values): Values {
  const wire: Values = {};
  for (const [name, key] of THRESHOLDS) {
    if (!isZero(thresholds[name])) wire[key] = Number(thresholds[name]) || 0;
  }
  if (!isZero(thresholds.criticalQuery)) wire.critical_query = thresholds.criticalQuery;
  if (!isZero(thresholds.criticalRecoveryQuery)) wire.critical_recovery_query = thresholds.criticalRecoveryQuery;
  return wire;
}

/** Midnight is an hour like any other, where the program says it. */
function schedulingOf(scheduling: Values, given: Values): Values {
  const wire: Values = {};
  const window = object(scheduling.evaluationWindow);
  const evaluation: Values = {};
  if (!isZero(window.dayStarts)) evaluation.day_starts = window.dayStarts;
  const hour = object(given.evaluationWindow).hourStarts;
  if (hour !== undefined && hour !== null) evaluation.hour_starts = hour;
  if (!isZero(window.monthStarts)) evaluation.month_starts = window.monthStarts;
  if (!isZero(window.timezone)) evaluation.timezone = window.timezone;
  if (!isZero(evaluation)) wire.evaluation_window = evaluation;
  const recurrence = object(object(scheduling.customSchedule).recurrence);
  if (!isZero(recurrence)) {
    const item: Values = { rrule: recurrence.rrule, timezone: recurrence.timezone };
    if (!isZero(recurrence.start)) item.start = recurrence.start;
    wire.custom_schedule = { recurrences: [item] };
  }
  return wire;
}

/** The state as the plugin reads it from an answer. */
function stateOf(answer: Value, prior: Values): Values {
  const monitor = object(answer);
  const options = object(monitor.options);
  const state: Values = {
    name: text(monitor.name),
    type: text(monitor.type),
    query: text(monitor.query),
    message: text(monitor.message),
    priority: text(monitor.priority),
    tags: sorted(monitor.tags),
    restrictedRoles: sorted(monitor.restricted_roles),
    draftStatus: text(monitor.draft_status),
    assets: list(monitor.assets).map((item) => {
      const asset = object(item);
      return {
        name: text(asset.name),
        url: text(asset.url),
        category: text(asset.category),
        resourceKey: text(asset.resource_key),
        resourceType: text(asset.resource_type),
      };
    }),
    escalationMessage: text(options.escalation_message),
    evaluationDelay: options.evaluation_delay ?? 0,
    newGroupDelay: options.new_group_delay ?? 0,
    newHostDelay: options.new_host_delay ?? 0,
    noDataTimeframe: options.no_data_timeframe ?? null,
    renotifyInterval: options.renotify_interval ?? 0,
    renotifyOccurrences: options.renotify_occurrences ?? 0,
    renotifyStatuses: options.renotify_statuses ? sorted(options.renotify_statuses) : null,
    notifyAudit: options.notify_audit ?? false,
    notifyNoData: options.notify_no_data ?? false,
    onMissingData: text(options.on_missing_data),
    timeoutH: options.timeout_h ?? 0,
    requireFullWindow: options.require_full_window ?? false,
    includeTags: options.include_tags ?? false,
    groupRetentionDuration: text(options.group_retention_duration),
    notificationPresetName: text(options.notification_preset_name),
    notifyBies: options.notify_by ? sorted(options.notify_by) : null,
    enableSamples: options.enable_samples ?? null,
    monitorThresholds: thresholdsState(object(options.thresholds), prior),
    monitorThresholdWindows: windowsState(object(options.threshold_windows), prior),
    schedulingOptions: schedulingState(object(options.scheduling_options)),
    variables: variablesFromWire(list(options.variables)),
  };
  if (state.type === "log alert") {
    state.enableLogsSample = options.enable_logs_sample ?? false;
    state.groupbySimpleMonitor = options.groupby_simple_monitor ?? false;
  }
  return state;
}

function thresholdsState(wire: Values, prior: Values): Value | undefined {
  if (isZero(wire)) return isZero(prior.monitorThresholds) ? undefined : null;
  const state: Values = {};
  for (const [name, key] of THRESHOLDS) state[name] = text(wire[key]);
  return {
    ...state,
    criticalQuery: text(wire.critical_query),
    criticalRecoveryQuery: text(wire.critical_recovery_query),
  };
}

function windowsState(wire: Values, prior: Values): Value | undefined {
  if (isZero(wire)) return isZero(prior.monitorThresholdWindows) ? undefined : null;
  return { recoveryWindow: text(wire.recovery_window), triggerWindow: text(wire.trigger_window) };
}

function schedulingState(wire: Values): Value {
  const window = object(wire.evaluation_window);
  const recurrence = object(list(object(wire.custom_schedule).recurrences)[0]);
  if (isZero(window) && isZero(recurrence)) return null;
  const { rrule, start, timezone } = recurrence;
  return {
    evaluationWindow: isZero(window)
      ? null
      : {
          dayStarts: text(window.day_starts),
          hourStarts: window.hour_starts ?? 0,
          monthStarts: window.month_starts ?? 0,
          timezone: text(window.timezone),
        },
    customSchedule: isZero(recurrence)
      ? null
      : { recurrence: { rrule: text(rrule), start: text(start), timezone: text(timezone) } },
  };
}

function sorted(value: Value | undefined): Value[] {
  return list(value)
    .map((item) => text(item))
    .sort();
}

async function validate(call: Call, plan: Plan): Promise<void> {
  if (plan.inputs.validate === false) return;
  const path = plan.id === undefined ? "/api/v1/monitor/validate" : `/api/v1/monitor/${plan.id}/validate`;
  try {
    await call("POST", path, bodyOf(plan, true));
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    throw new Error(`error validating monitor from ${path}: ${error.status} ${error.body}`);
  }
}

export const monitor: Kind = {
  name: "datadog/monitor",
  token: "datadog:index/monitor:Monitor",
  vendor: "datadog",
  title: "Datadog monitor",
  flavour: "sdk",
  fields: FIELDS,
  calls: {
    plan: validate,
    create: async (call, plan) => {
      const answer = await call("POST", "/api/v1/monitor", bodyOf(plan, false));
      return { id: text(object(answer).id), state: stateOf(answer, {}) };
    },
    read: async (call, id, state) => {
      const answer = await found(call("GET", `/api/v1/monitor/${id}?with_assets=true`));
      return answer === undefined ? undefined : stateOf(answer, state);
    },
    update: async (call, id, plan) => {
      const body = { ...bodyOf(plan, false), id: Number(id) };
      return stateOf(await call("PUT", `/api/v1/monitor/${id}`, body), plan.planned);
    },
    delete: async (call, id, state) => {
      await call("DELETE", `/api/v1/monitor/${id}${state.forceDelete === true ? "?force=true" : ""}`);
    },
  },
};
