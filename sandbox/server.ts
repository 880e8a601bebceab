/** Puts the sandbox together: store, HTTP application, provider adapters, on 127.0.0.1. Process matters are in main.ts. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { KINDS, LOOKUPS } from "../vendors/index";
import { APIS } from "./apis";
import { createApp } from "./http/index";
import { openProviders } from "./provider/index";
import { openStore } from "./store/index";

export interface SandboxOptions {
  /** SQLite file, `:memory:` for tests. */
  file: string;
  /** The port to prefer; 0 takes any. Taken by someone else: any. */
  port: number;
  clock?: () => Date;
  /** Which sandbox this is, for who asks for its status; see `stampOf`. */
  stamp?: string;
  log: (line: string) => void;
}

export interface Sandbox {
  url: string;
  port: number;
  close: () => Promise<void>;
}

/** Longer than any client keeps an idle connection, so that none is closed while a request is on its way. */
const KEEP_ALIVE_MS = 300_000;

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.file);
  let url = "";
  const origin = (): string => url;
  const providers = openProviders(Object.values(KINDS), LOOKUPS, origin);
  const app = createApp({
    store,
    apis: APIS,
    clock: options.clock ?? (() => new Date()),
    origin,
    control: { stamp: options.stamp ?? "", providers: providers.ports, idle: providers.idle },
    log: options.log,
  });
  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options.port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    return listen(server, 0);
  });
  url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    close: async () => {
      providers.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
