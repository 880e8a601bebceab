/** How the engine sends and stores what is no plain value: values not known before deployment, and secrets. Facts of its protocol. */

/** Stand for values that are not known before deployment; one for each type. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export type Read =
  | { type: "unknown" }
  /** `inside` is undefined where it is encrypted. Compared with outputs, and never handed on. */
  | { type: "secret"; inside: unknown }
  | { type: "plain"; value: unknown };

export function read(value: unknown): Read {
  if (UNKNOWNS.has(value)) return { type: "unknown" };
  if (!isFields(value) || !(SIGNATURE in value)) return { type: "plain", value };
  if (value[SIGNATURE] !== SECRET) return { type: "unknown" };
  if ("value" in value) return { type: "secret", inside: value.value };
  return { type: "secret", inside: plainText(value.plaintext) };
}

/** A state that was exported with its secrets shown has them as JSON. */
function plainText(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** How many values inside are secret or not known yet. */
export function hiddenIn(value: unknown): number {
  if (read(value).type !== "plain") return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, item: unknown) => sum + hiddenIn(item), 0);
  return isFields(value) ? hiddenIn(Object.values(value)) : 0;
}

/** A text or a number, as text; also where it is a secret. */
export function comparable(value: unknown): string | undefined {
  const found = read(value);
  const inside = found.type === "plain" ? found.value : found.type === "secret" ? found.inside : undefined;
  return typeof inside === "string" || typeof inside === "number" ? String(inside) : undefined;
}

export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
