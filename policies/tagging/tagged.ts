/** Which kinds of resource can carry tags at their vendor, and how their tags are read. */

import type { KindName } from "../../vendors/index";
import type { Resource } from "../stack";
import { itemsAt, jsonAt, UNKNOWN, type Unknown } from "../values";

interface Tagged {
  /** For people, e.g. `Datadog monitor`. */
  title: string;
  /** Keys that this kind need not or cannot have. */
  except: readonly string[];
}

/** Absent: the vendor has no tags for it. Dashboards accept `team:` tags only. */
export const TAGGED: Readonly<Partial<Record<KindName, Tagged>>> = {
  "datadog/monitor": { title: "Datadog monitor", except: [] },
  "datadog/slo": { title: "Datadog SLO", except: [] },
  "datadog/security-rule": { title: "Datadog security rule", except: [] },
  "datadog/security-suppression": { title: "Datadog suppression", except: [] },
  "datadog/synthetics-test": { title: "Datadog synthetic test", except: [] },
  "datadog/logs-index": { title: "Datadog log index", except: [] },
  "datadog/dashboard": { title: "Datadog dashboard", except: ["service", "env", "managed-by"] },
};

export const TAGGED_KINDS = Object.keys(TAGGED) as KindName[];

export interface ReadTags {
  /** Those that are known, in their order. */
  tags: string[];
  /** There are, or may be, more. */
  unknown: boolean;
}

export function readTags({ kind, body }: Resource): ReadTags {
  const items = kind === "datadog/dashboard" ? dashboardItems(body) : itemsAt(body, "tags");
  if (items === UNKNOWN) return { tags: [], unknown: true };
  return { tags: items.filter((item) => typeof item === "string"), unknown: items.includes(UNKNOWN) };
}

function dashboardItems(body: Resource["body"]): ReturnType<typeof itemsAt> | Unknown {
  const json = jsonAt(body, "dashboard");
  if (json === UNKNOWN) return UNKNOWN;
  return json ? itemsAt(json, "tags") : itemsAt(body, "tags");
}

/** Whether a tag is `key:` with a value behind it. */
export function hasKey(tag: string, key: string): boolean {
  return tag.startsWith(`${key}:`) && tag.length > key.length + 1;
}
