/** Where alerts are sent: what Datadog takes for a handle, and what was meant by what it does not. */

import { nearest } from "../quantity";
import { formed } from "./scalars";

/** What Datadog sends to by a handle that begins with the word and goes on with a name. */
const RECEIVERS =
  "case discord eventbridge google-chat hangouts hipchat incident jira mattermost oncall opsgenie pagerduty servicenow slack sns team teams victorops webhook workflow".split(
    " ",
  );
/** Those whose word alone is a handle: the integration's default, or everybody. */
const WHOLE = ["all", "opsgenie", "pagerduty"];
const FORMS = "`@slack-ops`, `@webhook-postmortem`, `@team-payments`, `@name@example.com`";

/** A place Datadog sends to: `@slack-ops`, `@webhook-postmortem`, `@team-payments`, `@name@example.com`. */
export const handle = formed(
  "a notification handle",
  // Of integrations that are not known here, the form alone can be asked.
  new RegExp(
    `^@(?:(?:${WHOLE.join("|")})|[A-Za-z][A-Za-z0-9]*-[^\\s@{}]*[^\\s@{}-]|[^\\s@{}]+@[^\\s@{}]+\\.[^\\s@{}.]+)$`,
  ),
  "bad-handle",
  handleHint,
  ["@slack-ops"],
);

function handleHint(raw: string): string {
  if (!raw.startsWith("@")) return `Write \`@${raw.replace(/^#/, "slack-").replace(/\s+/g, "-")}\`.`;
  if (/\s/.test(raw)) return "A handle has no blanks: `@slack-ops`.";
  if (/[{}]/.test(raw)) return `Write the handle itself: ${FORMS}.`;
  const name = raw.slice(1);
  if (name.includes("@"))
    return `An address has a name and a domain: \`@${name.split("@")[0] || "name"}@example.com\`.`;
  const word = name.replace(/-+$/, "").toLowerCase();
  if (RECEIVERS.includes(word)) return `It names nobody: write whom, e.g. \`@${word}-ops\`.`;
  const near = nearest(word.split(/[-_]/)[0] ?? "", RECEIVERS);
  const rest = /^[^-_]+[-_](.+)$/.exec(word)?.[1];
  if (near && rest) return `Did you mean \`@${near}-${rest}\`?`;
  return `Datadog sends to nobody by that name: write ${FORMS}.`;
}
