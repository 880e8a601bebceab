/** Where a catalog says a field of a class for an environment, and as what a fix names it: the environment's word holds, else the class's. */

import type { ResolvedEnvironment, RetentionEntry } from "../../model/index";
import type { Found } from "../rule";

export interface OfClass {
  tenant: ResolvedEnvironment;
  retention: RetentionEntry;
}

/** The place of the value; of what is not said, the class's. */
export function saidAt({ retention }: Pick<OfClass, "retention">, ...path: string[]): Pick<Found, "at" | "entry"> {
  return { at: retention.writtenAt(...path) ?? retention.source, entry: retention.source };
}

/** `\`days\` of the retention class \`audit\``, or `\`environments.prod.retention.audit.days\``. */
export function settingOf({ retention, tenant }: OfClass, field: string): string {
  const { changed, key } = retention;
  return changed.has(field)
    ? `\`environments.${tenant.name}.retention.${key}.${field}\``
    : `\`${field}\` of the retention class \`${key}\``;
}

/** What its index keeps so long. */
export function searchedBy({ flexDays = 0, searchableDays }: RetentionEntry): "flexDays" | "searchableDays" {
  return flexDays > searchableDays ? "flexDays" : "searchableDays";
}
