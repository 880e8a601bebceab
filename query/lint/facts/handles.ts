/** Who a monitor tells, and in which state: its handles and the options that decide whether a state notifies at all. */

import {
  createRoutes,
  type LazyRoutes,
  type NotifiedState,
  parseTemplate,
  type RoutedHandle,
  type TemplateBlock,
  type TemplateHandle,
} from "../../template/index";
import { asNumber, isTrue } from "../input";
import { remembered, type Subject } from "../subject";
import { walkTemplate } from "./text";

/** Who is told in a state of the monitor. */
export function toldIn(state: NotifiedState, subject: Subject): readonly RoutedHandle[] {
  return routesOf(subject).toldIn(state);
}

const routesOf = remembered((subject): LazyRoutes => {
  const { escalation_message: escalation } = subject.options;
  const text = typeof escalation === "string" && escalation.trim() !== "" ? escalation : undefined;
  return createRoutes(subject.message().tree, text === undefined ? undefined : parseTemplate(text).tree);
});

/** What stands anywhere in a message, in the order of the text. */
interface MessageParts {
  handles: TemplateHandle[];
  blocks: TemplateBlock[];
  /** It leaves something to another tool. */
  hasPlaceholders: boolean;
}

const partsOfMessage = remembered((subject): MessageParts => {
  const parts: MessageParts = { handles: [], blocks: [], hasPlaceholders: false };
  walkTemplate(subject.message().tree.body, (node) => {
    if (node.type === "handle") parts.handles.push(node);
    else if (node.type === "block") parts.blocks.push(node);
    else if (node.type === "opaque") parts.hasPlaceholders = true;
  });
  return parts;
});

export function handlesIn(subject: Subject): readonly TemplateHandle[] {
  return partsOfMessage(subject).handles;
}

export function blocksIn(subject: Subject): readonly TemplateBlock[] {
  return partsOfMessage(subject).blocks;
}

/** Whether the message leaves anything to another tool, so that handles may be hidden in it. */
export function hasPlaceholders(subject: Subject): boolean {
  return partsOfMessage(subject).hasPlaceholders;
}

/** Undefined: a placeholder decides. */
export function notifiesNoData(subject: Subject): boolean | undefined {
  const { notify_no_data: notify, on_missing_data: missing } = subject.options;
  if (isPlaceholder(notify) || isPlaceholder(missing)) return undefined;
  return isTrue(notify) || missing === "show_and_notify_no_data";
}

/** Minutes between repeated notifications; 0: none. Undefined: a placeholder decides. */
export function renotifyMinutes(subject: Subject): number | undefined {
  const { renotify_interval: interval } = subject.options;
  return isPlaceholder(interval) ? undefined : (asNumber(interval) ?? 0);
}

/** Undefined: a placeholder decides. */
export function hasWarning(subject: Subject): boolean | undefined {
  const { thresholds } = subject.options;
  if (isPlaceholder(thresholds)) return undefined;
  if (subject.thresholds.warning !== undefined) return true;
  const given = typeof thresholds === "object" && thresholds !== null ? (thresholds as Record<string, unknown>) : {};
  if (isPlaceholder(given.warning)) return undefined;
  return given.warning_query !== undefined && given.warning_query !== null;
}

function isPlaceholder(value: unknown): boolean {
  return typeof value === "string" && (value.includes("${") || value.includes("%{"));
}

/** Integrations that call somebody, and that a recovery must reach for the call to end. */
export const PAGING: ReadonlySet<string> = new Set(["oncall", "opsgenie", "pagerduty", "victorops"]);
