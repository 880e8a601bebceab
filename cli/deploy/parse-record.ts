/** A record as it is read again, for an audit or before the next deployment: a file that anybody may have written or cut. Pure. */

import * as z from "zod";
import type { CheckRecord } from "./record";

const DIGESTS = z.record(
  z.string().regex(/^urn:pulumi:[^:]+::[^:]+::/),
  z.looseObject({ id: z.string().nullable(), digest: z.string() }),
);

/** What is read of one; the rest is for people. */
const RECORD = z.looseObject({
  version: z.literal(1),
  command: z.string(),
  at: z.iso.datetime(),
  vendors: z.enum(["sandbox", "real"]),
  environments: z.array(
    z.looseObject({
      environment: z.string(),
      outcome: z.enum(["succeeded", "failed", "interrupted", "timed-out", "refused"]),
      state: DIGESTS.nullable(),
    }),
  ),
});

export type ParsedRecord = { type: "record"; record: CheckRecord } | { type: "broken"; why: string };

export function parseRecord(text: string): ParsedRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { type: "broken", why: "it is no JSON" };
  }
  const { error } = RECORD.safeParse(value);
  if (error === undefined) return { type: "record", record: value as CheckRecord };
  return {
    type: "broken",
    why: error.issues
      .slice(0, SHOWN)
      .map((issue) => wordsOf(issue, value))
      .join("; "),
  };
}

const SHOWN = 3;
const WIDTH = 60;

function wordsOf({ code, path }: Pick<z.core.$ZodIssue, "code" | "path">, whole: unknown): string {
  if (code === "invalid_key")
    return `\`${path.slice(0, -1).map(String).join(".")}\` has \`${String(path.at(-1))}\`, which is no URN`;
  const value = path.reduce<unknown>((inside, step) => (inside as Record<PropertyKey, unknown>)[step], whole);
  const text = value === undefined ? "missing" : JSON.stringify(value);
  const short = text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
  return path.length === 0 ? `it is ${short}` : `\`${path.map(String).join(".")}\` is ${short}`;
}
