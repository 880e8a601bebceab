/**
 * What no catalog makes and a company's own program does: monitors written as JSON, and Datadog's notification rules, which tell people of
 * monitors by the monitors' tags. Decides nothing about who ought to be told.
 */

import type { Body, BodyValue } from "../../model/index";
import type { Resource, Stack } from "../stack";
import { itemsAt, jsonAt, NOT_KNOWN, textAt, UNKNOWN, type Unknown, valueAt } from "../values";

const JSON_MONITOR = "datadog:index/monitorJson:MonitorJson";
const RULE = "datadog:index/monitorNotificationRule:MonitorNotificationRule";

/** Monitors written as JSON, with the inputs of a monitor. */
export function jsonMonitors({ resources }: Stack): Resource[] {
  return resources.flatMap((resource) => {
    if (resource.token !== JSON_MONITOR) return [];
    const json = jsonAt(resource.body, "monitor");
    if (json === undefined) return [];
    return [{ ...resource, body: json === UNKNOWN ? { message: NOT_KNOWN, priority: NOT_KNOWN } : inputsOf(json) }];
  });
}

function inputsOf(json: Body): Body {
  const { name, type, query, message, priority, tags } = json;
  const at = (path: string): BodyValue => {
    const value = valueAt(json, path);
    return value === UNKNOWN ? NOT_KNOWN : (value ?? null);
  };
  const said: Record<string, BodyValue | undefined> = {
    ...{ name, type, query, message, priority, tags },
    draftStatus: at("draft_status"),
    escalationMessage: at("options.escalation_message"),
    notifyNoData: at("options.notify_no_data"),
    onMissingData: at("options.on_missing_data"),
    monitorThresholds: at("options.thresholds"),
  };
  const entries = Object.entries(said).filter(
    (entry): entry is [string, BodyValue] => entry[1] !== undefined && entry[1] !== null,
  );
  return Object.fromEntries(entries);
}

export interface Routing {
  resource: Resource;
  /** All of a monitor's. */
  tags: readonly string[] | Unknown;
  handles: readonly string[] | Unknown;
  /** What must hold beside the tags; undefined: nothing. */
  only: string | undefined;
}

const known = new WeakMap<Stack, readonly Routing[]>();

export function routingsOf(stack: Stack): readonly Routing[] {
  const before = known.get(stack);
  if (before) return before;
  const all = stack.resources.filter(({ token }) => token === RULE).map(routingOf);
  known.set(stack, all);
  return all;
}

function routingOf(resource: Resource): Routing {
  const { body } = resource;
  const tags = textsAt(body, "filter.tags");
  const scope = textAt(body, "filter.scope");
  const conditions = itemsAt(body, "conditionalRecipients.conditions");
  const lists: (string[] | Unknown)[] = [
    textsAt(body, "recipients"),
    textsAt(body, "conditionalRecipients.fallbackRecipients"),
  ];
  if (conditions === UNKNOWN) lists.push(UNKNOWN);
  else
    for (const index of conditions.keys())
      lists.push(textsAt(body, `conditionalRecipients.conditions.${index}.recipients`));
  const handles = lists.includes(UNKNOWN)
    ? UNKNOWN
    : [
        ...new Set(
          lists.flatMap((list) => (Array.isArray(list) ? list.map((one) => `@${one.replace(/^@/, "")}`) : [])),
        ),
      ];
  const conditional = conditions !== UNKNOWN && conditions.length > 0;
  const only =
    scope === UNKNOWN || (typeof scope === "string" && scope !== "" && scope !== "*")
      ? `its scope \`${scope === UNKNOWN ? "not known yet" : scope}\` holds`
      : conditional
        ? "one of its conditions holds"
        : undefined;
  return { resource, tags, handles, only };
}

function textsAt(body: Body, path: string): string[] | Unknown {
  const items = itemsAt(body, path);
  if (items === UNKNOWN || items.includes(UNKNOWN)) return UNKNOWN;
  return items.filter((item) => typeof item === "string");
}

/** The rules that tell people of a monitor, or may. */
export function routingsFor(stack: Stack, { body }: Resource): Routing[] {
  const all = routingsOf(stack);
  if (all.length === 0) return [];
  const own = textsAt(body, "tags");
  return all.filter(({ tags }) => tags === UNKNOWN || own === UNKNOWN || tags.every((tag) => own.includes(tag)));
}
