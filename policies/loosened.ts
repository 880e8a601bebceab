/**
 * What a change promises less than the catalog it is judged by: tables of promises compared field by field, and the finding that comes of
 * it, with both places and the way that is meant for it. Decides nothing about paging or retention.
 */

import type { Base, Path, PolicyId, Source } from "../model/index";
import type { Found } from "./rule";

/** One field of something, and when it promises less than before. */
export interface Promised<T> {
  field: string;
  shown(of: T): string;
  looser(before: T, now: T): boolean;
  /** What that means, a clause. */
  means: string;
}

/** One promise that the change does not keep. */
export interface Loosened {
  /** Where it is written, as a path of the catalog: `severities.high.page`. */
  promise: string;
  /** `severity high` */
  subject: string;
  /** With its place; undefined: there was nothing of that name. */
  before?: string;
  there?: Source;
  /** Undefined: it is gone. */
  now?: string;
  means: string;
  here: Source;
}

/** Something of both catalogs. */
export interface Compared<T> {
  subject: string;
  /** Its path, to which the field's name is added. */
  path: Path;
  /** What takes that path's place where it is written. */
  first?: Path;
  before: T;
  now: T;
}

export function* loosened<T>(
  base: Base,
  promises: readonly Promised<T>[],
  { before, first, now, path, subject }: Compared<T>,
): Iterable<Loosened> {
  for (const { field, looser, means, shown } of promises) {
    if (!looser(before, now)) continue;
    const inside = (one: Path): Path => [...one, field];
    const paths = [...(first ? [inside(first)] : []), inside(path)];
    yield {
      promise: inside(path).join("."),
      subject,
      before: shown(before),
      now: shown(now),
      means,
      there: base.there(...paths),
      here: base.here(...paths),
    };
  }
}

export function foundOf(rule: PolicyId, { before, here, means, now, promise, subject, there }: Loosened): Found {
  const was = before === undefined ? "" : `was \`${before}\`${there ? ` (${there.file}:${there.line})` : ""} and `;
  return {
    type: "violated",
    at: here,
    subject,
    property: promise,
    value: now ?? "",
    message: `\`${promise}\` ${was}${now === undefined ? "is gone" : `is \`${now}\``} with this change: ${means}`,
    fix: `Keep what was promised. Where it is meant, the owners of the policies first merge \`policies: { ${rule}: { level: advisory } }\`, or merge this change past the check: no waiver accepts it.`,
  };
}
