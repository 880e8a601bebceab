/**
 * Everything the sandbox remembers, in one SQLite file. A write is committed and with the operating system before the request
 * is answered: a kill loses none, a loss of power may lose the last ones. Handlers see one vendor's `Store`. Must never be
 * given a credential to keep.
 */

import { createHmac, randomBytes } from "node:crypto";
import Database from "libsql";
import type { Value, Values, Vendor } from "../../vendors/index";
import { migrate } from "./schema";

export interface StoredObject {
  kind: string;
  id: string;
  /** Id of what it belongs to, e.g. a service's for an integration; "" for none. */
  parent: string;
  /** The environment whose stack made it, if known. */
  owner: string | undefined;
  created: string;
  modified: string;
  body: Values;
}

/** One vendor's objects, as a request's handler sees them. */
export interface Store {
  get: (kind: string, id: string) => StoredObject | undefined;
  /** In order of creation; below one parent when given. */
  list: (kind: string, parent?: string) => StoredObject[];
  /** Those whose JSON contains the text; a quick sieve before looking closer. */
  find: (kind: string, fragment: string) => StoredObject[];
  /** Makes the object or replaces its body (owner and time of creation stay). */
  put: (kind: string, id: string, body: Values, parent?: string) => StoredObject;
  /** Gives an object another id (a renamed webhook, a new slug); children keep their parent unless moved too. */
  rename: (kind: string, id: string, newId: string) => void;
  /** False when there was none. */
  delete: (kind: string, id: string) => boolean;
  /** 1, 2, 3 … per counter, never given twice until a reset. */
  next: (counter: string) => number;
  /** A key the vendor would hand out: always the same for the same purpose and id, never stored. Lower-case hex, up to 64 digits. */
  issue: (purpose: string, id: string, digits?: number) => string;
  /** What may be stored of a received credential: enough to see that it changed. */
  fingerprint: (secret: string) => string;
  /** What to store for a credential that must be handed back: `*****` and its fingerprint. The value stays in memory only. */
  conceal: (secret: string) => string;
  /** Puts concealed values back, as far as this process has seen them. */
  reveal: <T extends Value>(value: T) => T;
}

export interface JournalEntry {
  n: number;
  at: string;
  vendor: string;
  method: string;
  path: string;
  status: number;
  write: boolean;
  unknown: boolean;
  owner: string | undefined;
}

/** What names an object among all vendors'. */
export interface ObjectKey {
  vendor: string;
  kind: string;
  id: string;
}

/** An object that an adapter made for a resource of the engine. */
export interface MadeObject extends ObjectKey {
  /** The resource's URN. */
  madeFor: string;
  /** The id the engine was told; undefined when the adapter did not get that far. */
  madeAs: string | undefined;
}

export interface SandboxStore {
  /** `madeFor` is the URN of the resource that new objects are made for, if known. */
  forVendor: (vendor: Vendor, owner: string | undefined, now: Date, madeFor?: string) => Store;
  /** Notes the id the engine is told for what was just made for a resource. */
  made: (urn: string, id: string) => void;
  /** What the adapters of a stack made and nobody has settled yet, in order. */
  madeBy: (owner: string) => MadeObject[];
  /** The engine's state has it: it is never looked for again. */
  settle: (object: ObjectKey) => void;
  /** Removes an object by its row's key. */
  remove: (object: ObjectKey) => void;
  /** Runs `work` in a transaction; committed when it returns (no kill undoes it), nothing changed when it throws. */
  write: <T>(work: () => T) => T;
  record: (entry: Omit<JournalEntry, "n">) => void;
  journal: (filter: { writes?: boolean; unknown?: boolean; limit?: number }) => JournalEntry[];
  /** Objects per vendor and kind, of one owner when given. */
  counts: (owner?: string) => Record<string, Record<string, number>>;
  unknownRoutes: () => number;
  objects: (vendor: string) => StoredObject[];
  reset: () => void;
  close: () => void;
}

interface Row {
  kind: string;
  id: string;
  parent: string;
  owner: string | null;
  created: string;
  modified: string;
  body: string;
}

const COLUMNS = "kind, id, parent, owner, created, modified, body";

/** Opens (and makes or migrates) the file; `:memory:` for tests. */
export function openStore(file: string): SandboxStore {
  const db = new Database(file, { timeout: 5 });
  db.exec("PRAGMA journal_mode = WAL");
  // FULL would survive a loss of power too, for 4 ms more per write; the file stays readable either way.
  db.exec("PRAGMA synchronous = NORMAL");
  migrate(db);
  const seed = readSeed(db);
  const sql = {
    get: db.prepare(`SELECT ${COLUMNS} FROM objects WHERE vendor = ? AND kind = ? AND id = ?`),
    list: db.prepare(`SELECT ${COLUMNS} FROM objects WHERE vendor = ? AND kind = ? ORDER BY seq`),
    below: db.prepare(`SELECT ${COLUMNS} FROM objects WHERE vendor = ? AND kind = ? AND parent = ? ORDER BY seq`),
    find: db.prepare(
      `SELECT ${COLUMNS} FROM objects WHERE vendor = ? AND kind = ? AND instr(body, ?) > 0 ORDER BY seq`,
    ),
    all: db.prepare(`SELECT ${COLUMNS} FROM objects WHERE vendor = ? ORDER BY kind, seq`),
    insert: db.prepare(
      "INSERT INTO objects (vendor, kind, id, parent, owner, created, modified, body, made_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    update: db.prepare(
      "UPDATE objects SET body = ?, modified = ?, parent = ? WHERE vendor = ? AND kind = ? AND id = ?",
    ),
    rename: db.prepare("UPDATE objects SET id = ? WHERE vendor = ? AND kind = ? AND id = ?"),
    delete: db.prepare("DELETE FROM objects WHERE vendor = ? AND kind = ? AND id = ?"),
    next: db.prepare(
      "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
    ),
    record: db.prepare(
      "INSERT INTO journal (at, vendor, method, path, status, write, unknown, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    made: db.prepare("UPDATE objects SET made_as = ? WHERE made_for = ? AND made_as IS NULL"),
    madeBy: db.prepare(
      "SELECT vendor, kind, id, made_for AS madeFor, made_as AS madeAs FROM objects WHERE owner = ? AND made_for IS NOT NULL ORDER BY seq",
    ),
    settle: db.prepare("UPDATE objects SET made_for = NULL WHERE vendor = ? AND kind = ? AND id = ?"),
    unknown: db.prepare("SELECT count(*) AS n FROM journal WHERE unknown = 1"),
  };

  const vault = new Map<string, string>();

  const forVendor = (vendor: Vendor, owner: string | undefined, now: Date, madeFor?: string): Store => ({
    get: (kind, id) => fromRow(sql.get.get(vendor, kind, id) as Row | undefined),
    list: (kind, parent) =>
      ((parent === undefined ? sql.list.all(vendor, kind) : sql.below.all(vendor, kind, parent)) as Row[]).map(
        parseRow,
      ),
    find: (kind, fragment) => (sql.find.all(vendor, kind, fragment) as Row[]).map(parseRow),
    put: (kind, id, body, parent) => {
      const before = sql.get.get(vendor, kind, id) as Row | undefined;
      const at = now.toISOString();
      const text = JSON.stringify(body);
      if (before) sql.update.run(text, at, parent ?? before.parent, vendor, kind, id);
      else sql.insert.run(vendor, kind, id, parent ?? "", owner ?? null, at, at, text, madeFor ?? null);
      return {
        kind,
        id,
        body,
        parent: parent ?? before?.parent ?? "",
        owner: before ? (before.owner ?? undefined) : owner,
        created: before?.created ?? at,
        modified: at,
      };
    },
    rename: (kind, id, newId) => void sql.rename.run(newId, vendor, kind, id),
    delete: (kind, id) => sql.delete.run(vendor, kind, id).changes > 0,
    next: (counter) => (sql.next.get(`${vendor}/${counter}`) as { value: number }).value,
    issue: (purpose, id, digits = 32) => hmac(seed, `issue\0${vendor}\0${purpose}\0${id}`).slice(0, digits),
    fingerprint: (secret) => hmac(seed, `received\0${vendor}\0${secret}`).slice(0, 16),
    conceal: (secret) => {
      const token = `*****${hmac(seed, `received\0${vendor}\0${secret}`).slice(0, 16)}`;
      vault.set(token, secret);
      return token;
    },
    reveal: (value) => reveal(vault, value),
  });

  return {
    forVendor,
    made: (urn, id) => void sql.made.run(id, urn),
    madeBy: (owner) =>
      (sql.madeBy.all(owner) as (Omit<MadeObject, "madeAs"> & { madeAs: string | null })[]).map((object) => ({
        ...object,
        madeAs: object.madeAs ?? undefined,
      })),
    settle: ({ vendor, kind, id }) => void sql.settle.run(vendor, kind, id),
    remove: ({ vendor, kind, id }) => void sql.delete.run(vendor, kind, id),
    write: (work) => {
      db.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        db.exec("COMMIT");
        return result;
      } catch (error) {
        db.exec("ROLLBACK");
        throw error;
      }
    },
    record: (e) =>
      void sql.record.run(
        e.at,
        e.vendor,
        e.method,
        e.path,
        e.status,
        Number(e.write),
        Number(e.unknown),
        e.owner ?? null,
      ),
    journal: ({ writes, unknown, limit = 1000 }) => {
      const where = [writes && "write = 1", unknown && "unknown = 1"].filter(Boolean).join(" AND ") || "1";
      const rows = db.prepare(
        `SELECT * FROM (SELECT * FROM journal WHERE ${where} ORDER BY n DESC LIMIT ?) ORDER BY n`,
      );
      return (rows.all(limit) as (Omit<JournalEntry, "write" | "unknown" | "owner"> & Record<string, unknown>)[]).map(
        (row) => ({
          ...row,
          write: row.write === 1,
          unknown: row.unknown === 1,
          owner: (row.owner as string) ?? undefined,
        }),
      );
    },
    counts: (owner) => {
      const where = owner === undefined ? "" : "WHERE owner = ?";
      const rows = db
        .prepare(`SELECT vendor, kind, count(*) AS n FROM objects ${where} GROUP BY vendor, kind ORDER BY vendor, kind`)
        .all(...(owner === undefined ? [] : [owner])) as { vendor: string; kind: string; n: number }[];
      const counts: Record<string, Record<string, number>> = {};
      for (const { vendor, kind, n } of rows) counts[vendor] = { ...counts[vendor], [kind]: n };
      return counts;
    },
    unknownRoutes: () => (sql.unknown.get() as { n: number }).n,
    objects: (vendor) => (sql.all.all(vendor) as Row[]).map(parseRow),
    reset: () => db.exec("BEGIN IMMEDIATE; DELETE FROM objects; DELETE FROM counters; DELETE FROM journal; COMMIT;"),
    close: () => db.close(),
  };
}

function fromRow(row: Row | undefined): StoredObject | undefined {
  return row && parseRow(row);
}

function parseRow(row: Row): StoredObject {
  return { ...row, owner: row.owner ?? undefined, body: JSON.parse(row.body) as Values };
}

/** A random number per sandbox, so that issued keys differ between sandboxes and stay the same within one. */
function readSeed(db: Database.Database): string {
  db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('seed', ?)").run(randomBytes(32).toString("hex"));
  return (db.prepare("SELECT value FROM meta WHERE name = 'seed'").get() as { value: string }).value;
}

function reveal<T extends Value>(vault: ReadonlyMap<string, string>, value: T): T {
  if (vault.size === 0) return value;
  const text = JSON.stringify(value);
  if (!text.includes("*****")) return value;
  return JSON.parse(text, (_key, item: unknown) =>
    typeof item === "string" && item.startsWith("*****") ? (vault.get(item) ?? item) : item,
  ) as T;
}

function hmac(key: string, message: string): string {
  return createHmac("sha256", key).update(message).digest("hex");
}
