/** When the pager itself is down, what matters most still wakes somebody: by a second way that is another vendor's. */

import type { Source } from "../../../model/index";
import type { RoutedHandle } from "../../../query/index";
import type { Found, Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { itemsAt, UNKNOWN } from "../../values";
import { ALERT_KINDS, type Alert, alertsOf, isPager } from "../alerts";
import { wakingWebhooks } from "../waking";
import { pagingIn } from "../where";

export const noSecondRoute: Rule = {
  id: "no-second-route",
  pack: "paging",
  severity: "error",
  title: "No way but the pager",
  summary: "What pages for a critical fault of the top tier also wakes somebody by another vendor than the pager's.",
  kinds: ALERT_KINDS,
  parameters: {
    tier: { description: "Up to which tier services need it; 1 is the top.", looser: "less", default: 1 },
    priority: { description: "Up to which priority alerts need it; 1 is the most urgent.", looser: "less", default: 1 },
    handles: {
      description:
        "Handles that wake somebody without the pager, beside other pagers and the webhooks that the catalog says `wakes: true` of.",
      looser: "more",
      default: [],
    },
  },
  *check(stack, { tier, priority, handles }) {
    if (pagingIn(stack) !== "page") return;
    const webhooks = wakingWebhooks(stack);
    const wakes = new Set([...(handles as readonly string[]), ...webhooks.keys()]);
    const tiers = tiersOf(stack);
    const relied = new Set<string>();
    for (const alert of alertsOf(stack)) {
      if (typeof alert.priority !== "number" || alert.priority > Number(priority)) continue;
      const own = tierOf(alert.resource, tiers);
      if (own === undefined || own > Number(tier)) continue;
      const told = alert.told();
      if (told === UNKNOWN) {
        const { resource, property, title } = alert;
        yield { type: "undecided", resource, property, message: `whom the ${title} tells is not known yet` };
        continue;
      }
      const found = judged(alert, own, told.alert, wakes);
      if (found) yield { ...found, ...ofSeverity(stack, alert, own, wakes) };
      for (const { handle } of told.alert) if (webhooks.has(handle)) relied.add(handle);
    }
    for (const handle of relied) yield believed(stack, handle, webhooks.get(handle));
  },
};

/** Where no way is given at all, that is one line of the catalog, whatever follows from it. */
function ofSeverity({ catalog }: Stack, { priority, resource }: Alert, tier: number, wakes: ReadonlySet<string>) {
  const severity = resource.spec && catalog?.severities.find((one) => one.priority === priority);
  if (!catalog || !severity || severity.channels.some((channel) => wakes.has(channel))) return {};
  const webhooks = catalog.webhooks.filter(({ key }) => severity.channels.includes(`@webhook-${key}`));
  const places = webhooks.map(({ key, source }) => `\`webhooks.${key}\` (${source.file}:${source.line})`);
  const more = `a second way under \`channels\`: a webhook with \`wakes: true\`, or another pager`;
  return {
    at: severity.source,
    property: "channels",
    message: `\`${severity.key}\` wakes somebody in tier ${tier} by the pager alone: when that is down, nobody is woken`,
    fix:
      places.length === 0
        ? `Give \`severities.${severity.key}\` ${more}.`
        : `It has ${places.join(" and ")} among its \`channels\`: where ${places.length > 1 ? "one of them" : "that"} wakes somebody, write \`wakes: true\` there; else give \`severities.${severity.key}\` ${more}.`,
  };
}

/** Nobody can see from here whom a webhook wakes. */
function believed(stack: Stack, handle: string, at: Source | undefined): Found {
  const key = handle.slice("@webhook-".length);
  return {
    type: "stated",
    resource: stack.at(`datadog/webhook/${key}`),
    at,
    subject: `webhook ${key}`,
    value: handle,
    message: `the webhook \`${key}\` is the second way to be woken because the catalog says \`wakes: true\`: stated, not verified`,
  };
}

function judged(
  alert: Alert,
  tier: number,
  told: readonly RoutedHandle[],
  wakes: ReadonlySet<string>,
): Found | undefined {
  const pagers = told.filter(isPager);
  const [pager] = pagers;
  // That nobody is paged at all is another rule's.
  if (!pager) return undefined;
  const vendors = new Set(pagers.map(({ kind }) => kind));
  if (vendors.size > 1 || told.some(({ handle, conditions }) => conditions.length === 0 && wakes.has(handle)))
    return undefined;
  const { resource, title, property, priority } = alert;
  return {
    type: "violated",
    resource,
    property,
    value: pager.handle,
    message: `the ${title} has priority ${String(priority)} in tier ${tier} and wakes somebody by \`${pager.handle}\` alone: when the pager is down, nobody is woken`,
    fix: resource.spec
      ? "Give the severity a second way under `channels`: a webhook with `wakes: true`, or another pager."
      : "Tell another pager as well, or a webhook that calls somebody, and name it under `policies.no-second-route.parameters.handles`.",
  };
}

/** Tiers of the catalog's services, by the name of the component that holds what watches them. */
function tiersOf({ catalog }: Stack): ReadonlyMap<string, number> {
  return new Map(catalog?.services.map(({ name, tier }) => [name, tier]));
}

/** Of its tag; of what has no tags, by the service it is made for. */
function tierOf({ body, spec }: Resource, tiers: ReadonlyMap<string, number>): number | undefined {
  const tags = itemsAt(body, "tags");
  const tagged = tags === UNKNOWN ? undefined : tags.find((tag) => typeof tag === "string" && /^tier:\d+$/.test(tag));
  if (typeof tagged === "string") return Number(tagged.slice("tier:".length));
  return tiers.get(spec?.component.split("/")[1] ?? "");
}
