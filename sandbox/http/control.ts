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

  app.post("/_sandbox/made", async (c) => {
    const { urn, id } = await strings(c, ["urn", "id"]);
    if (urn === undefined || id === undefined) return c.json({ error: "Say urn and id." }, 400);
    store.made(urn, id);
    return c.json({ version: 1 });
  });

  app.get("/_sandbox/made", (c) => {
    const owner = c.req.query("owner");
    return c.json({ version: 1, objects: owner === undefined ? [] : store.madeBy(owner) });
  });

  app.post("/_sandbox/remove", async (c) => {
    const { vendor, kind, id } = await strings(c, ["vendor", "kind", "id"]);
    if (vendor === undefined || kind === undefined || id === undefined)
      return c.json({ error: "Say vendor, kind and id." }, 400);
    store.remove({ vendor, kind, id });
    return c.json({ version: 1 });
  });

  app.post("/_sandbox/reset", (c) => {
    store.reset();
    return c.json({ version: 1, reset: true });
  });
}

async function environment(c: Context): Promise<string | undefined> {
  return (await strings(c, ["env"])).env;
}

/** The texts of a JSON body by name; undefined for what is missing, empty or no text. */
async function strings<Name extends string>(c: Context, names: readonly Name[]): Promise<{ [N in Name]?: string }> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const fields = body !== null && typeof body === "object" ? (body as Record<string, unknown>) : {};
  const found = names.filter((name) => typeof fields[name] === "string" && fields[name] !== "");
  return Object.fromEntries(found.map((name) => [name, fields[name]])) as { [N in Name]?: string };
}
