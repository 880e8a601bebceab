/**
 * Events that the catalog a change is judged by keeps as one class, and the change keeps as a lesser one or not at all: a stream that is
 * gone, was moved, or takes less than it did. By what their searches take, not by their names.
 */

import {
  type ResolvedEnvironment,
  type RetentionEntry,
  type ServiceEntry,
  type StreamEntry,
  streamSearch,
} from "../../model/index";
import { eventIn, searchSet } from "../../query/index";
import type { Loosened } from "../loosened";
import { CLASS } from "./promised";

/** Streams of services that are still there; deleting a service is guarded by itself. */
export function* lostStreams(before: ResolvedEnvironment, now: ResolvedEnvironment): Iterable<Loosened> {
  const classes = { before: byKey(before.retentionClasses), now: byKey(now.retentionClasses) };
  const services = byKey(now.services);
  for (const service of before.services) {
    const same = services.get(service.key);
    if (same) yield* ofService(before, service, same, classes);
  }
}

interface Classes {
  before: ReadonlyMap<string, RetentionEntry>;
  now: ReadonlyMap<string, RetentionEntry>;
}

function* ofService(
  environment: ResolvedEnvironment,
  before: ServiceEntry,
  now: ServiceEntry,
  classes: Classes,
): Iterable<Loosened> {
  // A changed tag is told of the environment itself.
  const kept = now.logs.streams.map((stream) => ({ stream, search: streamSearch(environment, now, stream) }));
  for (const stream of before.logs.streams) {
    const retention = classes.before.get(stream.class);
    if (!retention) continue;
    const search = streamSearch(environment, before, stream);
    const asGood = kept.filter(({ stream: one }) => isAsGood(retention, classes.now.get(one.class)));
    if (asGood.some((one) => one.search === search)) continue;
    const { answer, example } = eventIn(
      [searchSet(search)],
      asGood.map((one) => searchSet(one.search)),
    );
    if (answer === "no") continue;
    const name = `${before.system} ${before.key}/${stream.key}`;
    const at = `logs.streams.${stream.key}`;
    const same = now.logs.streams.find(({ key }) => key === stream.key);
    const field = same?.class === stream.class ? "filter" : "class";
    const there = before.origins.at(`${at}.${field}`);
    const here = same ? now.origins.at(`${at}.${field}`) : now.source;
    const searchNow = same && streamSearch(environment, now, same);
    const shown = example === undefined ? "" : ` (e.g. of \`${example}\`)`;
    yield {
      ...{ promise: `services.${before.key}.${at}`, subject: name },
      before: wordsOf(stream, search, same, searchNow),
      ...(same && searchNow !== undefined && { now: wordsOf(same, searchNow, stream, search) }),
      // A change may not be so written that nobody can tell.
      means:
        answer === "yes"
          ? `not every event of it is kept as \`${stream.class}\` or better${shown}`
          : `that every event of it is still kept as \`${stream.class}\` or better cannot be told from the searches`,
      ...{ there, here },
    };
  }
}

/** What of a stream the other one has differently: its class, what it takes, or both. */
function wordsOf(own: StreamEntry, search: string, other: StreamEntry | undefined, otherSearch?: string): string {
  if (!other) return `class: ${own.class}`;
  if (own.class === other.class) return `filter: ${search}`;
  return `class: ${own.class}${search === otherSearch ? "" : `, filter: ${search}`}`;
}

/** Of a class that is still the stream's own the class itself is told. */
function isAsGood(before: RetentionEntry, now: RetentionEntry | undefined): boolean {
  return now !== undefined && (now.key === before.key || !CLASS.some(({ looser }) => looser(before, now)));
}

function byKey<T extends { key: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((one) => [one.key, one]));
}
