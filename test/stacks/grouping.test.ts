import { describe, expect, it } from "vitest";
import type { Spec } from "../../model/index";
import { groupByComponent } from "../../stacks/grouping";

function spec(key: string, component: Spec["component"], refs: string[] = []): Spec {
  const source = { file: "a.yaml", line: 1 };
  const common = { kind: "datadog/monitor", key, env: "prod", source, component, body: {} } as const;
  return {
    ...common,
    refs: refs.map((ref): Spec["refs"][number] => `datadog/monitor/${ref}`),
  };
}

function shown(specs: Spec[]): string[] {
  return groupByComponent(specs).groups.map(
    ({ componentClass, name, specs: held }) => `${componentClass} ${name}: ${held.map(({ key }) => key).join(" ")}`,
  );
}

describe("grouping by component", () => {
  it("puts the specs of a component together", () => {
    const a = spec("a", "MonitoredService/shop");
    const b = spec("b", "Objective/shop");
    const c = spec("c", "MonitoredService/shop");
    expect(shown([a, b, c])).toEqual(["MonitoredService shop: a c", "Objective shop: b"]);
  });

  it("makes what is referred to before what refers to it", () => {
    const slo = spec("slo", "Objective/shop", ["errors"]);
    const errors = spec("errors", "MonitoredService/shop");
    expect(shown([slo, errors])).toEqual(["MonitoredService shop: errors", "Objective shop: slo"]);
  });

  it("allows components to refer to each other as long as their resources do not", () => {
    const specs = [
      spec("a", "MonitoredService/one", ["b"]),
      spec("b", "MonitoredService/two"),
      spec("c", "MonitoredService/two", ["d"]),
      spec("d", "MonitoredService/one"),
    ];
    expect(groupByComponent(specs).circle).toBeUndefined();
    expect(shown(specs)).toEqual(["MonitoredService two: b c", "MonitoredService one: a d"]);
  });

  it("finds a circle of resources", () => {
    const specs = [spec("a", "MonitoredService/one", ["b"]), spec("b", "MonitoredService/two", ["a"])];
    expect(groupByComponent(specs).circle).toEqual(["datadog/monitor/a", "datadog/monitor/b", "datadog/monitor/a"]);
  });
});
