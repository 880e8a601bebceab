/** Datadog's software catalogue over HTTP: entities by reference, each kept as the text it came as. */

import { parse } from "yaml";
import { isZero, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { uuid } from "./account";
import { refuse } from "./refusals";

const KIND = "catalog-entity";
const PATH = "/api/v2/catalog/entity";
const KINDS = ["api", "datastore", "queue", "service", "system", "frontend"];

interface Read {
  schema: Values;
  metadata: Values;
  reference: string;
}

/** The entity a text is of: JSON is YAML. */
function read(entity: Value): Read {
  let schema: Values;
  try {
    schema = object((typeof entity === "string" ? parse(entity) : entity) as Value);
  } catch {
    refuse(400, "the entity is not YAML");
  }
  const metadata: Values = { namespace: "default", ...object(schema.metadata) };
  const kind = text(schema.kind);
  if (schema.apiVersion !== "v3" || !KINDS.includes(kind)) refuse(400, "apiVersion must be v3, with a known kind");
  if (isZero(metadata.name)) refuse(400, "metadata.name is required");
  return { schema, metadata, reference: `${kind}:${text(metadata.namespace)}/${text(metadata.name)}` };
}

function answer(found: readonly StoredObject[], include: string): Values {
  const raw = include === "raw_schema";
  const relation = raw ? "rawSchema" : "schema";
  const data = found.map(({ body }) => {
    const { schema, metadata } = read(body.entity ?? null);
    const { name, namespace, displayName, owner, tags } = metadata;
    const attributes: Values = { apiVersion: "v3", kind: text(schema.kind) };
    for (const [key, value] of Object.entries({ name, namespace, displayName, owner, tags }))
      if (value !== undefined) attributes[key] = value;
    const { id, createdAt, modifiedAt } = body;
    return {
      id: text(id),
      type: "entity",
      attributes,
      relationships: { [relation]: { data: { id: text(id), type: relation } } },
      meta: { createdAt: text(createdAt), modifiedAt: text(modifiedAt), ingestionSource: "api", origin: "unknown" },
    };
  });
  const included = found.map(({ body }) => {
    const { schema, metadata } = read(body.entity ?? null);
    const rawSchema = Buffer.from(text(body.entity)).toString("base64");
    return { id: text(body.id), type: relation, attributes: raw ? { rawSchema } : { schema: { ...schema, metadata } } };
  });
  return { data, meta: { count: data.length, includeCount: included.length }, included };
}

function upsert({ json, store, now }: Request): Reply {
  const { reference } = read(json);
  const before = store.get(KIND, reference)?.body;
  const stored: Values = {
    id: before?.id ?? uuid(store.next(KIND)),
    entity: typeof json === "string" ? json : JSON.stringify(json),
    createdAt: before?.createdAt ?? now.toISOString(),
    modifiedAt: now.toISOString(),
  };
  return { status: 202, body: answer([store.put(KIND, reference, stored)], "schema") };
}

function find({ query, store, path }: Request): Reply {
  const reference = query.get("filter[ref]");
  const found = reference === null ? store.list(KIND) : [store.get(KIND, reference) ?? []].flat();
  const { data = [], meta = {}, included = [] } = answer(found, query.get("include") ?? "");
  const asked = [...query].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const self = `${path}?${[...asked, "page%5Blimit%5D=100", "page%5Boffset%5D=0"].join("&")}`;
  return { status: 200, body: { data, meta, links: { self }, included } };
}

export const CATALOG_ROUTES: readonly Route[] = [
  { method: "POST", path: PATH, handle: upsert },
  { method: "GET", path: PATH, handle: find },
  {
    method: "DELETE",
    path: `${PATH}/:reference/:name`,
    handle: ({ store, params }) => {
      const reference = `${text(params.reference)}/${text(params.name)}`;
      if (!store.get(KIND, reference)) refuse(404, "entity not found");
      store.delete(KIND, reference);
      return { status: 204 };
    },
  },
];
