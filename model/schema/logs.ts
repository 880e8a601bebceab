/** A service's logs: which streams there are, which class each is kept in, and what is made of them. */

import * as z from "zod";
import { key, metricName, percent, reference, scalar, tagKey, text, wrongType } from "./scalars";
import { scanners } from "./scanner";
import { unitName } from "./standards";
import { accepted } from "./waiver";

/** What decides what is kept reads attributes and the message alone. */
const streamFilter = scalar<string>({ type: "string", examples: ["status:error"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("a search", raw, "Write one such as `status:error`.");
  const plain = raw.replace(/"(?:\\.|[^"\\])*"/g, (phrase) => `"${"x".repeat(phrase.length - 2)}"`);
  const found = /(?<![^\s(-])\*:[^\s()]*/.exec(plain);
  if (!found) return { ok: true, value: raw };
  const whole = raw.slice(found.index, found.index + found[0].length);
  return {
    ok: false,
    problem: {
      code: "bad-filter",
      message: `\`${whole}\` searches whole events, which no filter of an index or an archive can`,
      hint: `Search the message, \`${whole.slice(2) || "error"}\`, or an attribute: \`@error.kind:Timeout\`.`,
    },
  };
});

const Stream = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    class: reference("retentionClasses").describe("How long it is kept."),
    filter: streamFilter.describe(
      "The search that selects the stream, without service and environment. No full-text search (`*:error`): Datadog's indexes and archives know none.",
    ),
    allServices: z.boolean().default(false).describe("Leave the `service:` filter out. Default false."),
    sample: percent.optional().describe("Share of the stream that is indexed. Default: the environment's."),
    ...accepted,
  })
  .describe("Log events of one kind.");

const LogMetric = z
  .strictObject({
    filter: z.string().describe("The search whose events count, without service and environment."),
    of: z.string().optional().describe("The attribute measured, e.g. `@duration`. Default: events are counted."),
    percentiles: z.boolean().default(false).describe("Keep percentiles; only with `of`. Default false."),
    unit: unitName.optional().describe("What the attribute is measured in; needed with `of`."),
    by: z
      .record(tagKey, z.string())
      .default({})
      .describe('Tags of the metric and the attributes they come from: `{status: "@http.status_code"}`.'),
    ...accepted,
  })
  .describe("A metric made from log events.");

export const Logs = z
  .strictObject({
    streams: z.record(key, Stream).default({}).describe("The streams, by name."),
    metrics: z
      .record(metricName, LogMetric)
      .default({})
      .describe("Metrics made from log events, by the metric's name."),
    scanner: scanners("in the service's data"),
  })
  .describe("What is kept and made of the service's logs.");
