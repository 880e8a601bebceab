/** Frameworks that ask for nothing where they are named: a class would seem to be governed, and nothing would be checked. */

import type { Diagnostic } from "../../diagnostics/index";
import { type Demand, speaksOf } from "../schema/framework";
import type { Catalog } from "./catalog";
import { at } from "./finding-at";

export function frameworkFacts({ sections }: Catalog): Diagnostic[] {
  return [...emptyDemands({ sections }), ...namedForNothing({ sections })];
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

function namedForNothing({ sections }: Sections): Diagnostic[] {
  return [...sections.retentionClasses.values()].flatMap((entry) =>
    (entry.data?.regulations ?? []).flatMap((name, index) => {
      const framework = sections.frameworks.get(name)?.data;
      if (!entry.data || !framework) return [];
      const { dataClass, personalData } = entry.data;
      const demands = Object.values(framework.requirements);
      if (demands.some((demand) => speaksOf(demand, { dataClass, personalData }))) return [];
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
