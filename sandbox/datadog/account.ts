/** The made-up account behind the sandbox's Datadog: who made things, which organisation, times as Datadog writes them. */

import type { Values } from "../../vendors/index";

export const ORG_ID = 100001;

export const PERSON: Values = {
  id: 200001,
  name: "Sandbox",
  handle: "sandbox@example.com",
  email: "sandbox@example.com",
};

/** `2026-02-09T10:13:45.864000+00:00` */
export function timestamp(date: Date): string {
  return date.toISOString().replace("Z", "000+00:00");
}

/** `sbx-000-00a`: the form of Datadog's short ids, never mistaken for a real one. */
export function shortId(n: number): string {
  const digits = n.toString(36).padStart(6, "0");
  return `sbx-${digits.slice(0, 3)}-${digits.slice(3)}`;
}

/** `00000000-0000-4000-8000-00000000000a` */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}
