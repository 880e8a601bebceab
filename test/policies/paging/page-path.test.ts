import { describe, expect, it } from "vitest";
import { type Body, type PolicyId, refsIn, type Spec } from "../../../model/index";
import { DEFAULTS, evaluate, offlineStacks, RULES, type Stack } from "../../../policies/index";
import type { KindName } from "../../../vendors/index";
import { shipped } from "../../catalog/shipped";

// The way of a page is walked here a second time, spec by spec, with none of the rules' own code.

const PROD = shipped.specs.filter(({ env }) => env === "prod");
const BY_ADDRESS = new Map(PROD.map((spec) => [`${spec.kind}/${spec.key}`, spec]));
const ofKind = (kind: KindName): Spec[] => PROD.filter((spec) => spec.kind === kind);

interface Urgent {
  name: string;
  handles: string[];
}

const PAGER = /@pagerduty-[\w-]+/g;

/** What stands in the branch of a message for its alert. */
function inAlert(message: unknown): string {
  return /\{\{#is_alert\}\}([\s\S]*?)\{\{\/is_alert\}\}/.exec(String(message))?.[1] ?? "";
}

type Cases = { status: string; notifications?: string[] }[];

function urgentAlerts(): Urgent[] {
  const monitors = ofKind("datadog/monitor")
    .filter(({ body }) => body.priority === "1" || body.priority === "2")
    .map(({ key, body }) => ({ name: `monitor ${key}`, text: inAlert(body.message) }));
  const tests = ofKind("datadog/synthetics-test")
    .filter(({ body }) => [1, 2].includes((body.optionsList as { monitorPriority: number }).monitorPriority))
    .map(({ key, body }) => ({ name: `test ${key}`, text: inAlert(body.message) }));
  const cases = ofKind("datadog/security-rule").flatMap(({ key, body }) =>
    (body.cases as unknown as Cases)
      .filter(({ status }) => status === "critical" || status === "high")
      .map(({ status, notifications = [] }) => ({ name: `rule ${key} ${status}`, text: notifications.join(" ") })),
  );
  const notifications = ofKind("datadog/security-notification")
    .filter(({ body }) => /critical|high/.test(JSON.stringify((body.selectors as Body).severities)))
    .map(({ key, body }) => ({ name: `signals ${key}`, text: (body.targets as string[]).join(" ") }));
  return [...monitors, ...tests, ...cases, ...notifications].map(({ name, text }) => ({
    name,
    handles: [...text.matchAll(PAGER)].map(([handle]) => handle),
  }));
}

/** The only reference of a kind inside a value, or the end of the way. */
function next(from: unknown, kind: KindName, output = "id"): Spec {
  const refs = refsIn(from as Body).filter(({ $ref }) => $ref.startsWith(`${kind}/`));
  expect(refs.map((ref) => ref.output)).toEqual([output]);
  const spec = BY_ADDRESS.get(refs[0]?.$ref ?? "");
  if (!spec) throw new Error(`${refs[0]?.$ref} is not there`);
  return spec;
}

/** Everybody a handle may wake, by the steps of the escalation. */
function walk(handle: string): Spec[][] {
  const name = handle.slice("@pagerduty-".length);
  const object = ofKind("datadog/pagerduty-service").find(({ body }) => body.serviceName === name);
  if (!object) throw new Error(`Datadog does not know ${name}`);
  const integration = next(object.body.serviceKey, "pagerduty/service-integration", "integrationKey");
  const service = next(integration.body.service, "pagerduty/service");
  expect(service.body.name).toBe(name);
  const policy = next(service.body.escalationPolicy, "pagerduty/escalation-policy");
  return (policy.body.rules as { targets: { type: string; id: Body }[] }[]).map(({ targets }) =>
    targets.flatMap(({ type, id }) => {
      if (type === "user_reference") return [next(id, "pagerduty/user")];
      const schedule = next(id, "pagerduty/schedule");
      return (schedule.body.layers as { users: Body[] }[]).flatMap(({ users }) =>
        users.map((user) => next(user, "pagerduty/user")),
      );
    }),
  );
}

/** The types of contact by which PagerDuty tells somebody of something urgent. */
function wokenBy(user: Spec): string[] {
  const isOf = ({ body }: Spec): boolean => JSON.stringify(body.userId).includes(`"pagerduty/user/${user.key}"`);
  return ofKind("pagerduty/notification-rule")
    .filter((rule) => isOf(rule) && rule.body.urgency === "high")
    .map((rule) => next(rule.body.contactMethod, "pagerduty/contact-method"))
    .filter(isOf)
    .map(({ body }) => String(body.type));
}

describe("every critical and high alert of the four systems", () => {
  const urgent = urgentAlerts();

  it("is many", () => {
    expect(urgent.length).toBeGreaterThan(200);
    for (const system of ["truststream", "operation-turnaround", "syncscript", "freedom-fashion"])
      for (const kind of ["monitor", "test", "rule"])
        expect(urgent.some(({ name }) => name.startsWith(`${kind} ${system}-`))).toBe(true);
  });

  it("of Sentry is none: what Sentry tells goes to a chat, so nothing there is called critical or high", () => {
    const prod = shipped.resolved.find(({ name }) => name === "prod");
    const pages = new Set(prod?.severities.filter(({ page }) => page).map(({ key }) => key));
    const alerts = (prod?.services ?? []).flatMap(({ sentry }) => sentry.flatMap((project) => project.alerts));
    expect(alerts.length).toBeGreaterThan(10);
    expect(alerts.flatMap(({ lines }) => lines).filter(({ severity }) => pages.has(severity))).toEqual([]);
  });

  it.each(urgent.map((alert) => [alert.name, alert] as const))("%s wakes people step by step", (_, { handles }) => {
    expect(handles).toHaveLength(1);
    const steps = walk(handles[0] ?? "");
    expect(steps.length).toBeGreaterThanOrEqual(2);
    expect(new Set(steps.flat()).size).toBeGreaterThanOrEqual(2);
    for (const person of steps.flat())
      expect(wokenBy(person)).toContainEqual(expect.stringMatching(/^(phone|sms)_contact_method$/));
  });
});

/** The rules for the hops, in the order of the way. */
const HOPS: readonly PolicyId[] = [
  "unpaged-alert",
  "unknown-pager",
  "pager-without-key",
  "key-without-service",
  "service-without-escalation",
  "escalation-to-nobody",
  "schedule-without-people",
  "person-without-phone",
  "person-without-notice",
];

function prodOf(specs: readonly Spec[]): Stack {
  const stack = offlineStacks({ resolved: shipped.resolved, specs }).find(
    ({ environment }) => environment.name === "prod",
  );
  if (!stack) throw new Error("there is no prod");
  return stack;
}

/** What the rules for hops say of the shipped systems with some specs taken out (`undefined`) or changed. */
function saidOf(change: (spec: Spec) => Body | undefined): Map<PolicyId, Set<string>> {
  const specs = shipped.specs.flatMap((spec) => {
    if (spec.env !== "prod") return [spec];
    const body = change(spec);
    return body === undefined ? [] : body === spec.body ? [spec] : [{ ...spec, body }];
  });
  const rules = RULES.filter(({ id }) => HOPS.includes(id));
  const found = new Map<PolicyId, Set<string>>();
  for (const { code, policy } of evaluate(prodOf(specs), rules, DEFAULTS).findings)
    if (policy?.state === "violated") {
      const named = found.get(code as PolicyId) ?? new Set();
      found.set(code as PolicyId, named.add(String(policy.resource).split("/").slice(2).join("/")));
    }
  return found;
}

const without = (kind: KindName) => (spec: Spec) => (spec.kind === kind ? undefined : spec.body);

const with_ = (kind: KindName, change: (body: Body) => Body) => (spec: Spec) =>
  spec.kind === kind ? change(spec.body) : spec.body;

/** The same text everywhere in a body. */
const replaced = (body: Body, from: string | RegExp, to: string): Body =>
  JSON.parse(JSON.stringify(body).replaceAll(from, to)) as Body;

const keysOf = (...kinds: KindName[]): string[] => kinds.flatMap((kind) => ofKind(kind).map(({ key }) => key)).sort();

const gone = { $ref: "pagerduty/user/nobody", output: "id" } as const;

// Each break is made at every place at once: each place must be named, by the rule for that hop and by no other.
const BREAKS: [name: string, change: (spec: Spec) => Body | undefined, rule: PolicyId, named: readonly string[]][] = [
  ["Datadog's objects are gone", without("datadog/pagerduty-service"), "unknown-pager", []],
  [
    "Datadog's objects have other names",
    with_("datadog/pagerduty-service", (body) => ({ ...body, serviceName: `${String(body.serviceName)}x` })),
    "unknown-pager",
    [],
  ],
  [
    "the integrations are gone",
    without("pagerduty/service-integration"),
    "pager-without-key",
    keysOf("datadog/pagerduty-service"),
  ],
  [
    "the objects have the integrations' ids in place of their keys",
    with_("datadog/pagerduty-service", (body) => replaced(body, "integrationKey", "id")),
    "pager-without-key",
    keysOf("datadog/pagerduty-service"),
  ],
  [
    "the objects have no key",
    with_("datadog/pagerduty-service", ({ serviceName }) => ({ serviceName: serviceName ?? "" })),
    "pager-without-key",
    keysOf("datadog/pagerduty-service"),
  ],
  [
    "the services are gone",
    without("pagerduty/service"),
    "key-without-service",
    keysOf("pagerduty/service-integration"),
  ],
  [
    "the integrations take e-mail alone",
    with_("pagerduty/service-integration", (body) => ({ ...body, type: "generic_email_inbound_integration" })),
    "key-without-service",
    keysOf("pagerduty/service-integration"),
  ],
  [
    "the policies are gone",
    without("pagerduty/escalation-policy"),
    "service-without-escalation",
    keysOf("pagerduty/service"),
  ],
  [
    "the services have a schedule in place of a policy",
    with_("pagerduty/service", (body) =>
      replaced(body, /pagerduty\/escalation-policy\/[\w-]+/g, "pagerduty/schedule/primary"),
    ),
    "service-without-escalation",
    keysOf("pagerduty/service"),
  ],
  [
    "the schedules are gone",
    without("pagerduty/schedule"),
    "escalation-to-nobody",
    keysOf("pagerduty/escalation-policy"),
  ],
  [
    "the steps take schedules for people",
    with_("pagerduty/escalation-policy", (body) => replaced(body, "schedule_reference", "user_reference")),
    "escalation-to-nobody",
    keysOf("pagerduty/escalation-policy"),
  ],
  [
    "the last steps are empty",
    with_("pagerduty/escalation-policy", (body) => ({
      ...body,
      rules: (body.rules as Body[]).map((rule, index, all) =>
        index === all.length - 1 ? { ...rule, targets: [] } : rule,
      ),
    })),
    "escalation-to-nobody",
    keysOf("pagerduty/escalation-policy"),
  ],
  [
    "one in each schedule has left",
    with_("pagerduty/schedule", (body) => ({
      ...body,
      layers: (body.layers as Body[]).map((layer) => ({
        ...layer,
        users: [gone, ...(layer.users as Body[]).slice(1)],
      })),
    })),
    "schedule-without-people",
    keysOf("pagerduty/schedule"),
  ],
  [
    "nobody is in the schedules",
    with_("pagerduty/schedule", (body) => ({
      ...body,
      layers: (body.layers as Body[]).map((layer) => ({ ...layer, users: [] })),
    })),
    "schedule-without-people",
    keysOf("pagerduty/schedule"),
  ],
];

const CALLED = [
  ...new Set(ofKind("datadog/pagerduty-service").flatMap(({ body }) => walk(`@pagerduty-${body.serviceName}`).flat())),
]
  .map(({ key }) => key)
  .sort();

describe("a broken hop", () => {
  it("is none of the shipped systems'", () => {
    expect([...saidOf(({ body }) => body)]).toEqual([]);
  });

  it.each(BREAKS)("%s", (_, change, rule, named) => {
    const found = saidOf(change);
    expect([...found.keys()]).toEqual([rule]);
    if (named.length > 0) expect([...(found.get(rule) ?? [])].sort()).toEqual([...named].sort());
    // Whatever pages.
    else expect(found.get(rule)?.size).toBeGreaterThan(150);
  });

  it("of people who are gone is named by whoever calls them", () => {
    const found = saidOf(without("pagerduty/user"));
    expect([...found.keys()].sort()).toEqual(["escalation-to-nobody", "schedule-without-people"]);
    expect([...(found.get("schedule-without-people") ?? [])].sort()).toEqual(keysOf("pagerduty/schedule"));
  });

  it("of telephones that are gone is named by person", () => {
    const found = saidOf(without("pagerduty/contact-method"));
    expect([...(found.get("person-without-phone") ?? [])].sort()).toEqual(CALLED);
  });

  it.each([
    ["are gone", without("pagerduty/notification-rule")],
    ["are for what can wait", with_("pagerduty/notification-rule", (body) => ({ ...body, urgency: "low" }))],
  ] as const)("of notices that %s is named by person", (_, change) => {
    const found = saidOf(change);
    expect([...found.keys()]).toEqual(["person-without-notice"]);
    expect([...(found.get("person-without-notice") ?? [])].sort()).toEqual(CALLED);
  });

  it("of notices that lead to somebody else's telephone is named by the notice", () => {
    const other = "pagerduty/contact-method/ada-okafor-phone";
    const found = saidOf(
      with_("pagerduty/notification-rule", (body) => replaced(body, /pagerduty\/contact-method\/[\w-]+/g, other)),
    );
    expect([...found.keys()]).toEqual(["person-without-notice"]);
    const wrong = keysOf("pagerduty/notification-rule").filter((key) => !key.startsWith("ada-okafor"));
    for (const key of wrong) expect(found.get("person-without-notice")).toContain(key);
  });

  it("of alerts that name no pager is named by the alert", () => {
    const found = saidOf(({ body }) => replaced(body, PAGER, "#nobody"));
    expect([...found.keys()]).toEqual(["unpaged-alert"]);
    const urgent = new Set(urgentAlerts().map(({ name }) => name.split(" ")[1]));
    expect(found.get("unpaged-alert")).toEqual(urgent);
  });

  it("of alerts that name a pager nobody knows is named by the alert", () => {
    const found = saidOf(({ kind, body }) =>
      kind.startsWith("datadog/") ? replaced(body, /@pagerduty-/g, "@pagerduty-x") : body,
    );
    expect([...found.keys()]).toEqual(["unknown-pager"]);
    const urgent = urgentAlerts().map(({ name }) => name.split(" ")[1] ?? "");
    for (const key of urgent) expect(found.get("unknown-pager")).toContain(key);
  });
});
