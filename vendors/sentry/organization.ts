/** Sentry organisation; its id is its slug. */

import type { Call, Kind, Values } from "../kind";
import { nonZero, object, text } from "../wire";
import { orGone, path, readBack } from "./paths";

export const organization: Kind = {
  name: "sentry/organization",
  token: "sentry:index/sentryOrganization:SentryOrganization",
  vendor: "sentry",
  title: "Sentry organisation",
  flavour: "sdk-v1",
  fields: {
    name: { type: "text", required: true, autoname: true },
    slug: { type: "text", computed: true },
    agreeTerms: { type: "boolean", required: true },
    internalId: { type: "text", output: true },
  },
  calls: {
    create: async (call, { planned }) => {
      const { name, slug, agreeTerms } = planned;
      const made = object(await call("POST", path("organizations"), nonZero({ name, slug, agreeTerms })));
      return readBack(text(made.slug), () => fetch(call, text(made.slug)));
    },
    read: (call, id) => orGone(() => fetch(call, id)),
    update: async (call, id, { planned }) => {
      const changed = object(
        await call("PUT", path("organizations", id), nonZero({ name: planned.name, slug: planned.slug })),
      );
      return fetch(call, text(changed.slug));
    },
    delete: async (call, id) => {
      await call("DELETE", path("organizations", id));
    },
  },
};

async function fetch(call: Call, slug: string): Promise<Values> {
  const answer = object(await call("GET", path("organizations", slug)));
  return {
    id: text(answer.slug),
    name: text(answer.name),
    slug: text(answer.slug),
    internalId: text(answer.id),
  };
}
