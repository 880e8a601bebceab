/** The HTTP application of all three vendors: who may ask, what is refused and how, and what the page shows. */

import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { APIS } from "../../sandbox/apis";
import { createApp, type Route, type VendorApi } from "../../sandbox/http/index";
import { openStore, type SandboxStore } from "../../sandbox/store/index";
import type { Values, Vendor } from "../../vendors/index";

let store: SandboxStore;
let app: Hono;
let log: string[];

beforeAll(() => {
  store = openStore(":memory:");
  app = createApp({
    store,
    apis: APIS,
    clock: () => new Date("2026-01-02T03:04:05Z"),
    origin: () => "http://127.0.0.1:8126",
    control: { stamp: "", providers: () => Promise.reject(new Error("none")), idle: () => Promise.resolve(true) },
    log: (line) => log.push(line),
  });
});
afterAll(() => store.close());
beforeEach(() => {
  log = [];
  store.reset();
});

interface Sent {
  host?: string;
  origin?: string;
  text?: string;
}

async function send(method: string, path: string, { host = "127.0.0.1:8126", origin, text }: Sent = {}) {
  return app.request(`http://127.0.0.1:8126${path}`, {
    method,
    headers: { host, ...(origin === undefined ? {} : { origin }), "content-type": "application/json" },
    ...(text === undefined ? {} : { body: text }),
  });
}

/** Where an error's words are, in each vendor's shape. */
function words(vendor: Vendor, body: Values): string {
  if (vendor === "datadog") {
    const { errors, error } = body as { errors?: string[]; error?: { message: string } };
    return errors?.join("; ") ?? error?.message ?? "";
  }
  if (vendor === "pagerduty") {
    const { error } = body as { error?: { message: string; errors: string[]; code: number } };
    return error === undefined ? "" : [error.message, ...(error.errors ?? [])].join("; ");
  }
  return String(body.detail ?? "");
}

interface Case {
  api: VendorApi;
  route: Route;
  path: string;
}

const CASES: Case[] = APIS.flatMap((api) =>
  api.routes.map((route) => ({ api, route, path: api.prefix + route.path.replace(/:\w+/g, "1") })),
);
const WITH_BODY = CASES.filter(
  ({ route: { method, body } }) => (body ?? (/GET|DELETE/.test(method) ? "none" : "json")) === "json",
);
const named = (cases: Case[]) =>
  cases.map((one) => [`${one.route.method} ${one.api.prefix}${one.route.path}`, one] as const);

describe("who may ask", () => {
  it.each(["127.0.0.1:8126", "127.0.0.1", "localhost:8126", "localhost"])(
    "a program that calls it %s",
    async (host) => {
      expect((await send("GET", "/_sandbox/status", { host })).status).toBe(200);
    },
  );

  it.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "0.0.0.0", "[::1]", ""])(
    "nobody who calls it %j",
    async (host) => {
      expect((await send("GET", "/api/v1/monitor", { host })).status).toBe(403);
    },
  );

  it.each(["https://evil.example", "http://127.0.0.1:9999", "null"])("no page of %s", async (origin) => {
    expect((await send("POST", "/_sandbox/reset", { origin, text: "{}" })).status).toBe(403);
  });

  it("and no foreign page may read an answer", async () => {
    const answer = await send("OPTIONS", "/api/v1/monitor", { origin: "http://127.0.0.1:8126" });
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("what is refused", () => {
  it.each(named(WITH_BODY))("%s without a body", async (_, { api, route, path }) => {
    const answer = await send(route.method, path);
    expect(answer.status).toBe(400);
    expect(words(api.vendor, (await answer.json()) as Values)).not.toBe("");
    expect(store.counts()).toEqual({});
  });

  it.each(named(WITH_BODY))("%s with something that is not JSON", async (_, { api, route, path }) => {
    const answer = await send(route.method, path, { text: '{"name": ' });
    expect(answer.status).toBe(400);
    expect(words(api.vendor, (await answer.json()) as Values)).not.toBe("");
    expect(store.counts()).toEqual({});
  });

  it.each<[Vendor, string, string]>([
    ["datadog", "GET", "/api/v1/nothing"],
    ["datadog", "POST", "/api/v2/team/1/links"],
    ["datadog", "PATCH", "/api/v1/monitor/1"],
    ["pagerduty", "GET", "/pagerduty/nothing"],
    ["pagerduty", "PATCH", "/pagerduty/services/1"],
    ["sentry", "GET", "/api/0/nothing/"],
  ])("%s: a route it does not have, %s %s: named, logged and counted", async (vendor, method, path) => {
    const answer = await send(method, path, method === "GET" ? {} : { text: "{}" });
    expect(answer.status).toBe(400);
    expect(words(vendor, (await answer.json()) as Values)).toContain(`${method} ${path}`);
    expect(log.join()).toContain(path);
    expect(store.unknownRoutes()).toBe(1);
    expect(store.journal({ unknown: true })).toMatchObject([{ vendor, method, path, status: 400, write: false }]);
  });

  it("a path of no vendor", async () => {
    const answer = await send("GET", "/elsewhere");
    expect(answer.status).toBe(400);
    expect(store.unknownRoutes()).toBe(1);
  });

  it("and a refused write stays in the journal and changes nothing else", async () => {
    await send("POST", "/api/v1/monitor", { text: '{"type":"query alert"}' });
    expect(store.journal({ writes: true })).toMatchObject([{ path: "/api/v1/monitor", status: 400 }]);
    expect(store.counts()).toEqual({});
  });
});

describe("a failure of its own", () => {
  it("is a 500 in the vendor's shape, in the log with where it was", async () => {
    const broken = createApp({
      store,
      apis: [
        {
          ...(APIS[0] as VendorApi),
          routes: [
            {
              method: "GET",
              path: "/api/v1/bug",
              handle: () => {
                throw new TypeError("oh");
              },
            },
          ],
        },
      ],
      clock: () => new Date(),
      origin: () => "http://127.0.0.1:8126",
      control: { stamp: "", providers: () => Promise.reject(new Error("none")), idle: () => Promise.resolve(true) },
      log: (line) => log.push(line),
    });
    const answer = await broken.request("http://127.0.0.1:8126/api/v1/bug", { headers: { host: "localhost" } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ errors: ["The sandbox failed on this request: see its log."] });
    expect(log.join()).toContain("TypeError: oh");
  });
});

describe("the page", () => {
  it("shows what is there as text, whatever it is called, and lets nothing run", async () => {
    const name = '<script>alert("1")</script>\'&';
    await send("POST", "/api/v2/team", {
      text: JSON.stringify({ data: { attributes: { name, handle: "h", description: "" } } }),
    });
    const answer = await send("GET", "/");
    const html = await answer.text();
    expect(html).not.toContain("<script");
    expect(html).toContain("&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#39;&#38;");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe("every vendor's routes", () => {
  it.each(APIS.map((api) => [api.vendor, api] as const))("%s: no two are one, and each lies below a root", (_, api) => {
    const shapes = api.routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ":")}`);
    expect(new Set(shapes).size).toBe(shapes.length);
    for (const { path } of api.routes) {
      expect(
        api.roots.some((root) => path === root || path.startsWith(`${root}/`)),
        path,
      ).toBe(true);
    }
  });
});
