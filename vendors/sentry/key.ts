/** Client key (DSN) of a Sentry project. Read by listing; limits that the program drops stay. */

import type { Call, Kind, Values } from "../kind";
import { list, object, text } from "../wire";
import { orGone, path, readBack } from "./paths";

/** Sentry answers a list in pages of this size. */
const PAGE = 100;

export const key: Kind = {
  name: "sentry/key",
  token: "sentry:index/sentryKey:SentryKey",
  vendor: "sentry",
  title: "Sentry key",
  flavour: "sdk-v1",
  alsoSecret: ["dsnPublic", "dsnCsp"],
  fields: {
    organization: { type: "text", required: true },
    project: { type: "text", required: true },
    name: { type: "text", required: true, autoname: true },
    rateLimitWindow: { type: "int", computed: true },
    rateLimitCount: { type: "int", computed: true },
    projectId: { type: "int", output: true },
    isActive: { type: "boolean", output: true },
    public: { type: "text", output: true },
    secret: { type: "text", output: true, secret: true },
    dsnPublic: { type: "text", output: true },
    dsnSecret: { type: "text", output: true, secret: true },
    dsnCsp: { type: "text", output: true },
  },
  calls: {
    create: async (call, { planned }) => {
      await call("GET", path("projects", text(planned.organization), text(planned.project)));
      const id = text(object(await call("POST", keysPath(planned), body(planned))).id);
      return readBack(id, async () => (await find(call, planned, id)) ?? {});
    },
    read: async (call, id, state) => orGone(() => find(call, state, id)),
    update: async (call, id, { planned }) => {
      await call("PUT", keyPath(planned, id), body(planned));
      return (await find(call, planned, id)) ?? {};
    },
    delete: async (call, id, state) => {
      await call("DELETE", keyPath(state, id));
    },
  },
};

const keysPath = (values: Values) => path("projects", text(values.organization), text(values.project), "keys");
const keyPath = (values: Values, id: string) => `${keysPath(values)}${encodeURIComponent(id)}/`;

const body = (values: Values): Values => ({
  name: text(values.name),
  rateLimit: { window: values.rateLimitWindow ?? 0, count: values.rateLimitCount ?? 0 },
});

async function find(call: Call, values: Values, id: string): Promise<Values | undefined> {
  for await (const one of keysOf(call, keysPath(values))) if (text(one.id) === id) return keyState(one);
  return undefined;
}

/** Every key of a project, page by page. */
export async function* keysOf(call: Call, keys: string): AsyncGenerator<Values> {
  for (let offset = 0; ; offset += PAGE) {
    const page = list(await call("GET", offset === 0 ? keys : `${keys}?cursor=0:${offset}:0`));
    yield* page.map(object);
    if (page.length < PAGE) return;
  }
}

export function keyState(answer: Values): Values {
  const dsn = object(answer.dsn);
  const limit = object(answer.rateLimit);
  return {
    id: text(answer.id),
    name: text(answer.name),
    projectId: answer.projectId ?? 0,
    isActive: answer.isActive ?? false,
    public: text(answer.public),
    secret: text(answer.secret),
    dsnPublic: text(dsn.public),
    dsnSecret: text(dsn.secret),
    dsnCsp: text(dsn.csp),
    ...(answer.rateLimit === null || answer.rateLimit === undefined
      ? {}
      : { rateLimitWindow: limit.window ?? 0, rateLimitCount: limit.count ?? 0 }),
  };
}
