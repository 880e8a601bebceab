/**
 * Who is notified when: the handles of a message per state of the monitor. Conditions on states are decided; conditions on
 * groups (`is_match`), priority and unknown helpers are not, and stand beside the handle.
 */

import { handleName } from "./handle";
import { words } from "./print";
import type { HandleKind, Template, TemplateBlock, TemplateHandle, TemplateNode, TemplateRaw } from "./tree";

export const NOTIFIED_STATES = ["alert", "warning", "recovery", "noData", "renotify"] as const;
export type NotifiedState = (typeof NOTIFIED_STATES)[number];

export interface RoutedHandle {
  /** With its `@`; variables inside stay `{{…}}`. */
  handle: string;
  kind: HandleKind;
  /** What must hold besides the state, e.g. `is_match "host.name" "db"`, `not is_renotify`; empty: always notified. */
  conditions: string[];
  /** Where it stands. */
  node: TemplateHandle;
}

export type Routes = Record<NotifiedState, RoutedHandle[]>;

/** One way to come into a state: the conditionals that then hold. `label` tells the ways of a state apart. */
interface Way {
  label: string;
  holds: ReadonlySet<string>;
}

function way(label: string, ...holds: string[]): Way {
  return { label, holds: new Set(holds) };
}

const WAYS: Record<NotifiedState, readonly Way[]> = {
  alert: [way("", "is_alert")],
  warning: [
    way("not is_alert_to_warning", "is_warning"),
    way("is_alert_to_warning", "is_warning", "is_alert_to_warning"),
  ],
  recovery: [
    way("is_alert_recovery", "is_recovery", "is_alert_recovery"),
    way("is_warning_recovery", "is_recovery", "is_warning_recovery"),
    way("is_no_data_recovery", "is_recovery", "is_no_data_recovery"),
  ],
  noData: [way("", "is_no_data")],
  renotify: [
    way("is_alert", "is_renotify", "is_alert"),
    way("is_warning", "is_renotify", "is_warning"),
    way("is_no_data", "is_renotify", "is_no_data"),
  ],
};

/** Conditionals that the state alone decides. */
export const STATE_CONDITIONALS: ReadonlySet<string> = new Set([
  "is_alert",
  "is_warning",
  "is_no_data",
  "is_recovery",
  "is_alert_recovery",
  "is_warning_recovery",
  "is_no_data_recovery",
  "is_alert_to_warning",
  "is_unknown",
  "is_renotify",
]);

/** The escalation message, if given, is sent along when the monitor notifies again. Handles in the order of the text. */
export function routes(message: Template, escalation?: Template): Routes {
  const placed = placedHandles(message);
  const again = escalation ? placedHandles(escalation) : [];
  return {
    alert: routesOf("alert", placed),
    warning: routesOf("warning", placed),
    recovery: routesOf("recovery", placed),
    noData: routesOf("noData", placed),
    renotify: merge([...routesOf("renotify", placed), ...routesOf("renotify", again)]),
  };
}

/** A handle and the conditionals around it, the outermost first. */
interface PlacedHandle {
  node: TemplateHandle;
  within: readonly Condition[];
}

interface Condition {
  helper: string;
  /** In the branch where the conditional does not hold. */
  negated: boolean;
  /** As written, `is_match "host.name" "db"`. */
  text: string;
}

function placedHandles(template: Template): PlacedHandle[] {
  const found: PlacedHandle[] = [];
  collect(template.body, [], found);
  return found;
}

function collect(nodes: readonly TemplateNode[], within: readonly Condition[], found: PlacedHandle[]): void {
  for (const node of nodes) {
    if (node.type === "handle") found.push({ node, within });
    else if (node.type === "raw") {
      collect(node.body, node.helper === "raw" ? within : [...within, conditionOf(node, false)], found);
    } else if (node.type === "block") {
      collect(node.body, [...within, conditionOf(node, node.negated)], found);
      if (node.otherwise) collect(node.otherwise, [...within, conditionOf(node, !node.negated)], found);
    }
  }
}

function conditionOf({ helper, arguments: given }: TemplateBlock | TemplateRaw, negated: boolean): Condition {
  return { helper, negated, text: words(helper, given) };
}

function routesOf(state: NotifiedState, placed: readonly PlacedHandle[]): RoutedHandle[] {
  if (placed.length === 0) return [];
  const ways = WAYS[state];
  const perWay = ways.map(({ holds }) => merge(placed.flatMap((handle) => routeOf(handle, holds) ?? [])));
  const [only] = perWay;
  if (perWay.length === 1 && only) return only;
  const keys = perWay.map((found) => new Set(found.map(keyOf)));
  const all: RoutedHandle[] = [];
  for (const [index, found] of perWay.entries()) {
    for (const route of found) {
      const key = keyOf(route);
      if (keys.every((known) => known.has(key))) all.push(route);
      else all.push({ ...route, conditions: [ways[index]?.label ?? "", ...route.conditions] });
    }
  }
  return merge(all);
}

/** Undefined when the state rules the handle out. */
function routeOf({ node, within }: PlacedHandle, holds: ReadonlySet<string>): RoutedHandle | undefined {
  const conditions: string[] = [];
  for (const { helper, negated, text } of within) {
    if (!STATE_CONDITIONALS.has(helper)) conditions.push(negated ? `not ${text}` : text);
    else if (holds.has(helper) === negated) return undefined;
  }
  return { handle: handleName(node), kind: node.kind, conditions, node };
}

function keyOf({ handle, conditions }: RoutedHandle): string {
  return [handle, ...conditions].join("\n");
}

/** More ways to the same handle are not told apart. */
const MOST_ALTERNATIVES = 50;

/** Each handle once per set of conditions; what holds either way is no condition; what always holds needs no other entry. */
function merge(routed: readonly RoutedHandle[]): RoutedHandle[] {
  const perHandle = new Map<string, RoutedHandle[]>();
  const seen = new Set<string>();
  for (const route of routed) {
    const key = keyOf(route);
    if (seen.has(key)) continue;
    seen.add(key);
    const known = perHandle.get(route.handle);
    if (!known) perHandle.set(route.handle, [route]);
    else if (known.length < MOST_ALTERNATIVES) perHandle.set(route.handle, withAlternative(known, route));
  }
  return [...perHandle.values()].flatMap((found) => {
    const always = found.find(({ conditions }) => conditions.length === 0);
    return always ? [always] : found;
  });
}

function withAlternative(known: RoutedHandle[], route: RoutedHandle): RoutedHandle[] {
  for (const other of known) {
    const dropped = differOnce(other.conditions, route.conditions);
    if (dropped === undefined) continue;
    const conditions = other.conditions.filter((_condition, index) => index !== dropped);
    return withAlternative(
      known.filter((one) => one !== other),
      { ...other, conditions },
    );
  }
  return [...known, route];
}

/** The index at which two lists of conditions are each other's opposite, when all else is equal. */
function differOnce(a: readonly string[], b: readonly string[]): number | undefined {
  if (a.length !== b.length) return undefined;
  const at = a.findIndex((condition, index) => condition !== b[index]);
  if (at < 0 || (a[at] !== `not ${b[at]}` && b[at] !== `not ${a[at]}`)) return undefined;
  return a.every((condition, index) => index === at || condition === b[index]) ? at : undefined;
}
