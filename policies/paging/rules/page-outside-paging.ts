/** Where nobody is on call, nothing pages: a rehearsal that wakes somebody is how pages come to be ignored. */

import type { Found, Rule } from "../../rule";
import type { Stack } from "../../stack";
import { UNKNOWN } from "../../values";
import { ALERT_KINDS, alertsOf, undecidedOf } from "../alerts";
import { isPagerHandle } from "../message";
import { routingsOf } from "../routing";
import { wakingHandlesOf, wakingWebhooks } from "../waking";
import { notKnownWhere, pagingIn } from "../where";

export const pageOutsidePaging: Rule = {
  id: "page-outside-paging",
  pack: "paging",
  severity: "error",
  title: "Page outside of production",
  summary: "In an environment that tells a chat or nobody, nothing pages.",
  kinds: ALERT_KINDS,
  *check(stack) {
    const { notify, name, tag } = stack.environment;
    const paging = pagingIn(stack);
    if (paging === "page") {
      yield* routedElsewhere(stack, tag);
      return;
    }
    const where = `\`${name}\`, where ${notify === "chat" ? "a chat alone" : "nobody"} is told`;
    const webhooks = wakingWebhooks(stack);
    for (const alert of alertsOf(stack)) {
      const { resource, title, property } = alert;
      yield* undecidedOf(alert);
      if (paging === "open") {
        const [pager] = alert.pagers();
        const about = { resource, property, value: pager?.handle ?? "" };
        if (pager)
          yield {
            type: "stated",
            ...about,
            message: `the ${title} pages \`${pager.handle}\`; ${notKnownWhere(stack)}`,
          };
        continue;
      }
      for (const handle of [...alert.pagers().map((one) => one.handle), ...wakingHandlesOf(alert, webhooks)])
        yield {
          type: "violated",
          resource,
          property,
          value: handle,
          message: `the ${title} ${webhooks.has(handle) ? "wakes somebody by" : "pages"} \`${handle}\` in ${where}`,
          fix: "Take the pager out, or write it for environments that page alone.",
        };
    }
  },
};

/** A rule that tells people of monitors by their tags does so in the whole account. */
function* routedElsewhere(stack: Stack, own: string): Iterable<Found> {
  const webhooks = wakingWebhooks(stack);
  for (const { resource, tags, handles } of routingsOf(stack)) {
    if (tags === UNKNOWN || handles === UNKNOWN) continue;
    const other = tags.find((tag) => tag.startsWith("env:") && tag !== `env:${own}`);
    const waking = handles.find((handle) => isPagerHandle(handle) || webhooks.has(handle));
    if (other === undefined || waking === undefined || own === "") continue;
    yield {
      type: "violated",
      resource,
      property: "filter.tags",
      value: other,
      message: `the notification rule pages \`${waking}\` for \`${other}\`, which is not this environment`,
      fix: "Take the pager out, or let it be of environments that page alone.",
    };
  }
}
