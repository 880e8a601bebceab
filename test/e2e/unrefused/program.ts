/**
 * The product's program without its refusal, for tests alone: it registers whatever a catalog compiles to, and resources that no catalog
 * made, in Pulumi YAML's words, from the file that WATCHBILL_TEST_RESOURCES names. So the engine's packs are all that judges.
 */

import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { COMPONENTS, PAGERDUTY_PLUGIN_VERSION, Wiring } from "../../../components/index";
import { compileCatalog, type Ref } from "../../../model/index";
import { groupByComponent } from "../../../stacks/grouping";
import { makeProviders } from "../../../stacks/providers";
import { readSettings } from "../../../stacks/settings";

interface Declared {
  type: string;
  properties?: Record<string, unknown>;
}

class Foreign extends pulumi.CustomResource {}

const REFERENCE = /^\$\{([\w/-]+)\.(\w+)\}$/;

export function program(): void {
  const settings = readSettings(process.env);
  const { specs } = compileCatalog(settings.catalog, { cwd: settings.root });
  const own = specs.filter(({ env }) => env === settings.environment);
  const wiring = new Wiring(own, { output: () => pulumi.output(pulumi.unknown), secret: settings.secret });
  const vendors = ["datadog", "pagerduty", "sentry"] as const;
  const providers = makeProviders(vendors, {}, process.env);
  Error.stackTraceLimit = 0;
  for (const { componentClass, name, specs } of groupByComponent(own).groups)
    new COMPONENTS[componentClass](name, { specs, wiring, protect: false }, { providers });

  const file = process.env.WATCHBILL_TEST_RESOURCES;
  const declared = file ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, Declared>) : {};
  const made = new Map<string, pulumi.CustomResource>();

  function register(name: string): pulumi.CustomResource {
    const known = made.get(name);
    if (known) return known;
    const { properties = {}, type } = declared[name] ?? {};
    if (type === undefined) throw new Error(`nothing is called ${name}`);
    const provider = providers[vendors.findIndex((vendor) => type.startsWith(`${vendor}:`))];
    const version = type.startsWith("pagerduty:") ? { version: PAGERDUTY_PLUGIN_VERSION } : {};
    const args = { ...OUTPUTS, ...(wired(properties) as pulumi.Inputs) };
    const resource = new Foreign(type, name, args, { ...version, ...(provider && { provider }) });
    made.set(name, resource);
    return resource;
  }

  function wired(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(wired);
    if (typeof value === "string") return textOf(value);
    if (typeof value !== "object" || value === null) return value;
    if ("fn::toJSON" in value) return pulumi.jsonStringify(wired(value["fn::toJSON"]));
    if ("fn::secret" in value) return pulumi.secret(wired(value["fn::secret"]));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wired(item)]));
  }

  function textOf(text: string): unknown {
    const parts = text.split(/(\$\{[\w/-]+\.\w+\})/);
    const values = parts.map((part) => {
      const [, name = "", output = ""] = REFERENCE.exec(part) ?? [];
      if (name === "") return part;
      if (name.includes("/")) return wiring.output({ $ref: name as Ref["$ref"], output });
      return (register(name) as unknown as Record<string, pulumi.Output<unknown>>)[output];
    });
    if (parts.length === 1) return text;
    const [first, only, last] = values;
    return parts.length === 3 && first === "" && last === "" ? only : pulumi.concat(...(values as string[]));
  }

  for (const name of Object.keys(declared)) register(name);
}

/** What other resources may ask of one whose class is not known here. */
const OUTPUTS = { integrationKey: undefined, slug: undefined, internalId: undefined };
