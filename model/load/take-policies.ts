/**
 * Puts another catalog's word about policies in the place of the catalog's own: the base branch's, while a change is reviewed, so that no
 * change loosens what it is judged by. What the change itself says of them was checked, and counts once it is merged.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { isPolicy } from "../lint/rule-names";
import { NEVER_WAIVED } from "../policy-ids";
import type { Catalog } from "./catalog";
import { checkPolicyFacts, isWide, type WaiverEntry, waiversOf } from "./policy-facts";
import { type CatalogFileBytes, readCatalog } from "./read-catalog";
import { keyPlace } from "./tree";

/** Where what is written in the other catalog holds: a mistake there ends the check. */
const HOLD: readonly string[] = ["policies", "frameworks", "environments"];

export function takePolicies(catalog: Catalog, files: readonly CatalogFileBytes[]): Diagnostic[] {
  const { catalog: other, diagnostics } = readCatalog(files);
  catalog.proposed = catalog.sections.policies;
  catalog.sections.policies = other.sections.policies;
  const testData = new Set<string>();
  for (const [name, { data }] of catalog.sections.environments) if (data?.testData) testData.add(name);
  const waivers = changedWaivers(catalog, other);
  const paths = new Set(waivers.flatMap(({ code, path }) => (code === "waiver-changed" ? [] : (path ?? []))));
  const { frameworks } = catalog.sections;
  catalog.base = { catalog: { ...other, sections: { ...other.sections } }, frameworks, testData, newWaivers: paths };
  // Further frameworks only ask for more.
  catalog.sections.frameworks = new Map([...catalog.sections.frameworks, ...other.sections.frameworks]);
  for (const [name, own] of catalog.sections.environments) {
    const known = other.sections.environments.get(name);
    // What cannot be read there is told. An environment that is new holds data like any other until the change is merged.
    if (own.data && (known === undefined || known.data))
      own.data = { ...own.data, testData: known?.data?.testData ?? false };
  }
  return [...mistakes(diagnostics), ...checkPolicyFacts(catalog), ...waivers, ...unknownEnvironments(catalog)];
}

/** A mistake elsewhere in the other catalog may be what the change mends. */
function mistakes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const ends = ({ path, severity }: Diagnostic) =>
    severity === "error" && (path === undefined || HOLD.includes(path.split(".")[0] ?? ""));
  const others = diagnostics.filter((one) => one.severity === "error" && !ends(one));
  const [first] = others;
  return [
    ...diagnostics.filter(ends),
    ...(first
      ? [
          {
            ...first,
            code: "not-compared",
            severity: "warning" as const,
            message: `the catalog whose policies hold has ${others.length === 1 ? "a mistake" : `${others.length} mistakes`}: what stands there is not compared with the change`,
            hint: "`watchbill check` of that catalog shows them.",
          },
        ]
      : []),
  ];
}

/** Whoever reviews a change sees what it accepts by itself, and what it says otherwise of what was accepted. */
function changedWaivers(catalog: Catalog, other: Catalog): Diagnostic[] {
  const before = new Map<string, WaiverEntry[]>();
  for (const waiver of waiversOf(other)) before.set(nameOf(waiver), [...(before.get(nameOf(waiver)) ?? []), waiver]);
  return waiversOf(catalog).flatMap((waiver): Diagnostic[] => {
    const { holder, owner, path, placeOf, reason, rule, until } = waiver;
    // What is refused is told as that.
    if (NEVER_WAIVED.has(rule) || catalog.sections.policies.get(rule)?.data?.waivable === false) return [];
    const known = (before.get(nameOf(waiver)) ?? []).map((one) => ({ one, differs: differences(one, waiver) }));
    if (known.some(({ differs }) => differs.length === 0)) return [];
    const last = known.toSorted((a, b) => (a.one.until < b.one.until ? 1 : -1))[0];
    const isLonger = last === undefined || last.one.until < until;
    const what = `the waiver of \`${rule}\` ${last?.differs.join(" and ") ?? "is new"} with this change`;
    // One line would take the rule away from everything in it.
    if (isLonger && isPolicy(rule) && isWide(waiver))
      return [
        {
          code: "waiver-refused",
          severity: "error",
          message: `${what}, and accepts whatever the rule finds in all of \`${holder[1]}\``,
          hint: "Write it beside what it is about, or add `resource:`. Where all of it is meant, the owners of the policies merge it past the check, or lower the rule's level there first.",
          ...placeOf("rule"),
          path,
        },
      ];
    const by = owner === undefined ? "" : ` by \`${owner}\``;
    return [
      {
        code: isLonger ? "waiver-new" : "waiver-changed",
        severity: "info",
        message: `${what}: accepted until ${until}${by} (${reason.replace(/\.$/, "")})`,
        ...placeOf("rule"),
        path,
      },
    ];
  });
}

/** What a waiver says otherwise than before; nothing of one that only ends earlier. */
function differences(before: WaiverEntry, now: WaiverEntry): string[] {
  const shown = (text: string | undefined) => (text === undefined ? "none before" : `\`${text}\` before`);
  return [
    ...(now.until > before.until ? [`lasts longer (until ${before.until} before)`] : []),
    ...(now.reason === before.reason ? [] : [`has another reason (${shown(before.reason)})`]),
    ...(now.owner === before.owner ? [] : [`has another owner (${shown(before.owner)})`]),
  ];
}

function nameOf({ holder, resource, rule }: WaiverEntry): string {
  return JSON.stringify([holder, rule, resource]);
}

/** What is said of an environment that a change renames or takes away no longer holds anywhere: to be seen, but no mistake. */
function unknownEnvironments({ sections }: Catalog): Diagnostic[] {
  return [...sections.policies.values()].flatMap(({ key, node, place, data }) =>
    Object.keys(data?.environments ?? {})
      .filter((name) => !sections.environments.has(name))
      .map(
        (name): Diagnostic => ({
          code: "unknown-name",
          severity: "warning",
          message: `the policies that hold speak of the environment \`${name}\`, which this catalog does not have`,
          hint: "Where it has another name here, its rules are as strict as in any other environment until the change is merged.",
          ...(keyPlace(node, ["environments"], name) ?? place),
          path: ["policies", key, "environments", name].join("."),
        }),
      ),
  );
}
