/** Membership of a PagerDuty team; its id is `<user>:<team>`. Team and user cannot be changed, the role can. */

import type { Call, Kind, Plan, Value, Values } from "../kind";
import { VendorError } from "../kind";
import { list, object, text } from "../wire";
import { matchesOneOf } from "./checks";
import { orGone, readBack } from "./object-calls";

const PAGE = 100;

export const teamMembership: Kind = {
  name: "pagerduty/team-membership",
  token: "pagerduty:index/teamMembership:TeamMembership",
  vendor: "pagerduty",
  title: "PagerDuty team membership",
  flavour: "framework",
  fields: {
    id: { type: "text", output: true, keep: true },
    teamId: { type: "text", required: true, forceNew: true },
    userId: { type: "text", required: true, forceNew: true },
    role: {
      type: "text",
      planDefault: "manager",
      check: matchesOneOf("role", ["observer", "responder", "manager"]),
    },
  },
  calls: {
    create: async (call, plan) => {
      const { team, user } = await put(call, plan);
      return readBack(`${user}:${team}`, () => found(call, team, user));
    },
    update: async (call, _id, plan) => {
      const { team, user } = await put(call, plan);
      return found(call, team, user);
    },
    read: (call, id) => {
      const { team, user } = split(id);
      return orGone(() => found(call, team, user));
    },
    delete: async (call, id) => {
      const { team, user } = split(id);
      await orGone(() => call("DELETE", memberPath(team, user)));
    },
  },
};

async function put(call: Call, { planned }: Plan) {
  const team = text(planned.teamId);
  const user = text(planned.userId);
  await call("PUT", memberPath(team, user), { role: text(planned.role) });
  return { team, user };
}

const memberPath = (team: string, user: string) =>
  `/teams/${encodeURIComponent(team)}/users/${encodeURIComponent(user)}`;

/** The member in the team's list; there is no call for one alone. */
async function found(call: Call, team: string, user: string): Promise<Values> {
  const path = `/teams/${encodeURIComponent(team)}/members`;
  for (let offset = 0; ; offset += PAGE) {
    const page = object(await call("GET", `${path}?limit=${PAGE}${offset ? `&offset=${offset}` : ""}`));
    const member = list(page.members)
      .map(object)
      .find((item: Record<string, Value | undefined>) => text(object(item.user).id) === user);
    if (member) return { id: `${user}:${team}`, teamId: team, userId: user, role: text(member.role) };
    if (page.more !== true) throw new VendorError("GET", path, 404, `no member ${user}`);
  }
}

function split(id: string): { team: string; user: string } {
  const [user = "", team = ""] = id.split(":");
  return { team, user };
}
