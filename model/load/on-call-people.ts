/** Whether the people who are on call can be: each once in a rotation, with a role that may answer, and a telephone. */

import type { z } from "zod";
import type { Diagnostic } from "../../diagnostics/index";
import type { SECTIONS } from "../schema/index";
import type { Catalog, Found } from "./catalog";
import { at } from "./finding-at";

type RotationFound = Found<z.output<typeof SECTIONS.rotations>>;

/** Someone named where people are on call. */
interface Named {
  person: string;
  entry: Found<unknown>;
  section: "rotations" | "escalations";
  path: PropertyKey[];
}

export function onCallPeople(catalog: Catalog): Diagnostic[] {
  const named = [...inRotations(catalog), ...inSteps(catalog)];
  return [...twice(catalog), ...onlookers(catalog, named), ...withoutPhone(catalog, named)];
}

function inRotations({ sections }: Catalog): Named[] {
  return [...sections.rotations.values()].flatMap((entry) => {
    const named = (person: string, ...path: PropertyKey[]): Named => ({ person, entry, section: "rotations", path });
    const { covers = [] } = entry.data ?? {};
    return [
      ...groups(entry).flatMap(({ people, path }) => people.map((person, index) => named(person, ...path, index))),
      ...covers.map(({ person }, index) => named(person, "covers", index, "person")),
    ];
  });
}

/** The lists of people of a rotation. */
function groups({ data }: RotationFound): { people: string[]; path: string[] }[] {
  return [
    ...(data?.people ? [{ people: data.people, path: ["people"] }] : []),
    ...Object.entries(data?.layers ?? {}).map(([name, { people }]) => ({ people, path: ["layers", name, "people"] })),
  ];
}

/** A name that a rotation has is the rotation's. */
function inSteps({ sections }: Catalog): Named[] {
  return [...sections.escalations.values()].flatMap((entry) =>
    (entry.data?.steps ?? []).flatMap(({ notify }, step) =>
      notify.flatMap((person, index): Named[] =>
        sections.rotations.has(person)
          ? []
          : [{ person, entry, section: "escalations", path: ["steps", step, "notify", index] }],
      ),
    ),
  );
}

function twice({ sections }: Catalog): Diagnostic[] {
  return [...sections.rotations.values()].flatMap((entry) =>
    groups(entry).flatMap(({ people, path }) =>
      people.flatMap((person, index) => {
        if (people.indexOf(person) === index) return [];
        const message = `\`${person}\` is in the rotation twice`;
        return [at(entry, "rotations", [...path, index], "person-twice", message, "Name each person once.")];
      }),
    ),
  );
}

function onlookers({ sections }: Catalog, named: readonly Named[]): Diagnostic[] {
  return named.flatMap(({ person, entry, section, path }) => {
    const role = sections.people.get(person)?.data?.role;
    if (role !== "stakeholder" && role !== "observer") return [];
    const message = `\`${person}\` is ${role === "observer" ? "an" : "a"} ${role} and cannot answer`;
    const hint = `Give \`${person}\` the role \`responder\`, or name someone else.`;
    return [at(entry, section, path, "cannot-answer", message, hint)];
  });
}

/** Once for each person, at the person. */
function withoutPhone({ sections }: Catalog, named: readonly Named[]): Diagnostic[] {
  if (![...sections.environments.values()].some(({ data }) => data?.notify === "page")) return [];
  return [...new Set(named.map(({ person }) => person))].flatMap((key): Diagnostic[] => {
    const entry = sections.people.get(key);
    if (!entry?.data || entry.data.phone !== undefined) return [];
    const message = `\`${key}\` is on call and has no telephone number`;
    const hint = "Add a `phone`: without one only mail and the app can wake anybody.";
    return [{ ...at(entry, "people", [], "no-phone", message, hint), severity: "warning" }];
  });
}
