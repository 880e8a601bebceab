/** The open provider adapters: one per environment and vendor, opened when first asked for. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Kind, Lookup, Vendor } from "../../vendors/index";
import type { ProviderPorts } from "../http/index";
import { type ProviderServer, startProvider } from "./server";

export interface Providers {
  ports: (env: string) => Promise<ProviderPorts>;
  /** Waits until none of an environment's adapters is at work; false when that takes too long. */
  idle: (env: string) => Promise<boolean>;
  close: () => void;
}

/** Longer than an adapter waits for its vendor. */
const IDLE_LIMIT_MS = 40_000;
/** Idle twice, this far apart: what an engine sent just before its end may still lie in a socket. */
const IDLE_CHECK_MS = 30;

const VENDORS: readonly Vendor[] = ["datadog", "pagerduty", "sentry"];

export function openProviders(kinds: readonly Kind[], lookups: readonly Lookup[], origin: () => string): Providers {
  const byEnv = new Map<string, Promise<Record<Vendor, ProviderServer>>>();

  const open = async (env: string): Promise<Record<Vendor, ProviderServer>> => {
    const servers = await Promise.all(
      VENDORS.map(async (vendor) => {
        const own = { vendor, env, origin, kinds: kinds.filter((k) => k.vendor === vendor) };
        return [vendor, await startProvider({ ...own, lookups: lookups.filter((l) => l.vendor === vendor) })] as const;
      }),
    );
    return Object.fromEntries(servers) as Record<Vendor, ProviderServer>;
  };

  return {
    ports: async (env) => {
      let opening = byEnv.get(env);
      if (!opening) {
        opening = open(env);
        byEnv.set(env, opening);
      }
      const { datadog, pagerduty, sentry } = await opening;
      return { datadog: datadog.port, pagerduty: pagerduty.port, sentry: sentry.port };
    },
    idle: async (env) => {
      const opening = byEnv.get(env);
      if (!opening) return true;
      const servers = Object.values(await opening);
      let calm = 0;
      for (const deadline = Date.now() + IDLE_LIMIT_MS; Date.now() < deadline; ) {
        calm = servers.some((server) => server.running() > 0) ? 0 : calm + 1;
        if (calm === 2) return true;
        await sleep(IDLE_CHECK_MS);
      }
      return false;
    },
    close: () => {
      for (const opening of byEnv.values()) {
        opening
          .then((servers) => {
            for (const vendor of VENDORS) servers[vendor].close();
          })
          .catch(() => undefined);
      }
    },
  };
}
