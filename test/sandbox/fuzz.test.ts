/**
 * Requests with bodies that are nearly right, and with any JSON, to the routes that make and change each kind of object:
 * the sandbox answers or refuses, it never fails, and it still reads what it stored.
 */

import fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APIS } from "../../sandbox/apis";
import { createApp } from "../../sandbox/http/index";
import { openStore, type SandboxStore } from "../../sandbox/store/index";
import type { Value, Values } from "../../vendors/index";
import { GOOD_BODIES } from "./good-bodies";

const SEED = 20_260_101;
const RUNS = 80;

describe("a body of any kind", () => {
  let store: SandboxStore;
  let app: Hono;
  const log: string[] = [];
  const ids: Record<string, string> = {};

  const send = async (method: string, path: string, body?: unknown) => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? "none"));
    const answer = await app.request(`http://127.0.0.1${filled}`, {
      method,
      headers: { host: "127.0.0.1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = await answer.text();
    return { status: answer.status, body: said.startsWith("{") ? (JSON.parse(said) as Values) : {} };
  };

  beforeAll(async () => {
    store = openStore(":memory:");
    app = createApp({
      store,
      apis: APIS,
      clock: () => new Date("2026-01-02T03:04:05Z"),
      origin: () => "http://127.0.0.1",
      control: { stamp: "", providers: () => Promise.reject(new Error("none")), idle: () => Promise.resolve(true) },
      log: (line) => log.push(line),
    });
    for (const seed of GOOD_BODIES) {
      const answer = await send("POST", seed.path, seed.body(ids));
      expect(answer.status, `${seed.name}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      ids[seed.name] = seed.id(answer.body);
    }
  });
  afterAll(() => store.close());

  /** A tree with one of its values replaced or taken out. */
  const nearly = (tree: Value): fc.Arbitrary<Value> => {
    const paths = pathsOf(tree);
    const values = fc.oneof(
      fc.constantFrom<Value>(
        null,
        "",
        0,
        -1,
        1e21,
        true,
        false,
        "\u0000",
        "../..",
        "a".repeat(10_000),
        [],
        {},
        [[]],
        [null],
      ),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Value>,
    );
    return fc
      .tuple(fc.constantFrom(...paths), fc.option(values, { nil: undefined }))
      .map(([path, value]) => replaced(tree, path, value));
  };

  describe.each(GOOD_BODIES.map((seed) => [seed.name, seed] as const))("for a %s", (_, seed) => {
    const bodies = () =>
      fc.oneof({ weight: 4, arbitrary: nearly(seed.body(ids)) }, { weight: 1, arbitrary: fc.jsonValue() });

    it("to make one", async () => {
      await fc.assert(
        fc.asyncProperty(bodies(), async (body) => {
          const answer = await send("POST", seed.path, body);
          expect(answer.status, log.join("\n")).toBeLessThan(500);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    });

    it("to change one, which can be read and changed back after that", async () => {
      const [method, path] = seed.change;
      const good = seed.body(ids);
      await fc.assert(
        fc.asyncProperty(bodies(), async (body) => {
          const answer = await send(method, path, body);
          expect(answer.status, log.join("\n")).toBeLessThan(500);
          if (answer.status < 300 && ["webhook", "sentryTeam", "project"].includes(seed.name))
            ids[seed.name] = seed.id(answer.body);
          if (path !== "/api/v1/integration/pagerduty/configuration/services/{service}") {
            const read = await send("GET", seed.read ?? path);
            expect(read.status, `${JSON.stringify(body)}: ${log.join("\n")}`).toBe(200);
          }
          const back = await send(method, path, good);
          expect(back.status, `${JSON.stringify(body)}: ${JSON.stringify(back.body)} ${log.join("\n")}`).toBeLessThan(
            300,
          );
          if (["webhook", "sentryTeam", "project"].includes(seed.name)) ids[seed.name] = seed.id(back.body);
        }),
        { seed: SEED, numRuns: RUNS },
      );
    });
  });

  it.each(["", "?page=0&page_size=2", "?query=a&limit=x&offset=-1", "?per_page=0&cursor=::", "?ids=1,2&name=%00"])(
    "and every list still answers, with the query %j",
    async (query) => {
      for (const path of new Set(GOOD_BODIES.map((seed) => seed.path))) {
        const answer = await send("GET", path + query);
        expect(answer.status, `${path}: ${log.join("\n")}`).toBeLessThan(500);
      }
      expect((await send("GET", "/")).status).toBe(200);
    },
  );
});

type Path = readonly (string | number)[];

function pathsOf(tree: Value, at: Path = []): Path[] {
  if (tree === null || typeof tree !== "object") return [at];
  const inner = Array.isArray(tree) ? [...tree.entries()] : Object.entries(tree);
  return [at, ...inner.flatMap(([key, value]) => pathsOf(value ?? null, [...at, key]))];
}

function replaced(tree: Value, path: Path, value: Value | undefined): Value {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  const copy = structuredClone(tree) as Values;
  if (rest.length > 0) copy[key] = replaced(copy[key] ?? null, rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy;
}
