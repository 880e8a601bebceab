/**
 * All systems of the shipped catalog: no findings, and in prod each resource as a text of its own system, with every number in
 * it. docs/coverage.md names these files as what shows that a customer's row is done.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import type { Body, BodyValue, Spec } from "../../model/index";
import { readable } from "./readable";
import { environments, goldenFile, OWNERS, SYSTEMS, shipped, specsOf } from "./shipped";

describe("the shipped catalog", () => {
  it("has no findings", () => expect(shipped.diagnostics).toEqual([]));

  it("watches every system in every environment for at least half of what it is watched for in prod", () => {
    const watched = (environment: string, system: string): number =>
      shipped.specs.filter(
        ({ env, kind, key }) => env === environment && kind === "datadog/monitor" && key.startsWith(`${system}-`),
      ).length;
    const share = SYSTEMS.flatMap((system) =>
      environments.map((environment) => ({
        where: `${system} ${environment}`,
        share: watched(environment, system) / watched("prod", system),
      })),
    );
    expect(share.filter((one) => !(one.share >= 0.5))).toEqual([]);
  });

  it("watches every service in staging, and in prod", () => {
    const all = shipped.resolved.find(({ name }) => name === "prod")?.services ?? [];
    const made = new Set(
      shipped.specs.flatMap(({ env, kind, component }) => (kind === "datadog/monitor" ? [`${env} ${component}`] : [])),
    );
    const services = all.filter(({ monitors }) => monitors.length > 0).map(({ name }) => `MonitoredService/${name}`);
    expect(services.length).toBeGreaterThan(20);
    for (const environment of ["prod", "staging"])
      expect(services.filter((service) => !made.has(`${environment} ${service}`))).toEqual([]);
  });

  it.each(OWNERS)("has in prod of %s what its text says", (owner) => {
    const file = goldenFile(owner);
    const text = `${readable(specsOf(owner))}\n`;
    // A catalog with an error has no specs: nothing to remember.
    if (shipped.specs.length > 0 && (process.env.UPDATE_GOLDEN === "1" || !existsSync(file))) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});

describe("the texts", () => {
  const prod = shipped.specs.filter(({ env }) => env === "prod");

  it("show every number of every resource: one that changes changes its text", () => {
    const unseen = prod.flatMap((spec) => {
      const text = readable([spec]);
      return changed(spec.body)
        .filter(([, body]) => readable([{ ...spec, body }]) === text)
        .map(([path]) => `${spec.kind}/${spec.key} ${path}`);
    });
    expect(unseen).toEqual([]);
  });

  it("show whom a message tells: a handle that goes changes the text", () => {
    const unseen = prod.filter(({ body }) => {
      const { message } = body;
      if (typeof message !== "string" || !/(?<=\s)@[a-z]/.test(message)) return false;
      return (
        readable([{ ...prod[0], body: { message } } as Spec]) ===
        readable([{ ...prod[0], body: { message: message.replace(/(?<=\s)@[a-z]\S*/, "") } } as Spec])
      );
    });
    expect(unseen.map(({ key }) => key)).toEqual([]);
  });
});

/** The body once for each of its numbers, changed; numbers inside of texts are meant, too. Where a widget stands is no matter. */
function changed(body: Body): [path: string, body: Body][] {
  const found: [string, Body][] = [];
  const visit = (value: BodyValue, path: string, put: (other: BodyValue) => Body): void => {
    if (typeof value === "number") found.push([path, put(value + 1)]);
    else if (typeof value === "string" && /\d/.test(value))
      found.push([path, put(value.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)))]);
    else if (Array.isArray(value))
      value.forEach((item, index) => {
        visit(item, `${path}[${index}]`, (other) => put(value.with(index, other)));
      });
    else if (value !== null && typeof value === "object")
      for (const [name, item] of Object.entries(value as Body))
        if (!["message", "layout"].includes(name))
          visit(item, `${path}.${name}`, (other) => put({ ...(value as Body), [name]: other }));
  };
  visit(body, "", (other) => other as Body);
  return found;
}
