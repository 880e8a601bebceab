/** What detection rules, dashboards and what is made of other monitors mean, in a sentence or two. Pure. */

import { explainQuery } from "../query/index";
import { timeInWords } from "./compile/words";
import type { DashboardEntry } from "./resolved";
import type { Body, BodyValue, Spec } from "./spec";

/** Of a monitor of other monitors, with their names in place of the ids that only the vendor knows. */
export function compositeMeaning(query: BodyValue | undefined): { query: string; meaning: string } | undefined {
  const parts = fields(query).$text;
  if (!Array.isArray(parts)) return undefined;
  const names: string[] = [];
  const ids = parts.map((part) => {
    const ref = fields(part).$ref;
    if (typeof ref !== "string") return String(part);
    names.push(keyOf(ref));
    return String(names.length);
  });
  const text = parts.map((part) => (typeof part === "string" ? part : keyOf(String(fields(part).$ref)))).join("");
  const meaning = explainQuery(ids.join(""), { type: "composite" });
  return { query: text, meaning: meaning.replaceAll(/\bmonitor (\d+)\b/g, (_, id) => names[Number(id) - 1] ?? id) };
}

/** `datadog/monitor/shop-latency` is `shop-latency`. */
function keyOf(address: string): string {
  return address.slice(address.lastIndexOf("/") + 1);
}

const LOOKS_FOR: Readonly<Record<string, string>> = {
  new_value: "Looks for values never seen before",
  impossible_travel: "Looks for people who are at two places too far apart",
  anomaly_detection: "Looks for unusual numbers of events",
};

/** Of a detection rule. */
export function ruleMeaning({ body }: Spec): string {
  const { detectionMethod, evaluationWindow } = fields(body.options);
  const queries = list(body.queries);
  const cases = list(body.cases);
  const window = Number(evaluationWindow) > 0 ? ` within ${timeInWords(Number(evaluationWindow))}` : "";
  const start = LOOKS_FOR[String(detectionMethod)];
  const searches = queries.map((query) => {
    const of = `${query.dataSource} that match \`${query.query}\``;
    const [by, distinct] = [attributes(query.groupByFields), attributes(query.distinctFields)];
    const per = by === "" ? "" : ` per ${by}`;
    if (start !== undefined) return `${start}${per}, among the ${of}.`;
    const name =
      queries.length > 1 || cases.some(({ condition }) => condition !== undefined) ? `, as \`${query.name}\`` : "";
    return `Counts ${distinct === "" ? "the" : `the different ${distinct} of the`} ${of}${per}${window}${name}.`;
  });
  const signals = cases.map(({ condition, status }) =>
    condition === undefined ? `each is a ${status} signal` : `a ${status} signal when ${condition}`,
  );
  return [...searches, ...(signals.length === 0 ? [] : [`It makes ${signals.join(", ")}.`])]
    .join(" ")
    .replace("It makes each is", "Each is");
}

/** Whom its cases tell, by the status of their signals. */
export function toldByRule({ body }: Spec): Record<string, string[]> {
  const told: Record<string, string[]> = {};
  for (const { notifications, status } of list(body.cases))
    told[String(status)] = [
      ...new Set([...(told[String(status)] ?? []), ...(Array.isArray(notifications) ? notifications.map(String) : [])]),
    ];
  return told;
}

/** Of a dashboard: how much it shows, by its groups. */
export function dashboardMeaning({ groups, made }: DashboardEntry): string {
  const count = groups.reduce((sum, { widgets }) => sum + widgets.length, 0);
  const named = groups.map(({ title, widgets }) => `${title ?? "without a title"} (${widgets.length})`);
  const shows = `Shows ${count} widget${count === 1 ? "" : "s"}`;
  const whose = made ? " Made from what watches it, not written in the catalog." : "";
  return `${shows}${named.length === 0 ? "" : ` in ${groups.length} group${groups.length === 1 ? "" : "s"}: ${named.join(", ")}`}.${whose}`;
}

/** `groups.0.widgets.1.height` by what stands on the dashboard: `Promises, latency: height`. */
export function dashboardPath({ groups }: DashboardEntry, path: string): string {
  const [, at, rest = ""] = /^groups\.(\d+)\.(.+)$/.exec(path) ?? [];
  if (at === undefined) return path;
  const group = groups[Number(at)];
  const title = group?.title ?? `group ${Number(at) + 1}`;
  const [, one, field] = /^widgets\.(\d+)\.(.+)$/.exec(rest) ?? [];
  if (one === undefined || field === undefined) return `${title}: ${rest}`;
  const widget: object = group?.widgets[Number(one)] ?? {};
  const names = ["title", "signal", "objective"].map((name) => (widget as Record<string, unknown>)[name]);
  const name = names.find((value) => typeof value === "string" && value !== "");
  return `${title}, ${name === undefined ? `widget ${Number(one) + 1}` : String(name)}: ${field}`;
}

function attributes(value: BodyValue | undefined): string {
  return Array.isArray(value) ? value.map((name) => `\`${String(name)}\``).join(" and ") : "";
}

function list(value: BodyValue | undefined): Body[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function fields(value: BodyValue | undefined): Body {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
}
