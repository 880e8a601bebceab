/** What the sandbox remembers: objects, journal, counters. */

export { type JournalEntry, openStore, type SandboxStore, type Store, type StoredObject } from "./store";
