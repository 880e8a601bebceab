/**
 * Team, service, env and managed-by on everything that can carry tags. One pure function over a resource's inputs, for the
 * engine's policy packs and for offline use; knows no `@pulumi/*`. A value that is not known yet is never taken for fine.
 */

/** What can carry tags, by type token. Absent: the vendor has no tags for it. */
interface Tagged {
  /** For people, e.g. `Datadog monitor`. */
  title: string;
  /** Keys that this kind need not or cannot have. */
  except: readonly string[];
}

export const REQUIRED_TAGS = ["team", "service", "env", "managed-by"] as const;

/** Dashboards accept `team:` tags only. */
export const TAGGED: Readonly<Record<string, Tagged>> = {
  "datadog:index/monitor:Monitor": { title: "Datadog monitor", except: [] },
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": { title: "Datadog SLO", except: [] },
  "datadog:index/securityMonitoringRule:SecurityMonitoringRule": { title: "Datadog security rule", except: [] },
  "datadog:index/securityMonitoringSuppression:SecurityMonitoringSuppression": {
    title: "Datadog suppression",
    except: [],
  },
  "datadog:index/syntheticsTest:SyntheticsTest": { title: "Datadog synthetic test", except: [] },
  "datadog:index/logsIndex:LogsIndex": { title: "Datadog log index", except: [] },
  "datadog:index/dashboard:Dashboard": { title: "Datadog dashboard", except: ["service", "env", "managed-by"] },
  "datadog:index/dashboardJson:DashboardJson": { title: "Datadog dashboard", except: ["service", "env", "managed-by"] },
};

/** A resource is in one environment and managed by one tool; several teams and services may share one, e.g. a log index. */
const ONE_VALUE = ["env", "managed-by"];

export type TagFinding =
  | { type: "missing"; tag: string; message: string }
  | { type: "contradictory"; tag: string; message: string }
  /** The inputs are not known before deployment. */
  | { type: "not-checked"; message: string };

/**
 * What is wrong with the tags of a resource; empty when nothing is, or when its kind has no tags.
 * `isUnknown` tells the error that reading an unknown value throws from any other.
 */
export function checkTags(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  required: readonly string[],
  isUnknown: (error: unknown) => boolean,
): TagFinding[] {
  const tagged = TAGGED[type];
  if (!tagged) return [];
  const { tags, unknown } = readTags(type, inputs, isUnknown);
  const contradictory = ONE_VALUE.flatMap((key) => contradiction(name, tagged, key, tags));
  const missing = required.filter((key) => !tagged.except.includes(key) && !tags.some((tag) => hasValue(tag, key)));
  if (missing.length === 0) return contradictory;
  if (unknown) {
    const [noun, verb] = missing.length === 1 ? ["tag", "is"] : ["tags", "are"];
    const keys = missing.map((key) => `"${key}"`).join(", ");
    return [
      ...contradictory,
      {
        type: "not-checked",
        message: `${name} (${tagged.title}): the ${noun} ${keys} ${verb} not checked, because its tags are not known before deployment. Give the tags as plain text.`,
      },
    ];
  }
  return [
    ...contradictory,
    ...missing.map((tag) => ({
      type: "missing" as const,
      tag,
      message: `${name} (${tagged.title}) has no tag "${tag}"${shown(tags)}. Add "${tag}:${EXAMPLES[tag] ?? "…"}" to its tags.`,
    })),
  ];
}

/** Two values of one key: a search by either finds it, and nobody knows which is meant. */
function contradiction(name: string, { title }: Tagged, tag: string, tags: readonly string[]): TagFinding[] {
  const values = [...new Set(tags.filter((one) => hasValue(one, tag)))].sort();
  if (values.length < 2) return [];
  return [
    {
      type: "contradictory",
      tag,
      message: `${name} (${title}) has ${values.length} values of the tag "${tag}": ${values.join(", ")}. Leave one.`,
    },
  ];
}

const EXAMPLES: Readonly<Record<string, string>> = {
  team: "<the team that answers for it>",
  service: "<the service it watches>",
  env: "<the environment's tag value>",
  "managed-by": "watchbill",
};

function shown(tags: readonly string[]): string {
  return tags.length === 0 ? "; it has no tags at all" : `; it has ${[...tags].sort().join(", ")}`;
}

function hasValue(tag: string, key: string): boolean {
  return tag.startsWith(`${key}:`) && tag.length > key.length + 1;
}

interface ReadTags {
  /** Those that are known. */
  tags: string[];
  /** There are, or may be, more. */
  unknown: boolean;
}

function readTags(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  isUnknown: (error: unknown) => boolean,
): ReadTags {
  const list = attempt(
    () => (type.endsWith(":DashboardJson") ? dashboardTags(inputs.dashboard) : inputs.tags),
    isUnknown,
  );
  if (list.unknown) return { tags: [], unknown: true };
  if (!Array.isArray(list.value)) return { tags: [], unknown: false };
  const items: unknown[] = list.value;
  const positions = Array.from({ length: items.length }, (_, position) => position);
  const read = positions.map((position) => attempt(() => items[position], isUnknown));
  return {
    tags: read.flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
    unknown: read.some(({ unknown }) => unknown),
  };
}

function dashboardTags(json: unknown): unknown {
  if (typeof json !== "string") return undefined;
  try {
    return (JSON.parse(json) as { tags?: unknown } | null)?.tags;
  } catch {
    return undefined;
  }
}

function attempt(read: () => unknown, isUnknown: (error: unknown) => boolean): { value?: unknown; unknown: boolean } {
  try {
    return { value: read(), unknown: false };
  } catch (error) {
    if (isUnknown(error)) return { unknown: true };
    throw error;
  }
}
