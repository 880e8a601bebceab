/**
 * Everything of a stack that tells somebody something: monitors (those of objectives too), tests from outside, the cases of detection
 * rules, notification rules for signals, Sentry's alerts. Whom each tells in which state is read from its message or its lists; what
 * follows from that is decided by the rules.
 */

import type { BodyValue, ResolvedEnvironment } from "../../model/index";
import { createRoutes, parseTemplate, type Routes } from "../../query/index";
import type { Found } from "../rule";
import type { Resource, Stack } from "../stack";
import { itemsAt, numberAt, textAt, UNKNOWN, type Unknown } from "../values";
import { isFilledIn, isPager, once, type Pager, type Telling, tellingOf } from "./message";
import { jsonMonitors, type Routing, routingsOf } from "./routing";
import { sentryAlerts } from "./sentry-alerts";

export { isPager } from "./message";

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
  /** Whether it is not known yet whom it tells. */
  isOpen(): boolean;
  /** Whom it tells in each state. What tells whatever happens, tells in every state. */
  told(): Routes | Unknown;
  /** The pagers it names, whatever the state; empty where it is not known yet. */
  pagers(): readonly Pager[];
  /** Handles of pagers that no conditional on the state is around. */
  always(): readonly string[];
  /** Pagers that Datadog reads as text, for want of a blank before them. */
  unseen(): readonly string[];
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
    ...jsonMonitors(stack).map(monitorAlert),
    ...own("datadog/synthetics-test").flatMap(testAlert),
    ...own("datadog/security-rule").flatMap((rule) => caseAlerts(rule, stack.catalog)),
    ...own("datadog/security-notification").flatMap((rule) => notificationAlert(rule, stack.catalog)),
    ...routingsOf(stack).map(routingAlert),
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

function routingAlert({ resource, handles }: Routing): Alert {
  return byHandles(resource, "notification rule for monitors", "recipients", undefined, handles);
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
  const isLeftOpen = (one: string | undefined | Unknown) => one === UNKNOWN || isFilledIn(one);
  const open = isLeftOpen(text) || isLeftOpen(escalation);
  const isOpen = (): boolean => open;
  const telling = once(() =>
    tellingOf(typeof text === "string" ? text : "", typeof escalation === "string" ? escalation : undefined),
  );
  return {
    resource,
    title,
    property: "message",
    priority,
    ends: true,
    text: text ?? "",
    isOpen,
    told: once(() => (isOpen() ? UNKNOWN : lazily(telling()))),
    pagers: () => (isOpen() ? [] : telling().pagers()),
    always: () => telling().always(),
    unseen: () => (isOpen() ? [] : telling().unseen()),
  };
}

/** What nobody asks for is not worked out. */
function lazily({ toldIn }: Pick<Telling, "toldIn">): Routes {
  return {
    get alert() {
      return toldIn("alert");
    },
    get warning() {
      return toldIn("warning");
    },
    get recovery() {
      return toldIn("recovery");
    },
    get noData() {
      return toldIn("noData");
    },
    get renotify() {
      return toldIn("renotify");
    },
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
  return { resource, title, property, priority, ...toldOf(() => (unknown ? UNKNOWN : handles)) };
}

/** Whom a list of handles tells, whatever the state; there is no end to tell of. */
export function toldOf(list: () => readonly string[] | Unknown) {
  const handles = once(list);
  const told = once((): Routes | Unknown => {
    const all = handles();
    if (all === UNKNOWN) return UNKNOWN;
    const { toldIn } = createRoutes(parseTemplate(all.join(" ")).tree);
    return { ...lazily({ toldIn }), recovery: [] };
  });
  return {
    ends: false,
    text: undefined,
    isOpen: () => handles() === UNKNOWN,
    told,
    pagers: once((): Pager[] => {
      const all = told();
      return all === UNKNOWN ? [] : all.alert.filter(isPager);
    }),
    always: () => [],
    unseen: () => [],
  };
}

/** What a rule says where it is not known yet whom an alert tells; nothing where it is. */
export function* undecidedOf(alert: Alert): Iterable<Found> {
  if (!alert.isOpen()) return;
  const { resource, property, title } = alert;
  yield {
    type: "undecided",
    resource,
    property,
    message: `whom the ${title} tells, and in which state, is not known yet`,
  };
}

/** Whether it is to be answered at once, or pages although it does not say how urgent it is. */
export function isUrgent({ priority }: Alert): boolean {
  return typeof priority === "number" && URGENT.includes(priority);
}
