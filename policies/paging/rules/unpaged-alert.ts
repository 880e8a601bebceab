/** Whatever is critical or high pages: an e-mail or a line in a chat wakes nobody. */

import type { Rule } from "../../rule";
import type { Stack } from "../../stack";
import { textAt, UNKNOWN } from "../../values";
import { ALERT_KINDS, type Alert, alertsOf, isPager, URGENT } from "../alerts";
import { isPagerHandle } from "../message";
import { routingsFor } from "../routing";
import { notKnownWhere, pagingIn } from "../where";

export const unpagedAlert: Rule = {
  id: "unpaged-alert",
  pack: "paging",
  severity: "error",
  title: "Urgent and nobody paged",
  summary: "Where an environment pages, whatever is critical or high pages: no e-mail and no chat alone.",
  kinds: ALERT_KINDS,
  parameters: {
    priorities: {
      description: "The priorities that page; 1 is the most urgent.",
      looser: "less",
      default: URGENT,
    },
  },
  *check(stack, { priorities }) {
    const where = pagingIn(stack);
    if (where === "quiet") return;
    const urgent = priorities as readonly number[];
    const covered = coveredStatuses(alertsOf(stack));
    for (const alert of alertsOf(stack)) {
      const { resource, title, property, priority } = alert;
      const about = { resource, property };
      if (priority === UNKNOWN) {
        yield {
          type: "undecided",
          ...about,
          message: `the ${title} does not say yet how urgent it is: whether it has to page is not known`,
        };
        continue;
      }
      if (priority === undefined || !urgent.includes(priority)) continue;
      const draft = textAt(resource.body, "draftStatus");
      if (draft === UNKNOWN)
        yield {
          type: "undecided",
          ...about,
          property: "draftStatus",
          message: `whether the ${title} is a draft, of which Datadog tells nobody, is not known yet`,
        };
      if (draft === "draft") {
        yield {
          type: "violated",
          ...about,
          property: "draftStatus",
          value: "draft",
          message: `the ${title} has priority ${priority} and is a \`draft\`: Datadog tells nobody of it`,
          fix: "Publish it: `draftStatus: published`.",
        };
        continue;
      }
      const told = alert.told();
      if (told === UNKNOWN) {
        yield { type: "undecided", ...about, message: `whom the ${title} tells is not known yet` };
        continue;
      }
      const pagers = told.alert.filter(isPager).flatMap((one) => {
        const conditions = leftOf(one.conditions, priority);
        return conditions ? [{ ...one, conditions }] : [];
      });
      if (holdAlways(pagers.map(({ conditions }) => conditions))) continue;
      const routed = routedBy(stack, alert);
      if (routed === "paged") continue;
      if (routed) {
        yield { type: routed.type, ...about, message: `the ${title} ${routed.words}` };
        continue;
      }
      const [some] = pagers;
      if (some) {
        const where = some.conditions.map((one) => `\`${one}\``).join(" and ");
        yield {
          type: "violated",
          ...about,
          value: some.handle,
          message: `the ${title} has priority ${priority} and pages \`${some.handle}\` only where ${where}: in any other case nobody is woken`,
          fix: "Page outside of that conditional, or in its `{{else}}`, too; or make a monitor of its own of what must wake somebody.",
        };
        continue;
      }
      if (property.startsWith("cases.") && covered.has(priority)) continue;
      if (where === "open") {
        const message = `the ${title} has priority ${priority} and pages nobody; ${notKnownWhere(stack)}`;
        yield { type: "stated", ...about, message };
        continue;
      }
      const cause = resource.spec && severityThatPagesNobody(stack, priority);
      if (cause) {
        const { key, source } = cause;
        yield {
          type: "violated",
          ...about,
          at: source,
          property: "page",
          value: "page: false",
          message: `\`${key}\` has priority ${priority} and \`page: false\`: whatever has this severity wakes nobody`,
          fix: `Change \`page\` of \`severities.${key}\` to \`true\`, or, if it can wait, give it a priority of ${Math.max(...urgent) + 1} or more, and what is less urgent a later one.`,
        };
        continue;
      }
      const others = [...new Set(told.alert.map(({ handle }) => handle))];
      yield {
        type: "violated",
        ...about,
        value: others.join(" "),
        message: `the ${title} has priority ${priority} and pages nobody; it tells ${others.length === 0 ? "nobody at all" : `${others.map((one) => `\`${one}\``).join(", ")} alone`}`,
        fix: fixOf(alert, urgent),
      };
    }
  },
};

/** One line of the catalog, of which every alert of that severity is the consequence. */
function severityThatPagesNobody({ catalog }: Stack, priority: number) {
  const same = (catalog?.severities ?? []).filter((one) => one.priority === priority);
  return same.length > 0 && same.every(({ page }) => !page) ? same[0] : undefined;
}

type Conditions = readonly string[];

/** What must still hold once the monitor's own priority is known; undefined: it never holds. */
function leftOf(conditions: Conditions, priority: number): Conditions | undefined {
  const left: string[] = [];
  for (const one of conditions) {
    const [, not, wanted] = /^(not )?is_priority ["']?P?(\d)["']?$/.exec(one) ?? [];
    if (wanted === undefined) left.push(one);
    else if ((Number(wanted) === priority) === (not !== undefined)) return undefined;
  }
  return left;
}

/** More conditionals than these are not tried out. */
const MOST_CONDITIONS = 10;

/** Whether one of some sets of conditions holds whatever the conditions are, e.g. a conditional and its `{{else}}`. */
function holdAlways(sets: readonly Conditions[], depth = 0): boolean {
  if (sets.some((set) => set.length === 0)) return true;
  const condition = sets[0]?.[0]?.replace(/^not /, "");
  if (condition === undefined || depth > MOST_CONDITIONS) return false;
  const where = (holds: boolean): Conditions[] =>
    sets
      .filter((set) => !set.includes(holds ? `not ${condition}` : condition))
      .map((set) => set.filter((one) => one !== condition && one !== `not ${condition}`));
  return holdAlways(where(true), depth + 1) && holdAlways(where(false), depth + 1);
}

/** Whether one of Datadog's rules pages for the monitor, which says nothing of it itself. */
function routedBy(
  stack: Stack,
  { resource, ends }: Alert,
): "paged" | { type: "stated" | "undecided"; words: string } | undefined {
  if (!ends) return undefined;
  const rules = routingsFor(stack, resource);
  const open = rules.find(({ tags, handles }) => tags === UNKNOWN || handles === UNKNOWN);
  const paging = rules.filter(({ handles }) => handles !== UNKNOWN && handles.some(isPagerHandle));
  if (paging.some(({ only, tags }) => only === undefined && tags !== UNKNOWN)) return "paged";
  if (open)
    return {
      type: "undecided",
      words: `may be paged by the notification rule \`${open.resource.key}\`, which is not known yet`,
    };
  const [some] = paging;
  return (
    some && {
      type: "stated",
      words: `is paged by the notification rule \`${some.resource.key}\` only where ${some.only}: whether that is always so was not checked`,
    }
  );
}

function fixOf({ resource, property }: Alert, urgent: readonly number[]): string {
  if (resource.kind?.startsWith("sentry/"))
    return "Give it a severity that does not page, and watch what must wake someone with a signal; or name Sentry's PagerDuty integration in the account.";
  if (resource.spec)
    return `Give its severity \`page: true\` (\`severities\`), or the alert a severity of priority ${Math.max(...urgent) + 1} or more.`;
  return property === "message"
    ? "Name a pager for its alert: `{{#is_alert}}@pagerduty-<service>{{/is_alert}}`, or give it a `priority` of 3 or more if it can wait."
    : "Add `@pagerduty-<service>`, or a lower severity.";
}

/** Priorities of signals for which a notification rule without a search of its own pages. */
function coveredStatuses(alerts: readonly Alert[]): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const { resource, priority, told } of alerts) {
    if (resource.kind !== "datadog/security-notification" || typeof priority !== "number") continue;
    const query = textAt(resource.body, "selectors.query") ?? "*";
    const all = told();
    if ((query === "*" || query === "") && all !== UNKNOWN && all.alert.some(isPager)) covered.add(priority);
  }
  return covered;
}
