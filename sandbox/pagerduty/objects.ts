/** What PagerDuty's objects have in common: ids, addresses, references, unique names, lists in pages. */

import { list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { invalid, notFound } from "./replies";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** Seven characters like the vendor's, all digits after the P, which the vendor's never are. */
export function newId(store: Store): string {
  return `P${String(store.next("id")).padStart(6, "0")}`;
}

/** Where an object would be seen; a name that never resolves, so that it is not mistaken for an account. */
const WEB = "https://watchbill-sandbox.pagerduty.invalid";

/** The stored body with what the vendor adds to every object. `collection` is its place, e.g. `users`. */
export function shown({ id, body }: StoredObject, collection: string, type: string): Values {
  return {
    ...body,
    id,
    type,
    summary: text(body.name) || text(body.summary) || text(body.label),
    self: `https://api.pagerduty.invalid/${collection}/${id}`,
    html_url: `${WEB}/${collection}/${id}`,
  };
}

/** `{ id, type, summary }`; the summary is the name of what it refers to, if it is there. */
export function referenceTo(store: Store, kind: string, id: Value | undefined, type: string): Values {
  const found = store.get(kind, text(id));
  return { id: text(id), type, summary: text(found?.body.name) };
}

/** The references of a list, each with its summary. */
export function references(store: Store, kind: string, values: Value | undefined, type: string): Values[] {
  return list(values).map((value) => referenceTo(store, kind, object(value).id, type));
}

export function existing(store: Store, kind: string, id: string, parent?: string): StoredObject {
  const found = store.get(kind, id);
  if (!found || (parent !== undefined && found.parent !== parent)) throw notFound();
  return found;
}

/** Refuses a name another object of the kind has. */
export function refuseTakenName(store: Store, kind: string, name: Value | undefined, id?: string): void {
  const taken = store.list(kind).some((other) => other.id !== id && text(other.body.name) === text(name));
  if (taken) throw invalid("Name has already been taken.");
}

/** One page of a list. `query` matches inside a name, or wherever `searched` says. */
export function page(
  request: Request,
  collection: string,
  objects: Values[],
  searched: readonly string[] = ["name"],
): Reply {
  const query = (request.query.get("query") ?? "").toLowerCase();
  const found = objects.filter((one) => searched.some((name) => text(one[name]).toLowerCase().includes(query)));
  const offset = whole(request.query.get("offset"), 0);
  const limit = Math.min(whole(request.query.get("limit"), DEFAULT_LIMIT) || DEFAULT_LIMIT, MAX_LIMIT);
  const shownNow = found.slice(offset, offset + limit);
  return {
    status: 200,
    body: {
      [collection]: shownNow,
      limit,
      offset,
      total: request.query.get("total") === "true" ? found.length : null,
      more: offset + shownNow.length < found.length,
    },
  };
}

function whole(value: string | null, otherwise: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
}
