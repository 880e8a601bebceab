/** Whatever is critical or high pages: an e-mail or a line in a chat wakes nobody. */

import type { Rule } from "../../rule";
import { textAt, UNKNOWN } from "../../values";
import { ALERT_KINDS, type Alert, alertsOf, isPager, URGENT } from "../alerts";

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
      default: URGENT,
    },
  },
  *check(stack, { priorities }) {
    if (stack.environment.notify !== "page") return;
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
      const pagers = told.alert.filter(isPager);
      if (pagers.some(({ conditions }) => conditions.length === 0)) continue;
      const [some] = pagers;
      if (some) {
        yield {
          type: "stated",
          ...about,
          value: some.handle,
          message: `the ${title} pages \`${some.handle}\` only where ${some.conditions.join(" and ")}: whether that is always so was not checked`,
        };
        continue;
      }
      if (property.startsWith("cases.") && covered.has(priority)) continue;
      const others = [...new Set(told.alert.map(({ handle }) => handle))];
      yield {
        type: "violated",
        ...about,
        value: others.join(" "),
        message: `the ${title} has priority ${priority} and pages nobody; it tells ${others.length === 0 ? "nobody at all" : `${others.map((one) => `\`${one}\``).join(", ")} alone`}`,
        fix: fixOf(alert),
      };
    }
  },
};

function fixOf({ resource, property }: Alert): string {
  if (resource.kind?.startsWith("sentry/"))
    return "Give it a severity that does not page, and watch what must wake someone with a signal; or name Sentry's PagerDuty integration in the account.";
  if (resource.spec) return "Give its severity `page: true`, or the alert a severity that does not page.";
  return property === "message"
    ? "Name a pager for its alert: `{{#is_alert}}@pagerduty-<service>{{/is_alert}}`, or give it priority 3 or less."
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
