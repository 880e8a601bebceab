/** A rotation in its one form: layers, whether the catalog writes several or none. What is incomplete is told where it is read. */

import type { z } from "zod";
import { momentOf, utc } from "../local-time";
import type { Entry, RotationCover, RotationEntry, RotationLayer } from "../resolved";
import type { SECTIONS } from "../schema/index";
import { titleOf } from "./words";

type Written = z.output<typeof SECTIONS.rotations>;

export function rotationOf(written: Written & Entry, isOver: (moment: number) => boolean): RotationEntry {
  const { layers, start, turn, people, hours, covers, ...rest } = written;
  const title = written.title ?? titleOf(written.key);
  const all: readonly [string, NonNullable<Written["layers"]>[string]][] = layers
    ? Object.entries(layers)
    : people
      ? [["", { title, people, ...(hours && { hours }) }]]
      : [];
  const [first] = Object.keys(layers ?? {});
  const zoneOf = (layer: string): string => layers?.[layer]?.timeZone ?? written.timeZone;
  return {
    ...rest,
    title,
    covers: covers.flatMap(({ person, insteadOf, layer = first ?? "", from, to }): RotationCover[] => {
      const end = momentOf(to, zoneOf(layer));
      if (isOver(end)) return [];
      return [{ person, insteadOf, layer, from: utc(momentOf(from, zoneOf(layer))), to: utc(end) }];
    }),
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
