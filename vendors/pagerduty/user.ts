/**
 * PagerDuty user. Made by POST and at once changed by PUT with the same body, as the plugin does; the licence is read
 * by its own call. An address that is taken by the very same person is that person.
 */

import type { Call, Kind, Plan, Value, Values } from "../kind";
import { VendorError } from "../kind";
import { isZero, list, nonZero, object, text } from "../wire";
import { isOneOf, isTimeZone } from "./checks";
import { idsOf, orGone, readBack, reference } from "./object-calls";

export const user: Kind = {
  name: "pagerduty/user",
  token: "pagerduty:index/user:User",
  vendor: "pagerduty",
  title: "PagerDuty user",
  flavour: "sdk",
  fields: {
    name: { type: "text", required: true, autoname: true, same: sameName },
    email: { type: "text", required: true, same: (prior, next) => text(prior) === text(next).toLowerCase() },
    description: { type: "text", default: "Managed by Pulumi" },
    role: {
      type: "text",
      default: "user",
      check: isOneOf([
        "admin",
        "limited_user",
        "observer",
        "owner",
        "read_only_user",
        "restricted_access",
        "read_only_limited_user",
        "user",
      ]),
    },
    jobTitle: { type: "text" },
    color: { type: "text", computed: true },
    timeZone: { type: "text", computed: true, check: isTimeZone },
    teams: { type: "set", of: { type: "text" }, computed: true },
    license: { type: "text", computed: true },
    avatarUrl: { type: "text", output: true },
    htmlUrl: { type: "text", output: true },
    invitationSent: { type: "boolean", output: true },
  },
  calls: {
    create: async (call, plan) => {
      const licence = isZero(plan.planned.license)
        ? {}
        : { license: reference(plan.planned.license, "license_reference") };
      const id = await makeOrFind(call, { ...body(plan.planned), ...licence });
      await call("PUT", path(id), { user: body(plan.planned) });
      await changeTeams(call, id, [], teamsOf(plan.planned));
      return readBack(id, () => fetch(call, id));
    },
    read: (call, id) => orGone(() => fetch(call, id)),
    update: async (call, id, plan) => {
      const licence = onlyLicenceChanges(plan) ? { license: reference(plan.planned.license, "license_reference") } : {};
      await call("PUT", path(id), { user: { ...body(plan.planned), ...licence } });
      await changeTeams(call, id, teamsOf(plan.prior), teamsOf(plan.planned));
      return fetch(call, id);
    },
    delete: async (call, id) => {
      await call("DELETE", path(id));
    },
  },
};

/** White space around and repeated inside a name is no difference. */
function sameName(prior: Value | undefined, next: Value | undefined): boolean {
  return text(prior) === text(next).trim().replace(/\s+/g, " ");
}

const path = (id: string) => `/users/${encodeURIComponent(id)}`;

const body = (values: Values): Values =>
  nonZero({
    name: text(values.name).trim(),
    email: values.email,
    color: values.color,
    time_zone: values.timeZone,
    role: values.role,
    job_title: values.jobTitle,
    description: values.description,
  });

const teamsOf = (values: Values): string[] => list(values.teams).map(text);

/** The plugin leaves the licence to the vendor unless it alone changes. */
function onlyLicenceChanges({ planned, prior }: Plan): boolean {
  const changed = Object.keys(user.fields).filter((name) => {
    const [before, after] = [prior[name], planned[name]];
    return !(isZero(before) && isZero(after)) && JSON.stringify(before) !== JSON.stringify(after);
  });
  return changed.length === 1 && changed[0] === "license";
}

async function makeOrFind(call: Call, wanted: Values): Promise<string> {
  try {
    return text(object(object(await call("POST", "/users", { user: wanted })).user).id);
  } catch (error) {
    if (!(error instanceof VendorError && error.body.includes("Email has already been taken"))) throw error;
    const page = object(await call("GET", `/users?query=${encodeURIComponent(text(wanted.email))}`));
    const same = list(page.users)
      .map(object)
      .find((one) => ["email", "name", "role"].every((name) => text(one[name]) === text(wanted[name])));
    if (!same) throw error;
    return text(same.id);
  }
}

async function changeTeams(call: Call, id: string, before: string[], after: string[]): Promise<void> {
  for (const team of before.filter((one) => !after.includes(one))) {
    const there = await orGone(() => call("GET", `/teams/${encodeURIComponent(team)}`));
    if (there) await call("DELETE", `/teams/${encodeURIComponent(team)}/users/${encodeURIComponent(id)}`);
  }
  for (const team of after.filter((one) => !before.includes(one))) {
    await call("PUT", `/teams/${encodeURIComponent(team)}/users/${encodeURIComponent(id)}`);
  }
}

async function fetch(call: Call, id: string): Promise<Values> {
  const answer = object(object(await call("GET", path(id))).user);
  const { license } = object(await call("GET", `${path(id)}/license`));
  return {
    name: text(answer.name),
    email: text(answer.email),
    description: text(answer.description),
    role: text(answer.role),
    jobTitle: text(answer.job_title),
    color: text(answer.color),
    timeZone: text(answer.time_zone),
    teams: idsOf(answer.teams).sort(),
    license: text(object(license).id),
    avatarUrl: text(answer.avatar_url),
    htmlUrl: text(answer.html_url),
    invitationSent: answer.invitation_sent ?? false,
  };
}
