/**
 * PagerDuty's data sources: each lists with a query and takes the one whose name is exactly the one asked for. Unlike the
 * plugin, a vendor's name is never taken for a regular expression.
 */

import type { Call, Lookup, Value, Values } from "../kind";
import { list, object, text } from "../wire";

const PAGE = 100;

/** Every object of a list, page by page; `limit` moves the offset, as the plugin does it. */
async function all(call: Call, path: string, collection: string): Promise<Values[]> {
  const found: Values[] = [];
  for (let offset = 0; ; ) {
    const query = offset === 0 ? "" : `${path.includes("?") ? "&" : "?"}offset=${offset}`;
    const page = object(await call("GET", path + query));
    found.push(...list(page[collection]).map(object));
    const limit = typeof page.limit === "number" && page.limit > 0 ? page.limit : PAGE;
    if (page.more !== true) return found;
    offset += limit;
  }
}

interface Named {
  token: string;
  collection: string;
  /** Before `query=`. */
  path: string;
  /** The argument asked for, and the object's field it is compared with. */
  by: string;
  missing: string;
  result: (found: Values) => Values;
}

const named = ({ token, collection, path, by, missing, result }: Named): Lookup => ({
  token: `pagerduty:index/${token}:${token}`,
  vendor: "pagerduty",
  ask: async (call, args) => {
    const wanted = text(args[by]);
    const objects = await all(call, `${path}query=${encodeURIComponent(wanted)}`, collection);
    const found = objects.find((one) => text(one[by]) === wanted);
    if (!found) throw new Error(`Unable to locate any ${missing}: ${wanted}`);
    return { id: text(found.id), ...result(found) };
  },
});

const name = (found: Values): Values => ({ name: text(found.name) });
const teamsOf = (found: Values): Value =>
  list(found.teams)
    .map(object)
    .map((team) => ({ id: text(team.id), name: text(team.name) || text(team.summary) }));

const getVendor: Lookup = {
  token: "pagerduty:index/getVendor:getVendor",
  vendor: "pagerduty",
  ask: async (call, args) => {
    const wanted = text(args.name).toLowerCase();
    const vendors = await all(call, `/vendors?limit=${PAGE}`, "vendors");
    const found =
      vendors.find((one) => text(one.name).toLowerCase() === wanted) ??
      vendors.find((one) => text(one.name).toLowerCase().includes(wanted));
    if (!found || wanted === "") throw new Error(`Unable to locate any vendor with the name: ${text(args.name)}`);
    return { id: text(found.id), name: text(found.name), type: text(found.generic_service_type) };
  },
};

const getUserContactMethod: Lookup = {
  token: "pagerduty:index/getUserContactMethod:getUserContactMethod",
  vendor: "pagerduty",
  ask: async (call, { userId, label, type }) => {
    const path = `/users/${encodeURIComponent(text(userId))}/contact_methods`;
    const methods = await all(call, path, "contact_methods");
    const found = methods.find((one) => one.label === label && one.type === type);
    if (!found) {
      throw new Error(
        `Unable to locate any contact methods for user ${text(userId)} with label ${text(label)} and type ${text(type)}`,
      );
    }
    return {
      id: text(found.id),
      userId: text(userId),
      label: text(found.label),
      type: text(found.type),
      address: text(found.address),
      countryCode: found.country_code ?? 0,
      sendShortEmail: found.send_short_email ?? false,
      deviceType: text(found.device_type),
      enabled: found.enabled ?? false,
      blacklisted: found.blacklisted ?? false,
    };
  },
};

export const PAGERDUTY_LOOKUPS: readonly Lookup[] = [
  getVendor,
  getUserContactMethod,
  named({
    token: "getUser",
    collection: "users",
    path: "/users?",
    by: "email",
    missing: "user with the email",
    result: (found) => ({
      name: text(found.name),
      email: text(found.email),
      role: text(found.role),
      jobTitle: text(found.job_title),
      timeZone: text(found.time_zone),
      description: text(found.description),
    }),
  }),
  named({
    token: "getTeam",
    collection: "teams",
    path: "/teams?",
    by: "name",
    missing: "team with name",
    result: (found) => ({
      name: text(found.name),
      description: text(found.description),
      defaultRole: text(found.default_role),
      parent: text(object(found.parent).id),
    }),
  }),
  named({
    token: "getSchedule",
    collection: "schedules",
    path: "/schedules?",
    by: "name",
    missing: "schedule with the name",
    result: name,
  }),
  named({
    token: "getEscalationPolicy",
    collection: "escalation_policies",
    path: "/escalation_policies?include%5B%5D=teams&",
    by: "name",
    missing: "escalation policy with the name",
    result: name,
  }),
  named({
    token: "getService",
    collection: "services",
    path: `/services?include%5B%5D=teams&limit=${PAGE}&`,
    by: "name",
    missing: "service with the name",
    result: (found) => ({
      name: text(found.name),
      type: text(found.type),
      description: text(found.description),
      escalationPolicy: text(object(found.escalation_policy).id),
      autoResolveTimeout: found.auto_resolve_timeout ?? 0,
      acknowledgementTimeout: found.acknowledgement_timeout ?? 0,
      alertCreation: text(found.alert_creation),
      teams: teamsOf(found),
    }),
  }),
];
