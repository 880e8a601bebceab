/** G2: `{{x.name}}` or `is_match "x.name"` where the monitor is not grouped by `x`. */

import { type CompositeMonitor, monitorIdsIn } from "../../composite/index";
import { nearest } from "../../text/index";
import { withoutRepeats } from "../facts/repeats";
import { wordsOf } from "../facts/text";
import {
  isBuiltIn,
  isOfGroup,
  keyOf,
  scopeOf,
  textVariables,
  type UsedVariable,
  type VariableScope,
} from "../facts/variables";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

/** Keys the vendor promises for alerts of any grouping: of an alert that covers several, the text may still stay empty. */
const RESERVED: ReadonlySet<string> = new Set(["host", "device", "source", "service", "env", "version", "team"]);

export const unknownGroupVariable: Rule = {
  id: "unknown-group-variable",
  ref: "G2",
  severity: "error",
  confidence: "certain",
  summary: "The message names a group the monitor is not split by: the text stays empty, the condition is never true.",
  needsQuery: true,
  needs: ["text-variables"],
  check: (subject) => {
    const all = textVariables(subject);
    if (subject.query.type === "composite") {
      const { query } = subject;
      const beyond = all.flatMap(({ variable, path }) => beyondMembers(variable, path, query) ?? []);
      if (beyond.length > 0) return withoutRepeats(beyond);
    }
    const used = all.filter(({ variable }) => keyOf(variable.path) !== undefined);
    if (used.length === 0) return NOTHING;
    const scope = scopeOf(subject);
    let unsure = false;
    const found: Finding[] = [];
    for (const { variable, path } of used) {
      if (isBuiltIn(variable.path, subject.type)) continue;
      const verdict = isOfGroup(variable.path, scope);
      if (verdict === "unsure") unsure = true;
      if (verdict === "unknown" && !isUnbracketed(variable, scope))
        found.push({ ...tell(variable, scope), path, span: variable.span });
    }
    if (found.length > 0) return withoutRepeats(found);
    return unsure ? notChecked("the groups of the monitor are not known") : NOTHING;
  },
};

/** `{{e.value}}` in a composite of four monitors, which are called `a` to `d` in the order of the query. */
function beyondMembers(
  { path: variable, span }: UsedVariable,
  path: string,
  query: CompositeMonitor,
): Finding | undefined {
  if (!/^[a-z]\./.test(variable)) return undefined;
  // As often as they stand in the query: whether one that stands twice has two letters is not documented.
  const members = monitorIdsIn(query.expression).length;
  const letter = variable.charCodeAt(0) - LETTER_A;
  if (members === 0 || letter < members) return undefined;
  const last = String.fromCharCode(LETTER_A + members - 1);
  return {
    message: `the composite has ${members} ${members === 1 ? "monitor" : "monitors"}, so nothing is called \`${variable[0]}\`: this stays empty`,
    hint: members === 1 ? "Its monitor is `a`." : `Its monitors are \`a\` to \`${last}\`, in the order of the query.`,
    path,
    span,
  };
}

const LETTER_A = 97;

/** `{{a.b.name}}` for the key `a.b` is another rule's. */
function isUnbracketed(variable: UsedVariable, scope: VariableScope): boolean {
  return scope.groups.keys.includes(variable.path.slice(0, -".name".length));
}

/** `remote_hostname` where only `remote_device_hostname` holds all of its words. */
function widerKey(key: string, keys: readonly string[]): string | undefined {
  const words = wordsOf(key);
  const [only, another] = keys.filter((one) => {
    const held = wordsOf(one);
    return words.length > 1 && words.every((word) => held.includes(word));
  });
  return another === undefined ? only : undefined;
}

function tell(variable: UsedVariable, scope: VariableScope): Pick<Finding, "message" | "hint" | "severity"> {
  const key = keyOf(variable.path) ?? variable.path;
  const { keys } = scope.groups;
  const listed = keys.map((one) => `\`${one}\``).join(", ");
  const match = variable.use === "match";
  const reserved = RESERVED.has(key);
  const certain = match ? "this condition is never true" : "this stays empty";
  const effect = reserved ? (match ? "this condition may never be true" : "this may stay empty") : certain;
  const severity = reserved ? "warning" : "error";
  const message =
    keys.length === 0
      ? `the monitor is not grouped, so it has no \`${key}\`: ${effect}`
      : `the monitor is grouped by ${listed}, not by \`${key}\`: ${effect}`;
  const near = widerKey(key, keys) ?? nearest(key, keys) ?? keys.find((one) => one.replace(/^@/, "") === key);
  if (near) return { severity, message, hint: `Did you mean \`${near.includes(".") ? `[${near}]` : near}.name\`?` };
  return {
    severity,
    message,
    hint:
      keys.length === 0
        ? `Add \`by {${key}}\` to the query, or remove the variable.`
        : `Add \`${key}\` to the groups of the query, or use one of ${listed}.`,
  };
}
