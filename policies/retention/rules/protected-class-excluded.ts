/** No exclusion filter drops events of data that must be whole. */

import { eventIn, type SearchSet } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { DeployedIndex, Exclusion } from "../deployed";
import { clausesOf, some } from "../figures";
import { Grouped } from "../grouped";
import { governedPlacements, type Placement, type Taken } from "../placement";
import { type Protection, protectionOf, WHOLE_CLASSES } from "../protected";
import { saidAt } from "../said";
import { takenFix } from "../taken-fix";

interface Dropped {
  type: "violated" | "undecided";
  placement: Placement;
  taken: Taken<DeployedIndex>;
  exclusion: Exclusion;
  example: string | undefined;
  protection: Protection;
}

export const protectedClassExcluded: Rule = {
  id: "protected-class-excluded",
  pack: "retention",
  severity: "error",
  title: "Protected events excluded",
  summary: "No exclusion filter of an index drops events of a class that must be whole.",
  parameters: WHOLE_CLASSES,
  kinds: ["datadog/logs-index"],
  needsCatalog: true,
  *check(stack, parameters) {
    const found = new Grouped<Dropped>();
    for (const placement of governedPlacements(stack))
      for (const taken of placement.taken)
        for (const { exclusion, type, example, out } of drops(placement, taken)) {
          const protection = protectionOf(placement, taken, out, stack, parameters);
          if (!protection) continue;
          const sure = type === "violated" && protection.answer === "yes" ? type : "undecided";
          const { by } = taken;
          found.add(
            [sure, by.name, exclusion.property, placement.retention.key, protection.why].join("\n"),
            placement.name,
            { type: sure, placement, taken, exclusion, example, protection },
          );
        }
    for (const { what, names } of found.all()) yield findingOf(what, names);
  },
};

interface Drop {
  exclusion: Exclusion;
  type: "violated" | "undecided";
  example: string | undefined;
  out: readonly SearchSet[];
}

/** The exclusion filters that drop events of a stream; the first that fits an event decides. */
function* drops({ set }: Placement, { by, before, share }: Taken<DeployedIndex>): Iterable<Drop> {
  const earlier: SearchSet[] = [];
  for (const exclusion of by.exclusions) {
    if (!exclusion.set || exclusion.share === undefined) {
      yield { exclusion, type: "undecided", example: undefined, out: exclusion.set ? [exclusion.set] : [] };
      continue;
    }
    const inside = [set, ...(by.set ? [by.set] : []), exclusion.set];
    const { answer, example } = eventIn(inside, [...before, ...earlier]);
    earlier.push(exclusion.set);
    if (answer === "no" || exclusion.share === 0) continue;
    const type = answer === "yes" && share !== "undecided" ? "violated" : "undecided";
    yield { exclusion, type, example, out: [exclusion.set] };
  }
}

function findingOf(
  { type, placement, taken, exclusion, example, protection }: Dropped,
  names: readonly string[],
): Found {
  const { retention, tenant } = placement;
  const { by } = taken;
  const about = {
    resource: by.resource,
    ...(placement.stream.sample === undefined
      ? saidAt(by.home ?? placement, "sample")
      : { at: placement.service.origins.at(`logs.streams.${placement.stream.key}.sample`) }),
    subject: `${retention.key} in ${tenant.name}`,
    property: exclusion.property,
    clauses: clausesOf(protection.figures),
  };
  const filter = `the exclusion filter \`${exclusion.name}\` of \`${by.name}\``;
  if (type === "undecided")
    return {
      type,
      ...about,
      message: `whether ${filter} drops events of ${some(names)} is not known; ${protection.why}`,
    };
  const order = takenFix(placement, taken, 0);
  const share = `${Number(((exclusion.share ?? 0) * 100).toFixed(4))}%`;
  return {
    type,
    ...about,
    value: share,
    message: `${filter} drops ${share} of ${some(names)}${example === undefined ? "" : `, e.g. of \`${example}\``}; ${protection.why}`,
    fix: order === undefined ? sampled(by, exclusion) : `${order} Or: ${sampled(by, exclusion)}`,
  };
}

/** A catalog makes filters of what it samples: of a class under `sample`, of a stream under the stream's name. */
function sampled({ home, name }: DeployedIndex, exclusion: Exclusion): string {
  if (!home) return `Leave these events out of the filter \`${exclusion.name}\` of \`${name}\`.`;
  return exclusion.name === "sample"
    ? `Write \`sample: 100%\` at \`environments.${home.tenant.name}.retention.${home.retention.key}\`.`
    : `Write \`sample: 100%\` at the stream \`${exclusion.name}\`, or narrow its \`filter\`.`;
}
