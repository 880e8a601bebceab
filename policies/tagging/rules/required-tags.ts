/** Everything that can carry tags says its team, service, environment, tier and what manages it. */

import type { ResolvedEnvironment, ServiceEntry } from "../../../model/index";
import { madeBy } from "../../made-by";
import type { Found, Rule } from "../../rule";
import type { Resource } from "../../stack";
import { someOf } from "../key-list";
import { eachTagged, tagParts } from "../tagged";

const EXAMPLES: Readonly<Record<string, string>> = {
  team: "<the team that answers for it>",
  service: "<the service it watches>",
  env: "<the environment's tag value>",
  "managed-by": "<what manages it>",
  tier: "<how much depends on it, 1 to 4>",
};

/** An index of somebody's own takes the logs of many services and environments; the catalog's are one of each class and environment. */
const OF_MANY_SERVICES: readonly string[] = ["team", "managed-by"];

export const requiredTags: Rule = {
  id: "required-tags",
  pack: "tagging",
  severity: "error",
  title: "Required tags",
  summary: "Everything that can carry tags says its team, service, environment, tier and what manages it.",
  clauses: [{ framework: "ISO 27001", clause: "A.5.9" }],
  parameters: {
    keys: {
      description: "The keys of the tags that everything must have.",
      looser: "less",
      default: ["team", "service", "env", "managed-by", "tier"],
      problem: someOf("key"),
    },
  },
  ...eachTagged(function* ({ resource, tagged, tags, unknown, values }, { catalog, environment }, { keys }) {
    const only = resource.kind === "datadog/logs-index" && !resource.spec ? OF_MANY_SERVICES : tagged.only;
    const required = (keys as readonly string[]).filter((key) => only?.includes(key) !== false);
    const missing = required.filter((key) => !values.has(key));
    if (missing.length === 0) return;
    const about = { resource, property: "tags" };
    if (unknown) {
      const names = missing.map((key) => `\`${key}\``).join(", ");
      yield { type: "undecided", ...about, message: `its tags are not known yet: ${names} may be missing` };
      return;
    }
    const shown = tags.length === 0 ? "it has no tags at all" : `it has ${[...tags].sort().join(", ")}`;
    for (const key of missing) {
      const [service] = values.get("service") ?? [];
      const entry = catalog?.services.find(({ datadogService }) => datadogService === service);
      const cause = catalog && unsaid(catalog, resource, key);
      if (cause) {
        yield { type: "violated", ...about, value: tags.join(", "), ...cause };
        continue;
      }
      const known: Partial<Record<string, string | number>> = {
        env: environment.tag || undefined,
        team: entry?.team,
        tier: entry?.tier,
        ...(resource.spec && { "managed-by": "watchbill" }),
      };
      yield {
        type: "violated",
        ...about,
        value: tags.join(", "),
        message: `the ${tagged.title} has no tag \`${key}\`; ${shown}`,
        fix: `Add \`${key}:${known[key] ?? EXAMPLES[key] ?? "…"}\` to ${whereOf(resource, entry)}.`,
      };
    }
  }),
};

/** A key that only the catalog's own tags could have, and neither the system nor the service has: one place, whatever is made of it. */
function unsaid(catalog: ResolvedEnvironment, resource: Resource, key: string): Cause | undefined {
  const service = key in EXAMPLES ? undefined : madeBy(catalog, resource)?.service;
  const system = catalog.systems.find((one) => one.key === service?.system);
  if (!service || !system || [...service.tags, ...system.tags].some((tag) => tagParts(tag).key === key))
    return undefined;
  // What others of the system say themselves is said by service.
  const apart = sayingIn(catalog, key).has(system.key);
  const [at, name] = apart
    ? [service.source, `service \`${service.key}\``]
    : [system.source, `system \`${system.key}\``];
  return {
    at,
    message: `the ${name} has no tag \`${key}\`, and so nothing that is made of it`,
    fix: `Add \`${key}:…\` to \`tags\` of the ${name}.`,
  };
}

const known = new WeakMap<ResolvedEnvironment, Map<string, ReadonlySet<string>>>();

/** The systems of which a service says a tag of the key itself. */
function sayingIn(catalog: ResolvedEnvironment, key: string): ReadonlySet<string> {
  const byKey = known.get(catalog) ?? new Map<string, ReadonlySet<string>>();
  known.set(catalog, byKey);
  const saying =
    byKey.get(key) ??
    new Set(
      catalog.services.flatMap(({ system, tags }) => (tags.some((tag) => tagParts(tag).key === key) ? system : [])),
    );
  byKey.set(key, saying);
  return saying;
}

type Cause = Pick<Extract<Found, { type: "violated" }>, "at" | "message" | "fix">;

/** Where the catalog has the tags of what it makes. */
function whereOf({ spec, kind }: Resource, service: ServiceEntry | undefined): string {
  if (!spec) return "its tags";
  if (kind === "datadog/logs-index") return "`tags` of the retention class";
  return service ? `\`tags\` of the system \`${service.system}\`, or of the service \`${service.key}\`` : "its tags";
}
