/** The open provider adapters: one per environment and vendor, opened when first asked for. */

import type { Kind, Lookup, Vendor } from "../../vendors/index";
import type { ProviderPorts } from "../http/index";
import { type ProviderServer, startProvider } from "./server";

export interface Providers {
  ports: (env: string) => Promise<ProviderPorts>;
  close: () => void;
}

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
