/**
 * Entities of Datadog's software catalogue. What is sent is the text of the entity as the program has it, YAML or JSON; two texts
 * of one meaning are no difference. An entity is known by its reference, `<kind>:<namespace>/<name>`.
 */

import { str } from "../fields";
import type { Call, Kind, Value } from "../kind";
import { list, object, text } from "../wire";
import { found, goneIsFine } from "./found";

const PATH = "/api/v2/catalog/entity";

function parsed(entity: string): Value | undefined {
  try {
    return JSON.parse(entity) as Value;
  } catch {
    return undefined;
  }
}

/** The reference of an entity; of YAML as far as its plain forms go. */
function referenceOf(entity: string): string {
  const json = parsed(entity);
  const line = (name: string, indented: boolean): string =>
    new RegExp(`^${indented ? "\\s+" : ""}${name}:\\s*["']?([^"'\\s#]+)`, "m").exec(entity)?.[1] ?? "";
  const { kind, metadata } = object(json);
  const { name, namespace } = object(metadata);
  const [k, n, s] =
    json === undefined
      ? [line("kind", false), line("name", true), line("namespace", true)]
      : [text(kind), text(name), text(namespace)];
  return `${k.toLowerCase()}:${s === "" ? "default" : s}/${n}`;
}

function sameEntity(a: Value | undefined, b: Value | undefined): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  if (a.trim() === b.trim()) return true;
  const [one, other] = [parsed(a), parsed(b)];
  return one !== undefined && other !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

async function read(call: Call, id: string): Promise<string | undefined> {
  const query = `filter%5Bref%5D=${encodeURIComponent(id)}&include=raw_schema`;
  const answer = object(await found(call("GET", `${PATH}?${query}`)));
  if (list(answer.data).length === 0) return undefined;
  const raw = list(answer.included)
    .map(object)
    .find(({ type }) => type === "rawSchema");
  return atob8(text(object(raw?.attributes).rawSchema));
}

function atob8(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

export const catalogEntity: Kind = {
  name: "datadog/catalog-entity",
  token: "datadog:index/softwareCatalog:SoftwareCatalog",
  vendor: "datadog",
  title: "entity of Datadog's software catalogue",
  flavour: "framework",
  fields: {
    entity: str({
      required: true,
      same: sameEntity,
      forceNew: (a, b) => typeof a === "string" && typeof b === "string" && referenceOf(a) !== referenceOf(b),
    }),
  },
  calls: {
    create: async (call, { planned }) => {
      const entity = text(planned.entity);
      await call("POST", PATH, entity);
      return { id: referenceOf(entity), state: { entity } };
    },
    read: async (call, id, state) => {
      const entity = await read(call, id);
      if (entity === undefined) return undefined;
      return { entity: sameEntity(state.entity, entity) ? (state.entity ?? entity) : entity };
    },
    update: async (call, _id, { planned }) => {
      await call("POST", PATH, text(planned.entity));
      return { entity: text(planned.entity) };
    },
    delete: (call, id) => goneIsFine(call("DELETE", `${PATH}/${id}`)),
  },
};
