/** How a finding calls a member of a composite: as its own findings do, or by the id that stands in the query. */

import type { MonitorInput } from "../input";

export function memberName(id: string, byId: ReadonlyMap<string, MonitorInput>): string {
  return `\`${byId.get(id)?.subject ?? id}\``;
}
