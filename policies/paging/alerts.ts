/**
 * Everything of a stack that tells somebody something: monitors (those of objectives too), tests from outside, the cases of detection
 * rules, notification rules for signals, Sentry's alerts. Whom each tells in which state is read from its message or its lists; what
 * follows from that is decided by the rules.
 */

import type { BodyValue, ResolvedEnvironment } from "../../model/index";
import { parseTemplate, type RoutedHandle, type Routes, routes, type Template } from "../../query/index";
import type { Found } from "../rule";
import type { Resource, Stack } from "../stack";
import { itemsAt, numberAt, textAt, UNKNOWN, type Unknown } from "../values";
import { sentryAlerts } from "./sentry-alerts";

/** Something somebody is told by, with what decides whom. */
export interface Alert {
  resource: Resource;
  /** `monitor`, `case \`critical\` of the detection rule`. */
  title: string;
  /** Where it says whom it tells, e.g. `message`, `cases.0.notifications`. */
  property: string;
  /** Datadog's priority, 1 is the most urgent; undefined: it says none. */
  priority: number | undefined | Unknown;
  /** Whether there is an end that could be told: signals of detection rules have none. */
  ends: boolean;
  /** What people read; undefined where they read what another resource says. */
  text: string | undefined | Unknown;
  /** Whom it tells in each state. What tells whatever happens, tells in every state. */
  told(): Routes | Unknown;
  /** Handles of pagers that no conditional on the state is around. */
  always(): readonly string[];
}

/** Priorities that page: critical and high. */
export const URGENT: readonly number[] = [1, 2];

const STATUS_PRIORITY: Readonly<Record<string, number>> = { critical: 1, high: 2, medium: 3, low: 4, info: 5 };

const known = new WeakMap<Stack, readonly Alert[]>();

/** The stack's own alerts that are on. */
export function alertsOf(stack: Stack): readonly Alert[] {
  const before = known.get(stack);
  if (before) return before;
  const own = (kind: Parameters<Stack["ofKind"]>[0]) => stack.ofKind(kind).filter(({ elsewhere }) => !elsewhere);
  const all = [
    ...own("datadog/monitor").map(monitorAlert),
    ...own("datadog/synthetics-test").flatMap(testAlert),
    ...own("datadog/security-rule").flatMap((rule) => caseAlerts(rule, stack.catalog)),
    ...own("datadog/security-notification").flatMap((rule) => notificationAlert(rule, stack.catalog)),
    ...sentryAlerts(stack),
  ];
  known.set(stack, all);
  return all;
}

/** The kinds that are looked at. */
export const ALERT_KINDS = [
  "datadog/monitor",
  "datadog/synthetics-test",
  "datadog/security-rule",
  "datadog/security-notification",
  "sentry/issue-alert",
  "sentry/metric-alert",
] as const;

function monitorAlert(resource: Resource): Alert {
  const { body } = resource;
  return byMessage(resource, {
    title: "monitor",
    priority: numberAt(body, "priority"),
    escalation: textAt(body, "escalationMessage"),
  });
}

function testAlert(resource: Resource): Alert[] {
  if (textAt(resource.body, "status") === "paused") return [];
  const title = "synthetic test";
  return [byMessage(resource, { title, priority: numberAt(resource.body, "optionsList.monitorPriority") })];
}

interface MessageFacts {
  title: string;
  priority: number | undefined | Unknown;
  escalation?: string | undefined | Unknown;
}

function byMessage(resource: Resource, { title, priority, escalation }: MessageFacts): Alert {
  const text = textAt(resource.body, "message");
  const trees = (): { message: Template; escalation: Template | undefined } => ({
    message: parseTemplate(text === UNKNOWN ? "" : (text ?? "")).tree,
    escalation: typeof escalation === "string" ? parseTemplate(escalation).tree : undefined,
  });
  let told: Routes | undefined;
  return {
    resource,
    title,
    property: "message",
    priority,
    ends: true,
    text: text ?? "",
    told: () => {
      if (text === UNKNOWN || escalation === UNKNOWN) return UNKNOWN;
      if (!told) {
        const { message, escalation: more } = trees();
        told = routes(message, more);
      }
      return told;
    },
    always: () => (mayPage(text) ? outside(trees().message.body) : []),
  };
}

function caseAlerts(resource: Resource, catalog: ResolvedEnvironment | undefined): Alert[] {
  const { body } = resource;
  if (body.enabled === false) return [];
  const cases = itemsAt(body, "cases");
  if (cases === UNKNOWN) return [byHandles(resource, "detection rule", "cases", UNKNOWN, UNKNOWN)];
  return cases.map((_, index) => {
    const status = textAt(body, `cases.${index}.status`);
    const told = itemsAt(body, `cases.${index}.notifications`);
    const title = `case \`${status === UNKNOWN ? index : status}\` of the detection rule`;
    return {
      ...byHandles(resource, title, `cases.${index}.notifications`, priorityOf(status, catalog), told),
      text: textAt(body, "message") ?? "",
    };
  });
}

function notificationAlert(resource: Resource, catalog: ResolvedEnvironment | undefined): Alert[] {
  const { body } = resource;
  if (body.enabled === false) return [];
  const severities = itemsAt(body, "selectors.severities");
  const priorities =
    severities === UNKNOWN ? [UNKNOWN] : severities.map((one) => priorityOf(one as string | Unknown, catalog));
  const priority = priorities.includes(UNKNOWN)
    ? UNKNOWN
    : Math.min(...priorities.filter((one) => typeof one === "number"));
  const title = "notification rule";
  return [
    byHandles(
      resource,
      title,
      "targets",
      priority === Number.POSITIVE_INFINITY ? undefined : priority,
      itemsAt(body, "targets"),
    ),
  ];
}

/** Of a signal's status: that of the catalog's severity of that name, or of Datadog's own order. */
function priorityOf(status: string | undefined | Unknown, catalog: ResolvedEnvironment | undefined) {
  if (status === UNKNOWN || status === undefined) return status;
  return catalog?.severities.find(({ key }) => key === status)?.priority ?? STATUS_PRIORITY[status];
}

function byHandles(
  resource: Resource,
  title: string,
  property: string,
  priority: Alert["priority"],
  listed: readonly (BodyValue | Unknown)[] | Unknown,
): Alert {
  const unknown = listed === UNKNOWN || listed.some((one) => one === UNKNOWN);
  const handles = listed === UNKNOWN ? [] : listed.filter((one) => typeof one === "string");
  let told: Routes | undefined;
  return {
    resource,
    title,
    property,
    priority,
    ends: false,
    text: undefined,
    told: () => {
      told ??= routes(parseTemplate(handles.join(" ")).tree);
      return unknown ? UNKNOWN : { ...told, recovery: [] };
    },
    always: () => [],
  };
}

/** What a rule says where it is not known yet whom an alert tells; nothing where it is. */
export function* undecidedOf(alert: Alert): Iterable<Found> {
  if (alert.told() !== UNKNOWN) return;
  const { resource, property, title } = alert;
  yield {
    type: "undecided",
    resource,
    property,
    message: `whom the ${title} tells, and in which state, is not known yet`,
  };
}

/** Kinds of handle that wake whoever is on call. */
const PAGER_KINDS: ReadonlySet<RoutedHandle["kind"]> = new Set(["pagerduty", "oncall", "opsgenie", "victorops"]);

export function isPager({ kind }: Pick<RoutedHandle, "kind">): boolean {
  return PAGER_KINDS.has(kind);
}

/** Whether it is worth reading a message to the end. */
function mayPage(text: string | undefined | Unknown): boolean {
  return typeof text === "string" && /@(pagerduty|oncall|opsgenie|victorops)\b/i.test(text);
}

/** Everybody it may page in any state; empty where it certainly pages nobody. */
export function pagersOf(alert: Alert): RoutedHandle[] {
  if (alert.property === "message" && !mayPage(alert.text)) return [];
  const told = alert.told();
  if (told === UNKNOWN) return [];
  const first = new Map<string, RoutedHandle>();
  for (const one of [...told.alert, ...told.warning, ...told.noData, ...told.recovery, ...told.renotify])
    if (isPager(one) && !first.has(one.handle)) first.set(one.handle, one);
  return [...first.values()];
}

/** Whether it is to be answered at once, or pages although it does not say how urgent it is. */
export function isUrgent({ priority }: Alert): boolean {
  return typeof priority === "number" && URGENT.includes(priority);
}

type Node = Template["body"][number];

/** Pagers among the nodes that no conditional on the monitor's state is around. */
function outside(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (node.type === "handle") return isPager(node) ? [nameOf(node)] : [];
    if (node.type === "raw") return isOfState(node.helper) ? [] : outside(node.body);
    if (node.type !== "block" || isOfState(node.helper)) return [];
    return [...outside(node.body), ...outside(node.otherwise ?? [])];
  });
}

function isOfState(helper: string): boolean {
  return /^is_(alert|warning|no_data|recovery|renotify|unknown)/.test(helper);
}

function nameOf(node: RoutedHandle["node"]): string {
  const parts = node.parts.map((part) => (part.type === "variable" ? `{{${part.path}}}` : part.text));
  return `@${parts.join("")}`;
}
