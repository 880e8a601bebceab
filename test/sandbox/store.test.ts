import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SCHEMA_VERSION } from "../../sandbox/store/schema";
import { openStore, type SandboxStore } from "../../sandbox/store/store";

const NOW = new Date("2026-01-02T03:04:05Z");

describe("the store", () => {
  let dir: string;
  let file: string;
  let store: SandboxStore;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "watchbill-store-"));
    file = join(dir, "sandbox.db");
    store = openStore(file);
  });
  afterEach(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const datadog = (owner?: string) => store.forVendor("datadog", owner, NOW);
  const reopen = () => {
    store.close();
    store = openStore(file);
  };

  it("keeps objects by vendor, kind and id, in order of creation", () => {
    for (const id of ["b", "a", "c"]) datadog().put("monitor", id, { id });
    store.forVendor("sentry", undefined, NOW).put("monitor", "z", {});
    datadog().put("monitor", "b", { id: "b", name: "changed" });
    reopen();
    expect(
      datadog()
        .list("monitor")
        .map(({ id }) => id),
    ).toEqual(["b", "a", "c"]);
    expect(datadog().get("monitor", "b")?.body).toEqual({ id: "b", name: "changed" });
    expect(datadog().get("slo", "b")).toBeUndefined();
    expect(store.counts()).toEqual({ datadog: { monitor: 3 }, sentry: { monitor: 1 } });
  });

  it("keeps who made an object and when, whoever changes it", () => {
    datadog("prod").put("monitor", "1", {});
    const later = store.forVendor("datadog", "staging", new Date("2027-01-01T00:00:00Z")).put("monitor", "1", { a: 1 });
    expect(later).toMatchObject({
      owner: "prod",
      created: "2026-01-02T03:04:05.000Z",
      modified: "2027-01-01T00:00:00.000Z",
    });
    expect(store.counts("prod")).toEqual({ datadog: { monitor: 1 } });
    expect(store.counts("staging")).toEqual({});
  });

  it("finds objects by a piece of their JSON, by parent, and under a new id", () => {
    datadog().put("monitor", "1", { query: 'a"b' });
    datadog().put("monitor", "2", { query: "c" }, "p");
    expect(
      datadog()
        .find("monitor", JSON.stringify('a"b'))
        .map(({ id }) => id),
    ).toEqual(["1"]);
    expect(
      datadog()
        .list("monitor", "p")
        .map(({ id }) => id),
    ).toEqual(["2"]);
    datadog().rename("monitor", "2", "3");
    expect(datadog().get("monitor", "3")?.parent).toBe("p");
    expect(datadog().delete("monitor", "3")).toBe(true);
    expect(datadog().delete("monitor", "3")).toBe(false);
  });

  it("takes back everything that a transaction did when it fails", () => {
    const work = () =>
      store.write(() => {
        datadog().put("monitor", "1", {});
        datadog().next("monitor");
        throw new Error("no");
      });
    expect(work).toThrow("no");
    expect(datadog().list("monitor")).toEqual([]);
    expect(datadog().next("monitor")).toBe(1);
  });

  it("counts up and never gives a number twice, also after a restart", () => {
    expect([datadog().next("a"), datadog().next("a"), datadog().next("b")]).toEqual([1, 2, 1]);
    reopen();
    expect(datadog().next("a")).toBe(3);
    expect(store.forVendor("sentry", undefined, NOW).next("a")).toBe(1);
  });

  it("issues the same key for the same thing, and another in another sandbox", () => {
    const key = datadog().issue("key", "1");
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(datadog().issue("key", "2")).not.toBe(key);
    reopen();
    expect(datadog().issue("key", "1")).toBe(key);
    const other = openStore(":memory:");
    expect(other.forVendor("datadog", undefined, NOW).issue("key", "1")).not.toBe(key);
    other.close();
  });

  it("never has a concealed value on disk, and hands it back while it runs", () => {
    const token = datadog().conceal("hunter2-hunter2");
    datadog().put("webhook", "1", { url: token, nested: [{ url: token }] });
    const body = datadog().get("webhook", "1")?.body ?? {};
    expect(datadog().reveal(body)).toEqual({ url: "hunter2-hunter2", nested: [{ url: "hunter2-hunter2" }] });
    for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name), "latin1")).not.toContain("hunter2");
    reopen();
    expect(datadog().reveal(body)).toEqual(body);
    expect(datadog().conceal("hunter2-hunter2")).toBe(token);
    expect(datadog().fingerprint("hunter2-hunter2")).not.toBe(datadog().fingerprint("hunter3"));
  });

  it("keeps a journal of writes and unknown routes", () => {
    const entry = { at: NOW.toISOString(), vendor: "datadog", method: "POST", status: 200, owner: "prod" };
    store.record({ ...entry, path: "/a", write: true, unknown: false });
    store.record({ ...entry, path: "/b", write: false, unknown: true, owner: undefined });
    expect(store.journal({}).map(({ n, path, owner }) => [n, path, owner])).toEqual([
      [1, "/a", "prod"],
      [2, "/b", undefined],
    ]);
    expect(store.journal({ writes: true }).map(({ path }) => path)).toEqual(["/a"]);
    expect(store.journal({ unknown: true }).map(({ path }) => path)).toEqual(["/b"]);
    expect(store.journal({ limit: 1 }).map(({ path }) => path)).toEqual(["/b"]);
    expect(store.unknownRoutes()).toBe(1);
  });

  it("forgets everything on a reset", () => {
    datadog().put("monitor", "1", {});
    datadog().next("monitor");
    store.reset();
    expect(store.counts()).toEqual({});
    expect(datadog().next("monitor")).toBe(1);
  });

  it("refuses a file of a newer version and says what to do", () => {
    store.close();
    const db = new Database(file);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expect(() => openStore(file)).toThrow(/newer Watchbill, or `watchbill sandbox reset`/);
    const back = new Database(file);
    back.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    back.close();
    store = openStore(file);
  });

  it("brings a file of the first version up to date and keeps what it holds", () => {
    store.close();
    rmSync(file);
    const old = new Database(file);
    old.exec(`CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE objects (seq INTEGER PRIMARY KEY AUTOINCREMENT, vendor TEXT NOT NULL, kind TEXT NOT NULL,
        id TEXT NOT NULL, parent TEXT NOT NULL DEFAULT '', owner TEXT, created TEXT NOT NULL, modified TEXT NOT NULL,
        body TEXT NOT NULL, UNIQUE (vendor, kind, id));
      CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, vendor TEXT NOT NULL,
        method TEXT NOT NULL, path TEXT NOT NULL, status INTEGER NOT NULL, write INTEGER NOT NULL,
        unknown INTEGER NOT NULL, owner TEXT);
      INSERT INTO objects (vendor, kind, id, created, modified, body) VALUES ('datadog', 'monitor', '7', 'c', 'm', '{"id":7}');
      PRAGMA user_version = 1;`);
    old.close();
    store = openStore(file);
    expect(datadog().get("monitor", "7")?.body).toEqual({ id: 7 });
    expect(store.madeBy("prod")).toEqual([]);
  });
});
