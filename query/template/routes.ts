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
  const { toldIn } = createRoutes(message, escalation);
  return {
    alert: toldIn("alert"),
    warning: toldIn("warning"),
    recovery: toldIn("recovery"),
    noData: toldIn("noData"),
    renotify: toldIn("renotify"),
  };
}

/** The same, for who does not ask about every state. */
export interface LazyRoutes {
  toldIn: (state: NotifiedState) => RoutedHandle[];
}

export function createRoutes(message: Template, escalation?: Template): LazyRoutes {
  const sorted = sortOut(placedHandles(message));
  const known: Partial<Routes> = {};
  const find = (state: NotifiedState): RoutedHandle[] => {
    const told = routesOf(state, sorted);
    if (state !== "renotify") return told;
    return merge([...told, ...routesOf(state, sortOut(escalation ? placedHandles(escalation) : []))]);
  };
  return {
    toldIn: (state) => {
      known[state] ??= find(state);
      return known[state];
    },
  };
}

/** Most handles stand outside every conditional: they are told in all states, and need no further look. */
interface Sorted {
  always: RoutedHandle[];
  sometimes: PlacedHandle[];
}

function sortOut(placed: readonly PlacedHandle[]): Sorted {
  const always = new Map<string, RoutedHandle>();
  for (const { handle, node, within } of placed) {
    if (within.length === 0 && !always.has(handle))
      always.set(handle, { handle, kind: node.kind, conditions: [], node });
  }
  const sometimes = placed.filter(({ handle, within }) => within.length > 0 && !always.has(handle));
  return { always: [...always.values()], sometimes };
}

/** A handle and the conditionals around it, the outermost first. */
interface PlacedHandle {
  handle: string;
  node: TemplateHandle;
  within: readonly Condition[];
}

interface Condition {
  block: TemplateBlock | TemplateRaw;
  /** In the branch where the conditional does not hold. */
  negated: boolean;
}

function placedHandles(template: Template): PlacedHandle[] {
  const found: PlacedHandle[] = [];
  collect(template.body, [], found);
  return found;
}

function collect(nodes: readonly TemplateNode[], within: readonly Condition[], found: PlacedHandle[]): void {
  for (const node of nodes) {
    if (node.type === "handle") found.push({ handle: handleName(node), node, within });
    else if (node.type === "raw") {
      collect(node.body, node.helper === "raw" ? within : [...within, { block: node, negated: false }], found);
    } else if (node.type === "block") {
      collect(node.body, [...within, { block: node, negated: node.negated }], found);
      if (node.otherwise) collect(node.otherwise, [...within, { block: node, negated: !node.negated }], found);
    }
  }
}

function routesOf(state: NotifiedState, { always, sometimes }: Sorted): RoutedHandle[] {
  if (sometimes.length === 0) return always;
  const found = conditionalRoutes(state, sometimes);
  const all = always.length === 0 ? found : [...always, ...found];
  return all.length < 2 ? all : all.sort((a, b) => a.node.span.start - b.node.span.start);
}

function conditionalRoutes(state: NotifiedState, placed: readonly PlacedHandle[]): RoutedHandle[] {
  const ways = WAYS[state];
  if (placed.every(({ within }) => within.every(isOfState))) return routesByState(ways, placed);
  const perWay = ways.map(({ holds }) => merge(routesIn(placed, holds)));
  const [only] = perWay;
  if (perWay.length === 1 && only) return only;
  if (perWay.every((found) => found.length === 0)) return [];
  const seen = perWay.map((found) => found.reduce(addSeen, new Map() as Seen));
  const all: RoutedHandle[] = [];
  for (const [index, found] of perWay.entries()) {
    for (const route of found) {
      if (seen.every((one) => isSeen(one, route))) all.push(route);
      else all.push({ ...route, conditions: [ways[index]?.label ?? "", ...route.conditions] });
    }
  }
  return merge(all);
}

function isOfState({ block: { helper } }: Condition): boolean {
  return STATE_CONDITIONALS.has(helper);
}

/** The common case: nothing but the state decides. The same as below, without sets of conditions to compare. */
function routesByState(ways: readonly Way[], placed: readonly PlacedHandle[]): RoutedHandle[] {
  const perHandle = new Map<string, (TemplateHandle | undefined)[]>();
  for (const { handle, node, within } of placed) {
    let first = perHandle.get(handle);
    for (let index = 0; index < ways.length; index += 1) {
      if (isRuledOut(within, ways[index]?.holds)) continue;
      if (!first) {
        first = ways.map(() => undefined);
        perHandle.set(handle, first);
      }
      first[index] ??= node;
    }
  }
  const found: RoutedHandle[] = [];
  for (const [handle, first] of perHandle) {
    const [node] = first;
    if (node && !first.includes(undefined)) found.push({ handle, kind: node.kind, conditions: [], node });
    else
      for (const [index, one] of first.entries())
        if (one) found.push({ handle, kind: one.kind, conditions: [ways[index]?.label ?? ""], node: one });
  }
  return found;
}

function isRuledOut(within: readonly Condition[], holds: ReadonlySet<string> | undefined): boolean {
  return within.some(({ block: { helper }, negated }) => holds?.has(helper) === negated);
}

function routesIn(placed: readonly PlacedHandle[], holds: ReadonlySet<string>): RoutedHandle[] {
  // Handles side by side stand within the same conditionals, worked out once.
  const known = new Map<readonly Condition[], string[] | undefined>();
  return placed.flatMap(({ handle, node, within }) => {
    if (!known.has(within)) known.set(within, conditionsIn(within, holds));
    const conditions = known.get(within);
    return conditions ? [{ handle, kind: node.kind, conditions, node }] : [];
  });
}

/** Undefined when the state rules out what stands within. */
function conditionsIn(within: readonly Condition[], holds: ReadonlySet<string>): string[] | undefined {
  const conditions: string[] = [];
  for (const { block, negated } of within) {
    const { helper } = block;
    if (!STATE_CONDITIONALS.has(helper)) conditions.push(`${negated ? "not " : ""}${words(helper, block.arguments)}`);
    else if (holds.has(helper) === negated) return undefined;
  }
  return conditions;
}

/** The conditions as one text, joined once for all handles that share them. */
const joined = new WeakMap<readonly string[], string>();

function conditionsKey(conditions: readonly string[]): string {
  if (conditions.length < 2) return conditions[0] ?? "";
  const known = joined.get(conditions) ?? conditions.join("\n");
  joined.set(conditions, known);
  return known;
}

/** The handles known under each set of conditions. */
type Seen = Map<string, Set<string>>;

function isSeen(seen: Seen, { handle, conditions }: RoutedHandle): boolean {
  return seen.get(conditionsKey(conditions))?.has(handle) ?? false;
}

function addSeen(seen: Seen, { handle, conditions }: RoutedHandle): Seen {
  const key = conditionsKey(conditions);
  const handles = seen.get(key);
  if (handles) handles.add(handle);
  else seen.set(key, new Set([handle]));
  return seen;
}

/** More ways to the same handle are not told apart. */
const MOST_ALTERNATIVES = 50;

/** Each handle once per set of conditions; what holds either way is no condition; what always holds needs no other entry. */
function merge(routed: readonly RoutedHandle[]): RoutedHandle[] {
  if (routed.every(isAlways)) return firstOfEach(routed);
  const perHandle = new Map<string, RoutedHandle[]>();
  const seen: Seen = new Map();
  for (const route of routed) {
    if (isSeen(seen, route)) continue;
    addSeen(seen, route);
    const known = perHandle.get(route.handle);
    if (!known) perHandle.set(route.handle, [route]);
    else if (known.length < MOST_ALTERNATIVES) perHandle.set(route.handle, withAlternative(known, route));
  }
  return [...perHandle.values()].flatMap((found) => {
    const always = found.find(isAlways);
    return always ? [always] : found;
  });
}

function isAlways({ conditions }: RoutedHandle): boolean {
  return conditions.length === 0;
}

/** The common case of `merge`: nothing has a condition, so each handle stands for itself. */
function firstOfEach(routed: readonly RoutedHandle[]): RoutedHandle[] {
  if (routed.length < 2) return [...routed];
  const first = new Map<string, RoutedHandle>();
  for (const route of routed) if (!first.has(route.handle)) first.set(route.handle, route);
  return [...first.values()];
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
