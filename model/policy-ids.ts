/**
 * The ids of the policies' rules, by pack: what `policies:` and `waivers:` of a catalog may name. Public: an id is a policy's name in the
 * engine, a page of docs/policies and a code that CI filters by. What the rules do is written in `policies/`, whose registry is compared.
 */

export const POLICY_IDS = {
  tagging: [
    "required-tags",
    "contradictory-tags",
    "unknown-tag-value",
    "owner-tags",
    "environment-tag",
    "watched-environment",
    "lower-case-tags",
    "tag-characters",
    "tag-without-value",
    "repeated-tag",
    "dashboard-tags",
    "managed-by-value",
    "ambiguous-name",
    "undescribed",
    "environment-in-name",
    "service-in-name",
    "sentry-environment",
    "sentry-slug",
  ],
  retention: [
    "retention-too-short",
    "retention-too-long",
    "not-immediately-available",
    "stream-without-index",
    "stream-taken-first",
    "protected-class-excluded",
    "protected-class-limited",
    "archive-missing",
    "archive-path",
    "archive-region",
    "archive-order-incomplete",
    "index-order-incomplete",
    "personal-data-unscanned",
    "retention-contradiction",
    "stated-retention",
    "retention-promise-loosened",
  ],
  paging: [
    "unpaged-alert",
    "no-priority",
    "muted-page",
    "unknown-pager",
    "pager-without-key",
    "key-without-service",
    "service-without-escalation",
    "escalation-to-nobody",
    "schedule-without-people",
    "person-without-phone",
    "person-without-notice",
    "one-level",
    "one-person",
    "uncovered-time",
    "late-answer",
    "no-repeat",
    "page-not-urgent",
    "warning-wakes-nobody",
    "no-acknowledgement-timeout",
    "page-outside-paging",
    "page-without-runbook",
    "undecided-silence",
    "unannounced-recovery",
    "unconditional-page",
    "no-second-route",
    "paging-promise-loosened",
  ],
} as const satisfies Record<string, readonly string[]>;

export type PolicyPackName = keyof typeof POLICY_IDS;
export type PolicyId = (typeof POLICY_IDS)[PolicyPackName][number];

export const ALL_POLICY_IDS: readonly PolicyId[] = Object.values(POLICY_IDS).flat();

/** What these find no waiver accepts: it would come with the change that they judge. */
export const NEVER_WAIVED: ReadonlySet<string> = new Set<PolicyId>([
  "paging-promise-loosened",
  "retention-promise-loosened",
]);
