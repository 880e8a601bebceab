/**
 * Frameworks that ask for nothing where they are named: a class would seem to be governed, and nothing would be checked. And requirements
 * that nothing can meet, whatever data there is.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import { type Demand, longest, OWN_TERM, shortest, speaksOf } from "../schema/framework";
import type { Catalog } from "./catalog";
import { at } from "./finding-at";

export function frameworkFacts({ sections }: Catalog): Diagnostic[] {
  const unknown = unknownData({ sections });
  return [
    ...emptyDemands({ sections }),
    ...contradictions({ sections }),
    ...ungoverned({ sections }),
    ...unknown.map(({ finding }) => finding),
    ...namedForNothing({ sections }, new Set(unknown.flatMap(({ meant }) => meant ?? []))),
  ];
}

type Sections = Pick<Catalog, "sections">;

function emptyDemands({ sections }: Sections): Diagnostic[] {
  return [...sections.frameworks.values()].flatMap((entry) =>
    Object.entries(entry.data?.requirements ?? {})
      .filter(([, demand]) => asksNothing(demand))
      .map(([name]) =>
        at(
          entry,
          "frameworks",
          ["requirements", name],
          "asks-nothing",
          `the requirement \`${name}\` asks for nothing`,
          "Say what it asks for: `atLeast`, `immediatelyAvailable`, `atMost`, `hidden: true`, or `stated` where no setting enforces it.",
        ),
      ),
  );
}

function asksNothing({ atLeast, immediatelyAvailable, atMost, hidden, stated }: Demand): boolean {
  return [atLeast, immediatelyAvailable, atMost, stated].every((one) => one === undefined) && !hidden;
}

/** More days wanted than are allowed: by one requirement, so whatever class it is asked of cannot do both. */
function contradictions({ sections }: Sections): Diagnostic[] {
  return [...sections.frameworks.values()].flatMap((entry) =>
    Object.entries(entry.data?.requirements ?? {}).flatMap(([name, { atLeast, atMost, immediatelyAvailable }]) => {
      if (!atMost || atMost === OWN_TERM) return [];
      const most = shortest(atMost);
      const wanted = Object.entries({ atLeast, immediatelyAvailable }).flatMap(([key, term]) =>
        term && longest(term) > most ? [`\`${key}: ${term.text}\``] : [],
      );
      if (wanted.length === 0) return [];
      return [
        at(
          entry,
          "frameworks",
          ["requirements", name, "atMost"],
          "conflicting-keys",
          `the requirement \`${name}\` cannot be met: ${wanted.join(" and ")} are more than \`atMost: ${atMost.text}\``,
          "Mend the figure that is wrong; of months and years the longest counts for a minimum, the shortest for a maximum.",
        ),
      ];
    }),
  );
}

/** One word takes an environment out of all frameworks. Where people are woken, or nothing may be deleted, it is said in every run. */
function ungoverned({ sections }: Sections): Diagnostic[] {
  if (sections.frameworks.size === 0) return [];
  return [...sections.environments.values()].flatMap((entry) => {
    const { notify, protect, testData } = entry.data ?? {};
    if (!testData || (notify !== "page" && !protect)) return [];
    const like = [...(notify === "page" ? ["pages"] : []), ...(protect ? ["is protected"] : [])].join(" and ");
    const finding = at(
      entry,
      "environments",
      ["testData"],
      "ungoverned",
      `\`${entry.key}\` ${like}, and says that it holds test data alone: no framework governs what it keeps`,
      "Take `testData: true` out where anybody's data is in it.",
    );
    return [{ ...finding, severity: "warning" }];
  });
}

interface UnknownData {
  finding: Diagnostic;
  /** The data class that was probably meant. */
  meant?: string;
}

/** Data classes that no retention class has: misspelt ones, and those of a framework that is for everything. */
function unknownData({ sections }: Sections): UnknownData[] {
  const classes = [...sections.retentionClasses.values()];
  // What is wrong in a class is told by itself, and may be its data class.
  if (classes.length === 0 || classes.some(({ data }) => !data)) return [];
  const known = new Set(classes.flatMap(({ data }) => data?.dataClass ?? []));
  return [...sections.frameworks.values()].flatMap((entry) =>
    Object.entries(entry.data?.requirements ?? {}).flatMap(([name, { dataClasses = [] }]) =>
      dataClasses.flatMap((one, index): UnknownData[] => {
        if (known.has(one)) return [];
        const meant = nearest(one, known);
        const rest = dataClasses.some((other) => known.has(other));
        if (meant === undefined && (rest || entry.data?.governs !== "everything")) return [];
        const finding = at(
          entry,
          "frameworks",
          ["requirements", name, "dataClasses", index],
          "asks-nothing",
          `no retention class has \`${one}\` data: ${rest ? "of that " : ""}the requirement \`${name}\` asks nothing of anybody`,
          meant === undefined
            ? `The classes have ${[...known].map((other) => `\`${other}\``).join(", ")}.`
            : `Did you mean \`${meant}\`?`,
        );
        return [meant === undefined ? { finding: { ...finding, severity: "warning" } } : { finding, meant }];
      }),
    ),
  );
}

function namedForNothing({ sections }: Sections, meant: ReadonlySet<string>): Diagnostic[] {
  return [...sections.retentionClasses.values()].flatMap((entry) =>
    (entry.data?.regulations ?? []).flatMap((name, index) => {
      const framework = sections.frameworks.get(name)?.data;
      if (!entry.data || !framework) return [];
      const { dataClass, personalData } = entry.data;
      const demands = Object.values(framework.requirements);
      if (demands.some((demand) => speaksOf(demand, { dataClass, personalData })) || meant.has(dataClass)) return [];
      const classes = [...new Set(demands.flatMap((demand) => demand.dataClasses ?? []))];
      const forPersons = demands.some((demand) => speaksOf(demand, { dataClass, personalData: true }));
      return [
        at(
          entry,
          "retentionClasses",
          ["regulations", index],
          "asks-nothing",
          `\`${name}\` asks nothing of \`${dataClass}\` data${forPersons ? " that is not personal" : ""}`,
          forPersons
            ? "If the class holds personal data, say `personalData: true`; if not, take the framework out."
            : `It speaks of ${classes.map((one) => `\`${one}\``).join(", ") || "nothing"}: take it out, or name the data's class as it does.`,
        ),
      ];
    }),
  );
}

/** How long frameworks want a class kept. */
export function daysAsked(frameworks: Catalog["sections"]["frameworks"], retention: RetentionData): number {
  const asked = [...frameworks.values()].flatMap(({ data, key }) =>
    data && (data.governs === "everything" || retention.regulations.includes(key))
      ? Object.values(data.requirements).flatMap((demand) =>
          demand.atLeast && speaksOf(demand, retention) ? longest(demand.atLeast) : [],
        )
      : [],
  );
  return Math.max(0, ...asked);
}

type RetentionData = Parameters<typeof speaksOf>[1] & { regulations: readonly string[] };
