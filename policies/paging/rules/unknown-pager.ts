/** First hop: the name in `@pagerduty-<name>` is one that Datadog knows. What is sent to another name is dropped without a word. */

import { nearest, type Source } from "../../../model/index";
import { madeBy } from "../../made-by";
import type { Rule } from "../../rule";
import type { Stack } from "../../stack";
import { textAt, UNKNOWN } from "../../values";
import { ALERT_KINDS, type Alert, alertsOf, undecidedOf } from "../alerts";
import { objectsByName, pagerNameOf } from "../page-path";
import { pagingIn } from "../where";

export const unknownPager: Rule = {
  id: "unknown-pager",
  pack: "paging",
  severity: "error",
  title: "Unknown pager",
  summary: "Every `@pagerduty-<name>` names a PagerDuty service that Datadog's integration knows.",
  kinds: ALERT_KINDS,
  *check(stack) {
    if (pagingIn(stack) === "quiet") return;
    const names = objectsByName(stack);
    const unnamed = stack
      .ofKind("datadog/pagerduty-service")
      .some(({ body }) => textAt(body, "serviceName") === UNKNOWN);
    for (const alert of alertsOf(stack)) {
      const { resource, title, property } = alert;
      yield* undecidedOf(alert);
      for (const handle of alert.unseen())
        yield {
          type: "violated",
          resource,
          property,
          value: handle,
          message: `the ${title} has \`${handle}\` without a blank before it: Datadog reads it as text, and nothing is sent`,
          fix: `Write \` ${handle}\`.`,
        };
      for (const { handle, kind } of alert.pagers()) {
        const about = { resource, property, value: handle };
        const name = pagerNameOf(handle);
        if (kind !== "pagerduty") {
          yield {
            type: "stated",
            ...about,
            message: `the ${title} pages \`${handle}\`, which no resource here stands for: the way to a person was not followed`,
          };
          continue;
        }
        if (name !== undefined && names.has(name)) continue;
        // A name that ends in nothing is that of another resource, filled in when it is there.
        if (handle.includes("{{") || handle.endsWith("-")) {
          yield {
            type: "stated",
            ...about,
            message: `the ${title} pages \`${handle}\`, a name that is filled in later: the way to a person was not followed`,
          };
          continue;
        }
        if (unnamed) {
          yield {
            type: "undecided",
            ...about,
            message: `the name of one of Datadog's objects for PagerDuty is not known yet: it may be \`${handle}\``,
          };
          continue;
        }
        if (name === undefined) {
          yield {
            type: "violated",
            ...about,
            message: `the ${title} pages \`${handle}\`, which names no service: whom Datadog pages then is said nowhere here`,
            fix: "Name the service: `@pagerduty-<service>`.",
          };
          continue;
        }
        if (!stack.catalog && names.size === 0) {
          yield {
            type: "stated",
            ...about,
            message: `the ${title} pages \`${handle}\`, and no PagerDuty service of Datadog's is managed here: whether it knows that name was not checked`,
          };
          continue;
        }
        const said = saidOf(stack, alert, handle);
        const near = nearest(name, [...names.keys()]) ?? [...names.keys()].find((one) => one.startsWith(`${name}-`));
        const unsent = "and Datadog knows no PagerDuty service of that name: nothing is sent";
        yield {
          type: "violated",
          ...about,
          ...(said && { at: said.at }),
          message: said ? `${said.where} has \`${handle}\`, ${unsent}` : `the ${title} pages \`${handle}\`, ${unsent}`,
          fix: said
            ? `Take it out of ${said.of}${near ? `, or write \`@pagerduty-${near}\` there` : ""}: a severity with \`page: true\` pages the service's own people.`
            : near
              ? `Did you mean \`@pagerduty-${near}\`?`
              : `Add Datadog's object for it (\`datadog.pagerduty.ServiceObject\` with \`serviceName: ${name}\`), or name one that is there.`,
        };
      }
    }
  },
};

interface Said {
  at: Source;
  where: string;
  of: string;
}

/** Where the catalog names the handle: at the signal itself, or at its severity. */
function saidOf({ catalog }: Stack, { priority, resource }: Alert, handle: string): Said | undefined {
  const made = catalog && madeBy(catalog, resource);
  if (!catalog || !resource.spec) return undefined;
  const own = made?.service.origins
    .below(made.at, NOTIFY)
    .find(({ origin }) => origin.written?.toLowerCase() === handle.toLowerCase());
  const [, list] = /^(.*)\.\d+$/.exec(own?.path ?? "") ?? [];
  if (own && made)
    return {
      at: own.origin,
      where: `the ${made.at === "" ? `service \`${made.service.key}\`` : `signal \`${made.at}\``}`,
      of: `\`${list ?? own.path}\``,
    };
  const telling = catalog.severities.filter(({ channels }) => channels.includes(handle));
  const severity = telling.find((one) => one.priority === priority) ?? telling[0];
  return severity && { at: severity.source, where: `\`severities.${severity.key}\``, of: "its `channels`" };
}

const NOTIFY: ReadonlySet<string> = new Set(["notify"]);
