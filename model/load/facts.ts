/** What must hold between values of the catalog beyond their forms and names: one small check each. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Duration } from "../quantity";
import { notWhole } from "../whole-minutes";
import type { Catalog, Found } from "./catalog";
import { at } from "./finding-at";
import { daysAsked, frameworkFacts } from "./framework-facts";
import { onCallFacts } from "./on-call-facts";
import { onCallPeople } from "./on-call-people";
import { checkPolicyFacts } from "./policy-facts";
import { checkSlackHandles } from "./slack-handles";
import { type Node, nodeAt, type Place, place as placeIn } from "./tree";

type Check = (catalog: Catalog) => Diagnostic[];

const CHECKS: Check[] = [
  owners,
  leads,
  uniqueEmails,
  uniqueTags,
  retention,
  frameworkFacts,
  onCallTimes,
  reminders,
  webhookAddresses,
  packCycles,
  packUses,
  packParameters,
  onCallPeople,
  onCallFacts,
  checkSlackHandles,
  checkPolicyFacts,
];

/** Everything that does not hold. */
export function checkCatalogFacts(catalog: Catalog): Diagnostic[] {
  return CHECKS.flatMap((check) => check(catalog));
}

function owners({ sections }: Catalog): Diagnostic[] {
  return [...sections.accounts.values()].flatMap((entry) => {
    const owner = entry.data && sections.environments.get(entry.data.owner)?.data;
    if (!entry.data || !owner || owner.account === entry.key) return [];
    const message = `the owner \`${entry.data.owner}\` lives in the account \`${owner.account}\`, not in \`${entry.key}\``;
    const inside = [...sections.environments.values()].filter((environment) => environment.data?.account === entry.key);
    const names = inside.map(({ key }) => `\`${key}\``).join(", ");
    return [
      at(
        entry,
        "accounts",
        ["owner"],
        "owner-elsewhere",
        message,
        inside.length > 0 ? `In it live ${names}.` : "No environment lives in it: give one this `account`.",
      ),
    ];
  });
}

function leads({ sections }: Catalog): Diagnostic[] {
  return [...sections.teams.values()].flatMap((entry) => {
    const { lead, members } = entry.data ?? {};
    if (lead === undefined || members?.includes(lead) !== false) return [];
    return [
      at(
        entry,
        "teams",
        ["lead"],
        "lead-not-member",
        `the lead \`${lead}\` is not a member of the team`,
        `Add \`${lead}\` to \`members\`, or choose a member.`,
      ),
    ];
  });
}

function uniqueEmails({ sections }: Catalog): Diagnostic[] {
  const first = new Map<string, Found<unknown>>();
  return [...sections.people.values()].flatMap((entry) => {
    const email = entry.data?.email.toLowerCase();
    const other = email === undefined ? undefined : first.get(email);
    if (email !== undefined && !other) first.set(email, entry);
    if (email === undefined || !other) return [];
    return [
      at(
        entry,
        "people",
        ["email"],
        "duplicate-email",
        `\`${email}\` is the address of \`${other.key}\` too (${other.place.file}:${other.place.line})`,
        "PagerDuty knows people by their address: give each their own.",
      ),
    ];
  });
}

function uniqueTags({ sections }: Catalog): Diagnostic[] {
  const first = new Map<string, Found<unknown>>();
  return [...sections.environments.values()].flatMap((entry) => {
    if (!entry.data) return [];
    const name = `${entry.data.account}/${entry.data.tag}`;
    const other = first.get(name);
    if (!other) {
      first.set(name, entry);
      return [];
    }
    return [
      at(
        entry,
        "environments",
        ["tag"],
        "duplicate-tag",
        `\`${entry.data.tag}\` is the tag of \`${other.key}\` too, in the same account`,
        "Give each environment of an account its own `env` tag, as its applications send it.",
      ),
    ];
  });
}

function retention({ sections }: Catalog): Diagnostic[] {
  return [...sections.retentionClasses.values()].flatMap((entry) => {
    if (entry.data?.applies !== "logs") return [];
    const { days, searchableDays, flexDays, archive } = entry.data;
    const searchable = Math.max(searchableDays ?? Math.min(days, 15), flexDays ?? 0);
    const section = "retentionClasses";
    if (searchable > days)
      return [
        at(
          entry,
          section,
          [searchableDays === searchable ? "searchableDays" : "flexDays"],
          "retention-mismatch",
          `logs would be searchable for ${searchable} days but kept for ${days}`,
          "`days` is the whole time: give it at least as many.",
        ),
      ];
    const asked = daysAsked(sections.frameworks, entry.data);
    if (days > searchable && !archive)
      return [
        at(
          entry,
          section,
          ["days"],
          "retention-mismatch",
          `nothing keeps the logs from day ${searchable} to day ${days}`,
          days <= 450
            ? `Make all of it searchable, \`searchableDays: ${days}\`, or add an \`archive\`.`
            : asked > searchable
              ? `Add an \`archive\`: a framework asks for ${asked} days.`
              : "Add an `archive`, or lower `days` to the searchable days.",
        ),
      ];
    return [];
  });
}

function onCallTimes({ sections }: Catalog): Diagnostic[] {
  const turns = [...sections.rotations.values()].flatMap((entry) => {
    const layers = Object.entries(entry.data?.layers ?? {});
    const all = [
      { turn: entry.data?.turn, path: ["turn"] },
      ...layers.map(([name, { turn }]) => ({ turn, path: ["layers", name, "turn"] })),
    ];
    return all.flatMap(({ turn, path }) => {
      if (!turn || (turn.seconds >= 3600 && turn.seconds <= 31_536_000)) return [];
      const message = `a turn of \`${turn.text}\` is not possible`;
      return [at(entry, "rotations", path, "out-of-range", message, "PagerDuty takes turns from `1h` to `365d`.")];
    });
  });
  const waits = [...sections.escalations.values()].flatMap((entry) =>
    (entry.data?.steps ?? []).flatMap(({ escalateAfter }, index) => {
      if (escalateAfter.seconds >= 60 && escalateAfter.seconds % 60 === 0) return [];
      return [
        at(
          entry,
          "escalations",
          ["steps", index, "escalateAfter"],
          "out-of-range",
          `\`${escalateAfter.text}\` is not a whole number of minutes`,
          "PagerDuty escalates after whole minutes, at least `1min`.",
        ),
      ];
    }),
  );
  return [...turns, ...waits];
}

function reminders({ sections }: Catalog): Diagnostic[] {
  const wrong = (entry: Found<unknown>, section: string, path: PropertyKey[], every: Duration | undefined) => {
    const problem = every && notWhole(every);
    return problem ? [at(entry, section, path, problem.code, problem.message, problem.hint)] : [];
  };
  return [
    ...[...sections.severities.values()].flatMap((entry) =>
      wrong(entry, "severities", ["remindEvery"], entry.data?.remindEvery),
    ),
    ...[...sections.environments.values()].flatMap((entry) =>
      Object.entries(entry.data?.severities ?? {}).flatMap(([name, { remindEvery }]) =>
        remindEvery === "never" ? [] : wrong(entry, "environments", ["severities", name, "remindEvery"], remindEvery),
      ),
    ),
  ];
}

function webhookAddresses({ sections }: Catalog): Diagnostic[] {
  return [...sections.webhooks.values()].flatMap((entry) => {
    if (!entry.data || (entry.data.url === undefined) !== (entry.data.urlSecret === undefined)) return [];
    const both = entry.data.url !== undefined;
    return [
      at(
        entry,
        "webhooks",
        both ? ["urlSecret"] : [],
        both ? "conflicting-keys" : "missing-key",
        both ? "`url` and `urlSecret` are both given" : "`url` or `urlSecret` is missing",
        "Give `url` when the address is no secret, else `urlSecret`.",
      ),
    ];
  });
}

function packCycles({ sections }: Catalog): Diagnostic[] {
  const reported = new Set<string>();
  return [...sections.packs.values()].flatMap((entry) => {
    const cycle = findCycle(entry.key, (key) => sections.packs.get(key)?.data?.includes ?? []);
    if (!cycle || reported.has([...cycle].sort().join())) return [];
    reported.add([...cycle].sort().join());
    const through = [...cycle, entry.key].map((key) => `\`${key}\``).join(" → ");
    return [
      at(
        entry,
        "packs",
        ["includes"],
        "cycle",
        `the pack includes itself: ${through}`,
        "Take one of these out of `includes`.",
      ),
    ];
  });
}

/** The names from `start` back to it, without the last; undefined when there is no way back. */
export function findCycle(start: string, next: (name: string) => readonly string[]): string[] | undefined {
  const seen = new Set<string>();
  const walk = (name: string, path: string[]): string[] | undefined => {
    for (const other of next(name)) {
      if (other === start) return path;
      if (seen.has(other)) continue;
      seen.add(other);
      const found = walk(other, [...path, other]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(start, [start]);
}

/** Words that are filled in everywhere. */
export const BUILT_IN_PARAMETERS = ["scope", "service", "env", "system", "team", "environment"] as const;

function packUses({ sections }: Catalog): Diagnostic[] {
  return [...sections.packs.values()].flatMap((entry) => {
    const known = new Set<string>([...BUILT_IN_PARAMETERS, ...parametersOf(entry.node)]);
    return texts(entry.node).flatMap(({ text, place }) =>
      [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([whole, name = ""]): Diagnostic[] =>
        known.has(name)
          ? []
          : [
              {
                code: "unknown-parameter",
                severity: "error",
                message: `\`${whole}\` is no parameter of the pack \`${entry.key}\``,
                hint: `Declare it under \`parameters\`, or use ${[...known].map((one) => `\`\${${one}}\``).join(", ")}.`,
                ...place,
                path: `packs.${entry.key}`,
              },
            ],
      ),
    );
  });
}

/** What a service gives for a parameter must change something, here or in a pack that is included. */
function packParameters({ sections }: Catalog): Diagnostic[] {
  const used = (key: string, through: readonly string[]): string[] => {
    const pack = sections.packs.get(key);
    if (!pack || through.includes(key)) return [];
    return [...wordsOf(pack.node), ...(pack.data?.includes ?? []).flatMap((other) => used(other, [...through, key]))];
  };
  return [...sections.packs.values()].flatMap((entry) => {
    const names = new Set(used(entry.key, []));
    const declared = parametersOf(entry.node);
    // A word that is no parameter is reported, and is likely the one that is missed here.
    const known: readonly string[] = [...BUILT_IN_PARAMETERS, ...declared];
    if (wordsOf(entry.node).some((name) => !known.includes(name))) return [];
    return declared
      .filter((name) => !names.has(name))
      .map((name) =>
        at(
          entry,
          "packs",
          ["parameters", name],
          "unused-parameter",
          `nothing in the pack uses its parameter \`${name}\``,
          `Write \`\${${name}}\` where its value belongs, or take it out.`,
        ),
      );
  });
}

function parametersOf(pack: Node): string[] {
  const node = nodeAt(pack, ["parameters"]);
  return node?.type === "map" ? [...node.entries.keys()] : [];
}

function wordsOf(pack: Node): string[] {
  return texts(pack).flatMap(({ text }) => [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name = ""]) => name));
}

function texts(node: Node): { text: string; place: Place }[] {
  if (node.type === "scalar")
    return typeof node.value === "string" && node.value.includes("${")
      ? [{ text: node.value, place: placeIn(node) }]
      : [];
  if (node.type === "list") return node.items.flatMap(texts);
  return [...node.entries].flatMap(([name, { value }]) => (name === "parameters" ? [] : texts(value)));
}
