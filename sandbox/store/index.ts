/** What the sandbox remembers: objects, journal, counters. */

export {
  type JournalEntry,
  type MadeObject,
  type ObjectKey,
  openStore,
  type SandboxStore,
  type Store,
  type StoredObject,
} from "./store";
