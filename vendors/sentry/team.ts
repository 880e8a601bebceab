/** Sentry team; its id is its slug, and an update goes to the slug it had. */

import type { Call, Kind, Values } from "../kind";
import { nonZero, object, text } from "../wire";
import { orGone, path, readBack } from "./paths";

export const team: Kind = {
  name: "sentry/team",
  token: "sentry:index/sentryTeam:SentryTeam",
  vendor: "sentry",
  title: "Sentry team",
  flavour: "sdk-v1",
  uniqueName: true,
  fields: {
    organization: { type: "text", required: true },
    name: { type: "text", required: true, autoname: true },
    slug: { type: "text", computed: true },
    internalId: { type: "text", output: true },
    teamId: { type: "text", output: true },
    hasAccess: { type: "boolean", output: true },
    isMember: { type: "boolean", output: true },
    isPending: { type: "boolean", output: true },
  },
  calls: {
    create: async (call, { planned }) => {
      const organization = text(planned.organization);
      const made = object(await call("POST", path("organizations", organization, "teams"), body(planned)));
      const slug = text(made.slug);
      return readBack(slug, () => fetch(call, organization, slug));
    },
    read: (call, id, state) => orGone(() => fetch(call, text(state.organization), id)),
    update: async (call, id, { planned }) => {
      const organization = text(planned.organization);
      const changed = object(await call("PUT", path("teams", organization, id), body(planned)));
      return fetch(call, organization, text(changed.slug));
    },
    delete: async (call, id, state) => {
      await call("DELETE", path("teams", text(state.organization), id));
    },
  },
};

const body = ({ name, slug }: Values): Values => nonZero({ name, slug });

async function fetch(call: Call, organization: string, slug: string): Promise<Values> {
  const answer = object(await call("GET", path("teams", organization, slug)));
  return {
    id: text(answer.slug),
    organization,
    name: text(answer.name),
    slug: text(answer.slug),
    internalId: text(answer.id),
    teamId: text(answer.id),
    hasAccess: answer.hasAccess ?? false,
    isMember: answer.isMember ?? false,
    isPending: answer.isPending ?? false,
  };
}
