/** Compliance frameworks: what each of their clauses asks of data of which kind. What they govern is worked out in `policies/retention`. */

import * as z from "zod";
import { key, scalar, text, url, wrongType } from "./scalars";

export const TERM_UNITS = ["day", "month", "year"] as const;

/** A length of time as laws write it: `7 years`, `12 months`, `90 days`. */
export interface Term {
  count: number;
  unit: (typeof TERM_UNITS)[number];
  /** As written. */
  text: string;
}

const TERM = /^(\d{1,4}) ?(day|month|year)s?$/;

const term = scalar<Term>(
  { type: "string", pattern: "^\\d{1,4} ?(day|month|year)s?$", examples: ["12 months", "7 years", "90 days"] },
  (raw) => {
    if (typeof raw !== "string") return wrongType("a length of time", raw, "Write it with its unit, e.g. `12 months`.");
    const [, count = "0", unit] = TERM.exec(raw) ?? [];
    const known = TERM_UNITS.find((one) => one === unit);
    if (known && Number(count) > 0) return { ok: true, value: { count: Number(count), unit: known, text: raw } };
    const message = `\`${raw}\` is not a length of time in days, months or years`;
    return {
      ok: false,
      problem: { code: "bad-quantity", message, hint: "Write e.g. `90 days`, `12 months`, `7 years`." },
    };
  },
);

/** What `atMost` may be instead of a figure. */
export const OWN_TERM = "days of the class";

const mostTerm = scalar<Term | typeof OWN_TERM>({ type: "string", examples: ["400 days", OWN_TERM] }, (raw) => {
  if (raw === OWN_TERM) return { ok: true, value: OWN_TERM };
  if (typeof raw !== "string") return wrongType("a length of time", raw, `Write e.g. \`400 days\` or \`${OWN_TERM}\`.`);
  const read = term.safeParse(raw);
  if (read.success) return { ok: true, value: read.data };
  const message = `\`${raw}\` is neither a length of time nor \`${OWN_TERM}\``;
  return {
    ok: false,
    problem: { code: "bad-quantity", message, hint: `Write e.g. \`400 days\`, \`13 months\` or \`${OWN_TERM}\`.` },
  };
});

const DemandSchema = z
  .strictObject({
    clause: text.describe("The clause as the framework counts them, e.g. `10.5.1`."),
    title: text.describe("What it asks for, in a few words."),
    description: text.optional().describe("What it says, in one's own words, and what it does not say."),
    address: url.describe("Where the clause can be read."),
    figure: z
      .enum(["clause", "practice", "own"])
      .default("clause")
      .describe(
        "Where the figures come from: from the clause itself, from what auditors commonly expect of a clause without a figure, or from a decision of one's own. Default `clause`.",
      ),
    dataClasses: z
      .array(text)
      .min(1)
      .optional()
      .describe("The data it speaks of, as `dataClass` of the retention classes. Default: all."),
    personalData: z
      .boolean()
      .default(false)
      .describe("Whether it speaks of classes with `personalData: true` alone. Default false."),
    atLeast: term.optional().describe("How long data must be kept: in the index, in Flex Logs or in the archive."),
    immediatelyAvailable: term.optional().describe("How much of that must be searchable without fetching it first."),
    atMost: mostTerm
      .optional()
      .describe(
        `How long it may be kept. \`${OWN_TERM}\`: as long as the class says, which is the decision the clause asks for.`,
      ),
    hidden: z
      .boolean()
      .default(false)
      .describe("Whether personal data must be hidden by a scanner before it is stored. Default false."),
    stated: text.optional().describe("What it asks for that no setting of a vendor enforces; every report says so."),
  })
  .describe("What one clause asks for.");

export type Demand = z.output<typeof DemandSchema>;

/** Whether a clause speaks of data of a kind. */
export function speaksOf(
  demand: Pick<Demand, "dataClasses" | "personalData">,
  data: { dataClass: string; personalData: boolean },
): boolean {
  return (demand.dataClasses?.includes(data.dataClass) ?? true) && (!demand.personalData || data.personalData);
}

export const Framework = z
  .strictObject({
    title: text.describe("The name people know, e.g. `PCI DSS`."),
    version: text.optional().describe("Which edition the clauses are of, e.g. `4.0.1`."),
    description: text.optional().describe("What it is, and whom it binds."),
    governs: z
      .enum(["classes that name it", "everything"])
      .default("classes that name it")
      .describe(
        "Which retention classes it is asked of: those whose `regulations` name it, or all that hold data of the kinds it speaks of. Default: those that name it.",
      ),
    requirements: z.record(key, DemandSchema).describe("What its clauses ask for, by a name of one's own."),
  })
  .describe("A compliance framework: what its clauses ask of the data that is kept.");

export type FrameworkFacts = z.output<typeof Framework>;

/** The most days a term can have by the calendar: seven years have up to two leap days, three months up to 92 days. */
export function longest(term: Term): number {
  return Math.max(...lengths(term));
}

export function shortest(term: Term): number {
  return Math.min(...lengths(term));
}

/** From the first of each month of 28 years, after which the calendar repeats. */
function lengths({ count, unit }: Term): number[] {
  if (unit === "day") return [count];
  const months = unit === "year" ? count * 12 : count;
  return Array.from(
    { length: 28 * 12 },
    (_, month) => (Date.UTC(2001, month + months, 1) - Date.UTC(2001, month, 1)) / 86_400_000,
  );
}
