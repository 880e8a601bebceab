/** The sandbox's own routes: what is there, what was asked, provider adapters, start over. */

import type { Context, Hono } from "hono";
import type { Vendor } from "../../vendors/index";
import type { ObjectKey, SandboxStore } from "../store/index";

export type ProviderPorts = Record<Vendor, number>;

export interface Control {
  /** Which sandbox this is, see `stampOf`. */
  stamp: string;
  /** Opens (once) the provider adapters of an environment. */
  providers: (env: string) => Promise<ProviderPorts>;
  /** Waits until none of an environment's adapters is at work; false when that takes too long. */
  idle: (env: string) => Promise<boolean>;
}

export function controlRoutes(app: Hono, { store, control }: { store: SandboxStore; control: Control }): void {
  app.get("/_sandbox/status", (c) => {
    const counts = store.counts(c.req.query("owner"));
    return c.json({ version: 1, counts, unknownRoutes: store.unknownRoutes(), pid: process.pid, stamp: control.stamp });
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

  // What a killed engine asked for last may still be on its way: the list is complete only when nobody is at work.
  app.get("/_sandbox/made", async (c) => {
    const owner = c.req.query("owner");
    if (owner === undefined) return c.json({ error: "Say whose: ?owner=prod." }, 400);
    if (!(await control.idle(owner))) return c.json({ error: `The adapters of ${owner} are still at work.` }, 503);
    return c.json({ version: 1, objects: store.madeBy(owner) });
  });

  // One transaction: a kill in the middle leaves all of it to be done again.
  app.post("/_sandbox/recovered", async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const { lost, recorded } = (body ?? {}) as Record<string, unknown>;
    if (!isKeys(lost) || !isKeys(recorded)) return c.json({ error: "Say lost and recorded: lists of objects." }, 400);
    store.write(() => {
      for (const object of lost) store.remove(object);
      for (const object of recorded) store.settle(object);
    });
    return c.json({ version: 1 });
  });

  app.post("/_sandbox/reset", (c) => {
    store.reset();
    return c.json({ version: 1, reset: true });
  });
}

function isKeys(value: unknown): value is ObjectKey[] {
  const isKey = (item: unknown): boolean =>
    item !== null &&
    typeof item === "object" &&
    ["vendor", "kind", "id"].every((name) => typeof (item as Record<string, unknown>)[name] === "string");
  return Array.isArray(value) && value.every(isKey);
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
