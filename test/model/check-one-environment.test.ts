/** `check --env prod` reads what prod needs and nothing else; what it says of prod must be what the whole check says. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { checkCatalog, checkFiles } from "../../model/index";
import { baseTexts, bytesOf } from "./files";

const whole = checkCatalog(join(packageRoot(), "catalog"), { cwd: packageRoot() });

describe("one environment alone compiles to what it compiles to among all", () => {
  it.each(whole.environments.map(({ name }) => name))("%s", (env) => {
    const alone = checkCatalog(join(packageRoot(), "catalog"), { cwd: packageRoot(), only: [env] });
    expect(alone.specs.length).toBeGreaterThan(0);
    expect(alone.specs).toEqual(whole.specs.filter((spec) => spec.env === env));
    expect(alone.environments).toEqual(whole.environments);
  });
});

function codes(more: string, only?: string[]): string[] {
  const files = bytesOf(new Map([...baseTexts(), ["more.yaml", more]]));
  return checkFiles(files, { today: "2026-11-21", ...(only && { only }) }).diagnostics.map(({ code }) => code);
}

describe("a mistake in one environment", () => {
  const more = `services:
  more:
    system: shop
    monitors:
      busy: { type: metric, metric: system.cpu.user, above: { high: 90% } }
    environments:
      prod: { monitors: { busy: { above: { high: 90s } } } }`;
  it("is told by the check of all and of its own", () => {
    expect(codes(more)).toEqual(["wrong-unit"]);
    expect(codes(more, ["prod"])).toEqual(["wrong-unit"]);
  });
  it("is not told by the check of another", () => {
    expect(codes(more, ["staging"])).toEqual([]);
  });
});

describe("a waiver that one environment needs", () => {
  const more = `services:
  more:
    system: shop
    monitors:
      busy:
        type: metric
        metric: system.cpu.user
        above: { high: 90% }
        waivers: [{ rule: slow-evaluation, reason: The month is what counts, until: 2027-01-01 }]
    environments:
      prod: { monitors: { busy: { over: 2d } } }`;
  it("is not called unused by the check of another", () => {
    expect(codes(more, ["staging"])).toEqual([]);
    expect(codes(more)).toEqual([]);
  });
  it("is called unused where none needs it", () => {
    expect(codes(more.replace("over: 2d", "over: 10min"))).toEqual(["waiver-unused"]);
  });
});
