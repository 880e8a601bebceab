/** Tests that Datadog runs from outside: a request, a certificate, a name, a port. */

import * as z from "zod";
import { duration, durationOr, percent, plainNumber, reference, tag, text, url, whole } from "./scalars";
import { tiersOf } from "./tiers";
import { accepted } from "./waiver";

const common = {
  title: text.optional().describe("Name for people. Default: from the key."),
  summary: text.optional().describe("What a failure means and what to look at first."),
  runbook: url.optional().describe("Where it says what to do. Default: the service's."),
  enabled: z.boolean().default(true).describe("`false` leaves the test out. Default true."),
  paused: z.boolean().default(false).describe("Keep the test but do not run it. Default false."),
  severity: reference("severities").describe("How bad a failure is."),
  every: durationOr("5min").describe("How often it runs. Default `5min`."),
  locations: z
    .array(z.string())
    .min(1)
    .default(["aws:eu-central-1", "aws:us-east-1"])
    .describe("Where from. Default Frankfurt and Virginia."),
  failingLocations: whole(1, 50).default(1).describe("From how many places it must fail. Default 1."),
  failingFor: durationOr("0s").describe("How long it must fail. Default `0s`."),
  retries: whole(0, 5).default(1).describe("How often a failed run is tried again at once. Default 1."),
  tags: z.array(tag).default([]).describe("Further tags, `key:value`."),
  tiers: tiersOf((): z.ZodType => SyntheticTest),
  ...accepted,
};

const within = duration.optional().describe("The answer must come within this time, e.g. `2s`.");

const Http = z.strictObject({
  type: z.literal("http").describe("A request to a web address."),
  ...common,
  url: url.describe("The address."),
  method: z
    .enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    .default("GET")
    .describe("The method. Default `GET`."),
  headers: z.record(z.string(), z.string()).default({}).describe("Request headers; never secrets."),
  body: z.string().optional().describe("The request's body."),
  timeout: durationOr("30s").describe("When to give up. Default `30s`."),
  status: whole(100, 599).default(200).describe("The status the answer must have. Default 200."),
  within,
  contains: z.string().optional().describe("Text the answer's body must contain."),
  json: z
    .record(z.string(), z.union([z.string(), plainNumber(-1e15, 1e15), z.boolean()]))
    .default({})
    .describe('Values the JSON body must have, by JSON path: `{"$.status": ok}`.'),
  followRedirects: z.boolean().default(true).describe("Follow redirects. Default true."),
});

const Tls = z.strictObject({
  type: z.literal("tls").describe("A server's certificate."),
  ...common,
  title: text
    .optional()
    .describe(
      "Name for people. Default: how long the certificate must be valid, `Certificate is valid for 14 more days`.",
    ),
  host: z.string().describe("The server's name."),
  port: whole(1, 65_535).default(443).describe("The port. Default 443."),
  validFor: durationOr("14d").describe("How long the certificate must still be valid. Default `14d`."),
});

const Tcp = z.strictObject({
  type: z.literal("tcp").describe("A connection to a port."),
  ...common,
  host: z.string().describe("The server's name."),
  port: whole(1, 65_535).describe("The port."),
  within,
});

const Dns = z.strictObject({
  type: z.literal("dns").describe("The resolution of a name."),
  ...common,
  host: z.string().describe("The name."),
  server: z.string().optional().describe("The name server asked. Default: the location's."),
  record: z.enum(["A", "AAAA", "CNAME", "MX", "TXT"]).default("A").describe("The kind of record. Default `A`."),
  within,
});

export const SyntheticTest = z.discriminatedUnion("type", [Http, Tls, Tcp, Dns]);

export const Rum = z
  .strictObject({
    application: z.string().describe("The application's name in Datadog's user monitoring."),
    sample: percent.optional().describe("Share of sessions recorded. Default: the environment's, else `100%`."),
    replay: percent
      .optional()
      .describe("Share of recorded sessions with a replay. Default: the environment's, else `0%`."),
    applicationId: text
      .optional()
      .describe("The application's id, which Datadog shows on its page. Needed for `keep`."),
    keep: z
      .strictObject({
        sessions: percent.describe("Share of the recorded sessions without errors."),
        errors: percent.default(100).describe("Share of the recorded sessions with errors. Default `100%`."),
      })
      .optional()
      .describe(
        "What is kept of the recorded sessions. The application's own filters at Datadog keep everything until they are switched off there.",
      ),
    privacy: z
      .enum(["mask", "mask-user-input", "allow"])
      .default("mask")
      .describe("What a replay hides. Default `mask`: all text."),
  })
  .describe("How the front end must be instrumented; the application sets it, Watchbill states it.");
