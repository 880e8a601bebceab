/** A rotation in its one form: layers, whether the catalog writes several or none. What is incomplete is told where it is read. */

import type { z } from "zod";
import type { Entry, RotationEntry, RotationLayer } from "../resolved";
import type { SECTIONS } from "../schema/index";
import { titleOf } from "./words";

type Written = z.output<typeof SECTIONS.rotations>;

export function rotationOf(written: Written & Entry): RotationEntry {
  const { layers, start, turn, people, hours, ...rest } = written;
  const title = written.title ?? titleOf(written.key);
  const all: readonly [string, NonNullable<Written["layers"]>[string]][] = layers
    ? Object.entries(layers)
    : people
      ? [["", { title, people, ...(hours && { hours }) }]]
      : [];
  return {
    ...rest,
    title,
    layers: all.flatMap(([key, layer]): RotationLayer[] => {
      const from = layer.start ?? start;
      const length = layer.turn ?? turn;
      if (from === undefined || length === undefined) return [];
      return [
        {
          key,
          title: layer.title ?? titleOf(key),
          timeZone: layer.timeZone ?? written.timeZone,
          start: from,
          turn: length,
          people: layer.people,
          ...(layer.hours && { hours: layer.hours }),
        },
      ];
    }),
  };
}
