/** Archives lie in the regions that the company allows. Where a bucket is, the catalog or a parameter says; Datadog does not. */

import type { Found, ParameterValue, Rule } from "../../rule";
import type { Resource } from "../../stack";
import { deployedIn, type Home } from "../deployed";
import { destinationOf } from "../destination";
import { saidAt } from "../said";

export const archiveRegion: Rule = {
  id: "archive-region",
  pack: "retention",
  severity: "error",
  title: "Archive outside the allowed regions",
  summary: "Every archive's bucket is in a region that the company allows; without `regions` nothing is looked at.",
  clauses: [{ framework: "GDPR", clause: "Art. 44" }],
  parameters: {
    regions: {
      description:
        "The regions that are allowed, in the clouds' own words; `eu-*` allows all that begin so. Empty: any.",
      default: [],
    },
    buckets: {
      description: "Where buckets are of which no retention class says it: `<bucket>=<region>`.",
      default: [],
      problem: (value: ParameterValue) => {
        const wrong = (value as readonly string[]).find((entry) => !/^[^=]+=[^=]+$/.test(String(entry)));
        return wrong === undefined ? undefined : `Write \`<bucket>=<region>\` instead of \`${wrong}\`.`;
      },
    },
  },
  kinds: ["datadog/logs-archive"],
  *check(stack, { regions, buckets }) {
    const allowed = regions as readonly string[];
    if (allowed.length === 0) return;
    const stated = new Map((buckets as readonly string[]).map((entry) => entry.split("=", 2) as [string, string]));
    for (const { resource, home } of deployedIn(stack).archives) {
      if (resource.elsewhere) continue;
      const found = findingOf(resource, home, stated, allowed);
      if (found) yield found;
    }
  },
};

function findingOf(
  resource: Resource,
  home: Home | undefined,
  stated: ReadonlyMap<string, string>,
  allowed: readonly string[],
): Found | undefined {
  const destination = destinationOf(resource);
  if (!destination) return undefined;
  const { bucket, property } = destination;
  const about = { resource, property };
  if (bucket === undefined) return { type: "undecided", ...about, message: "the archive's bucket is not known yet" };
  const said = home && regionSaid(home, bucket);
  const region = stated.get(bucket) ?? said;
  const list = allowed.map((one) => `\`${one}\``).join(", ");
  if (region === undefined)
    return {
      type: "violated",
      ...about,
      value: bucket,
      message: `nothing says in which region the bucket \`${bucket}\` is; allowed ${allowed.length === 1 ? "is" : "are"} ${list}`,
      fix: "Say it: `archive.region` of the retention class, or the parameter `buckets` for an archive of somebody else's.",
    };
  if (allowed.some((one) => (one.endsWith("*") ? region.startsWith(one.slice(0, -1)) : one === region)))
    return undefined;
  return {
    type: "violated",
    ...about,
    ...(home && region === said && saidAt(home, "archive", "region")),
    value: region,
    message: `the bucket \`${bucket}\` is in \`${region}\`; allowed ${allowed.length === 1 ? "is" : "are"} ${list}`,
    fix: "Archive into a bucket in an allowed region; what is in the other one has to be moved, too.",
  };
}

/** What the class says of its own bucket; of another one nobody has said anything. */
function regionSaid({ retention: { archive } }: Home, bucket: string): string | undefined {
  if (!archive) return undefined;
  const own = archive.storage === "azure" ? `${archive.storageAccount}/${archive.container}` : archive.bucket;
  return own === bucket ? archive.region : undefined;
}
