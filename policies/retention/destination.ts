/** Where an archive writes to: which cloud, which bucket, which folder. Reads bodies; judges nothing. */

import type { Resource } from "../stack";
import { textAt, UNKNOWN, valueAt } from "../values";

export interface Destination {
  /** The property, e.g. `s3Archive`. */
  property: string;
  /** `storageAccount/container` of Azure; undefined where it is not known. */
  bucket: string | undefined;
  /** Undefined where it is not known. */
  path: string | undefined;
}

const CLOUDS = {
  s3Archive: ["bucket"],
  gcsArchive: ["bucket"],
  azureArchive: ["storageAccount", "container"],
} as const;

/** Undefined where the archive has none. */
export function destinationOf({ body }: Resource): Destination | undefined {
  for (const [property, parts] of Object.entries(CLOUDS)) {
    const value = valueAt(body, property);
    if (value === undefined || value === null) continue;
    if (value === UNKNOWN) return { property, bucket: undefined, path: undefined };
    const names = parts.map((part) => textAt(body, `${property}.${part}`));
    const path = textAt(body, `${property}.path`);
    return {
      property,
      bucket: names.includes(UNKNOWN) ? undefined : names.filter((name) => name !== undefined).join("/"),
      path: path === UNKNOWN ? undefined : trimmed(path),
    };
  }
  return undefined;
}

/** Without the signs that say nothing: `/prod/audit/` is `prod/audit`. */
function trimmed(path: string | undefined): string {
  return (path ?? "")
    .split("/")
    .filter((part) => part !== "")
    .join("/");
}
