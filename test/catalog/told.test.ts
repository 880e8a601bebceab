/**
 * How far alerts of the shipped catalog go: in an environment that tells a chat or nobody, no text of any system names a pager, a
 * person's mail or the post-mortem; in one that pages, whatever pages reaches a service behind which somebody is called.
 */

import { describe, expect, it } from "vitest";
import { address, type Body, type BodyValue, type Ref, type Spec } from "../../model/index";
import { shipped } from "./shipped";

/** Handles in any text of a body; what stands before one that is none, as in `a@b.c`, is no blank. */
function handlesIn(value: BodyValue): string[] {
  if (typeof value === "string") return value.match(/(?<![\w.+-])@(?:[a-z][\w-]*-[\w.-]+|[\w.+-]+@[\w.-]+\w)/gi) ?? [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Body).flatMap(handlesIn);
}

/** What tells somebody. A software catalogue entity or a webhook names addresses without telling them anything. */
const TELLS = /^datadog\/(monitor|synthetics-test|security-rule|security-notification)$/;

/** Names of attributes in searches, `@usr.id`, are none. */
const HANDLE = /^@(slack|webhook|pagerduty|oncall|opsgenie|teams|[\w.+-]+@)/i;

const told = (spec: Spec): string[] =>
  TELLS.test(spec.kind) ? [...new Set(handlesIn(spec.body))].filter((handle) => HANDLE.test(handle)) : [];

const environments = shipped.environments.map((environment) => ({
  ...environment,
  specs: shipped.specs.filter(({ env }) => env === environment.name),
}));
const ofNotify = (notify: string) => environments.filter((environment) => environment.notify === notify);

/** Webhooks by which people read. */
const CHATS = new Set(
  shipped.resolved.flatMap(({ webhooks }) =>
    webhooks.filter(({ kind }) => kind === "discord").map(({ key }) => `@webhook-${key}`),
  ),
);
const isChat = (handle: string): boolean => handle.startsWith("@slack-") || CHATS.has(handle);

describe("the shipped catalog", () => {
  it("has an environment of each kind: the tests below are about something", () => {
    expect(environments.map(({ name, notify }) => [name, notify])).toEqual([
      ["dev", "none"],
      ["prod", "page"],
      ["staging", "chat"],
    ]);
    for (const { specs, notify } of environments) {
      expect(specs.filter(({ kind }) => kind === "datadog/monitor").length).toBeGreaterThan(100);
      expect(specs.flatMap(told).length > 0).toBe(notify !== "none");
    }
  });

  it.each(ofNotify("none"))("tells nobody of anything in $name", ({ specs }) => {
    expect(specs.filter((spec) => told(spec).length > 0).map(address)).toEqual([]);
  });

  it.each(ofNotify("chat"))("tells chats alone in $name: no pager, no mail, no post-mortem", ({ specs }) => {
    const further = specs.flatMap((spec) =>
      told(spec)
        .filter((handle) => !isChat(handle))
        .map((handle) => `${address(spec)} ${handle}`),
    );
    expect(further).toEqual([]);
  });

  it.each(environments.filter(({ notify }) => notify !== "page"))(
    "calls nobody in $name: it has no paged service",
    ({ specs }) => {
      expect(
        specs.filter(({ kind }) => /^(pagerduty\/service|datadog\/pagerduty-service)/.test(kind)).map(address),
      ).toEqual([]);
    },
  );
});

describe.each(ofNotify("page"))("what pages in $name", ({ name, specs }) => {
  const byAddress = new Map(specs.map((spec) => [address(spec), spec]));
  const paged = new Map(
    specs.flatMap((spec) =>
      spec.kind === "datadog/pagerduty-service" ? [[`@pagerduty-${String(spec.body.serviceName)}`, spec]] : [],
    ),
  );
  const resolved = shipped.resolved.find((one) => one.name === name);
  const pages = new Set(resolved?.severities.filter(({ page }) => page).map(({ key }) => key));

  it("reaches a service with an escalation at PagerDuty, by the key of its own integration", () => {
    const broken = specs.flatMap((spec) =>
      told(spec)
        .filter((handle) => handle.startsWith("@pagerduty"))
        .filter((handle) => {
          const key = paged.get(handle)?.key;
          const service = byAddress.get(`pagerduty/service/${key}`);
          const policy = (service?.body.escalationPolicy as Ref | undefined)?.$ref;
          return !policy || !byAddress.has(policy) || !byAddress.has(`pagerduty/service-integration/${key}`);
        })
        .map((handle) => `${address(spec)} ${handle}`),
    );
    expect(broken).toEqual([]);
    expect(paged.size).toBeGreaterThan(20);
  });

  it("names its own service's pager in the branch of each severity that pages, and in no other", () => {
    const wrong = (resolved?.services ?? []).flatMap((service) =>
      service.monitors.flatMap(({ name: key, lines }) => {
        const message = String(byAddress.get(`datadog/monitor/${key}`)?.body.message);
        return lines
          .filter(({ severity, status }) => {
            const state = status === "critical" ? "is_alert" : "is_warning";
            const branch = message.split(`{{#${state}}}`)[1]?.split(`{{/${state}}}`)[0] ?? "";
            return branch.includes(`@pagerduty-${service.name}-${name}`) !== pages.has(severity);
          })
          .map(({ severity }) => `${key} ${severity}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});
