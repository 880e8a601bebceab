/**
 * Where the events of each stream go: which indexes take them, the first that fits, which archives, and which groups of the scanner see
 * them first. Works on searches as sets of events; what cannot be told from them is `undecided`. Judges nothing.
 */

import type { ServiceEntry, StreamEntry } from "../../model/index";
import { type ResolvedEnvironment, type RetentionEntry, type Source, streamSearch } from "../../model/index";
import { type Answer, eventIn, type FoundEvent, type SearchSet, searchSet } from "../../query/index";
import type { Stack } from "../stack";
import { type DeployedArchive, type DeployedIndex, deployedIn, homeKey } from "./deployed";

/** How much of a stream. */
export type Share = "every" | "some" | "undecided";

export interface Placement {
  tenant: ResolvedEnvironment;
  service: ServiceEntry;
  stream: StreamEntry;
  /** Its class, as the environment has it. */
  retention: RetentionEntry;
  /** `shop checkout/audit`, with the environment where it is not the stack's own. */
  name: string;
  readonly source: Source;
  set: SearchSet;
  /** In the order in which they take its events; nothing that comes behind where all are taken. */
  taken: readonly Taken<DeployedIndex>[];
  /** Events that no index takes. */
  lost: FoundEvent;
  archives: readonly Taken<DeployedArchive>[];
}

export interface Taken<What> {
  by: What;
  share: Share;
  /** Whether there is an event of the stream that it takes, and which. */
  gets: FoundEvent;
  /** What took events of the stream before. */
  before: readonly SearchSet[];
  /** It is what the class was made. */
  home: boolean;
}

const known = new WeakMap<Stack, readonly Placement[]>();

/** Of every environment whose logs the stack keeps; empty in a stack that does not own the account's. */
export function placementsOf(stack: Stack): readonly Placement[] {
  const before = known.get(stack);
  if (before) return before;
  const tenants = stack.catalog?.tenants ?? [];
  const placements = tenants.flatMap((tenant) => ofTenant(tenant, stack));
  known.set(stack, placements);
  return placements;
}

/** What a framework may speak of: test data is nobody's. */
export function governedPlacements(stack: Stack): readonly Placement[] {
  return placementsOf(stack).filter(({ tenant }) => !tenant.testData);
}

function ofTenant(tenant: ResolvedEnvironment, stack: Stack): Placement[] {
  const { indexes, archives, indexOrder, archiveOrder } = deployedIn(stack);
  const classes = new Map(tenant.retentionClasses.map((retention) => [retention.key, retention]));
  return tenant.services.flatMap((service) =>
    service.logs.streams.flatMap((stream): Placement[] => {
      const retention = classes.get(stream.class);
      if (!retention) return [];
      const set = searchSet(streamSearch(tenant, service, stream));
      const home = homeKey(tenant, retention);
      const here = tenant.name === stack.environment.name ? "" : ` in ${tenant.name}`;
      return [
        {
          tenant,
          service,
          stream,
          retention,
          name: `${service.system} ${service.key}/${stream.key}${here}`,
          // Only findings ask.
          get source() {
            return service.origins.at(`logs.streams.${stream.key}.class`);
          },
          set,
          ...taking(set, indexes, home, indexOrder?.entries !== undefined),
          archives: taking(set, archives, home, archiveOrder?.entries !== undefined).taken,
        },
      ];
    }),
  );
}

interface Taker {
  resource: { key: string } | undefined;
  set: SearchSet | undefined;
  ordered: boolean;
  home: unknown;
}

function taking<What extends Taker>(
  stream: SearchSet,
  all: readonly What[],
  home: string,
  ordered: boolean,
): { taken: Taken<What>[]; lost: FoundEvent } {
  const taken: Taken<What>[] = [];
  const before: SearchSet[] = [];
  let lost: FoundEvent = { answer: "yes" };
  for (const by of all) {
    const isHome = by.home !== undefined && by.resource?.key === home;
    if (!by.set) {
      taken.push({ by, share: "undecided", gets: { answer: "maybe" }, before: [...before], home: isHome });
      continue;
    }
    const gets = eventIn([stream, by.set], before);
    if (gets.answer === "no") continue;
    const earlier = [...before];
    before.push(by.set);
    lost = eventIn([stream], before);
    const share: Share = lost.answer === "no" && earlier.length === 0 ? "every" : shareOf(gets.answer);
    taken.push({ by, share, gets, before: earlier, home: isHome });
    // Without an order nobody knows which of them comes first.
    if (lost.answer === "no" && ordered && by.ordered) break;
    if (!ordered) before.length = 0;
  }
  if (taken.length === 0) lost = eventIn([stream]);
  else if (!ordered)
    lost = eventIn(
      [stream],
      taken.flatMap(({ by }) => by.set ?? []),
    );
  const several = !ordered && taken.length > 1;
  return { taken: several ? taken.map((one) => ({ ...one, share: "undecided" as const })) : taken, lost };
}

function shareOf(answer: Answer): Share {
  return answer === "yes" ? "some" : "undecided";
}
