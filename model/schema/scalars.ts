/**
 * The single values of the catalog: keys, quantities, times, addresses, references. Each is read once, here, into its exact
 * type; a value that does not fit gets its own message and the fix, never "invalid input".
 */

import * as z from "zod";
import type { CatalogCode } from "../codes";
import {
  type Duration,
  nearest,
  type Problem,
  parseDuration,
  parseQuantity,
  type Quantity,
  type Result,
} from "../quantity";

// A check reads each schema some dozen times and ends: compiling parsers for that costs more than it saves.
z.config({ jitless: true });

/** What the JSON Schema says of a scalar that zod cannot describe by itself. */
interface Json {
  type: "string" | "number" | "integer" | ("string" | "number")[];
  pattern?: string;
  format?: string;
  examples?: (string | number)[];
}

/** The JSON Schema of the scalars, read by json-schema.ts. */
export const SCALAR_JSON = z.registry<{ json: Json }>();

/**
 * A value read by a function; the issue carries the problem's code and hint in `params`. `Input` is how a program writes it;
 * what a file holds is checked by `read` whatever it is.
 */
export function scalar<T, Input = string>(json: Json, read: (raw: unknown) => Result<T>) {
  const schema = z
    .custom<Input>((raw) => raw !== undefined)
    .transform((raw, context): T => {
      const result = read(raw);
      if (result.ok) return result.value;
      context.issues.push({
        code: "custom",
        input: raw,
        message: result.problem.message,
        params: { problem: result.problem },
      });
      return z.NEVER;
    });
  SCALAR_JSON.add(schema, { json });
  return schema;
}

/** A list in which nothing may stand twice. */
export function distinct<T extends z.ZodType<string>>(item: T): z.ZodArray<T> {
  return z.array(item).check(({ value, issues }) => {
    value.forEach((one, index) => {
      if (value.indexOf(one) === index) return;
      const message = `\`${one}\` is there twice`;
      const problem: Problem = { code: "duplicate-name", message, hint: "Name each once." };
      issues.push({ code: "custom", input: value, path: [index], message, params: { problem } });
    });
  });
}

/** Text that must have a form; `what` names it with its article: "a key". */
/** A text of a form. */
export function formed(
  what: string,
  pattern: RegExp,
  code: CatalogCode,
  hint: string | ((text: string) => string),
  examples: string[],
) {
  return scalar<string>({ type: "string", pattern: pattern.source, examples }, (raw) => {
    if (typeof raw !== "string") return wrongType(what, raw, `Write ${what} such as \`${examples[0] ?? ""}\`.`);
    if (pattern.test(raw)) return { ok: true, value: raw };
    return no({ code, message: `\`${raw}\` is not ${what}`, hint: typeof hint === "string" ? hint : hint(raw) });
  });
}

const KEY_PATTERN = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** The name of an entry: it becomes part of the names of vendor resources. */
export const key = z.string().regex(KEY_PATTERN);

/** Text for people; not empty, no control characters but line ends and tabs. */
export const text = scalar<string>({ type: "string" }, (raw) => {
  if (typeof raw !== "string") return wrongType("text", raw, quotes(raw));
  if (raw.trim() === "")
    return no({ code: "empty-text", message: "the text is empty", hint: "Write something or leave the key out." });
  return { ok: true, value: raw };
});

/** A quantity with its unit: `5%`, `200ms`, `10/min`, `3GiB`; a bare number only for counts. */
export const quantity = scalar<Quantity, string | number>(
  { type: ["string", "number"], examples: ["5%", "200ms", "10/min", "3GiB", 50] },
  parseQuantity,
);

/** A length of time: `30s`, `5min`, `2h`, `7d`, `1w`. */
export const duration = scalar<Duration>(
  // In a pack a parameter may stand for it.
  {
    type: "string",
    pattern: "^(\\d+(\\.\\d+)? ?(s|min|h|d|w)|\\$\\{[a-z]\\w*\\})$",
    examples: ["30s", "5min", "2h", "7d"],
  },
  parseDuration,
);

/** A length of time with a default, written as in the catalog. */
export function durationOr(written: string) {
  const read = parseDuration(written);
  if (!read.ok) throw new Error(read.problem.message);
  return duration.default(read.value);
}

/** A share of a whole, `0%` to `100%`; read as the number of percent, e.g. 99.9. */
export const percent = scalar<number>(
  { type: "string", pattern: "^\\d+(\\.\\d+)? ?%$", examples: ["99.9%", "20%"] },
  (raw) => {
    const read = parseQuantity(raw);
    if (!read.ok) return read;
    const { unit, per, amount, text: written } = read.value;
    if (unit !== "%" || per !== undefined)
      return no({
        code: "bad-quantity",
        message: `\`${written}\` is not a percentage`,
        hint: `Write it with the sign, e.g. \`${amount}%\`.`,
      });
    if (amount < 0 || amount > 100)
      return no({
        code: "out-of-range",
        message: `\`${written}\` is not between 0% and 100%`,
        hint: "Use a percentage from `0%` to `100%`.",
      });
    return { ok: true, value: amount };
  },
);

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number) {
  return scalar<number, number>({ type: "integer", examples: [least] }, (raw) => {
    if (typeof raw !== "number")
      return wrongType("a whole number", raw, `Write a whole number from ${least} to ${most}.`);
    if (Number.isInteger(raw) && raw >= least && raw <= most) return { ok: true, value: raw };
    return no({
      code: "out-of-range",
      message: `\`${raw}\` is not a whole number from ${least} to ${most}`,
      hint: `Use a whole number from ${least} to ${most}.`,
    });
  });
}

/** How many runs in a row of a service check. */
export const runs = whole(1, 100);

const ORS: ReadonlyMap<z.ZodType, z.ZodType> = new Map([quantity, runs].map((line) => [line, orNone(line)]));

/** What a line may be where it is laid over another: `none` takes that one away. Other values stay as they are. */
export function lineOver(schema: z.ZodType): z.ZodType | undefined {
  return ORS.get(schema);
}

function orNone(schema: z.ZodType): z.ZodType {
  const { type = "string", examples = [] } = SCALAR_JSON.get(schema)?.json ?? {};
  const types = [...new Set(["string" as const, ...[type].flat()])];
  return scalar<unknown, string | number>(
    { type: types as ("string" | "number")[], examples: [...examples, "none"] },
    (raw) => {
      if (raw === "none") return { ok: true, value: raw };
      const read = schema.safeParse(raw);
      if (read.success) return { ok: true, value: read.data };
      const [issue] = read.error.issues;
      return { ok: false, problem: (issue?.code === "custom" ? issue.params?.problem : undefined) as Problem };
    },
  );
}

/** A plain number without a unit. */
export function plainNumber(least: number, most: number) {
  return scalar<number, number>({ type: "number", examples: [least] }, (raw) => {
    if (typeof raw !== "number") return wrongType("a number", raw, `Write a number from ${least} to ${most}.`);
    if (raw >= least && raw <= most) return { ok: true, value: raw };
    return no({
      code: "out-of-range",
      message: `\`${raw}\` is not between ${least} and ${most}`,
      hint: `Use a number from ${least} to ${most}.`,
    });
  });
}

export const email = formed(
  "an e-mail address",
  /^[^\s@<>,;"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/,
  "bad-email",
  "Write one address such as `ada@example.com`.",
  ["ada@example.com"],
);

/** A telephone number in international form, e.g. `+44 2079460123`. */
export const phone = formed(
  "a telephone number in international form",
  /^\+[1-9]\d{0,2} \d{4,14}$/,
  "bad-phone",
  "Write `+`, the country code, a space and the number without separators: `+44 2079460123`.",
  ["+44 2079460123"],
);

/** A point in time with its offset, fixed for good: `2026-01-05T09:00:00Z`. */
export const instant = scalar<string>(
  { type: "string", format: "date-time", examples: ["2026-01-05T09:00:00Z"] },
  (raw) => {
    if (typeof raw !== "string") return wrongType("a date and time", raw, "Write `2026-01-05T09:00:00Z`.");
    const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})$/.exec(raw);
    if (match && !Number.isNaN(Date.parse(raw)) && isDay(match[1] ?? "")) return { ok: true, value: raw };
    return no({
      code: "bad-date",
      message: `\`${raw}\` is not a date and time`,
      hint: "Write an existing day, a time and an offset: `2026-01-05T09:00:00Z`.",
    });
  },
);

/** A day: `2026-12-31`. */
export const day = scalar<string>({ type: "string", format: "date", examples: ["2026-12-31"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("a day", raw, "Write `2026-12-31`.");
  if (isDay(raw)) return { ok: true, value: raw };
  return no({ code: "bad-date", message: `\`${raw}\` is not a day`, hint: "Write an existing day: `2026-12-31`." });
});

function isDay(raw: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(raw) ? new Date(`${raw}T00:00:00Z`) : undefined;
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(raw);
}

/** The days of the week, the first is Monday. */
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** A time of day: `08:30`. */
export const clock = formed(
  "a time of day",
  /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  "bad-time",
  "Write hours and minutes with two digits each: `08:30`.",
  ["08:30"],
);

/** A day and a time of day, in a time zone that is said beside it: `2026-12-24T09:00`. */
export const moment = scalar<string>({ type: "string", examples: ["2026-12-24T09:00"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("a day and a time", raw, "Write `2026-12-24T09:00`.");
  const [, date = "", hour = "", minute = ""] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})$/.exec(raw) ?? [];
  if (isDay(date) && Number(hour) < 24 && Number(minute) < 60) return { ok: true, value: `${date}T${hour}:${minute}` };
  const offset = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}).*(Z|[+-]\d{2}:\d{2})$/.exec(raw)?.[1];
  return no({
    code: "bad-date",
    message: `\`${raw}\` is not a day and a time`,
    hint: offset
      ? `The time zone is said beside it: write \`${offset}\`.`
      : "Write an existing day and a time, without a time zone: `2026-12-24T09:00`.",
  });
});

/** A name of the time zone database: `Europe/Berlin`. */
export const timeZone = scalar<string>({ type: "string", examples: ["Europe/Berlin", "Etc/UTC"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("a time zone", raw, "Write a name such as `Europe/Berlin`.");
  if (isTimeZone(raw)) return { ok: true, value: raw };
  return no({ code: "bad-time-zone", message: `\`${raw}\` is not a time zone`, hint: zoneHint(raw) });
});

let canonicalZones: ReadonlySet<string> | undefined;

function isTimeZone(name: string): boolean {
  canonicalZones ??= new Set(Intl.supportedValuesOf("timeZone"));
  if (canonicalZones.has(name) || name === "UTC" || name === "Etc/UTC") return true;
  if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9_/+-]+$/.test(name)) return false;
  try {
    // Other spellings the database knows; slow, so only for what is not in the list.
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function zoneHint(name: string): string {
  const wanted = name.split("/").at(-1)?.toLowerCase();
  const zones = Intl.supportedValuesOf("timeZone");
  const found = zones.find((zone) => zone.split("/").at(-1)?.toLowerCase() === wanted) ?? nearest(name, zones, 2);
  return found
    ? `Did you mean \`${found}\`?`
    : "Use a name of the time zone database such as `Europe/Berlin` or `Etc/UTC`.";
}

/** A web address. */
export const url = scalar<string>({ type: "string", format: "uri", examples: ["https://example.com"] }, (raw) => {
  if (typeof raw !== "string")
    return wrongType("a web address", raw, "Write an address such as `https://example.com/runbook`.");
  // A pack's parameter may stand for it or for a part of it; the value is read again once it is filled in.
  if (/^\$\{[a-z]\w*\}/.test(raw)) return { ok: true, value: raw };
  if (URL.canParse(raw) && /^https?:\/\//i.test(raw) && !/\s/.test(raw)) return { ok: true, value: raw };
  return no({
    code: "bad-url",
    message: `\`${raw}\` is not a web address`,
    hint: "Write an address that begins with `https://`.",
  });
});

/** A Datadog metric's name: `trace.http.request.hits`. */
export const metricName = formed(
  "a metric name",
  /^(?:[A-Za-z]|\$\{[a-z]\w*\})(?:[A-Za-z0-9_.]|\$\{[a-z]\w*\})*$/,
  "bad-metric",
  (raw) =>
    /[{}:(]/.test(raw)
      ? "Write the name alone; filters go under `where`."
      : "A metric's name has letters, digits, points and underscores, and begins with a letter.",
  ["trace.http.request.hits"],
);

/** A tag's key, for groups: `resource_name`, `@http.url`. */
export const tagKey = formed(
  "a tag's key",
  /^@?[A-Za-z][A-Za-z0-9_./-]*$/,
  "bad-tag",
  "Write the key alone, e.g. `host`.",
  ["host"],
);

/** A tag: `key:value`. */
export const tag = formed(
  "a tag",
  /^[a-z][a-z0-9_./-]*:[^\s,{}]+$/,
  "bad-tag",
  "Write `key:value` in lower case without blanks.",
  ["tier:1"],
);

/** The value of a tag as Datadog keeps it: what is sent otherwise is changed into this, and a filter for it would find nothing. */
export const tagValue = scalar<string>({ type: "string", pattern: "^[^\\s,A-Z]+$", examples: ["checkout"] }, (raw) => {
  if (typeof raw !== "string")
    return wrongType("the value of a tag", raw, "Write it as a text, in quotes where it is a number.");
  // Words in it are filled in first, and it is read again.
  if (VALUE.test(raw.replace(/\$\{[a-z]\w*\}/g, "x"))) return { ok: true, value: raw };
  return no({ code: "bad-tag", message: `\`${raw}\` is not the value of a tag`, hint: valueHint(raw) });
});

const VALUE = /^[\p{Ll}\p{Lo}\p{N}_][\p{Ll}\p{Lo}\p{N}_:./-]{0,199}$/u;

function valueHint(raw: string): string {
  if (/\sOR\s|[,()]/i.test(raw)) return "Write one value; a filter by several belongs into `scope`.";
  const near = raw
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_:./-]+/gu, "_")
    .replace(/^[^\p{L}\p{N}_]+|_+$/gu, "");
  return near === ""
    ? "Write lower-case letters, digits, `_`, `-`, `.`, `:` and `/`."
    : `Datadog keeps it as \`${near}\`: write that.`;
}

/** The name of a secret in the stack's configuration; never the secret itself. */
export const secretName = formed(
  "the name of a secret",
  /^[a-z][A-Za-z0-9]*$/,
  "bad-secret-name",
  "Write the name under which `pulumi config set --secret watchbill:<name>` keeps it, e.g. `postmortemHook`.",
  ["postmortemHook"],
);

/** Where a word must name an entry of another section; the check itself is in references.ts. */
export const reference = (section: string) => z.string().describe(`A key of \`${section}\`.`);

function quotes(raw: unknown): string {
  if (raw === null || raw === undefined) return "Write something or leave the key out.";
  return typeof raw === "object" ? "Write one text." : `Put it in quotes: \`"${String(raw)}"\`.`;
}

/** What is wrong with a value of another type. */
export function wrongType(what: string, raw: unknown, hint: string): { ok: false; problem: Problem } {
  return no({ code: "wrong-type", message: `expected ${what}, found ${typeName(raw)}`, hint });
}

/** A YAML value in words: "the number `5`", "a list". */
export function typeName(raw: unknown): string {
  if (raw === null || raw === undefined) return "nothing";
  if (Array.isArray(raw)) return "a list";
  if (typeof raw === "object") return "a map";
  if (typeof raw === "string") return `the text \`${raw}\``;
  return typeof raw === "number" ? `the number \`${raw}\`` : `\`${String(raw)}\``;
}

function no(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}
