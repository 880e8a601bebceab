/** Sentry's data sources. */

import type { Lookup } from "../kind";
import { object, text } from "../wire";
import { keyState, keysOf } from "./key";
import { path } from "./paths";

export const SENTRY_LOOKUPS: readonly Lookup[] = [
  {
    token: "sentry:index/getSentryOrganization:getSentryOrganization",
    vendor: "sentry",
    ask: async (call, { slug }) => {
      const found = object(await call("GET", path("organizations", text(slug))));
      return { id: text(found.slug), internalId: text(found.id), name: text(found.name), slug: text(found.slug) };
    },
  },
  {
    token: "sentry:index/getSentryTeam:getSentryTeam",
    vendor: "sentry",
    ask: async (call, { organization, slug }) => {
      const found = object(await call("GET", path("teams", text(organization), text(slug))));
      return {
        id: text(found.slug),
        internalId: text(found.id),
        organization: text(organization),
        slug: text(found.slug),
        name: text(found.name),
        hasAccess: found.hasAccess ?? false,
        isMember: found.isMember ?? false,
        isPending: found.isPending ?? false,
      };
    },
  },
  {
    token: "sentry:index/getSentryKey:getSentryKey",
    vendor: "sentry",
    ask: async (call, args) => {
      const { organization, project, name, first } = args;
      const keys = path("projects", text(organization), text(project), "keys");
      const found = [];
      for await (const key of keysOf(call, keys)) if (!name || text(key.name) === text(name)) found.push(key);
      const [only] = found;
      if (!only)
        throw new Error(
          `No key of ${text(organization)}/${text(project)} ${name ? `is named ${text(name)}` : "exists"}`,
        );
      if (found.length > 1 && first !== true) {
        throw new Error(`more than one key found (${found.length}); name one, or ask for the first`);
      }
      return { rateLimitWindow: 0, rateLimitCount: 0, ...args, ...keyState(only) };
    },
  },
];
