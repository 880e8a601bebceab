/**
 * The program Pulumi runs: one stack per environment of the catalog. It runs every offline check first and registers nothing
 * when one of them is an error, so that a plain `pulumi up` cannot skip them. Decides nothing about monitoring itself.
 */

import * as pulumi from "@pulumi/pulumi";
import { COMPONENTS, Wiring } from "../components/index";
import type { EnvironmentInfo, Spec } from "../model/index";
import type { Vendor } from "../vendors/index";
import { exportedIds, type Ids, outsideRefs, ownerId, readOwnerIds } from "./account-ids";
import { readChecked } from "./checked";
import { groupByComponent } from "./grouping";
import { makeProviders, missingCredentials } from "./providers";
import { secretsIn } from "./secrets";
import { readSettings, type Settings } from "./settings";

export async function program(): Promise<pulumi.Inputs> {
  const settings = readSettings(process.env);
  const { own, others, environment, sites } = readChecked(settings);
  const { groups, circle } = groupByComponent(own);
  if (circle) fail("resources refer to each other in a circle", [circle.join(" → ")]);
  const vendors = vendorsOf(own);
  failIfAny("credentials are missing", missingCredentials(vendors, process.env));
  failIfAny("secrets that the catalog names are missing", missingSecrets(own, settings));
  const ids = await idsFromOwner(own, environment);

  const wiring = new Wiring(own, { output: (ref) => ownerId(ids, ref) ?? unknownId(), secret: settings.secret });
  const protect = settings.mayProtect && environment.protect;
  stopTraces();
  const providers = makeProviders(vendors, sites, process.env);
  for (const { componentClass, name, specs } of groups) {
    new COMPONENTS[componentClass](name, { specs, wiring, protect }, { providers });
  }
  return environment.owner ? { ids: exportedIds(own, others, wiring) } : {};
}

/**
 * From here on only the SDK runs, and it goes on making promises, each with a source-mapped stack trace, long after the components
 * that switch traces off were constructed. Everything a user can cause has been told by now, and what goes wrong with a resource
 * names it. What it brings is measured in docs/decisions/005.
 */
function stopTraces(): void {
  Error.stackTraceLimit = 0;
}

/** Only what the stack uses, in the order of the alphabet. */
function vendorsOf(specs: readonly Spec[]): Vendor[] {
  return [...new Set(specs.map(({ kind }) => kind.split("/")[0] as Vendor))].sort();
}

function missingSecrets(specs: readonly Spec[], { secret }: Settings): string[] {
  const names = [...new Set(specs.flatMap((spec) => secretsIn(spec.body)))].sort();
  return names
    .filter((name) => secret(name) === undefined)
    .map((name) => `${name}: pulumi config set --secret watchbill:${name}`);
}

/** What the account's owner has made. In a preview a missing id is unknown; a deployment without it is refused. */
async function idsFromOwner(own: readonly Spec[], { ownerName }: EnvironmentInfo): Promise<Ids | undefined> {
  const refs = outsideRefs(own);
  if (refs.length === 0) return undefined;
  const ids = await readOwnerIds(ownerName);
  const missing = [...new Set(refs.filter((ref) => ownerId(ids, ref) === undefined).map((ref) => ref.$ref))].sort();
  if (missing.length === 0) return ids;
  const why = `the stack ${ownerName} owns what the account has once and has not made: ${missing.join(", ")}`;
  if (!pulumi.runtime.isDryRun()) fail(`${why}. Deploy it first: pulumi up -s ${ownerName}`);
  await pulumi.log.warn(`${why}. Their ids are shown as unknown; deploy ${ownerName} first.`);
  return ids;
}

function unknownId(): pulumi.Output<unknown> {
  return pulumi.output(pulumi.unknown);
}

function failIfAny(title: string, lines: readonly string[]): void {
  if (lines.length > 0) fail(title, lines);
}

/** Ends the program with a message in place of a stack trace. */
function fail(title: string, lines: readonly string[] = []): never {
  throw new pulumi.RunError([title, ...lines.map((line) => `  ${line}`)].join("\n"));
}
