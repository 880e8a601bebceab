/** What must hold of rotations, planned work, notices and rules for events, beyond their forms and names. */

import type { z } from "zod";
import type { Diagnostic } from "../../diagnostics/index";
import type { CatalogCode } from "../codes";
import { momentOf } from "../local-time";
import type { SECTIONS } from "../schema/index";
import type { Catalog, Found } from "./catalog";
import { at } from "./finding-at";
import { child, type Node } from "./tree";

export function onCallFacts(catalog: Catalog): Diagnostic[] {
  const { sections } = catalog;
  return [
    ...[...sections.rotations.values()].flatMap((entry) => [...forms(entry), ...covers(entry)]),
    ...[...sections.maintenance.values()].flatMap(planned),
    ...[...sections.webhooks.values()].flatMap(discord),
    ...notices(catalog),
    ...chats(catalog),
    ...rules(catalog),
  ];
}

type RotationFound = Found<z.output<typeof SECTIONS.rotations>>;

/** People and hours of the rotation itself, or layers; and what a layer does not say, the rotation must. */
function forms(entry: RotationFound): Diagnostic[] {
  const { data } = entry;
  if (!data) return [];
  if (!data.layers) {
    const missing = (["people", "start", "turn"] as const).filter((name) => data[name] === undefined);
    return missing.map((name) => at(entry, "rotations", [], "missing-key", `\`${name}\` is missing`, MISSING[name]));
  }
  const both = (["people", "hours"] as const).filter((name) => data[name] !== undefined);
  const lacking = Object.entries(data.layers).flatMap(([name, layer]) =>
    (["start", "turn"] as const)
      .filter((field) => layer[field] === undefined && data[field] === undefined)
      .map((field) =>
        at(
          entry,
          "rotations",
          ["layers", name],
          "missing-key",
          `\`${field}\` is missing`,
          `${MISSING[field]} Or say it once, for all layers, in the rotation.`,
        ),
      ),
  );
  const empty =
    Object.keys(data.layers).length === 0
      ? [at(entry, "rotations", ["layers"], "empty-list", "the rotation has no layer", "Add one, or write `people`.")]
      : [];
  return [
    ...both.map((name) =>
      at(
        entry,
        "rotations",
        [name],
        "conflicting-keys",
        `\`${name}\` and \`layers\` are both given`,
        "Give each layer its own people and hours.",
      ),
    ),
    ...lacking,
    ...empty,
  ];
}

const MISSING = {
  people: "Add `people`, or `layers` with people of their own.",
  start: 'Add `start`, when the first turn began: `start: "2026-01-05T09:00:00Z"`.',
  turn: "Add `turn`, how long a turn is: `turn: 1w`.",
};

function covers(entry: RotationFound): Diagnostic[] {
  const { data } = entry;
  if (!data) return [];
  const layers = Object.keys(data.layers ?? {});
  return data.covers.flatMap((cover, index) => {
    const found: Diagnostic[] = [];
    const say = (field: string, code: CatalogCode, message: string, hint: string): void => {
      found.push(at(entry, "rotations", ["covers", index, field], code, message, hint));
    };
    const names = layers.map((name) => `\`${name}\``).join(", ");
    if (cover.layer === undefined && layers.length > 1)
      say("person", "missing-key", "`layer` is missing: the rotation has several", `Say which one it is of: ${names}.`);
    if (cover.layer !== undefined && !layers.includes(cover.layer))
      say(
        "layer",
        "unknown-name",
        `the rotation has no layer \`${cover.layer}\``,
        layers.length > 0 ? `It has ${names}.` : "It has none: leave `layer` out.",
      );
    const layer = data.layers?.[cover.layer ?? layers[0] ?? ""];
    const people = data.layers ? layer?.people : data.people;
    if (cover.insteadOf !== undefined && people?.includes(cover.insteadOf) === false)
      say(
        "insteadOf",
        "unknown-name",
        `\`${cover.insteadOf}\` has no turns there`,
        `On call there are ${people.map((one) => `\`${one}\``).join(", ")}.`,
      );
    if (cover.insteadOf === cover.person)
      say("insteadOf", "person-twice", `\`${cover.person}\` cannot stand in for themselves`, "Name someone else.");
    const zone = layer?.timeZone ?? data.timeZone;
    if (momentOf(cover.to, zone) <= momentOf(cover.from, zone))
      say("to", "out-of-range", `\`${cover.to}\` is not after \`${cover.from}\``, "Let it end after it begins.");
    return found;
  });
}

function planned(entry: Found<z.output<typeof SECTIONS.maintenance>>): Diagnostic[] {
  const { data } = entry;
  if (!data) return [];
  const say = (path: string[], code: "missing-key" | "out-of-range", message: string, hint: string): Diagnostic =>
    at(entry, "maintenance", path, code, message, hint);
  return [
    ...(data.services || data.systems
      ? []
      : [
          say(
            [],
            "missing-key",
            "`services` or `systems` is missing",
            "Say whose alerts are muted: `services: [checkout]`.",
          ),
        ]),
    ...(momentOf(data.to, data.timeZone) > momentOf(data.from, data.timeZone)
      ? []
      : [say(["to"], "out-of-range", `\`${data.to}\` is not after \`${data.from}\``, "Let it end after it begins.")]),
  ];
}

/** What a message of Discord can consist of; it needs one of these. */
const DISCORD_PARTS = ["content", "embeds", "components", "poll"];

/** Whoever knows the address of a Discord webhook can write into the channel. */
function discord(entry: Found<z.output<typeof SECTIONS.webhooks>>): Diagnostic[] {
  if (entry.data?.kind !== "discord") return [];
  const { payload } = entry.data;
  const empty = payload && !DISCORD_PARTS.some((name) => Object.hasOwn(payload, name));
  const shows: Diagnostic[] = empty
    ? [
        at(
          entry,
          "webhooks",
          ["payload"],
          "missing-key",
          "the payload shows nothing: Discord refuses a message without `content` or `embeds`",
          "Add `content: $EVENT_TITLE`, or leave `payload` out for a message with title, text, link and colour.",
        ),
      ]
    : [];
  if (entry.data.url === undefined) return shows;
  return [
    ...shows,
    at(
      entry,
      "webhooks",
      ["url"],
      "address-is-secret",
      "the address of a Discord channel's webhook is a secret: whoever knows it can write there",
      "Write `urlSecret:` with the name of the secret that holds it.",
    ),
  ];
}

type Notices = NonNullable<NonNullable<Found<z.output<typeof SECTIONS.people>>["data"]>["notifications"]>;

/** A notice that PagerDuty makes itself cannot be moved, and one by telephone needs a number. */
function notices({ organisation, sections }: Catalog): Diagnostic[] {
  const of = (entry: Found<unknown>, section: string, given: Notices | undefined): Diagnostic[] =>
    (["high", "low"] as const).flatMap((urgency) =>
      (given?.[urgency] ?? []).flatMap(({ by, after }, index) => {
        const path = ["notifications", urgency, index];
        if (after.seconds % 60 !== 0)
          return [
            at(
              entry,
              section,
              [...path, "after"],
              "not-whole-minutes",
              `\`${after.text}\` is not a whole number of minutes`,
              "PagerDuty notifies after whole minutes.",
            ),
          ];
        if (by !== "email" || after.seconds === 0) return [];
        return [
          at(
            entry,
            section,
            [...path, "after"],
            "out-of-range",
            "PagerDuty sends its e-mail at once, by a rule it makes with the login; a later one cannot be provisioned",
            "Leave `after` out.",
          ),
        ];
      }),
    );
  const common = organisation?.data?.notifications;
  return [
    ...(organisation ? of(organisation, "organisation", common) : []).map(withoutKey),
    ...[...sections.people.values()].flatMap((entry) => [
      ...of(entry, "people", entry.data?.notifications),
      ...numberless(entry),
    ]),
  ];
}

/** The organisation is one; its place has no key. */
function withoutKey(diagnostic: Diagnostic): Diagnostic {
  return {
    ...diagnostic,
    ...(diagnostic.path && { path: diagnostic.path.replace("organisation.organisation", "organisation") }),
  };
}

function numberless(entry: Found<z.output<typeof SECTIONS.people>>): Diagnostic[] {
  const { notifications, phone } = entry.data ?? {};
  if (!notifications || phone !== undefined) return [];
  return (["high", "low"] as const).flatMap((urgency) =>
    (notifications[urgency] ?? []).flatMap(({ by }, index) =>
      by === "sms" || by === "phone"
        ? [
            at(
              entry,
              "people",
              ["notifications", urgency, index, "by"],
              "no-phone",
              `\`${entry.key}\` has no telephone number for \`${by}\``,
              "Add a `phone`.",
            ),
          ]
        : [],
    ),
  );
}

/** A team's chats are chats, each once, and the webhooks and teams among them are there. */
function chats({ sections }: Catalog): Diagnostic[] {
  return [...sections.teams.values()].flatMap((entry) => {
    const { chat } = entry.data ?? {};
    const handles = [chat ?? []].flat();
    return handles.flatMap((handle, index): Diagnostic[] => {
      const path = Array.isArray(chat) ? ["chat", index] : ["chat"];
      const [, kind, name = ""] = /^@(webhook|team)-(.+)$/.exec(handle) ?? [];
      if (handles.indexOf(handle) < index)
        return [at(entry, "teams", path, "duplicate-name", `\`${handle}\` is there twice`, "Name each chat once.")];
      if (/^@(pagerduty|oncall|opsgenie|victorops)(-|$)/i.test(handle))
        return [
          at(
            entry,
            "teams",
            path,
            "pages-anyway",
            `\`${handle}\` pages, and a team's \`chat\` is told of everything`,
            "Name a channel; who is paged is said by `escalation` and the severities.",
          ),
        ];
      const section = kind === "webhook" ? "webhooks" : "teams";
      if (kind === undefined || sections[section].has(name)) return [];
      return [
        at(
          entry,
          "teams",
          path,
          "unknown-name",
          `there is no ${kind} \`${name}\``,
          `Add \`${section}:\` with \`${name}:\` to the catalog; Datadog drops what it sends to one that is not there.`,
        ),
      ];
    });
  });
}

const ADVANCED = {
  hours: "reads the time",
  dedupeBy: "changes an event",
  suppress: "suppresses alerts",
  pauseFor: "holds alerts back",
} as const;
const ACTIONS = ["dedupeBy", "severity", "suppress", "pauseFor", "note"] as const;

/** Rules do something, and nothing that the account's plan does not have. */
function rules({ sections }: Catalog): Diagnostic[] {
  const without = [...sections.accounts.values()].some(({ data }) => data?.pagerduty.aiops === false);
  const all: [Found<unknown>, string, string[]][] = [
    ...[...sections.systems.values()].map((entry): [Found<unknown>, string, string[]] => [entry, "systems", []]),
    ...[...sections.services.values()].flatMap((entry): [Found<unknown>, string, string[]][] => {
      const environments = child(entry.node, "environments");
      const names = environments?.type === "map" ? [...environments.entries.keys()] : [];
      return [
        [entry, "services", []],
        ...names.map((name): [Found<unknown>, string, string[]] => [entry, "services", ["environments", name]]),
      ];
    }),
  ];
  return all.flatMap(([entry, section, before]) => {
    const path = [...before, "pagerduty", "rules"];
    const node = path.reduce<Node | undefined>((from, name) => child(from, name), entry.node);
    if (node?.type !== "list") return [];
    return node.items.flatMap((rule, index): Diagnostic[] => {
      if (rule.type !== "map") return [];
      const has = (name: string): boolean => rule.entries.has(name);
      const idle = ACTIONS.some(has)
        ? []
        : [
            at(
              entry,
              section,
              [...path, index, "title"],
              "missing-key",
              "the rule does nothing",
              `Add what it does: ${ACTIONS.map((name) => `\`${name}\``).join(", ")}.`,
            ),
          ];
      const paid = without
        ? (Object.keys(ADVANCED) as (keyof typeof ADVANCED)[])
            .filter(has)
            .map((name) =>
              at(
                entry,
                section,
                [...path, index, name],
                "needs-add-on",
                `\`${name}\` ${ADVANCED[name]}, which PagerDuty does with its AIOps add-on alone`,
                "Write `aiops: true` under the account's `pagerduty` if it has the add-on; else take it out.",
              ),
            )
        : [];
      return [...idle, ...paid];
    });
  });
}
