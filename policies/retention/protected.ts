/**
 * Streams of which no event may be missing in an index: of data the company wants whole, of data a framework wants at hand, and of data
 * that must be kept and that no archive keeps. What leaves events out is each rule's own.
 */

import { type Answer, eventIn, type SearchSet } from "../../query/index";
import type { Parameter, Parameters } from "../rule";
import type { Stack } from "../stack";
import { archivedFor, type DeployedIndex } from "./deployed";
import { type Figure, figuresOf, textsOf } from "./figures";
import type { Placement, Taken } from "./placement";

export const WHOLE_CLASSES: Readonly<Record<string, Parameter>> = {
  dataClasses: {
    description: "The data, as `dataClass` of the retention classes, of which an index must have every event.",
    looser: "less",
    default: ["security", "audit"],
  },
};

export interface Protection {
  /** Why no event may be missing, for the message. */
  why: string;
  figures: readonly Figure[];
  answer: Answer;
}

/** Why events of the stream may not be left out of the index; `out`: which are, undefined where all may be. */
export function protectionOf(
  placement: Placement,
  taken: Taken<DeployedIndex>,
  out: readonly SearchSet[],
  stack: Stack,
  { dataClasses }: Parameters,
): Protection | undefined {
  const { tenant, retention, set } = placement;
  const { atLeast, immediately } = figuresOf(tenant, retention);
  if (immediately.length > 0) return { why: textsOf(immediately), figures: immediately, answer: "yes" };
  if ((dataClasses as readonly string[]).includes(retention.dataClass))
    return { why: `of ${retention.dataClass} data an index must have every event`, figures: atLeast, answer: "yes" };
  const inside = [set, ...(taken.by.set ? [taken.by.set] : []), ...out];
  const failed = atLeast.map((figure) => {
    const { sure: archived } = archivedFor(figure.days, stack);
    return { figure, answer: eventIn(inside, [...taken.before, ...archived]).answer };
  });
  const sure = failed.filter(({ answer }) => answer === "yes").map(({ figure }) => figure);
  if (sure.length > 0) return { why: `${textsOf(sure)}, and no archive has them`, figures: sure, answer: "yes" };
  const unsure = failed.filter(({ answer }) => answer === "maybe").map(({ figure }) => figure);
  return unsure.length > 0 ? { why: textsOf(unsure), figures: unsure, answer: "maybe" } : undefined;
}
