/**
 * Environments that a change gives another account, and accounts that are elsewhere at a vendor than in the catalog it is judged by. What
 * that breaks is said by whoever asks.
 */

import type { Base, ResolvedEnvironment } from "../model/index";
import { type Loosened, loosened, type Promised } from "./loosened";

type Vendor = keyof ResolvedEnvironment["sites"];

const FIELD: Readonly<Record<Vendor, string>> = { datadog: "site", pagerduty: "region", sentry: "organization" };

/** Another account is told by itself, wherever it is. */
export function* moved(
  base: Base,
  before: ResolvedEnvironment,
  now: ResolvedEnvironment,
  means: { account: string } & Partial<Record<Vendor, string>>,
): Iterable<Loosened> {
  const { name } = now;
  const account: Promised<ResolvedEnvironment> = {
    field: "account",
    shown: (one) => one.account,
    looser: () => before.account !== now.account,
    means: means.account,
  };
  yield* loosened(base, [account], {
    ...{ subject: `environment ${name}`, path: ["environments", name] as const },
    ...{ before, now },
  });
  if (before.account !== now.account) return;
  for (const [vendor, field] of Object.entries(FIELD) as [Vendor, string][]) {
    const words = means[vendor];
    if (words === undefined) continue;
    const shown = ({ sites }: ResolvedEnvironment) => sites[vendor];
    const looser = () => before.sites[vendor] !== now.sites[vendor];
    yield* loosened(base, [{ field, shown, looser, means: words }], {
      ...{ subject: `account ${now.account}`, path: ["accounts", now.account, vendor] as const },
      ...{ before, now },
    });
  }
}
