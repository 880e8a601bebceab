/**
 * The contract between the HTTP server and the vendors' routes. A vendor is data: its prefix, its error shape and a
 * table of routes with plain synchronous handlers. Each request runs in one transaction; a handler that throws
 * `Refusal` changes nothing.
 */

import type { Method, Value, Values, Vendor } from "../../vendors/index";
import type { Store } from "../store/index";

export interface Request {
  method: Method;
  /** Without the vendor's prefix and without the query. */
  path: string;
  /** Decoded parameters of the route's path, e.g. `{ id: "12" }` for `/api/v1/monitor/:id`. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** The JSON sent; `{}` when the route takes none. */
  body: Values;
  /** The same when it is not an object (a list, a bare value). */
  json: Value;
  /** The environment whose stack sent it, known when it came through an adapter. */
  owner: string | undefined;
  header: (name: string) => string | undefined;
  store: Store;
  now: Date;
  /** Where the sandbox listens, `http://127.0.0.1:<port>`. */
  origin: string;
}

export interface Reply {
  status: number;
  /** Sent as JSON; absent sends nothing. */
  body?: Value | undefined;
  headers?: Record<string, string>;
}

export interface Route {
  method: Method;
  /** `:name` takes one segment, decoded. Segments without a colon win over those with one. */
  path: string;
  /** `json` (default for POST, PUT, PATCH): an empty body or bad JSON is a 400. `optional`: may be empty. `none`: ignored. */
  body?: "json" | "optional" | "none";
  /** A POST that changes nothing, e.g. validation: not a write in the journal. */
  readOnly?: true;
  handle: (request: Request) => Reply;
}

/** Why a request is refused, before it takes the vendor's shape. */
export type Complaint = "bad-json" | "empty-body" | "unknown-route" | "failure";

export interface VendorApi {
  vendor: Vendor;
  /** Before every path: "" or "/pagerduty". */
  prefix: string;
  /** First segments below the prefix that belong to this vendor, e.g. `/api/v1`. */
  roots: readonly string[];
  /** Reply in the vendor's error shape: 400, and 500 for `failure` (a bug of the sandbox). */
  refuse: (complaint: Complaint, message: string, path: string) => Reply;
  /** Headers of every reply, e.g. rate limits. */
  headers?: (now: Date) => Record<string, string>;
  routes: readonly Route[];
}

/** Thrown by a handler to answer with an error; the transaction is rolled back. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(readonly reply: Reply) {
    super(`refused with ${reply.status}`);
  }
}
