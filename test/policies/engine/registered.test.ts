import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../../bin/package-root";
import { type Body, checkCatalog, type EnvironmentInfo, type Spec } from "../../../model/index";
import { type Registered, type RegisteredStack, type Resource, stackOfRegistered } from "../../../policies/index";
import { KINDS, UNKNOWN } from "../../../vendors/index";
import { asRegistered, madeBy, SECRET, urnOf } from "./as-registered";

const { specs, resolved } = checkCatalog(join(packageRoot(), "catalog"), { cwd: packageRoot() });

function restored(environment: string, known: boolean): { made: Spec[]; resources: readonly Resource[] } {
  const catalog = resolved.find(({ name }) => name === environment)!;
  const made = specs.filter(({ env }) => env === environment);
  const registered = asRegistered(made.map(madeBy), environment, known);
  return { made, resources: stackOfRegistered({ environment: catalog, catalog, registered, specs }).resources };
}

describe.each([
  ["in the first preview, when no id is known", false],
  ["after a deployment, when all ids are known", true],
])("what the catalog made, %s", (_, known) => {
  it.each(resolved.map(({ name }) => name))("is told by its spec's own words in %s, and hands on no secret", (name) => {
    const { made, resources } = restored(name, known);
    expect(resources.map(({ spec }) => spec)).toEqual(made);
    const different = made.flatMap(({ body }, index) =>
      sorted(body) === sorted(resources[index]?.body) ? [] : [[resources[index]?.body, body]],
    );
    expect(different.map(([body]) => body)).toEqual(different.map(([, body]) => body));
    expect(JSON.stringify(resources.map(({ body }) => body))).not.toContain(SECRET);
  });
});

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const ENVIRONMENT = resolved.find(({ name }) => name === "prod") as EnvironmentInfo;
const SECRET_VALUE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** What becomes of one resource beside a policy, an integration and a schedule. */
function bodyOf(kind: Spec["kind"], one: Partial<Registered>, spec?: Body, known = true): Body {
  const urn = (other: Spec["kind"], key: string) =>
    urnOf({ kind: other, token: KINDS[other].token, key, body: {} }, "prod");
  const around = (other: Spec["kind"], key: string, outputs: Record<string, unknown>): Registered => ({
    ...{ urn: urn(other, key), type: KINDS[other].token, name: key, inputs: {} },
    outputs: known ? outputs : Object.fromEntries(Object.keys(outputs).map((name) => [name, UNKNOWN])),
  });
  const registered: Registered[] = [
    around("pagerduty/escalation-policy", "chain", { id: "PCHAIN" }),
    around("pagerduty/schedule", "nights", { id: "PNIGHTS" }),
    around("pagerduty/service-integration", "shop", { id: "PINT", integrationKey: { ...SECRET_VALUE, value: SECRET } }),
    { urn: urn(kind, "x"), type: KINDS[kind].token, name: "x", ...one },
  ];
  const source = { file: "catalog/x.yaml", line: 1 };
  const made = spec
    ? [{ kind, key: "x", env: "prod", body: spec, source, refs: [], component: "Team/x" as const }]
    : [];
  const stack = stackOfRegistered({ environment: ENVIRONMENT, catalog: undefined, registered, specs: made });
  return stack.resources.find(({ key }) => key === "x")!.body;
}

const CHAIN = urnOf(
  { token: KINDS["pagerduty/escalation-policy"].token, key: "chain", body: {}, kind: undefined },
  "prod",
);
const NIGHTS = urnOf({ token: KINDS["pagerduty/schedule"].token, key: "nights", body: {}, kind: undefined }, "prod");
const INTEGRATION = urnOf(
  { token: KINDS["pagerduty/service-integration"].token, key: "shop", body: {}, kind: undefined },
  "prod",
);

describe("what no catalog made", () => {
  it("refers to what its ids belong to", () => {
    const inputs = { name: "x", escalationPolicy: "PCHAIN" };
    const propertyDependencies = { escalationPolicy: [CHAIN] };
    expect(bodyOf("pagerduty/service", { inputs, propertyDependencies })).toEqual({
      name: "x",
      escalationPolicy: { $ref: "pagerduty/escalation-policy/chain", output: "id" },
    });
  });

  it("refers to it before the id is known, where there is only one that it can be", () => {
    const inputs = { escalationPolicy: UNKNOWN };
    const propertyDependencies = { escalationPolicy: [CHAIN] };
    expect(bodyOf("pagerduty/service", { inputs, propertyDependencies }, undefined, false)).toEqual({
      escalationPolicy: { $ref: "pagerduty/escalation-policy/chain", output: "id" },
    });
  });

  it("is not known where it may be one of several, and where a text is made of it", () => {
    const rules = [{ escalationDelayInMinutes: 5, targets: [{ type: "schedule_reference", id: UNKNOWN }] }];
    const propertyDependencies = { rules: [NIGHTS, CHAIN], description: [NIGHTS] };
    expect(
      bodyOf("pagerduty/escalation-policy", { inputs: { description: UNKNOWN, rules }, propertyDependencies }),
    ).toEqual({
      description: { $unknown: true },
      rules: [{ escalationDelayInMinutes: 5, targets: [{ type: "schedule_reference", id: { $unknown: true } }] }],
    });
  });

  it("refers to a key without showing it", () => {
    const inputs = { serviceName: "x", serviceKey: { ...SECRET_VALUE, value: SECRET } };
    const propertyDependencies = { serviceKey: [INTEGRATION] };
    expect(bodyOf("datadog/pagerduty-service", { inputs, propertyDependencies })).toEqual({
      serviceName: "x",
      serviceKey: { $ref: "pagerduty/service-integration/shop", output: "integrationKey" },
    });
    expect(bodyOf("datadog/pagerduty-service", { inputs: { serviceKey: SECRET } })).toEqual({
      serviceKey: { $secret: "serviceKey" },
    });
  });

  it("keeps an id that nobody knows as it is", () => {
    expect(bodyOf("pagerduty/service", { inputs: { escalationPolicy: "PABSENT" } })).toEqual({
      escalationPolicy: "PABSENT",
    });
  });

  it("is read from what the vendor answered, where the engine did not give what the program said", () => {
    const outputs = { id: "1", name: "x", query: "avg(last_5m):avg:a{*} > 1", type: "metric alert" };
    expect(bodyOf("datadog/monitor", { outputs })).toEqual({
      name: "x",
      query: "avg(last_5m):avg:a{*} > 1",
      type: "metric alert",
    });
  });
});

describe("what the catalog made and the program changed", () => {
  const promised: Body = {
    name: "x",
    escalationPolicy: { $ref: "pagerduty/escalation-policy/chain", output: "id" },
  };

  it("is told as it was registered", () => {
    const inputs = { name: "y", escalationPolicy: "PELSE", alertCreation: "create_incidents" };
    const propertyDependencies = { escalationPolicy: [] };
    expect(bodyOf("pagerduty/service", { inputs, propertyDependencies }, promised)).toEqual({
      name: "y",
      escalationPolicy: "PELSE",
      alertCreation: "create_incidents",
    });
  });

  it("is not known, where what it is made of is not what the catalog says", () => {
    const inputs = { name: UNKNOWN, escalationPolicy: UNKNOWN };
    expect(
      bodyOf("pagerduty/service", { inputs, propertyDependencies: { escalationPolicy: [] } }, promised, false),
    ).toEqual({ name: { $unknown: true }, escalationPolicy: { $unknown: true } });
  });

  it("does not lead, in a state, to what the catalog makes and the state does not have", () => {
    const [source, component] = [{ file: "catalog/x.yaml", line: 1 }, "Team/x" as const];
    const spec = (kind: Spec["kind"], key: string, body: Body): Spec => {
      return { kind, key, env: "prod", body, source, refs: [], component };
    };
    const later = { $ref: "pagerduty/escalation-policy/later", output: "id" } as const;
    const body = { escalationPolicy: later, name: { $text: ["To ", later] } } satisfies Body;
    const inputs = { escalationPolicy: "PCHAIN", name: "To PCHAIN" };
    const key = { serviceName: "x", serviceKey: { ...SECRET_VALUE, ciphertext: "v1" } };
    const specs = [
      spec("pagerduty/escalation-policy", "later", {}),
      spec("pagerduty/service", "x", body),
      spec("datadog/pagerduty-service", "x", {
        serviceName: "x",
        serviceKey: { $ref: "pagerduty/escalation-policy/later", output: "id" },
      }),
    ];
    const registered: Registered[] = [
      {
        urn: CHAIN,
        type: KINDS["pagerduty/escalation-policy"].token,
        name: "chain",
        inputs: {},
        outputs: {},
        id: "PCHAIN",
      },
      { urn: "a", type: KINDS["pagerduty/service"].token, name: "x", inputs },
      { urn: "b", type: KINDS["datadog/pagerduty-service"].token, name: "x", inputs: key, propertyDependencies: {} },
    ];
    const bodies = (
      more: Pick<RegisteredStack, "complete" | "recorded">,
      escalationPolicy = "PCHAIN",
      its = registered,
      made = specs,
    ) =>
      stackOfRegistered({
        environment: ENVIRONMENT,
        catalog: undefined,
        registered: its.map((one) =>
          one.urn === "a"
            ? { ...one, inputs: { ...inputs, escalationPolicy }, propertyDependencies: { escalationPolicy: [CHAIN] } }
            : one,
        ),
        specs: made,
        ...more,
      }).resources.flatMap((one) => (one.key === "x" ? [one.body] : []));
    // Of a program's run more may come.
    expect(bodies({})[0]).toEqual(body);
    const [service, hidden] = bodies({ complete: true });
    const chain = { $ref: "pagerduty/escalation-policy/chain", output: "id" };
    expect(service).toEqual({ escalationPolicy: chain, name: "To PCHAIN" });
    expect(hidden).toEqual({ serviceName: "x", serviceKey: { $secret: "serviceKey" } });
    expect(bodies({ complete: true }, "PABSENT")[0]).toMatchObject({ escalationPolicy: "PABSENT" });
    // What was made of it before it was taken out says so, or the record of the deployment does.
    const taken = urnOf(
      { kind: undefined, token: KINDS["pagerduty/escalation-policy"].token, key: "later", body: {} },
      "prod",
    );
    const recorded = (id: string) => ({ complete: true, recorded: { [taken]: { id } } }) as const;
    expect(bodies(recorded("PCHAIN"), "PCHAIN", registered.slice(1))[0]).toEqual(body);
    expect(bodies(recorded("PTAKEN"))[0]).toEqual({ escalationPolicy: chain, name: "To PCHAIN" });
    const madeOf = registered.map((one) =>
      one.urn === "b" ? { ...one, propertyDependencies: { serviceKey: [taken] } } : one,
    );
    expect(bodies({ complete: true }, "PCHAIN", madeOf)[1]).toMatchObject({ serviceKey: later });
    // Another stack's ids nobody knows here.
    const elsewhere = specs.map((one) => (one.key === "later" ? { ...one, env: "dev" } : one));
    expect(bodies({ complete: true }, "PABSENT", registered, elsewhere)[0]).toMatchObject({ escalationPolicy: later });
  });

  it("refers to what it was pointed at instead", () => {
    const inputs = { name: "x", escalationPolicy: "PNIGHTS" };
    const propertyDependencies = { escalationPolicy: [NIGHTS] };
    expect(bodyOf("pagerduty/service", { inputs, propertyDependencies }, promised)).toMatchObject({
      escalationPolicy: { $ref: "pagerduty/schedule/nights", output: "id" },
    });
  });
});
