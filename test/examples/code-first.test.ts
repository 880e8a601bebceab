import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { mockPulumi, type Registered, run } from "../components/mocked-program";

interface Loader {
  load(entry: string): unknown;
}

/** The example as Pulumi runs it: bundled, with `watchbill` being the components. */
function runExample(environment: string): Promise<Registered[]> {
  const { load } = createRequire(join(packageRoot(), "package.json"))("./bin/load.cjs") as Loader;
  pulumi.runtime.setAllConfig({ "watchbill:environment": environment });
  return run(() => load("examples/code-first/index"));
}

beforeAll(() => mockPulumi());

describe("the code-first example", () => {
  it("pages in production, through its own escalation", async () => {
    const made = await runExample("production");
    const count = (type: string) => made.filter((one) => one.type.endsWith(`:${type}`)).length;
    expect({
      monitors: count("Monitor"),
      objectives: count("ServiceLevelObjective"),
      dashboards: count("DashboardJson"),
      services: count("Service"),
      policies: count("EscalationPolicy"),
      users: count("User"),
    }).toEqual({ monitors: 5, objectives: 1, dashboards: 1, services: 1, policies: 1, users: 2 });
    const latency = made.find(({ name }) => name === "shop-checkout-latency");
    expect(latency?.inputs).toMatchObject({ monitorThresholds: { critical: "2", warning: "0.8" } });
    expect(latency?.inputs.message).toContain("@pagerduty-shop-checkout-production");
    const service = made.find(({ type }) => type === "pagerduty:index/service:Service");
    expect(service?.inputs.escalationPolicy).toMatch(/^10\d\d$/);
  });
});
