import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { EscalationChain, MonitoredService, OnCallRotation, type Outside, Wiring } from "../../components/index";
import { addressesIn, type Body, type Spec } from "../../model/spec";
import { mockPulumi, run } from "./mocked-program";

const nothingOutside: Outside = { output: () => undefined, secret: () => undefined };

function spec(kind: Spec["kind"], key: string, body: Body, more: Partial<Spec> = {}): Spec {
  const source = { file: "catalog/test.yaml", line: 1 };
  const component = "MonitoredService/checkout";
  return { kind, key, env: "prod", source, component, body, refs: addressesIn(body), ...more };
}

function monitor(key: string, query: Body[string] = "avg(last_5m):avg:a{*} > 1"): Spec {
  return spec("datadog/monitor", key, { name: key, type: "query alert", message: "m", query });
}

beforeAll(() => mockPulumi());

function service(specs: Spec[], outside: Outside = nothingOutside, protect = false): () => void {
  return () => {
    new MonitoredService("checkout", { specs, wiring: new Wiring(specs, outside), protect });
  };
}

describe("a component", () => {
  it("registers itself and its children under their keys, plain inputs staying plain", async () => {
    const made = await run(service([monitor("checkout-latency")]));
    expect(made.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "watchbill:components:MonitoredService checkout",
      "datadog:index/monitor:Monitor checkout-latency",
    ]);
    expect(made[1]?.inputs).toMatchObject({ query: "avg(last_5m):avg:a{*} > 1", type: "query alert" });
  });

  it("gives a composite the ids of its monitors, in whatever order the specs come", async () => {
    const both = monitor("both", {
      $text: [{ $ref: "datadog/monitor/a", output: "id" }, " && ", { $ref: "datadog/monitor/b", output: "id" }],
    });
    const made = await run(service([both, monitor("a"), monitor("b")]));
    expect(made.map(({ name }) => name)).toEqual(["checkout", "a", "b", "both"]);
    expect(made[3]?.inputs).toMatchObject({ query: "1002 && 1003" });
  });

  it("gives numbers where a property wants numbers", async () => {
    const slo = spec("datadog/slo", "uptime", {
      name: "uptime",
      type: "monitor",
      thresholds: [{ timeframe: "30d", target: 99.9 }],
      monitorIds: [{ $ref: "datadog/monitor/a", output: "id", as: "number" }],
    });
    const made = await run(service([slo, monitor("a")]));
    expect(made[2]?.inputs).toMatchObject({ monitorIds: [1002] });
  });

  it("writes JSON with references inside once their ids are known, and JSON without them at once", async () => {
    const board = (key: string, widget: Body) => spec("datadog/dashboard", key, { dashboard: { $json: widget } });
    const made = await run(
      service([
        monitor("a"),
        board("drawn", { widgets: [{ alert_id: { $ref: "datadog/monitor/a", output: "id" } }] }),
        board("plain", { widgets: [{ title: "x" }] }),
      ]),
    );
    const dashboards = Object.fromEntries(made.map(({ name, inputs }) => [name, inputs.dashboard]));
    expect(dashboards.drawn).toMatch(/^\{"widgets":\[\{"alert_id":"10\d\d"\}\]\}$/);
    expect(dashboards.plain).toBe('{"widgets":[{"title":"x"}]}');
  });

  it("keeps integration keys secret on their way to Datadog", async () => {
    const integration = spec("pagerduty/service-integration", "checkout", { name: "Datadog", service: "P1" });
    const pager = spec("datadog/pagerduty-service", "checkout", {
      serviceName: "checkout",
      serviceKey: { $ref: "pagerduty/service-integration/checkout", output: "integrationKey" },
    });
    const made = await run(service([pager, integration]));
    expect(made[2]).toMatchObject({ type: "datadog:pagerduty/serviceObject:ServiceObject" });
    expect(made[2]?.inputs.serviceKey).toEqual({ secret: "key-of-checkout" });
  });

  it("takes secrets by name and keeps them secret", async () => {
    const hook = spec("datadog/webhook", "chat", { name: "chat", url: { $secret: "chatUrl" } });
    const outside: Outside = { output: () => undefined, secret: (name) => pulumi.secret(`value of ${name}`) };
    const made = await run(service([hook], outside));
    expect(made[1]?.inputs.url).toEqual({ secret: "value of chatUrl" });
  });

  it("takes what another stack owns from outside", async () => {
    const pager = spec("pagerduty/service", "checkout", {
      name: "checkout",
      escalationPolicy: { $ref: "pagerduty/escalation-policy/payments", output: "id" },
    });
    const made = await run(service([pager], { ...nothingOutside, output: (ref) => `outside:${ref.$ref}` }));
    expect(made[1]?.inputs.escalationPolicy).toBe("outside:pagerduty/escalation-policy/payments");
  });

  it("waits for what a later component makes", async () => {
    const policy = spec("pagerduty/escalation-policy", "payments", {
      name: "Payments",
      rules: [
        {
          escalationDelayInMinutes: 10,
          targets: [{ type: "schedule_reference", id: { $ref: "pagerduty/schedule/payments", output: "id" } }],
        },
      ],
    });
    const schedule = spec("pagerduty/schedule", "payments", { name: "Payments", timeZone: "UTC", layers: [] });
    const wiring = new Wiring([policy, schedule], nothingOutside);
    const made = await run(() => {
      new EscalationChain("payments", { specs: [policy], wiring, protect: false });
      new OnCallRotation("payments", { specs: [schedule], wiring, protect: false });
    });
    const order = made.map(({ type }) => type).filter((type) => type.startsWith("pagerduty:"));
    expect(order).toEqual(["pagerduty:index/schedule:Schedule", "pagerduty:index/escalationPolicy:EscalationPolicy"]);
    const chain = made.find(({ type }) => type.endsWith(":EscalationPolicy"));
    expect(JSON.stringify(chain?.inputs.rules)).toMatch(/"id":"10\d\d"/);
  });

  it("registers nothing when specs refer to each other in a circle, and names them", async () => {
    const a = monitor("a", { $text: [{ $ref: "datadog/monitor/b", output: "id" }] });
    const b = monitor("b", { $text: [{ $ref: "datadog/monitor/a", output: "id" }] });
    const made = await run(() => {
      expect(service([a, b])).toThrow(
        "these refer to each other in a circle: datadog/monitor/a → datadog/monitor/b → datadog/monitor/a",
      );
    });
    expect(made).toEqual([]);
  });

  it("says which output or resource is missing", async () => {
    const wrong = monitor("a", { $text: [{ $ref: "datadog/monitor/b", output: "colour" }] });
    await run(() => {
      expect(service([monitor("b"), wrong])).toThrow('datadog/monitor/b has no output "colour"');
      expect(service([monitor("c", { $text: [{ $ref: "datadog/monitor/z", output: "id" }] })])).toThrow(
        "nothing provides datadog/monitor/z",
      );
    });
  });

  it("leaves the limit of stack traces as it was, also when construction fails", async () => {
    const limit = Error.stackTraceLimit;
    await run(() => {
      service([monitor("fine")])();
      expect(service([monitor("c", { $ref: "datadog/monitor/z", output: "id" })])).toThrow();
    });
    expect(Error.stackTraceLimit).toBe(limit);
  });
});
