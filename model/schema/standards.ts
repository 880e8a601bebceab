/** What the organisation agreed on: severities, how long logs are kept, and its own metrics. */

import * as z from "zod";
import { nearest } from "../quantity";
import { METRIC_UNIT_NAMES, metricUnit, WRITTEN_UNITS } from "../units";
import { handle } from "./handle";
import { distinct, duration, formed, percent, reference, scalar, tag, tagKey, text, whole, wrongType } from "./scalars";
import { accepted } from "./waiver";

/** The name of a metric's unit: `second`, `byte/second`, `request`. */
export const unitName = scalar<string>(
  { type: "string", examples: ["second", "percent", "byte/second", "request"] },
  (raw) => {
    if (typeof raw !== "string") return wrongType("the name of a unit", raw, "Write a name such as `second`.");
    if (metricUnit(raw)) return { ok: true, value: raw };
    const name: string = raw;
    const near = nearest(name, METRIC_UNIT_NAMES) ?? nearest(name.replace(/s$/, ""), METRIC_UNIT_NAMES);
    // As it is written behind a number.
    const written = WRITTEN_UNITS.get(name);
    const asNumbers =
      written &&
      METRIC_UNIT_NAMES.find((one) => {
        const unit = metricUnit(one);
        return (
          unit?.dimension === written.dimension &&
          unit.size.top === written.size.top &&
          unit.size.bottom === written.size.bottom
        );
      });
    return {
      ok: false,
      problem: {
        code: "unknown-unit",
        message: `\`${name}\` is not a unit a metric can have`,
        hint: asNumbers
          ? `Write \`${asNumbers}\`.`
          : near
            ? `Did you mean \`${near}\`?`
            : "Use a name such as `second`, `percent`, `fraction`, `byte`, `byte/second`, `request`, or `none`.",
      },
    };
  },
);

/** A bucket's name: a provider refuses others, and they would make an archive that is never written. */
function bucketName(pattern: RegExp, signs: string) {
  const hint = `Names of buckets have lower-case letters, digits, ${signs}, at least three in all.`;
  return formed("the name of a bucket", pattern, "bad-name", hint, ["acme-logs"]);
}

const awsAccount = scalar<string>({ type: "string", pattern: "^\\d{12}$", examples: ["123456789012"] }, (raw) => {
  // Without quotes the zeros it begins with are lost.
  const digits = String(raw).padStart(12, "0");
  const hint = `Write its twelve digits in quotes: \`"${/^\d{12}$/.test(digits) ? digits : "123456789012"}"\`.`;
  if (typeof raw !== "string") return wrongType("the number of an AWS account", raw, hint);
  if (/^\d{12}$/.test(raw)) return { ok: true, value: raw };
  const example = 'Write its twelve digits in quotes: `"123456789012"`.';
  return { ok: false, problem: { code: "bad-name", message: `\`${raw}\` is no AWS account`, hint: example } };
});

/** Where a severity is told. */
export const CHANNELS = z.union([z.enum(["team-chat", "team-email"]), handle]);

export const Severity = z
  .strictObject({
    title: text.describe("Name for people, e.g. `High`."),
    description: text.optional().describe("What belongs here."),
    priority: whole(1, 5).describe(
      "1 is the most urgent. Of two severities of one signal the more urgent is critical, the other warning.",
    ),
    respondWithin: duration.describe("How soon someone must have answered, e.g. `30min`."),
    urgency: z.enum(["high", "low"]).describe("PagerDuty's urgency: `high` wakes people by their urgent rules."),
    page: z.boolean().describe("Whether whoever is on call is paged, in environments that page."),
    channels: z
      .array(CHANNELS)
      .default([])
      .describe(
        "Who else is told: `team-chat`, `team-email`, or a handle such as `@slack-incidents`. Default: nobody.",
      ),
    remindEvery: duration.optional().describe("How often an alert that stays open is repeated. Default: never."),
    remindTimes: whole(1, 1000)
      .optional()
      .describe("How many times it is repeated at most. Default: as long as it stays open."),
    ...accepted,
  })
  .describe("How bad it is, and what happens then.");

const Archive = z.discriminatedUnion("storage", [
  z.strictObject({
    storage: z.literal("s3").describe("Amazon S3."),
    bucket: bucketName(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "points and hyphens").describe("The bucket's name."),
    path: z.string().optional().describe("Folder inside it. Default: `<environment>/<class>`."),
    region: text
      .optional()
      .describe("Where the bucket is, in the cloud's own word, e.g. `eu-central-1`. Stated: Datadog does not say it."),
    accountId: awsAccount.describe("The AWS account, twelve digits, in quotes."),
    roleName: z.string().describe("The role Datadog takes."),
    storageClass: z
      .enum(["STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"])
      .default("STANDARD")
      .describe("S3's storage class. Default `STANDARD`."),
  }),
  z.strictObject({
    storage: z.literal("gcs").describe("Google Cloud Storage."),
    bucket: bucketName(/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/, "points, hyphens and underscores").describe(
      "The bucket's name.",
    ),
    path: z.string().optional().describe("Folder inside it. Default: `<environment>/<class>`."),
    region: text
      .optional()
      .describe("Where the bucket is, in the cloud's own word, e.g. `eu-central-1`. Stated: Datadog does not say it."),
    clientEmail: z.string().describe("The service account Datadog uses."),
    projectId: z.string().describe("The project."),
  }),
  z.strictObject({
    storage: z.literal("azure").describe("Azure Blob Storage."),
    container: z.string().describe("The container's name."),
    storageAccount: z.string().describe("The storage account."),
    path: z.string().optional().describe("Folder inside it. Default: `<environment>/<class>`."),
    region: text
      .optional()
      .describe("Where the bucket is, in the cloud's own word, e.g. `eu-central-1`. Stated: Datadog does not say it."),
    tenantId: z.string().describe("The tenant."),
    clientId: z.string().describe("The application Datadog uses."),
  }),
]);

export const RetentionClass = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What belongs here."),
    applies: z
      .enum(["logs", "metrics"])
      .default("logs")
      .describe("`metrics`: a statement only, since the vendor keeps metrics for its own fixed term. Default `logs`."),
    days: whole(1, 3660).describe("Days the data is kept in all; what the bucket's lifetime rule must say."),
    searchableDays: whole(1, 450)
      .optional()
      .describe("Days it can be searched (the index). Default: as `days`, at most 15."),
    flexDays: whole(30, 450).optional().describe("Days in Flex Logs in all, where the contract has it. Default: none."),
    dailyLimit: whole(1, 1_000_000_000).optional().describe("Most log events indexed a day. Default: no limit."),
    dailyLimitWarning: percent
      .check(({ value, issues }) => {
        if (value >= 50 && value <= 99.99) return;
        const message = `Datadog warns of a daily limit at \`50%\` to \`99.99%\` of it, not at \`${value}%\``;
        const problem = { code: "out-of-range", message, hint: "Write a share such as `80%`." } as const;
        issues.push({ code: "custom", input: value, message, params: { problem } });
      })
      .default(80)
      .describe(
        "At this share of `dailyLimit` Datadog writes an event, which alone tells nobody: a signal of `type: events` can. Default `80%`.",
      ),
    dataClass: text.describe(
      "What kind of data it is: `security`, `audit`, `application`, `health` … Policies read it.",
    ),
    personalData: z
      .boolean()
      .default(false)
      .describe(
        "Whether its events may hold personal data: then every service with a stream of the class needs a scanner. Default false.",
      ),
    regulations: distinct(reference("frameworks"))
      .default([])
      .describe(
        "The frameworks that govern it, e.g. `pci-dss`: what their clauses ask of its kind of data is checked. Default: none but those that govern everything.",
      ),
    tags: z
      .array(tag)
      .default([])
      .describe("Tags of its indexes, `key:value`, beside those of the teams and services whose logs they hold."),
    archive: Archive.optional().describe(
      "Where it is kept beyond the searchable days. Needed when `days` is more than `searchableDays`.",
    ),
    ...accepted,
  })
  .describe("How long a class of data is kept, and where.");

export const CustomMetric = z
  .strictObject({
    unit: unitName.describe("What it is measured in: `second`, `percent`, `byte`, `request`, `none` …"),
    type: z.enum(["count", "gauge", "rate", "distribution"]).describe("The metric's type."),
    description: text.optional().describe("What it measures."),
    tags: z
      .array(tagKey)
      .optional()
      .describe(
        "Tags that can be queried, beside `env` and `service`; all others are dropped, which bounds the number of series. Told to Datadog once `metrics.tsv` has the metric. Default: all.",
      ),
    percentiles: z.boolean().default(false).describe("Keep percentiles of a distribution. Default false."),
    metadata: z
      .boolean()
      .default(false)
      .describe(
        "Tell Datadog type, unit and description, for a metric of one's own, once `metrics.tsv` has it. A unit that Datadog does not have is left out. Default false.",
      ),
    ...accepted,
  })
  .describe("A metric of one's own, or one whose unit Watchbill does not know.");
