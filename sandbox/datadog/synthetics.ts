/**
 * Datadog's synthetics tests over HTTP: `/api/v1/synthetics/tests`. Passwords, tokens, certificates and what secure
 * variables hold are not stored.
 */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { Store, StoredObject } from "../store/index";
import { ORG_ID, PERSON, shortId, timestamp } from "./account";
import { refuse } from "./refusals";

const KIND = "synthetics-test";
const PATH = "/api/v1/synthetics/tests";
const FIRST_MONITOR = 800_000_000;
const { name, handle, email } = PERSON;
const AUTHOR = { name, handle, email };

const SECRET_FIELDS = ["password", "secretKey", "clientSecret", "sessionToken", "accessKey", "secret"];
const SECRET_HEADER = /authorization|cookie|token|secret|key/i;

/** What a monitor of a test gets when its options say something. */
const MONITOR_DEFAULTS = {
  on_missing_data: "show_no_data",
  notify_audit: false,
  new_host_delay: 300,
  include_tags: true,
};

function stored(body: Values, store: Store, id: string, creating: boolean): Values {
  const config = object(body.config);
  const options = object(body.options);
  const test: Values = {
    name: text(body.name),
    type: text(body.type),
    status: body.status ?? "live",
    message: text(body.message),
    tags: body.tags ?? [],
    locations: body.locations ?? [],
    config: {
      ...config,
      ...(config.request === undefined ? {} : { request: withoutSecrets(object(config.request), store, id) }),
      ...(config.variables === undefined ? {} : { variables: list(config.variables).map(variable) }),
      ...(config.configVariables === undefined ? {} : { configVariables: list(config.configVariables).map(variable) }),
      ...(config.steps === undefined
        ? {}
        : { steps: list(config.steps).map((step) => apiStep(object(step), store, id)) }),
    },
    options:
      creating && !isZero(options.monitor_options)
        ? { ...options, monitor_options: { ...object(options.monitor_options), ...MONITOR_DEFAULTS } }
        : options,
  };
  if (body.subtype !== undefined) test.subtype = body.subtype;
  if (!isZero(body.steps)) {
    test.steps = list(body.steps).map((step) => browserStep(object(step), store, id));
  }
  return test;
}

function browserStep(step: Values, store: Store, id: string): Values {
  const params = object(step.params);
  return {
    ...step,
    ...(isZero(params.files)
      ? {}
      : { params: { ...params, files: uploaded(params.files, `browser-upload-file-step/${id}`) } }),
    public_id: step.public_id ?? shortId(store.next("step")),
  };
}

/** A file's content is not handed back, but where it is kept. */
function uploaded(files: Value | undefined, folder: string): Values[] {
  return list(files).map((item) => {
    const { content: _uploaded, encoding: _with, ...file } = object(item);
    return { ...file, bucketKey: file.bucketKey ?? `${folder}/${text(file.name)}` };
  });
}

function apiStep(given: Values, store: Store, id: string): Values {
  const step: Values = { ...given, id: given.id ?? shortId(store.next("step")) };
  if (given.request === undefined) return step;
  return { ...step, request: withoutSecrets(object(step.request), store, id) };
}

/** Secure variables are not handed back: neither pattern nor example. */
function variable(item: Value): Value {
  const { pattern, example, ...rest } = object(item);
  return rest.secure === true
    ? rest
    : { ...rest, ...(pattern === undefined ? {} : { pattern }), ...(example === undefined ? {} : { example }) };
}

function withoutSecrets(request: Values, store: Store, id: string): Values {
  const out: Values = { ...request };
  if (!isZero(request.headers)) out.headers = concealHeaders(object(request.headers), store);
  if (!isZero(request.proxy)) {
    const proxy = object(request.proxy);
    out.proxy = { ...proxy, headers: concealHeaders(object(proxy.headers), store) };
  }
  if (!isZero(request.basicAuth)) {
    out.basicAuth = Object.fromEntries(
      Object.entries(object(request.basicAuth)).map(([field, value]) => [
        field,
        SECRET_FIELDS.includes(field) && !isZero(value) ? store.conceal(text(value)) : value,
      ]),
    );
  }
  if (!isZero(request.certificate)) {
    const part = (name: string): Values => {
      const { content: _writeOnly, ...rest } = object(object(request.certificate)[name]);
      return rest;
    };
    out.certificate = { cert: part("cert"), key: part("key") };
  }
  if (!isZero(request.files)) {
    out.files = uploaded(request.files, `api-upload-file/${id}`);
  }
  return out;
}

function concealHeaders(headers: Values, store: Store): Values {
  return Object.fromEntries(
    Object.entries(headers).map(([field, value]) => [
      field,
      SECRET_HEADER.test(field) && !isZero(value) ? store.conceal(text(value)) : value,
    ]),
  );
}

function create(type: "api" | "browser"): (request: Request) => Reply {
  return ({ body, store, now }) => {
    for (const field of ["name", "config", "options", "locations"]) {
      if (body[field] === undefined) refuse(400, `The parameter '${field}' is required`);
    }
    const n = store.next(KIND);
    const id = shortId(n);
    const test: Values = {
      public_id: id,
      ...stored({ ...body, type }, store, id, true),
      created_at: timestamp(now),
      modified_at: timestamp(now),
      monitor_id: FIRST_MONITOR + n,
    };
    const body_ = store.put(KIND, id, test).body;
    const more: Values = {
      created_by: AUTHOR,
      modified_by: AUTHOR,
      deleted_at: null,
      org_id: ORG_ID,
      creation_source: "api",
    };
    if (type === "browser") more.stepCount = stepCount(body_);
    return { status: 200, body: store.reveal({ ...investigated(body_), ...more }) };
  };
}

/** An option only the reply to a change shows. */
function investigated(test: Values): Values {
  return { ...test, options: { ...object(test.options), bits_ai_auto_investigate: false } };
}

function stepCount(test: Values): Values {
  const types = list(test.steps).map((step) => text(object(step).type));
  return {
    assertions: types.filter((type) => type.startsWith("assert")).length,
    nested_steps: 0,
    subtests: types.filter((type) => type === "playSubTest").length,
    total: types.length,
  };
}

function existing({ store, params }: Request, type?: string): StoredObject {
  const found = store.get(KIND, text(params.id));
  if (!found || (type !== undefined && found.body.type !== type)) refuse(404, "Synthetics test not found");
  return found;
}

/** The general path leaves out a browser test's steps. */
function read(request: Request, type?: "api" | "browser"): Reply {
  const { body } = existing(request, type);
  const { steps, ...rest } = body;
  const shown = type === "browser" ? { ...rest, steps: steps ?? [] } : rest;
  return { status: 200, body: request.store.reveal({ ...shown, creator: AUTHOR }) };
}

function update(type: "api" | "browser"): (request: Request) => Reply {
  return (request) => {
    const { body, store, now } = request;
    const { id, body: before } = existing(request);
    const { public_id, created_at, monitor_id } = before;
    const test = {
      public_id,
      ...stored({ ...body, type }, store, id, false),
      created_at,
      modified_at: timestamp(now),
      monitor_id,
    };
    const body_ = store.put(KIND, id, test).body;
    const more: Values = {
      created_by: AUTHOR,
      modified_by: AUTHOR,
      org_id: ORG_ID,
      overall_state: 2,
      creation_source: "api",
    };
    more.overall_state_modified = timestamp(now);
    if (type === "browser") more.stepCount = stepCount(body_);
    return { status: 200, body: store.reveal({ ...investigated(body_), ...more }) };
  };
}

function remove({ body, store, now }: Request): Reply {
  const ids = list(body.public_ids).map(text);
  if (ids.length === 0) refuse(400, "The parameter 'public_ids' is required");
  const missing = ids.find((id) => !store.get(KIND, id));
  if (missing !== undefined) refuse(404, "Synthetics test not found");
  for (const id of ids) store.delete(KIND, id);
  return { status: 200, body: { deleted_tests: ids.map((id) => ({ public_id: id, deleted_at: timestamp(now) })) } };
}

function listAll({ store }: Request): Reply {
  const tests = store.list(KIND).map(({ body }) => store.reveal({ ...body, steps: undefined, creator: AUTHOR }));
  return { status: 200, body: { tests } };
}

export const SYNTHETICS_ROUTES: readonly Route[] = [
  { method: "GET", path: PATH, handle: listAll },
  { method: "POST", path: `${PATH}/api`, handle: create("api") },
  { method: "POST", path: `${PATH}/browser`, handle: create("browser") },
  { method: "POST", path: `${PATH}/delete`, handle: remove },
  { method: "GET", path: `${PATH}/:id`, handle: (request) => read(request) },
  { method: "GET", path: `${PATH}/api/:id`, handle: (request) => read(request, "api") },
  { method: "GET", path: `${PATH}/browser/:id`, handle: (request) => read(request, "browser") },
  { method: "PUT", path: `${PATH}/api/:id`, handle: update("api") },
  { method: "PUT", path: `${PATH}/browser/:id`, handle: update("browser") },
];
