/**
 * Every class of component with the catalog's own resources: what it registers is exactly what the specs say, references filled in, and
 * nothing else. The other side of the golden texts of specs: a component that dropped, renamed or added an input fails here.
 */

import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { COMPONENTS, Wiring } from "../../components/index";
import { type BodyValue, type ComponentClass, checkCatalog, type Ref, type Spec } from "../../model/index";
import { groupByComponent } from "../../stacks/grouping";
import { KINDS } from "../../vendors/index";
import { mockPulumi, type Registered, run } from "./mocked-program";

const PROD = checkCatalog(join(packageRoot(), "catalog"), { cwd: packageRoot(), only: ["prod"] }).specs;
const { groups } = groupByComponent(PROD);

let made: Registered[];

beforeAll(async () => {
  await mockPulumi();
  made = await run(() => {
    const wiring = new Wiring(PROD, { output: () => "777", secret: (name) => pulumi.secret(`secret-${name}`) });
    for (const { componentClass, name, specs } of groups)
      new COMPONENTS[componentClass](name, { specs, wiring, protect: false });
  });
}, 120_000);

function registered(spec: Spec): { inputs: Record<string, unknown>; index: number } | undefined {
  const index = made.findIndex(({ name, type }) => name === spec.key && type === KINDS[spec.kind].token);
  const found = made[index];
  return found && { inputs: found.inputs, index };
}

const byAddress = new Map(PROD.map((spec) => [`${spec.kind}/${spec.key}`, spec]));

/** What a reference becomes, as the mocked engine answers. */
function outputOf({ $ref, as, output }: Ref): unknown {
  const spec = byAddress.get($ref);
  const found = spec && registered(spec);
  if (!spec || !found) return as === "number" ? 777 : "777";
  const id = String(1001 + found.index);
  const state: Record<string, unknown> = {
    ...found.inputs,
    id,
    integrationKey: `key-of-${spec.key}`,
    slug: `slug-of-${spec.key}`,
  };
  return as === "number" ? Number(state[output]) : state[output];
}

function expected(value: BodyValue): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(expected);
  if ("$ref" in value) return plain(outputOf(value as unknown as Ref));
  if ("$secret" in value) return `secret-${String(value.$secret)}`;
  if ("$text" in value) return (value.$text as BodyValue[]).map((part) => String(expected(part))).join("");
  if ("$json" in value) return JSON.stringify(expected(value.$json as BodyValue));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expected(item)]));
}

/** Whether something is a secret is tested elsewhere. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if ("secret" in value && Object.keys(value).length === 1) return plain(value.secret);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

const CLASSES = Object.keys(COMPONENTS) as ComponentClass[];

describe.each(CLASSES)("%s", (componentClass) => {
  const own = groups.filter((group) => group.componentClass === componentClass);

  it("is used by the catalog", () => {
    expect(own.length).toBeGreaterThan(0);
  });

  it("registers itself, and each of its specs with exactly the inputs that the spec says", () => {
    for (const { name, specs } of own) {
      expect(
        made.filter((one) => one.type === `watchbill:components:${componentClass}` && one.name === name),
      ).toHaveLength(1);
      for (const spec of specs)
        expect(plain(registered(spec)?.inputs), `${spec.kind}/${spec.key}`).toEqual(expected(spec.body));
    }
  });
});

it("nothing is registered that no spec says", () => {
  expect(made).toHaveLength(PROD.length + groups.length);
});
