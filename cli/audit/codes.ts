/** What an audit can find beside what rules find; each is a section of docs/audit.md. Public: CI filters by them. */

export const AUDIT_CODES = [
  "state-edited",
  "state-differs",
  "not-deployed",
  "not-in-catalog",
  "not-compared",
  "protection-removed",
  "marked-for-deletion",
  "marked-external",
  "nothing-audited",
] as const;

export type AuditCode = (typeof AUDIT_CODES)[number];
