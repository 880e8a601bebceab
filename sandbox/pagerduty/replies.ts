/** PagerDuty's replies: what a refusal looks like, and how a body is taken out of its wrapper. */

import { object, type Values } from "../../vendors/index";
import { Refusal, type Reply, type Request } from "../http/index";

/** PagerDuty's error codes, as its API reference and recorded messages have them. */
export const CODE = { invalid: 2001, notFound: 2100, associations: 6006, internal: 3001 } as const;

export function errorReply(status: number, code: number, message: string, errors?: string[]): Reply {
  return { status, body: { error: { message, code, ...(errors ? { errors } : {}) } } };
}

export const notFound = () => new Refusal(errorReply(404, CODE.notFound, "Not Found"));

/** 400 with the vendor's own sentences. */
export const invalid = (...errors: string[]) =>
  new Refusal(errorReply(400, CODE.invalid, "Invalid Input Provided", errors.length > 0 ? errors : undefined));

/** The object a body wraps as `{ <key>: { … } }`; a body without it is refused. */
export function unwrap(request: Request, key: string): Values {
  const inner = request.body[key];
  if (inner === undefined || inner === null || typeof inner !== "object" || Array.isArray(inner)) throw invalid();
  return object(inner);
}

/** The parameter of the route's path. */
export function parameter(request: Request, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw notFound();
  return value;
}

export const noContent: Reply = { status: 204 };
