/** Q12: a tag key that is one slip away from a usual one, so that the filter matches nothing. */

import { distance } from "fastest-levenshtein";
import { filterOf, keysIn } from "../facts/scope";
import { type Finding, NOTHING, type Rule } from "../rule";

/** Keys that Agents, cloud integrations and unified tagging set. [DOC tagging, kubernetes and cloud integrations] */
const USUAL_KEYS =
  `availability-zone check cluster_name container_id container_name datacenter device env host http.status_code image_name image_tag instance
instance_id kube_cluster_name kube_container_name kube_cronjob kube_daemon_set kube_deployment kube_job kube_namespace kube_node kube_service
kube_stateful_set method name namespace node operation phase pod_name pod_phase project_id queue reason region resource_name role service source status
status_code team topic version zone`.split(/\s+/);
const USUAL: ReadonlySet<string> = new Set(USUAL_KEYS);

/** Shorter keys are too near to one another. */
const SHORTEST = 5;

export const misspeltTagKey: Rule = {
  id: "misspelt-tag-key",
  ref: "Q12",
  severity: "warning",
  confidence: "likely",
  summary: "A tag key of the scope looks like a misspelt one; a key that no series has matches nothing.",
  needsQuery: true,
  needs: ["series"],
  check: (subject) => {
    const grouped = new Set(subject.series.flatMap(({ by }) => by?.tags.map((tag) => tag.text) ?? []));
    const found: Finding[] = [];
    const seen = new Set<string>();
    for (const series of subject.series) {
      const filter = filterOf(series);
      if (!filter) continue;
      for (const { key, start } of keysIn(filter)) {
        if (seen.has(key) || grouped.has(key)) continue;
        seen.add(key);
        const meant = slipOf(key, grouped) ?? slipOf(key, USUAL);
        if (meant === undefined) continue;
        const span = { start, end: start + key.length };
        found.push({
          message: `no series is likely to have the tag \`${key}\``,
          hint: `Did you mean \`${meant}\`?`,
          path: "query",
          span,
        });
      }
    }
    return found.length === 0 ? NOTHING : found;
  },
};

/** One letter too many, too few, wrong, or two swapped; plurals and numbered keys are keys of their own. */
function slipOf(key: string, candidates: ReadonlySet<string>): string | undefined {
  if (key.length < SHORTEST || key.length > 64 || USUAL.has(key) || candidates.has(key)) return undefined;
  for (const candidate of candidates) {
    if (candidate.length < SHORTEST || Math.abs(candidate.length - key.length) > 1) continue;
    if (isVariant(key, candidate) || isVariant(candidate, key)) continue;
    if (distance(key, candidate) === 1 || isSwap(key, candidate)) return candidate;
  }
  return undefined;
}

/** `statuses`/`status`, `node1`/`node`, `host_`/`host`: a suffix makes another key. */
function isVariant(longer: string, shorter: string): boolean {
  return (
    longer.length > shorter.length && longer.startsWith(shorter) && /^(?:s|_|\d)$/.test(longer.slice(shorter.length))
  );
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
