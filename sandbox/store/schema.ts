/** The sandbox's tables and how an older file becomes a newer one. One entry per version; entries are never edited. */

import type Database from "libsql";

const VERSIONS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE objects (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     vendor TEXT NOT NULL,
     kind TEXT NOT NULL,
     id TEXT NOT NULL,
     parent TEXT NOT NULL DEFAULT '',
     owner TEXT,
     created TEXT NOT NULL,
     modified TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (vendor, kind, id)
   );
   CREATE INDEX objects_by_parent ON objects (vendor, kind, parent, seq);
   CREATE TABLE journal (
     n INTEGER PRIMARY KEY AUTOINCREMENT,
     at TEXT NOT NULL,
     vendor TEXT NOT NULL,
     method TEXT NOT NULL,
     path TEXT NOT NULL,
     status INTEGER NOT NULL,
     write INTEGER NOT NULL,
     unknown INTEGER NOT NULL,
     owner TEXT
   );`,
  // Which resource of the engine an object was made for, and the id the engine was told: what a killed run left is found by it.
  `ALTER TABLE objects ADD COLUMN made_for TEXT;
   ALTER TABLE objects ADD COLUMN made_as TEXT;
   CREATE INDEX objects_by_resource ON objects (made_for);`,
];

export const SCHEMA_VERSION = VERSIONS.length;

/** Brings the file up to this version; refuses a file made by a newer one. */
export function migrate(db: Database.Database): void {
  const row = db.prepare("PRAGMA user_version").get() as { user_version: number };
  if (row.user_version > SCHEMA_VERSION) {
    throw new Error(
      `The sandbox's database is of version ${row.user_version}, this Watchbill knows ${SCHEMA_VERSION}. ` +
        "Use the newer Watchbill, or `watchbill sandbox reset`.",
    );
  }
  for (let version = row.user_version; version < SCHEMA_VERSION; version++) {
    db.exec(`BEGIN IMMEDIATE; ${VERSIONS[version]} PRAGMA user_version = ${version + 1}; COMMIT;`);
  }
}
