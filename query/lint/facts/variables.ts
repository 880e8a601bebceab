/** The variables of a message, and which of them a monitor can fill in. */

import type { Groups } from "../../meaning/index";
import { walkFilter } from "../../metric/index";
import { type EvalNode, pathSteps, RELATIVE, type Template } from "../../template/index";
import type { TextSpan } from "../../text/index";
import { remembered } from "../subject";
import { groupsIn } from "./groups";
import { walkTemplate } from "./text";

export interface UsedVariable {
  path: string;
  /** Where it stands: alone in a tag, in arithmetic, or as the first argument of `is_match`. */
  use: "tag" | "eval" | "match";
  triple: boolean;
  /** Of the tag, of the path in the arithmetic, of the quoted argument. */
  span: TextSpan;
}

/** In the order of the text. Paths with placeholders are left out: nothing can be said of them. */
export const messageVariables = remembered((subject): readonly UsedVariable[] => findVariables(subject.message().tree));

export const nameVariables = remembered((subject): readonly UsedVariable[] =>
  subject.input.name?.includes("{{") ? findVariables(subject.title().tree) : [],
);

export interface PlacedVariable {
  variable: UsedVariable;
  path: "name" | "message";
}

/** Those of the name, then those of the message. */
export const textVariables = remembered((subject): readonly PlacedVariable[] => {
  const placed: PlacedVariable[] = [];
  for (const variable of nameVariables(subject)) placed.push({ variable, path: "name" });
  for (const variable of messageVariables(subject)) placed.push({ variable, path: "message" });
  return placed;
});

function findVariables(template: Template): UsedVariable[] {
  const found: UsedVariable[] = [];
  const add = (path: string, use: UsedVariable["use"], triple: boolean, span: TextSpan) => {
    if (!path.includes("${") && !path.includes("%{")) found.push({ path, use, triple, span });
  };
  walkTemplate(template.body, (node) => {
    if (node.type === "variable") add(node.path, "tag", node.triple, node.span);
    else if (node.type === "eval" && node.expression) {
      addEval(node.expression, (path, span) => add(path, "eval", node.triple, span));
    } else if ((node.type === "block" || node.type === "raw") && MATCHING.has(node.helper)) {
      const [key] = node.arguments;
      if (key && !key.text.startsWith("(")) add(key.text, "match", false, key.span);
    }
    return !(node.type === "block" && RELATIVE.has(node.helper));
  });
  return found;
}

const MATCHING: ReadonlySet<string> = new Set(["is_match", "is_exact_match"]);

function addEval(node: EvalNode, add: (path: string, span: TextSpan) => void): void {
  switch (node.type) {
    case "path":
      add(node.path, node.span);
      return;
    case "binary":
      addEval(node.left, add);
      addEval(node.right, add);
      return;
    case "negative":
      addEval(node.operand, add);
      return;
    case "call":
      for (const argument of node.arguments) addEval(argument, add);
      return;
    case "number":
    case "string":
      return;
  }
}

/** Variables every monitor has [DOC variables]. */
export const BUILT_IN: ReadonlySet<string> = new Set([
  "value",
  "threshold",
  "warn_threshold",
  "alert_recovery_threshold",
  "warn_recovery_threshold",
  "ok_threshold",
  "comparator",
  "first_triggered_at",
  "first_triggered_at_epoch",
  "last_triggered_at",
  "last_triggered_at_epoch",
  "triggered_duration_sec",
]);

/** Variables of some types only; prefixes end in a dot. */
const OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  "service check": ["check_message"],
  "process alert": ["check_message"],
  "slo alert": ["timeframe", "short_window_burn_rate", "long_window_burn_rate"],
  "data-quality alert": ["observed", "predicted", "lower_bound", "upper_bound"],
  "synthetics alert": ["synthetics."],
};

/** What an event carries; filled in by monitors on events. */
const EVENT_ROOTS: ReadonlySet<string> = new Set([
  "audit",
  "cipipeline",
  "citest",
  "databasemonitoring",
  "error",
  "event",
  "issue",
  "log",
  "network",
  "rum",
  "span",
  "synthetics",
]);

export interface VariableScope {
  groups: Groups;
  /** Keys that the filter pins to a value, so that they may be known without a group. */
  pinned: ReadonlySet<string>;
  type: string;
}

export const scopeOf = remembered((subject): VariableScope => {
  const pinned = new Set<string>();
  for (const { scope } of subject.series) {
    if (scope?.type !== "scope") continue;
    walkFilter(scope.filter, (filter) => {
      if (filter.type === "tag" || filter.type === "in") pinned.add(filter.key);
    });
  }
  return { groups: groupsIn(subject), pinned, type: subject.type };
});

/** The group key a path names: of `[a.b].name` it is `a.b`. Undefined for paths that do not end in `.name`. */
export function keyOf(path: string): string | undefined {
  if (!path.includes("name")) return undefined;
  const steps = pathSteps(path);
  return steps.length > 1 && steps.at(-1) === "name" ? steps.slice(0, -1).join(".") : undefined;
}

export type Verdict = "known" | "unsure" | "unknown";

/** Whether the path is filled in apart from the groups: built in, of the type, or part of the event. */
export function isBuiltIn(path: string, type: string): boolean {
  if (BUILT_IN.has(path)) return true;
  const steps = pathSteps(path);
  const [root] = steps;
  if ((OF_TYPE[type] ?? []).some((own) => own === path || (own.endsWith(".") && path.startsWith(own)))) return true;
  if (root !== undefined && EVENT_ROOTS.has(root) && steps.length > 1) return hasEvents(type);
  return type === "composite" && /^[a-z](\.|$)/.test(path);
}

const WITHOUT_EVENTS: ReadonlySet<string> = new Set([
  "query alert",
  "metric alert",
  "service check",
  "process alert",
  "composite",
  "slo alert",
]);

function hasEvents(type: string): boolean {
  return !WITHOUT_EVENTS.has(type);
}

/** Whether the groups fill in a path. `host.<tag>` comes with the group `host`, `service.team` with `service`. */
export function isOfGroup(path: string, scope: VariableScope): Verdict {
  const { groups, pinned } = scope;
  const key = keyOf(path);
  const [root] = pathSteps(path);
  if (key !== undefined && groups.keys.includes(key)) return "known";
  if (root !== undefined && root !== path && groups.keys.includes(root) && key === undefined) return "known";
  if (!groups.exact) return "unsure";
  if (key !== undefined && (pinned.has(key) || isEnriched(root, groups.keys))) return "unsure";
  if (root !== undefined && isEnriched(root, groups.keys)) return "unsure";
  return "unknown";
}

/** Groups whose objects carry more than a name; which fields exist depends on the user's own data. */
function isEnriched(root: string | undefined, keys: readonly string[]): boolean {
  if (root === undefined) return false;
  if (root === "network_device") return keys.includes("device_ip");
  if (root === "kubernetes") return keys.some((key) => key.startsWith("kube_"));
  return root === "service" && keys.includes(root);
}
