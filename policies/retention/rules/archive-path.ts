/** An archive has a folder of its own: a bucket's lifetime rule is for a folder, and what lies together cannot be kept apart. */

import type { Found, Rule } from "../../rule";
import type { Resource } from "../../stack";
import { destinationOf } from "../destination";

export const archivePath: Rule = {
  id: "archive-path",
  pack: "retention",
  severity: "error",
  title: "Archive without a path",
  summary: "Every archive writes into a folder of its own of its bucket.",
  kinds: ["datadog/logs-archive"],
  *check(stack) {
    const first = new Map<string, Resource>();
    for (const resource of stack.ofKind("datadog/logs-archive")) {
      if (resource.elsewhere) continue;
      const destination = destinationOf(resource);
      if (!destination) continue;
      const { property, bucket, path } = destination;
      const about = { resource, property: `${property}.path` };
      if (path === undefined) yield { type: "undecided", ...about, message: "the archive's path is not known yet" };
      else if (path === "")
        yield {
          type: "violated",
          ...about,
          value: "/",
          message: `the archive writes into the root of ${bucket === undefined ? "its bucket" : `\`${bucket}\``}`,
          fix: resource.spec
            ? "Write `archive.path` of the retention class, e.g. `/prod/audit`; without one a catalog writes `/<environment>/<class>`."
            : `Give it a path, e.g. \`/prod/audit\`: \`${property}.path\`.`,
        };
      else yield* shared(about, `${bucket}/${path}`, bucket, first);
    }
  },
};

function* shared(
  about: { resource: Resource; property: string },
  where: string,
  bucket: string | undefined,
  first: Map<string, Resource>,
): Iterable<Found> {
  if (bucket === undefined) return;
  const other = first.get(where);
  if (!other) {
    first.set(where, about.resource);
    return;
  }
  yield {
    type: "violated",
    ...about,
    value: where,
    message: `the archive writes into \`${where}\`, where \`${other.key}\` writes, too: what is kept for different times lies together`,
    fix: about.resource.spec
      ? "Write another `archive.path` of the retention class, or none: `/<environment>/<class>` is each one's own."
      : "Give each archive a path of its own.",
  };
}
