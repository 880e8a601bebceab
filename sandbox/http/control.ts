/** The sandbox's own routes: what is there, what was asked, provider adapters, start over. */

import type { Context, Hono } from "hono";
import type { Vendor } from "../../vendors/index";
import type { SandboxStore } from "../store/index";

export type ProviderPorts = Record<Vendor, number>;

export interface Control {
  /** Opens (once) the provider adapters of an environment. */
  providers: (env: string) => Promise<ProviderPorts>;
}

export function controlRoutes(app: Hono, { store, control }: { store: SandboxStore; control: Control }): void {
  app.get("/_sandbox/status", (c) => {
    const owner = c.req.query("owner");
    return c.json({ version: 1, counts: store.counts(owner), unknownRoutes: store.unknownRoutes(), pid: process.pid });
  });

  app.get("/_sandbox/journal", (c) => {
    const limit = Number(c.req.query("limit") ?? 1000);
    return c.json({
      version: 1,
      entries: store.journal({
        writes: c.req.query("writes") === "1",
        unknown: c.req.query("unknown") === "1",
        limit: Number.isInteger(limit) && limit > 0 ? limit : 1000,
      }),
    });
  });

  app.post("/_sandbox/providers", async (c) => {
    const env = await environment(c);
    if (env === undefined) return c.json({ error: 'Say which environment: {"env": "prod"}.' }, 400);
    return c.json(await control.providers(env));
  });

  app.post("/_sandbox/reset", (c) => {
    store.reset();
    return c.json({ version: 1, reset: true });
  });
}

async function environment(c: Context): Promise<string | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (body === null || typeof body !== "object" || !("env" in body)) return undefined;
  return typeof body.env === "string" && body.env !== "" ? body.env : undefined;
}
