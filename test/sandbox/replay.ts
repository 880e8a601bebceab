/** Plays recorded traffic of the real Datadog against the sandbox's handlers and compares status and shape. */

import type { Hono } from "hono";
import { DATADOG_API } from "../../sandbox/datadog/index";
import { createApp } from "../../sandbox/http/index";
import { openStore } from "../../sandbox/store/index";

export interface Recorded {
  case: string;
  step: number;
  method: string;
  path: string;
  request: unknown;
  status: number;
  response: unknown;
}

export interface Result {
  /** `POST /api/v1/monitor`, ids left out. */
  route: string;
  case: string;
  step: number;
  /** Empty when status and shape agree. */
  problems: string[];
}

/** Paths of the kinds the sandbox has; anything else of a case is passed over. */
const IN_SCOPE: readonly RegExp[] = [
  /^\/api\/v1\/monitor(\/validate|\/\d+(\/validate)?)?$/,
  /^\/api\/v1\/dashboard(\/[^/]+)?$/,
  /^\/api\/v1\/slo(\/[0-9a-f]{32})?$/,
  /^\/api\/v2\/security_monitoring\/rules(\/[^/]+)?$/,
  /^\/api\/v1\/logs\/config\/indexes(\/[^/]+)?$/,
  /^\/api\/v1\/logs\/config\/index-order$/,
  /^\/api\/v2\/logs\/config\/(archives|metrics)(\/[^/]+)?$/,
  /^\/api\/v1\/integration\/webhooks\/configuration\/webhooks(\/[^/]+)?$/,
  /^\/api\/v1\/integration\/pagerduty\/configuration\/services(\/[^/]+)?$/,
  /^\/api\/v2\/team(\/[^/]+)?$/,
  /^\/api\/v1\/synthetics\/tests\/(api|browser|delete)(\/[^/]+)?$/,
  /^\/api\/v1\/synthetics\/tests\/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}$/,
  /^\/api\/v2\/downtime(\/[^/]+)?$/,
];

/** Rules of cloud configurations share a path with detection rules, but are another resource. */
export function inScope({ path, request }: Recorded): boolean {
  const bare = path.split("?")[0] ?? "";
  if ((request as { type?: unknown } | null)?.type === "cloud_configuration") return false;
  return IN_SCOPE.some((pattern) => pattern.test(bare)) && bare !== "/api/v1/dashboard/lists";
}

export function routeOf({ method, path }: Recorded): string {
  const bare = (path.split("?")[0] ?? "")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, ":id")
    .replace(/\/[0-9a-f]{32}\b/, "/:id")
    .replace(/\/\d+\b/, "/:id")
    .replace(/\/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}\b/, "/:id")
    .replace(/\/(indexes|metrics|archives|webhooks|services)\/[^/]+$/, "/$1/:id");
  return `${method} ${bare}`;
}

/** Every interaction in scope of one case, in order, against a fresh sandbox. */
export async function replay(recordings: readonly Recorded[], seen: ReadonlyMap<string, Seen>): Promise<Result[]> {
  const store = openStore(":memory:");
  const app = createApp({
    store,
    apis: [DATADOG_API],
    clock: () => new Date("2026-01-01T00:00:00Z"),
    origin: () => "http://127.0.0.1:1",
    control: { stamp: "", providers: () => Promise.reject(new Error("none")), idle: () => Promise.resolve(true) },
    log: () => undefined,
  });
  const ids = new Map<string, string>();
  const results: Result[] = [];
  for (const recorded of recordings) {
    if (!inScope(recorded)) continue;
    const recordedIds = idsOf(recorded);
    // What an earlier recording made, and not this case, cannot be known here.
    if (recordedIds.some((id) => !ids.has(id)) && needsObject(recorded)) continue;
    const answer = await send(app, recorded, ids);
    remember(recorded, answer.body, ids);
    results.push({
      route: routeOf(recorded),
      case: recorded.case,
      step: recorded.step,
      problems:
        answer.status === recorded.status
          ? shapeProblems(recorded.response, answer.body, "", seen.get(routeOf(recorded)) ?? new Map())
          : [`status ${answer.status} instead of ${recorded.status}`],
    });
  }
  store.close();
  return results;
}

/** The types each key (by path) has in the recordings of a route: recordings of three years differ in what they have. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>;

export function seenInRecordings(recordings: readonly Recorded[]): ReadonlyMap<string, Seen> {
  const routes = new Map<string, Map<string, Set<string>>>();
  for (const recorded of recordings) {
    if (!inScope(recorded)) continue;
    const route = routeOf(recorded);
    const seen = routes.get(route) ?? new Map();
    routes.set(route, seen);
    collect(recorded.response, "", seen);
  }
  return routes;
}

function collect(value: unknown, path: string, seen: Map<string, Set<string>>): void {
  seen.set(path, (seen.get(path) ?? new Set()).add(kindOf(value)));
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, seen);
  else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) collect(item, `${path}.${key}`, seen);
  }
}

const POSTS_THAT_MAKE =
  /\/(monitor|dashboard|slo|rules|indexes|archives|metrics|webhooks|services|team|downtime|api|browser)$/;

function needsObject({ method, path }: Recorded): boolean {
  const bare = path.split("?")[0] ?? "";
  return (
    !(method === "POST" && POSTS_THAT_MAKE.test(bare)) && !bare.endsWith("/validate") && !bare.endsWith("/validation")
  );
}

function idsOf({ path, request }: Recorded): string[] {
  const bare = path.split("?")[0] ?? "";
  if (bare.endsWith("/tests/delete")) return (request as { public_ids: string[] }).public_ids;
  const last = decodeURIComponent(bare.split("/").pop() ?? "");
  const collection =
    /(monitor|dashboard|slo|rules|indexes|archives|metrics|webhooks|services|team|downtime|tests|api|browser|delete|validation|index-order)$/;
  if (bare.endsWith("/validate")) return [bare.split("/").at(-2) ?? ""].filter((id) => /^\d+$/.test(id));
  return collection.test(bare) ? [] : [last];
}

async function send(
  app: Hono,
  recorded: Recorded,
  ids: ReadonlyMap<string, string>,
): Promise<{ status: number; body: unknown }> {
  const path = replaceIds(recorded.path, ids);
  const hasBody = recorded.request !== null && recorded.request !== undefined;
  const response = await app.request(`http://127.0.0.1${path}`, {
    method: recorded.method,
    headers: { host: "127.0.0.1", "content-type": "application/json" },
    ...(hasBody ? { body: replaceIds(JSON.stringify(recorded.request), ids) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

function replaceIds(text: string, ids: ReadonlyMap<string, string>): string {
  let out = text;
  for (const [theirs, ours] of ids) if (theirs !== ours) out = out.replaceAll(theirs, ours);
  return out;
}

/** Ids that both sides gave to the same object; names are their own ids. */
function remember(recorded: Recorded, body: unknown, ids: Map<string, string>): void {
  if (recorded.method !== "POST" && recorded.method !== "PUT") return;
  const theirs = idIn(recorded.response);
  const ours = idIn(body);
  if (theirs !== undefined && ours !== undefined) ids.set(theirs, ours);
  const monitor = (recorded.response as { monitor_id?: number } | null)?.monitor_id;
  const ourMonitor = (body as { monitor_id?: number } | null)?.monitor_id;
  if (monitor !== undefined && ourMonitor !== undefined) ids.set(String(monitor), String(ourMonitor));
}

function idIn(value: unknown): string | undefined {
  if (value === null || typeof value !== "object") return undefined;
  const { id, public_id, service_name, name, data } = value as Record<string, unknown>;
  const own = public_id ?? id ?? service_name;
  if (own !== undefined) return String(own);
  if (Array.isArray(data)) return idIn(data[0]);
  if (data !== undefined) return idIn(data);
  return name === undefined ? undefined : String(name);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

/**
 * Missing keys, keys no recording of the route has, and types none has there; lists by their members. A value may be
 * null on one side only where the recordings have both.
 */
export function shapeProblems(theirs: unknown, ours: unknown, path: string, seen: Seen): string[] {
  const [a, b] = [kindOf(theirs), kindOf(ours)];
  if (a !== b) {
    const either = seen.get(path);
    return (a === "null" || b === "null") && either?.has(b) ? [] : [`${path || "."}: ${b} instead of ${a}`];
  }
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (theirs.length !== ours.length) return [`${path}: ${ours.length} members instead of ${theirs.length}`];
    return theirs.flatMap((item, i) => shapeProblems(item, ours[i], `${path}[]`, seen));
  }
  if (a !== "object") return [];
  const [x, y] = [theirs as Record<string, unknown>, ours as Record<string, unknown>];
  const missing = Object.keys(x).filter((key) => !(key in y));
  const extra = Object.keys(y).filter((key) => !(key in x) && !seen.has(`${path}.${key}`));
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...extra.map((key) => `${path}.${key}: not in the recording`),
    ...Object.keys(x)
      .filter((key) => key in y)
      .flatMap((key) => shapeProblems(x[key], y[key], `${path}.${key}`, seen)),
  ];
}
