/** Datadog's detection rules over HTTP: `/api/v2/security_monitoring/rules`. */

import { isZero, list, object, text, type Value, type Values } from "../../vendors/index";
import type { Reply, Request, Route } from "../http/index";
import type { StoredObject } from "../store/index";
import { PERSON, shortId } from "./account";
import { refuse, refuseLogs } from "./refusals";

const KIND = "security-rule";
const PATH = "/api/v2/security_monitoring/rules";
const { name, handle, id: personId } = PERSON;
const AUTHOR = { handle, name };

/** The fields a client decides, as Datadog stores them. */
function stored(body: Values): Values {
  const options = object(body.options);
  const { schedulingOptions, calculatedFields, ...rest } = body;
  const rule: Values = {
    ...rest,
    tags: body.tags ?? [],
    filters: body.filters ?? [],
    hasExtendedTitle: body.hasExtendedTitle ?? false,
    options: { evaluationWindow: 0, ...options, ...extended(options) },
  };
  if (!isZero(schedulingOptions)) rule.schedulingOptions = schedulingOptions;
  if (!isZero(calculatedFields)) rule.calculatedFields = calculatedFields;
  if (options.detectionMethod === "third_party") delete rule.options;
  if (options.detectionMethod === "third_party") rule.options = options;
  if (body.cases !== undefined && body.cases !== null) {
    rule.cases = list(body.cases).map((item) => {
      const { condition, ...rest } = object(item);
      return { name: "", notifications: [], ...rest, ...(isZero(condition) ? {} : { condition }) };
    });
  }
  if (body.queries !== undefined && body.queries !== null) rule.queries = list(body.queries).map(storedQuery);
  return rule;
}

/** One metric or one index is also given as a list, and a list's first one by itself. */
function storedQuery(item: Value): Values {
  const { metric, metrics, index, indexes, customQueryExtension: _unused, ...query } = object(item);
  const wire: Values = { distinctFields: [], groupByFields: [], hasOptionalGroupByFields: false, ...query };
  wire.name ??= "";
  const both: readonly [string, string, Value | undefined, Value | undefined][] = [
    ["metric", "metrics", metric, metrics],
    ["index", "indexes", index, indexes],
  ];
  for (const [one, many, first, all] of both) {
    const members = isZero(all) ? (isZero(first) ? [] : [first ?? null]) : list(all);
    if (members.length > 0) Object.assign(wire, { [one]: members[0], [many]: members });
  }
  return wire;
}

function extended(options: Values): Values {
  const more: Values = {};
  for (const name of ["anomalyDetectionOptions", "newValueOptions"]) {
    if (!isZero(options[name])) more[name] = { instantaneousBaselineTimeoutMinutes: 30, ...object(options[name]) };
  }
  const travel = object(options.impossibleTravelOptions);
  if (options.impossibleTravelOptions) more.impossibleTravelOptions = { detectIpTransition: false, ...travel };
  return more;
}

/** The recorded grounds for refusing a rule. */
function demand(body: Values): void {
  if (isZero(body.name)) refuse(400, "Invalid rule configuration", "Rule name cannot be empty");
  if (list(body.filters).some((filter) => isZero(object(filter).query))) {
    refuse(400, "Invalid rule configuration", "Query filter cannot be empty");
  }
}

function create({ body, store, now }: Request): Reply {
  demand(body);
  const id = shortId(store.next(KIND));
  const rule: Values = {
    ...stored({ type: "log_detection", ...body }),
    id,
    version: 1,
    createdAt: now.getTime(),
    creationAuthorId: personId,
    isDefault: false,
    isPartner: false,
    isBeta: false,
    isDeleted: false,
    isDeprecated: false,
    blocking: list(body.cases).some((item) => !isZero(object(item).actions)),
    metadata: { entities: null, sources: null },
    creator: AUTHOR,
    updater: AUTHOR,
  };
  return { status: 200, body: store.put(KIND, id, rule).body };
}

function existing({ store, params }: Request): StoredObject {
  const id = text(params.id);
  return store.get(KIND, id) ?? refuseLogs(404, "NotFound", `Threat detection rule not found: ${id}`);
}

/** A whole new payload, but for the type: an existing rule keeps its own. */
function update(request: Request): Reply {
  const { body, store, now } = request;
  const { id, body: before } = existing(request);
  demand(body);
  const { type, version, createdAt, creationAuthorId, isDefault, isPartner, isBeta, isDeleted, isDeprecated } = before;
  const rule: Values = {
    ...stored({ ...body, type }),
    id,
    version: Number(version) + 1,
    createdAt,
    creationAuthorId,
    updateAuthorId: personId,
    updatedAt: now.getTime(),
    isDefault,
    isPartner,
    isBeta,
    isDeleted,
    isDeprecated,
    blocking: list(body.cases).some((item) => !isZero(object(item).actions)),
    metadata: before.metadata,
    creator: before.creator,
    updater: AUTHOR,
  };
  const { creator: _creator, updater: _updater, isPartner: _partner, ...shown } = store.put(KIND, id, rule).body;
  return { status: 200, body: shown };
}

function remove(request: Request): Reply {
  const { id } = existing(request);
  request.store.delete(KIND, id);
  return { status: 204 };
}

function validate({ body }: Request): Reply {
  demand(body);
  return { status: 204 };
}

function listAll({ store }: Request): Reply {
  const data = store.list(KIND).map(({ body }) => body);
  return {
    status: 200,
    body: { data, meta: { page: { total_count: data.length, total_filtered_count: data.length } } },
  };
}

export const SECURITY_RULE_ROUTES: readonly Route[] = [
  { method: "POST", path: PATH, handle: create },
  { method: "GET", path: PATH, handle: listAll },
  { method: "POST", path: `${PATH}/validation`, readOnly: true, handle: validate },
  { method: "GET", path: `${PATH}/:id`, handle: (request) => ({ status: 200, body: existing(request).body }) },
  { method: "PUT", path: `${PATH}/:id`, handle: update },
  { method: "DELETE", path: `${PATH}/:id`, handle: remove },
];
