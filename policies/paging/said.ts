/** Where a catalog says what paging depends on: of an escalation, a person's notices, a service's PagerDuty service. */

import type { EscalationEntry, Source } from "../../model/index";
import { madeBy } from "../made-by";
import type { Resource, Stack } from "../stack";

/** Undefined: it says nothing of it, or no catalog made the policy. */
export function escalationSays(
  { catalog }: Stack,
  { kind, spec }: Resource,
  ...path: PropertyKey[]
): Source | undefined {
  const own: EscalationEntry | undefined =
    kind === "pagerduty/escalation-policy" ? catalog?.escalations.find(({ key }) => key === spec?.key) : undefined;
  return own?.writtenAt(...path);
}

/** Where the urgent notice is said that comes first of those after so many minutes, and what is said. */
export function noticeSays(
  { catalog }: Stack,
  { spec }: Resource,
  minutes: number,
): { at: Source; after: string } | undefined {
  const person = catalog?.people.find(({ key }) => key === spec?.key);
  const notices = person?.notifications?.high ?? catalog?.organisation.notifications?.high ?? [];
  const index = notices.findIndex(({ after, by }) => by !== "email" && after.seconds === minutes * 60);
  const at = person?.noticeAt(index, "after");
  return at && { at, after: notices[index]?.after.text ?? "" };
}

/** A field of `pagerduty` at the service, its pack or its environment. */
export function pagerSays({ catalog }: Stack, resource: Resource, field: string): Source | undefined {
  const made = catalog && madeBy(catalog, resource);
  const origin = made?.service.origins.at(`pagerduty.${field}`);
  return origin?.layer === "default" ? undefined : origin;
}
