/**
 * The HTTP application: routes of the three vendors, control routes and the page, on one port. Turns a request into a
 * handler's call in one transaction. Whatever no route answers is a 400 that names it, logged and counted.
 */

import { type Context, Hono } from "hono";
import type { Method, Value, Values } from "../../vendors/index";
import type { SandboxStore } from "../store/index";
import { type Complaint, Refusal, type Reply, type Request, type Route, type VendorApi } from "./api";
import { type Control, controlRoutes } from "./control";
import { guard } from "./guard";
import { pageRoute } from "./page";

export interface AppOptions {
  store: SandboxStore;
  apis: readonly VendorApi[];
  clock: () => Date;
  /** Where it listens, e.g. `http://127.0.0.1:8126`; called per request, since the port is known only after listening. */
  origin: () => string;
  control: Control;
  log: (line: string) => void;
}

const MAX_BODY = 8 * 1024 * 1024;

export function createApp(options: AppOptions): Hono {
  const app = new Hono();
  app.use(guard(options.origin));
  controlRoutes(app, options);
  pageRoute(app, options.store);
  for (const api of options.apis) {
    for (const route of [...api.routes].sort(bySpecificity)) {
      app.on(route.method, api.prefix + route.path, (c) => answer(c, options, api, route));
    }
    for (const root of api.roots) {
      app.all(`${api.prefix}${root}`, (c) => unknownRoute(c, options, api));
      app.all(`${api.prefix}${root}/*`, (c) => unknownRoute(c, options, api));
    }
  }
  app.notFound((c) => unknownRoute(c, options, undefined));
  return app;
}

/** Routes with fewer parameters first: `/tests/delete` before `/tests/:id`. */
function bySpecificity(a: Route, b: Route): number {
  return parameters(a) - parameters(b);
}

function parameters(route: Route): number {
  return route.path.split("/:").length;
}

async function answer(c: Context, options: AppOptions, api: VendorApi, route: Route): Promise<Response> {
  const wants = route.body ?? (route.method === "GET" || route.method === "DELETE" ? "none" : "json");
  const text = wants === "none" ? "" : await c.req.text();
  const parsed = parseBody(text, wants);
  const now = options.clock();
  const path = c.req.path;
  const write = route.method !== "GET" && !route.readOnly;
  const owner = c.req.header("x-watchbill-stack");
  const run = (): Reply => {
    if ("complaint" in parsed) throw new Refusal(api.refuse(parsed.complaint, parsed.message, path));
    const reply = route.handle({
      method: route.method,
      path: path.slice(api.prefix.length),
      params: c.req.param() as Record<string, string>,
      query: new URL(c.req.url).searchParams,
      body: isObject(parsed.json) ? parsed.json : {},
      json: parsed.json,
      owner,
      header: (name) => c.req.header(name),
      store: options.store.forVendor(api.vendor, owner, now, c.req.header("x-watchbill-resource")),
      now,
      origin: options.origin(),
    } satisfies Request);
    if (reply.status >= 400) throw new Refusal(reply);
    return reply;
  };
  const record = (reply: Reply): Reply => {
    const entry = { at: now.toISOString(), vendor: api.vendor, method: route.method, path, status: reply.status };
    if (write) options.store.record({ ...entry, write: true, unknown: false, owner });
    return reply;
  };
  try {
    return send(api, now, write ? options.store.write(() => record(run())) : run());
  } catch (error) {
    if (error instanceof Refusal) return send(api, now, record(error.reply));
    options.log(`${route.method} ${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return send(api, now, record(api.refuse("failure", "The sandbox failed on this request: see its log.", path)));
  }
}

type Parsed = { json: Value } | { complaint: Complaint; message: string };

function parseBody(text: string, wants: "json" | "optional" | "none"): Parsed {
  if (wants === "none") return { json: {} };
  if (text.length > MAX_BODY) return { complaint: "bad-json", message: `The body is larger than ${MAX_BODY} bytes.` };
  if (text.trim() === "") {
    return wants === "optional" ? { json: {} } : { complaint: "empty-body", message: "The request has no body." };
  }
  try {
    return { json: JSON.parse(text) as Value };
  } catch {
    return { complaint: "bad-json", message: "The body is not JSON." };
  }
}

function isObject(value: Value): value is Values {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function unknownRoute(c: Context, options: AppOptions, api: VendorApi | undefined): Response {
  const now = options.clock();
  const method = c.req.method as Method;
  const path = c.req.path;
  const message = `The sandbox has no route ${method} ${path}.`;
  const reply: Reply = api ? api.refuse("unknown-route", message, path) : { status: 400, body: { error: message } };
  const entry = { at: now.toISOString(), vendor: api?.vendor ?? "", method, path, status: reply.status };
  options.store.record({ ...entry, write: false, unknown: true, owner: c.req.header("x-watchbill-stack") });
  options.log(`unknown route: ${method} ${path}`);
  return send(api, now, reply);
}

function send(api: VendorApi | undefined, now: Date, reply: Reply): Response {
  const headers = { ...(api?.headers?.(now) ?? {}), ...reply.headers };
  if (reply.body === undefined) return new Response(null, { status: reply.status, headers });
  return new Response(JSON.stringify(reply.body), {
    status: reply.status,
    headers: { "content-type": "application/json", ...headers },
  });
}
