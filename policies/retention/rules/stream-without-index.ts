/** Every stream of the catalog goes into an index: what no index takes is not there when somebody looks for it. */

import { eventIn } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import { type Placement, placementsOf } from "../placement";

export const streamWithoutIndex: Rule = {
  id: "stream-without-index",
  pack: "retention",
  severity: "error",
  title: "Stream without an index",
  summary: "Every event of every stream of the catalog is taken by an index.",
  kinds: ["datadog/logs-index"],
  needsCatalog: true,
  *check(stack) {
    for (const placement of placementsOf(stack)) {
      const found = findingOf(placement);
      if (found) yield found;
    }
  },
};

function findingOf({ lost, taken, retention, name, source, set, archives }: Placement): Found | undefined {
  if (lost.answer === "no") return undefined;
  const about = { at: source, subject: name };
  // An index of which nothing is known may take them, and one whose share is not sure.
  const hidden = taken.filter(({ by }) => !by.set).map(({ by }) => `\`${by.name}\``);
  if (set.problem !== undefined)
    return { type: "undecided", ...about, message: `which index takes \`${name}\` cannot be told: ${set.problem}` };
  if (lost.answer === "maybe" || hidden.length > 0) {
    const why = hidden.length > 0 ? `nothing is known of what ${hidden.join(", ")} takes` : "the searches do not tell";
    return {
      type: "undecided",
      ...about,
      message: `whether an index takes every event of \`${name}\` is not known: ${why}`,
    };
  }
  const all = taken.length === 0;
  const example = lost.example === undefined ? "" : `, e.g. \`${lost.example}\``;
  const takers = [...taken, ...archives].flatMap(({ by }) => by.set ?? []);
  const archived = eventIn([set], takers).answer === "no";
  const kept = archived ? "only its archive has them" : "they are kept nowhere";
  if (retention.applies === "metrics")
    return {
      type: "violated",
      ...about,
      value: retention.key,
      message: `no index takes \`${name}\`: its class \`${retention.key}\` is of metrics`,
      fix: "Give the stream a class whose `applies` is `logs`.",
    };
  return {
    type: "violated",
    ...about,
    message: `${all ? "no index takes" : "no index takes some events of"} \`${name}\`${example}; ${kept}`,
    fix: "Let the index of its class take them: its filter must be the stream's, with service and environment.",
  };
}
