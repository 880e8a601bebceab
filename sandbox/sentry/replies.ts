/** Sentry's replies: refusals in its shapes, and its way of paging a list. */

import type { Values } from "../../vendors/index";
import { Refusal, type Reply, type Request } from "../http/index";

/** Items of one page of a list. */
const PAGE = 100;

export const detail = (status: number, text: string): Reply => ({ status, body: { detail: text } });

export const notFound = () => new Refusal(detail(404, "The requested resource does not exist"));

/** 400 with the sentences of one field. */
export const invalid = (field: string, ...reasons: string[]) =>
  new Refusal({ status: 400, body: { [field]: reasons } });

export const conflict = (reason: string) => new Refusal(detail(409, reason));

export const noContent: Reply = { status: 204 };

export function parameter(request: Request, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw notFound();
  return value;
}

/** A page of a list with its `Link` header: the next page is there while `results="true"`. */
export function page(request: Request, items: Values[]): Reply {
  const offset = Number((request.query.get("cursor") ?? "").split(":")[1] ?? 0);
  const start = Number.isInteger(offset) && offset > 0 ? offset : 0;
  const link = (rel: string, at: number, results: boolean) => {
    const cursor = `0:${at}:${rel === "previous" ? 1 : 0}`;
    const url = `${request.origin}${request.path}?cursor=${cursor}`;
    return `<${url}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return {
    status: 200,
    body: items.slice(start, start + PAGE),
    headers: {
      link: [
        link("previous", Math.max(0, start - PAGE), start > 0),
        link("next", start + PAGE, start + PAGE < items.length),
      ].join(", "),
    },
  };
}
