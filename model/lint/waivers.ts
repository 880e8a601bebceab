/**
 * Waivers of signals and objectives: which findings they cover, and what is wrong with the waivers themselves. A waiver of a pack
 * is one waiver, however many services and environments use the pack.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { RULES, ruleById } from "../../query/index";
import { nearest } from "../quantity";
import type { Origin } from "../resolved";
import type { Cause } from "./catalog-place";
import { RAW_QUERY_CODES } from "./raw-query";

interface Waiver {
  rule: string;
  until: string;
  ruleAt: Origin;
  untilAt: Origin;
  path: string;
  used: boolean;
}

/** What an entry of the catalog says under `waivers`. */
export type Waived = readonly { rule: string; until: string }[];

export interface Waivers {
  /** The function that says of an entry's findings whether they are accepted. */
  of(cause: Cause, waived: Waived): (rule: string) => boolean;
  /**
   * Unknown rules, waivers that are not used, and those that have ended. To be asked when everything is linted; `whole` is whether
   * that was the whole catalog, so that one that is not used here is not used at all.
   */
  problems(whole: boolean): Diagnostic[];
}

/** `today` is `2026-11-21`. */
export function createWaivers(today: string): Waivers {
  const all = new Map<string, Waiver>();
  return {
    of({ origins, at }, waived) {
      const own = waived.map(({ rule, until }, index): Waiver => {
        const path = `${at}.waivers.${index}`;
        const ruleAt = origins.at(`${path}.rule`);
        const place = `${ruleAt.file}:${ruleAt.line}:${ruleAt.column}`;
        const waiver = all.get(place) ?? {
          rule,
          until,
          ruleAt,
          untilAt: origins.at(`${path}.until`),
          path,
          used: false,
        };
        all.set(place, waiver);
        return waiver;
      });
      return (rule) => {
        // What a parser says cannot be accepted: the vendor refuses it.
        const fitting = isWaivable(rule) ? own.filter((waiver) => waiver.rule === rule) : [];
        for (const waiver of fitting) waiver.used = true;
        return fitting.some(({ until }) => until >= today);
      };
    },
    problems: (whole) => [...all.values()].flatMap((waiver) => judge(waiver, today, whole)),
  };
}

function isWaivable(rule: string): boolean {
  return ruleById(rule) !== undefined || RAW_QUERY_CODES.has(rule);
}

function judge({ rule, until, ruleAt, untilAt, path, used }: Waiver, today: string, whole: boolean): Diagnostic[] {
  const found = (code: string, at: Origin, message: string, hint: string): Diagnostic[] => {
    const { file, line, column, endLine, endColumn } = at;
    return [{ code, severity: "error", message, hint, file, line, column, endLine, endColumn, path }];
  };
  if (!isWaivable(rule)) {
    const near = nearest(
      rule,
      RULES.map(({ id }) => id),
    );
    const all = "`watchbill explain rule` lists the rules.";
    return found(
      "unknown-rule",
      ruleAt,
      `there is no rule \`${rule}\``,
      near ? `Did you mean \`${near}\`? ${all}` : all,
    );
  }
  if (!used && whole)
    return found(
      "waiver-unused",
      ruleAt,
      `the waiver of \`${rule}\` is not used: the rule finds nothing here`,
      "Take it out.",
    );
  if (until < today)
    return found(
      "waiver-expired",
      untilAt,
      `the waiver of \`${rule}\` ended on ${until}`,
      "Mend what it waived, or decide again and give it a new end.",
    );
  return [];
}
