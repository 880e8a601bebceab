/** Who is woken finds what to do in the message: the address of a runbook. */

import { madeBy } from "../../made-by";
import type { Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { UNKNOWN } from "../../values";
import { ALERT_KINDS, alertsOf } from "../alerts";

export const pageWithoutRunbook: Rule = {
  id: "page-without-runbook",
  pack: "paging",
  severity: "error",
  title: "Page without a runbook",
  summary: "The message of whatever pages has the address of a runbook.",
  kinds: ALERT_KINDS,
  parameters: {
    words: {
      description: "One of these stands in the address or in front of it, upper or lower case.",
      looser: "more",
      default: ["runbook", "playbook"],
    },
  },
  *check(stack, { words }) {
    const wanted = (words as readonly string[]).map((word) => word.toLowerCase());
    for (const alert of alertsOf(stack)) {
      const { resource, title, text } = alert;
      // What a notification rule or Sentry sends is not its own text.
      if (text === undefined) continue;
      const about = { resource, property: "message" };
      if (text === UNKNOWN) {
        yield { type: "undecided", ...about, message: `the message of the ${title} is not known yet` };
        continue;
      }
      const [pager] = alert.pagers();
      if (!pager || hasRunbook(text, wanted)) continue;
      const service = serviceWithout(stack, resource);
      if (service) {
        yield {
          type: "violated",
          ...about,
          at: service.source,
          value: pager.handle,
          message: `the service \`${service.key}\` pages and has no runbook that its messages could name`,
          fix: `Write \`runbook: https://…\` at the service \`${service.key}\`, or at its system \`${service.system}\`.`,
        };
        continue;
      }
      yield {
        type: "violated",
        ...about,
        value: pager.handle,
        message: `the ${title} pages \`${pager.handle}\` and its message has no runbook`,
        fix: resource.spec
          ? "Write `runbook: https://…` at the signal, the service or the system."
          : "Add a line such as `Runbook: https://…` to its message.",
      };
    }
  },
};

/** The service that leaves its alerts without one; said at the service, as it is one mistake however many there are. */
function serviceWithout({ catalog }: Stack, resource: Resource) {
  const service = catalog && madeBy(catalog, resource)?.service;
  return service?.runbook === undefined ? service : undefined;
}

/** `Runbook: https://…`, `[runbook](https://…)`, `https://runbooks.…`. */
function hasRunbook(text: string, words: readonly string[]): boolean {
  return text.split("\n").some((line) => {
    if (!/https?:\/\/[^\s)>\]]+/i.test(line)) return false;
    const lower = line.toLowerCase();
    return words.some((word) => lower.includes(word));
  });
}
