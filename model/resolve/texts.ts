/**
 * Texts that become part of a notification: they name nobody. Who is told is said by severities and `notify` alone, which know how far
 * alerts go in an environment; a handle in a text would be told everywhere.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { parseTemplate, routes } from "../../query/index";
import type { ServiceEntry } from "../resolved";
import { partOf } from "./part-of";

/** The handles in the texts of a service. */
export function handlesInTexts(service: ServiceEntry): Diagnostic[] {
  return textsOf(service).flatMap(([path, text = ""]) => {
    if (!text.includes("@")) return [];
    const origin = service.origins.at(path);
    return handlesIn(text).map(({ handle, span }): Diagnostic => {
      const exact = origin.written === text ? partOf(origin, span) : partOf(origin);
      return {
        code: "handle-in-text",
        severity: "error",
        message: `\`${handle}\` in a text is told in every environment, also where nobody is to be told`,
        hint: /(^|\.)(url|runbook|repository)$/.test(path) ? "In an address write `%40` for `@`." : HINT,
        ...exact,
        path: `services.${service.key}.${path}`,
      };
    });
  });
}

const HINT =
  "Name it under the signal's `notify:` or among the `channels` of a severity; in a text write it without its `@`.";

function textsOf(service: ServiceEntry): [path: string, text: string | undefined][] {
  const { monitors, objectives, synthetics, downtimes, runbook, repository } = service;
  const own = (text: string | undefined) => (text === runbook ? undefined : text);
  return [
    ["title", service.title],
    ["runbook", runbook],
    ["repository", repository],
    // Who stands in it is told when the downtime ends.
    ...Object.entries(downtimes).map(([key, { reason }]): [string, string | undefined] => [
      `downtimes.${key}.reason`,
      reason,
    ]),
    ...monitors.flatMap(({ key, title, summary, message, runbook: at }): [string, string | undefined][] => [
      [`monitors.${key}.runbook`, own(at)],
      [`monitors.${key}.title`, title],
      [`monitors.${key}.summary`, summary],
      [`monitors.${key}.message`, message],
    ]),
    ...objectives.flatMap(({ key, title, description, burnRates, budgets }): [string, string | undefined][] => [
      [`objectives.${key}.title`, title],
      [`objectives.${key}.description`, description],
      ...Object.entries(burnRates).map(([name, { summary }]): [string, string | undefined] => [
        `objectives.${key}.burnRates.${name}.summary`,
        summary,
      ]),
      ...Object.entries(budgets).map(([name, { summary }]): [string, string | undefined] => [
        `objectives.${key}.budgets.${name}.summary`,
        summary,
      ]),
    ]),
    ...synthetics.flatMap(({ key, title, summary, ...test }): [string, string | undefined][] => [
      [`synthetics.${key}.title`, title],
      [`synthetics.${key}.url`, test.type === "http" ? test.url : undefined],
      [`synthetics.${key}.summary`, summary],
    ]),
  ];
}

interface Found {
  handle: string;
  span: { start: number; end: number };
}

const known = new Map<string, Found[]>();

/** Every handle that is told in some state; a name that is no integration's, no person's and not filled in tells nobody. */
function handlesIn(text: string): Found[] {
  const before = known.get(text);
  if (before) return before;
  const told = Object.values(routes(parseTemplate(text).tree)).flat();
  const meant = told.filter(({ kind, handle }) => kind !== "other" || handle.includes("{{"));
  const found = [...new Map(meant.map(({ handle, node }) => [node.span.start, { handle, span: node.span }])).values()];
  known.set(text, found);
  return found;
}
