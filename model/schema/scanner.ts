/** What Datadog's sensitive data scanner looks for and what becomes of it, before anything is indexed. */

import * as z from "zod";
import { STANDARD_PATTERN_NAMES } from "../../vendors/index";
import type { Problem } from "../quantity";
import { distinct, tag, text, whole } from "./scalars";
import { accepted } from "./waiver";

/** The vendor's products whose data passes the scanner, in the vendor's words. */
export const SCANNED = ["logs", "apm", "rum", "events"] as const;

const Fields = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("Why it is hidden."),
    enabled: z.boolean().default(true).describe("`false` leaves it out. Default true."),
    filter: z.string().default("*").describe("The search whose events are scanned. Default: all of the service."),
    in: distinct(z.enum(SCANNED))
      .min(1)
      .default(["logs"])
      .describe("What is scanned: `logs`, `apm` (spans), `rum`, `events`. Default `[logs]`."),
    standard: z
      .enum(STANDARD_PATTERN_NAMES)
      .optional()
      .describe(
        "What is looked for, by name: `email`, `phone`, `card`, `bearer-token` … Give this, `library` or `pattern`.",
      ),
    library: text
      .optional()
      .describe("What is looked for, by the id of a rule of Datadog's library, the same in every account."),
    pattern: z
      .string()
      .optional()
      .describe("What is looked for, as a regular expression. Datadog's have no look-around and no back references."),
    replacement: text.optional().describe("What is written instead. Default: `[<key>]`, e.g. `[email]`."),
    hash: z
      .boolean()
      .default(false)
      .describe("Write a fingerprint instead: equal values stay equal and can be counted. Default false."),
    hideFirst: whole(1, 1000).optional().describe("Hide only this many characters, from the beginning."),
    hideLast: whole(1, 1000).optional().describe("Hide only this many characters, from the end."),
    markOnly: z
      .boolean()
      .default(false)
      .describe("Hide nothing: the event is only tagged, so that it can be found. Default false."),
    attributes: z
      .array(z.string())
      .default([])
      .describe("Attributes that are scanned, e.g. `user.email`. Default: the whole event."),
    except: z
      .array(z.string())
      .default([])
      .describe("Attributes that are left as they are; of `attributes`, where these are given."),
    keywords: z
      .array(text)
      .min(1)
      .max(30)
      .optional()
      .describe("A match counts only near one of these words. Default: what goes with the standard pattern, else any."),
    within: whole(1, 50).default(30).describe("How many characters before the match a keyword may stand. Default 30."),
    ignore: z
      .strictObject({
        equals: z.array(text).default([]).describe("Matches that are exactly this."),
        startsWith: z.array(text).default([]).describe("Matches that begin so."),
        endsWith: z.array(text).default([]).describe("Matches that end so, e.g. `@example.com`."),
      })
      .optional()
      .describe("Matches that are no secret and are left as they are."),
    priority: whole(1, 5).default(3).describe("How grave a finding is, 1 the gravest. Default 3."),
    tags: z
      .array(tag)
      .default([])
      .describe("Tags that an event with a match gets beside `sensitive_data:<key>`, `key:value`."),
    ...accepted,
  })
  .describe("Sensitive data that is hidden before indexing.");

const SOUGHT = ["standard", "library", "pattern"] as const;
const BECOMES = ["replacement", "hash", "hideFirst", "hideLast", "markOnly"] as const;

/** What the fields cannot say each on its own. */
export const Scan = Fields.check(({ value, issues }) => {
  const complain = (path: PropertyKey[], problem: Problem): void => {
    issues.push({ code: "custom", input: value, path, message: problem.message, params: { problem } });
  };
  const sought = SOUGHT.filter((name) => value[name] !== undefined);
  if (sought.length !== 1)
    complain(sought[1] === undefined ? [] : [sought[1]], {
      code: sought.length === 0 ? "missing-key" : "conflicting-keys",
      message:
        sought.length === 0
          ? "it is not said what is looked for"
          : `${sought.map((name) => `\`${name}\``).join(" and ")} are both given`,
      hint: "Give one of `standard: email`, `library: <id>` and `pattern: <expression>`.",
    });
  const becomes = BECOMES.filter((name) => value[name] !== undefined && value[name] !== false);
  if (becomes[1] !== undefined)
    complain([becomes[1]], {
      code: "conflicting-keys",
      message: `${becomes.map((name) => `\`${name}\``).join(" and ")} are both given`,
      hint: "A match becomes one thing: keep one of them.",
    });
  const wrong =
    value.pattern === undefined
      ? undefined
      : patternProblem(value.pattern, value.attributes.length > 0 || value.keywords !== undefined);
  if (wrong) complain(["pattern"], wrong);
  const outside = value.except.find(
    (one) =>
      value.attributes.length > 0 && !value.attributes.some((name) => one === name || one.startsWith(`${name}.`)),
  );
  if (outside !== undefined)
    complain(["except"], {
      code: "conflicting-keys",
      message: `\`${outside}\` is not below one of the \`attributes\`: it is not scanned anyway`,
      hint: "Leave it out, or leave `attributes` out to scan the whole event.",
    });
});

/** The scanner's expressions know neither look-around nor back references; else they are like ours. */
function patternProblem(pattern: string, somewhere: boolean): Problem | undefined {
  const beyond = /\(\?<?[=!]|\\[1-9]/.exec(pattern)?.[0];
  if (beyond !== undefined)
    return {
      code: "bad-pattern",
      message: `\`${beyond}\` is nothing that Datadog's scanner knows`,
      hint: "Write the expression without look-around and back references; `keywords` can say what stands before.",
    };
  try {
    const expression = new RegExp(pattern.replace(/^\(\?[ims]+\)/, ""));
    if (pattern === "")
      return { code: "bad-pattern", message: "the expression is empty", hint: "Write what is looked for." };
    if (expression.test(""))
      return {
        code: "bad-pattern",
        message: `\`${pattern}\` matches nothing at all, too, which is everywhere`,
        hint: "Write what must stand there at least: `+` in place of `*`.",
      };
    if (!somewhere && UNLIKE.every((one) => expression.test(one)))
      return {
        code: "bad-pattern",
        message: `\`${pattern}\` matches whatever an event holds`,
        hint: "Write what sets it apart, or say where it stands: `attributes` or `keywords`.",
      };
    return undefined;
  } catch (error) {
    return {
      code: "bad-pattern",
      message: `\`${pattern}\` is not a regular expression: ${(error as Error).message.split(": ").at(-1) ?? ""}`,
      hint: "Mend the expression; characters such as `(` are written `\\(` where they are meant.",
    };
  }
}

/** Have nothing in common: an expression that finds something in each looks for nothing in particular. */
const UNLIKE = ["a", "Z", "7", "-", "é"] as const;

/** Scans by name, of a service or of a whole system. */
export const scanners = (whose: string) =>
  z
    .record(z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/), Scan)
    .default({})
    .describe(`What is hidden ${whose} before anything is indexed, by name.`);
