/**
 * What a catalog says of the rules of policies, with its places: how strict they are, and which findings are accepted. Knows the names of
 * rules; what they do, and whether their parameters fit, is decided where the rules are.
 */

import * as z from "zod";
import type { Diagnostic } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import { isLinted, isPolicy, noRule } from "../lint/rule-names";
import { NEVER_WAIVED } from "../policy-ids";
import type { Entry } from "../resolved";
import { SECTIONS, type Section } from "../schema/index";
import type { Policy } from "../schema/policy";
import { Waiver } from "../schema/waiver";
import type { Catalog } from "./catalog";
import { unknownName } from "./references";
import { type Node, type Place, place, placeOf, plain } from "./tree";

/** How the catalog wants a rule applied. */
export type PolicyEntry = Entry &
  z.output<typeof Policy> & {
    /** Where a value stands, e.g. `["environments", "dev", "level"]`; the nearest thing around it where it is not written. */
    placeOf: (path: readonly PropertyKey[]) => Place;
  };

/** A waiver of the catalog, where it is written. */
export type WaiverEntry = z.output<typeof Waiver> & {
  /** The entry it is written in: `["services", "checkout", "monitors", "errors"]`. */
  holder: readonly string[];
  /** From the entry's key to its end. */
  extent: Place;
  placeOf: (field: "rule" | "reason" | "owner" | "until" | "resource") => Place;
  /** `services.checkout.monitors.errors.waivers.0` */
  path: string;
};

export function policiesOf(policies: Catalog["sections"]["policies"] | undefined): PolicyEntry[] {
  return [...(policies?.values() ?? [])].flatMap(({ key, place: at, node, data }) =>
    data ? [{ ...data, key, source: place(at), placeOf: (path) => placeOf(node, path, at) }] : [],
  );
}

/** Every waiver that fits the schema, sorted by place. */
export function waiversOf(catalog: Catalog): WaiverEntry[] {
  return writtenWaivers(catalog).flatMap(({ item, ...written }) => {
    const { data } = Waiver.safeParse(plain(item));
    return data ? [{ ...data, ...written }] : [];
  });
}

/** Sections in which a waiver counts for everything in the entry. */
const WIDE: ReadonlySet<string> = new Set(["environments", "systems"]);

/** Whether it accepts whatever its rule finds in all of an environment or a system. */
export function isWide({ holder, resource }: Pick<WaiverEntry, "holder" | "resource">): boolean {
  return WIDE.has(holder[0] ?? "") && holder.length === 2 && resource === undefined;
}

/** A waiver as it stands in a file, whether it fits the schema or not. */
type Written = Pick<WaiverEntry, "holder" | "extent" | "placeOf" | "path"> & { item: Node };

/** Only files that have the word are looked through. */
function writtenWaivers(catalog: Catalog): Written[] {
  const found: Written[] = [];
  for (const section of Object.keys(SECTIONS) as Section[])
    for (const { key, node, place: at } of catalog.sections[section].values())
      if (catalog.waiving.has(at.file)) collect(node, at, [section, key], found);
  const { organisation } = catalog;
  if (organisation && catalog.waiving.has(organisation.place.file))
    collect(organisation.node, organisation.place, ["organisation"], found);
  return found;
}

function collect(node: Node, at: Place, path: readonly string[], found: Written[]): void {
  if (node.type === "list")
    for (const [index, item] of node.items.entries()) collect(item, item, [...path, String(index)], found);
  if (node.type !== "map") return;
  for (const [name, { key, value }] of node.entries)
    if (name === "waivers" && value.type === "list") found.push(...waiversIn(value.items, node, at, path));
    else if (value.type !== "scalar") collect(value, key, [...path, name], found);
}

function waiversIn(items: readonly Node[], holder: Node, at: Place, path: readonly string[]): Written[] {
  // An alias stands for an entry that was written before it.
  const { endLine, endColumn } = holder.endLine < at.endLine ? at : holder;
  return items.map((item, index) => ({
    item,
    holder: path,
    extent: { ...place(at), endLine, endColumn },
    placeOf: (field) => placeOf(item, [field], item),
    path: [...path, "waivers", index].join("."),
  }));
}

/** What it names: known even where something else of it does not fit, so that all its mistakes are told at once. */
const Named = z.looseObject({ rule: z.string(), owner: z.unknown().optional() });

/** Rules that do not exist, and waivers of policies without somebody who answers for them. */
export function checkPolicyFacts(catalog: Catalog): Diagnostic[] {
  const unknown = [...catalog.sections.policies.values()].flatMap(({ key, place: at }) => {
    if (isPolicy(key)) return [];
    const { message, hint } = noRule(key, "policies");
    return [error("unknown-rule", message, hint, at, `policies.${key}`)];
  });
  const waivers = writtenWaivers(catalog).flatMap((written) => {
    const { data } = Named.safeParse(plain(written.item));
    return data ? waiverFacts(catalog, data, written) : [];
  });
  return [...unknown, ...waivers];
}

/** Entries whose waivers the linter reads, and judges. */
const LINTED =
  /^(?:services\.[^.]+(?:\.environments\.[^.]+)?|packs\.[^.]+)\.(?:monitors|objectives|security)\.[^.]+(?:\.tiers\.\d)?$/;

function waiverFacts(
  catalog: Catalog,
  { owner, rule }: z.output<typeof Named>,
  { holder, path, placeOf: at }: Written,
): Diagnostic[] {
  const { people, teams } = catalog.sections;
  const nobody =
    typeof owner === "string" && !people.has(owner) && !teams.has(owner) && catalog.whole
      ? [unknownName(catalog, owner, ["teams", "people"], at("owner"), `${path}.owner`)]
      : [];
  if (isPolicy(rule)) {
    if (NEVER_WAIVED.has(rule))
      return [
        ...nobody,
        error(
          "waiver-refused",
          `what \`${rule}\` finds cannot be waived: the waiver would come with the change that it judges`,
          "Mend what it finds, or have the owners of the policies make the rule `advisory` first.",
          at("rule"),
          path,
        ),
      ];
    if (catalog.sections.policies.get(rule)?.data?.waivable === false)
      return [
        ...nobody,
        error(
          "waiver-refused",
          `what \`${rule}\` finds cannot be waived`,
          "Mend what it finds: the catalog's `policies` say that no waiver accepts it.",
          at("rule"),
          path,
        ),
      ];
    if (owner !== undefined) return nobody;
    const hint = "Add `owner:` with a key of `people` or `teams`.";
    return [error("missing-key", `nobody answers for the waiver of \`${rule}\``, hint, at("rule"), `${path}.owner`)];
  }
  if (LINTED.test(holder.join("."))) return nobody;
  const known = isLinted(rule);
  const { message, hint } = known
    ? {
        message: `the waiver of \`${rule}\` is not used: the linter looks at no waivers here`,
        hint: "Write it beside the signal, the objective or the detection rule.",
      }
    : noRule(rule, "any");
  return [...nobody, error(known ? "waiver-unused" : "unknown-rule", message, hint, at("rule"), path)];
}

function error(code: CatalogCode, message: string, hint: string, at: Place, path: string): Diagnostic {
  return { code, severity: "error", message, hint, ...at, path };
}
