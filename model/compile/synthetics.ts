/** Tests from outside. A test makes its own monitor at Datadog, so the message of the test is the message of the alert. */

import type { ResolvedEnvironment, ServiceEntry, SyntheticEntry } from "../resolved";
import type { BodyValue } from "../spec";
import { body, type Draft, type Family } from "./draft";
import { type Branch, endings, messageOf } from "./message";
import { handlesFor, nobodyTold, severityOf } from "./routing";
import { tagsOf } from "./tags";
import { timeInWords } from "./words";

export const syntheticTests: Family = (env) => ({
  drafts: env.services.flatMap((service) => service.synthetics.map((test) => syntheticTest(env, service, test))),
  diagnostics: env.services.flatMap((service) =>
    service.synthetics.flatMap((test) => nobodyTold(env, service, test, test.severity)),
  ),
});

function syntheticTest(env: ResolvedEnvironment, service: ServiceEntry, test: SyntheticEntry): Draft {
  const severity = severityOf(env, test.severity);
  const { subtype, requestDefinition, assertions, options = {}, headers = {} } = requestOf(test);
  const within = severity ? `, to be answered within ${timeInWords(severity.respondWithin.seconds)}` : "";
  const branch: Branch = {
    state: "is_alert",
    text: `**${test.title}** (${severity?.title ?? test.severity}${within})\n${target(test)} fails from ${test.failingLocations} or more of ${test.locations.length} places.`,
    handles: handlesFor(env, service, severity),
  };
  const every = env.notify === "none" ? undefined : severity?.remindEvery;
  const name = `[${env.name}] ${service.title}: ${test.title}`;
  return {
    kind: "datadog/synthetics-test",
    key: test.name,
    source: test.source,
    component: `MonitoredService/${service.name}`,
    body: body({
      name,
      type: "api",
      subtype,
      status: test.paused ? "paused" : "live",
      locations: [...test.locations].sort(),
      message: messageOf({
        env,
        service,
        branches: [branch, ...endings(env, `${test.title}: answers again.`, [branch])],
        summary: test.summary,
        runbook: test.runbook ?? service.runbook,
      }),
      tags: tagsOf(service, env, test.tags),
      requestDefinition,
      ...(Object.keys(headers).length > 0 && { requestHeaders: headers }),
      assertions,
      optionsList: body({
        tickEvery: test.every.seconds,
        minLocationFailed: test.failingLocations,
        minFailureDuration: test.failingFor.seconds,
        retry: { count: test.retries, interval: 1000 },
        monitorName: name,
        ...(severity && { monitorPriority: severity.priority }),
        ...(every && { monitorOptions: { renotifyInterval: every.seconds / 60 } }),
        ...options,
      }),
    }),
  };
}

interface Request {
  subtype: string;
  requestDefinition: BodyValue;
  assertions: BodyValue[];
  options?: Record<string, BodyValue>;
  headers?: Record<string, string>;
}

function requestOf(test: SyntheticEntry): Request {
  switch (test.type) {
    case "http":
      return {
        subtype: "http",
        requestDefinition: body({ method: test.method, url: test.url, body: test.body, timeout: test.timeout.seconds }),
        headers: test.headers,
        assertions: [
          { type: "statusCode", operator: "is", target: String(test.status) },
          ...responseTime(test.within),
          ...(test.contains === undefined ? [] : [{ type: "body", operator: "contains", target: test.contains }]),
          ...Object.entries(test.json).map(([jsonpath, value]) => ({
            type: "body",
            operator: "validatesJSONPath",
            targetjsonpath: { jsonpath, operator: "is", targetvalue: String(value) },
          })),
        ],
        options: { followRedirects: test.followRedirects },
      };
    case "tls":
      return {
        subtype: "ssl",
        requestDefinition: { host: test.host, port: String(test.port) },
        assertions: [{ type: "certificate", operator: "isInMoreThan", target: String(test.validFor.seconds / 86_400) }],
      };
    case "tcp":
      return {
        subtype: "tcp",
        requestDefinition: { host: test.host, port: String(test.port) },
        assertions: [{ type: "connection", operator: "is", target: "established" }, ...responseTime(test.within)],
      };
    case "dns":
      return {
        subtype: "dns",
        requestDefinition: body({ host: test.host, dnsServer: test.server }),
        assertions: [
          { type: "recordSome", operator: "matches", property: test.record, target: ".+" },
          ...responseTime(test.within),
        ],
      };
  }
}

function responseTime(within: { seconds: number } | undefined): BodyValue[] {
  return within ? [{ type: "responseTime", operator: "lessThan", target: String(within.seconds * 1000) }] : [];
}

function target(test: SyntheticEntry): string {
  return test.type === "http" ? `${test.method} ${test.url}` : test.host;
}
