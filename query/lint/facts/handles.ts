/** Who a monitor tells, and in which state: its handles and the options that decide whether a state notifies at all. */

import { parseTemplate, type Routes, routes, type TemplateBlock, type TemplateHandle } from "../../template/index";
import { asNumber, isTrue } from "../input";
import { remembered, type Subject } from "../subject";
import { walkTemplate } from "./text";

export function routesOf(subject: Subject): Routes {
  return remembered(subject, findRoutes);
}

function findRoutes(subject: Subject): Routes {
  const { escalation_message: escalation } = subject.options;
  const text = typeof escalation === "string" && escalation.trim() !== "" ? escalation : undefined;
  return routes(subject.message().tree, text === undefined ? undefined : parseTemplate(text).tree);
}

export function handlesIn(subject: Subject): TemplateHandle[] {
  const found: TemplateHandle[] = [];
  walkTemplate(subject.message().tree.body, (node) => {
    if (node.type === "handle") found.push(node);
  });
  return found;
}

export function blocksIn(subject: Subject): TemplateBlock[] {
  const found: TemplateBlock[] = [];
  walkTemplate(subject.message().tree.body, (node) => {
    if (node.type === "block") found.push(node);
  });
  return found;
}

/** Whether the message leaves anything to another tool, so that handles may be hidden in it. */
export function hasPlaceholders(subject: Subject): boolean {
  let found = false;
  walkTemplate(subject.message().tree.body, (node) => {
    if (node.type === "opaque") found = true;
  });
  return found;
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
